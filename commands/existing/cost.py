"""What a process server's machine costs a month, as it is now."""

from __future__ import annotations

import asyncio
from typing import Any

from azureops import disks, machines, prices
from azureops.errors import AzureError
from azureops.machines import Power


async def said(azure: Any, machine: machines.Machine) -> str:
    """In words, to end a sentence with. A missing price is said, never guessed.

    Of a deallocated machine only the disks are paid for.
    Source: learn.microsoft.com/azure/virtual-machines/states-billing
    """
    try:
        found = await asyncio.gather(*(disks.get(azure, each) for each in machine.disk_ids))
        estimate = await prices.monthly(
            azure,
            location=machine.location,
            size=machine.size,
            disks=tuple((disk.kind, disk.size_gb) for disk in found if disk is not None),
        )
    except AzureError as refused:
        return f"what it costs could not be read ({refused.sentence})"
    off = machine.power in {Power.DEALLOCATED, Power.DEALLOCATING}
    lines = estimate.lines[1:] if off else estimate.lines
    unknown = [line.what for line in lines if line.monthly is None]
    total = sum(line.monthly or 0 for line in lines)
    what = "it is deallocated, its disks cost" if off else "it costs"
    words = f"{what} about {total:,.2f} {estimate.currency} a month by list prices"
    return f"{words} (no price was found for {', '.join(unknown)})" if unknown else words
