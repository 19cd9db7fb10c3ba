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
    what = "it is deallocated, its disks cost" if off else "it costs"
    lines = found.lines[1:] if off else found.lines
    total = sum(line.monthly or 0 for line in lines)
    return f"{what} about {total:,.2f} {found.currency} a month by list prices{_gaps(lines)}"


def _so_far(found: prices.Estimate, machine: machines.Machine, now: datetime) -> str:
    """Azure does not say how long it was off: the most it can have been."""
    if machine.created_at is None:
        return "Azure does not say since when it exists"
    hours = max((now - machine.created_at).total_seconds(), 0) / 3600
    most = found.monthly * hours / prices.HOURS
    return (
        f"at most about {most:,.2f} {found.currency} by list prices, as if it had run all the time "
        f"since it was made on {machine.created_at:%Y-%m-%d}{_gaps(found.lines)}"
    )


def _gaps(lines: tuple[prices.Line, ...]) -> str:
    unknown = [line.what for line in lines if line.monthly is None]
    return f" (no price was found for {', '.join(unknown)})" if unknown else ""


def _unread(refused: AzureError) -> str:
    return f"what it costs could not be read ({refused.sentence})"
