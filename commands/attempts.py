"""What earlier attempts of an operation have sent to a machine, and what of it still goes on.

*Retry* does a step anew, but a script on a machine does not end with the attempt that sent it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from azureops import run_commands
from azureops.orders import Order
from azureops.script_results import Command
from workflow import procedures

LOOKS = frozenset({"probe", "tail-log"})
"""Scripts that change nothing: one more does no harm, and an old answer is worth nothing."""

NOT_YET = datetime.max.replace(tzinfo=UTC)


def part(name: str, attempt: int) -> str:
    """What tells the attempts' run commands apart."""
    return f"{name}-{attempt}"


async def standing(
    context: procedures.Context,
    machine_id: str,
    order: Order,
    name: str,
    booted: Callable[[], Awaitable[datetime]],
) -> dict[str, Any] | None:
    """The token of what is to be followed instead of sending the order once more.

    The same one of an earlier attempt, if it still runs; or if it ended well and something else of
    the operation still runs, beside which nothing may be done. What ended is else sent anew: our
    scripts look first, and do nothing twice.
    """
    if context.attempt == 1 or order.script in LOOKS:
        return None
    found = await _sent(context, machine_id)
    going = await _alive([one for one in found if one.going], booted)
    if not going:
        return None
    mine = [
        run_commands.id_of(machine_id, order, context.operation_id, part(name, attempt)).lower()
        for attempt in range(1, context.attempt)
    ]
    same = [one for one in found if one.id.lower() in mine]
    kept = [one for one in same if one in going] or [one for one in same if one.succeeded]
    return run_commands.token_of(kept[0].id) if kept else None


async def _sent(context: procedures.Context, machine_id: str) -> list[Command]:
    """All that may change the machine, the newest first."""
    azure = context.world
    listed = await run_commands.list_all(azure, machine_id, context.operation_id)
    found = await asyncio.gather(*(run_commands.get(azure, resource) for resource in listed))
    changing = [one for one in found if one is not None and one.script not in LOOKS]
    return sorted(changing, key=lambda one: one.started_at or NOT_YET, reverse=True)


async def _alive(going: list[Command], booted: Callable[[], Awaitable[datetime]]) -> list[Command]:
    """Without those that Windows has outlived: their agent went down with them and never told."""
    if not any(one.started_at for one in going):
        return going
    since = await booted()
    return [one for one in going if one.started_at is None or one.started_at >= since]
