"""A serving process of its own, to be killed: forked (`tests.forks.run(main, …)`), or by a fresh
interpreter (`python -m tests.acceptance.workflow.server …`).

Gates are files, so nothing waits by the clock: a step writes `at-<part>` when it reaches its gate
and goes on once `go-<part>` is there.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from core import clock, json
from tests import keys
from tests.unit.workflow import toys
from workflow import procedures, service


@dataclass
class Gated(toys.World):
    """Stops at the parts that `gates` names: before or after their effect."""

    async def gate(self, where: str) -> None:
        if not (self.folder / f"gate-{where}").exists():
            return
        (self.folder / f"at-{where}").touch()
        while not (self.folder / f"go-{where}").exists():  # noqa: ASYNC110 - a file wakes nobody
            await asyncio.sleep(0.01)


def _gated(name: str, act: procedures.Act) -> procedures.Act:
    async def gated(context: procedures.Context, arguments: json.Object) -> json.Object:
        world: Gated = context.world
        await world.gate(f"before-{name}")
        result = await act(context, arguments)
        await world.gate(f"after-{name}")
        return result

    return gated


def verb() -> toys.Toy:
    def gate(step: procedures.Step) -> procedures.Step:
        return replace(step, parts=tuple((n, _gated(n, act)) for n, act in step.parts))

    return toys.Toy(steps=tuple(map(gate, toys.STEPS)), undo=tuple(map(gate, toys.UNDO)))


async def main(database_url: str, folder: Path, name: str) -> None:
    serving = await service.open(
        database_url=database_url,
        audit_key=keys.AUDIT,
        procedures={"deploy": verb()},
        policies=toys.RULES,
        directory=toys.Town(),
        world=Gated(folder=folder),
        clock=clock.SystemClock(),
    )
    await serving.start()
    (folder / f"serving-{name}").touch()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
