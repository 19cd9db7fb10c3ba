"""What a process server's machine costs a month as it is now, and what it may have cost so far.

Of a deallocated machine only the disks are paid for.
Source: learn.microsoft.com/azure/virtual-machines/states-billing
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

from azureops import disks, machines, prices
from azureops.errors import AzureError
from azureops.machines import Power
from core.sentences import join, number, say

OFF = frozenset({Power.DEALLOCATED, Power.DEALLOCATING})


async def said(azure: Any, machine: machines.Machine) -> str:
    """In words, to end a sentence with. A missing price is said, never guessed."""
    try:
        return _monthly(await _estimate(azure, machine), machine)
    except AzureError as refused:
        return _unread(refused)


async def both(azure: Any, machine: machines.Machine, now: datetime) -> tuple[str, str]:
    """A month's, and so far; each in words like `said`'s."""
    try:
        found = await _estimate(azure, machine)
    except AzureError as refused:
        return _unread(refused), _unread(refused)
    return _monthly(found, machine), _so_far(found, machine, now)


async def _estimate(azure: Any, machine: machines.Machine) -> prices.Estimate:
    found = await asyncio.gather(*(disks.get(azure, each) for each in machine.disk_ids))
    return await prices.monthly(
        azure,
        location=machine.location,
        size=machine.size,
        disks=tuple((disk.kind, disk.size_gb) for disk in found if disk is not None),
    )


def _monthly(found: prices.Estimate, machine: machines.Machine) -> str:
    off = machine.power in OFF
    lines = found.lines[1:] if off else found.lines
    total = number(sum(line.monthly or 0 for line in lines), 2)
    if off:
        return say(
            "existing-cost-off",
            "it is deallocated, its disks cost about {total} {currency} a month by list "
            "prices{gaps}",
            total=total,
            currency=found.currency,
            gaps=_gaps(lines),
        )
    return say(
        "existing-cost",
        "it costs about {total} {currency} a month by list prices{gaps}",
        total=total,
        currency=found.currency,
        gaps=_gaps(lines),
    )


def _so_far(found: prices.Estimate, machine: machines.Machine, now: datetime) -> str:
    """Azure does not say how long it was off: the most it can have been."""
    if machine.created_at is None:
        return say("existing-cost-unknown", "Azure does not say since when it exists")
    hours = max((now - machine.created_at).total_seconds(), 0) / 3600
    most = found.monthly * hours / prices.HOURS
    return say(
        "existing-cost-so-far",
        "at most about {most} {currency} by list prices, as if it had run all the time since it "
        "was made on {day}{gaps}",
        most=number(most, 2),
        currency=found.currency,
        day=f"{machine.created_at:%Y-%m-%d}",
        gaps=_gaps(found.lines),
    )


def _gaps(lines: tuple[prices.Line, ...]) -> str:
    unknown = [line.what for line in lines if line.monthly is None]
    if not unknown:
        return ""
    return say("existing-cost-gaps", " (no price was found for {what})", what=join(unknown, ", "))


def _unread(refused: AzureError) -> str:
    return say(
        "existing-cost-unread", "what it costs could not be read ({why})", why=refused.sentence
    )
