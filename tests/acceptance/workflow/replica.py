"""A serving replica that votes as it is told: one order a line on stdin, one outcome on stdout."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from core import clock, errors
from tests import keys
from tests.unit.workflow import toys
from workflow import policies, service

CROWD = ("UANN", "UBEN", "UCAY", "UDEE", "UEVE")
QUORUM = 3
RULES = policies.parse(
    [
        {
            "verbs": ["*"],
            "requesters": {"groups": [toys.ONCALL]},
            "approvers": [{"people": list(CROWD), "quorum": QUORUM}],
        }
    ]
)


def town() -> toys.Town:
    made = toys.Town()
    person = made.people[toys.RITA]
    made.people |= {
        id_: type(person)(id=id_, name=id_, email=f"{id_}@example.com") for id_ in CROWD
    }
    return made


async def main(database_url: str, folder: Path) -> None:
    serving = await service.open(
        database_url=database_url,
        audit_key=keys.AUDIT,
        procedures={"deploy": toys.Toy()},
        policies=RULES,
        directory=town(),
        # Operations of one server would wait for each other.
        world=toys.World(folder=folder, locks=()),
        clock=clock.SystemClock(),
    )
    await serving.start()
    print(json.dumps({"ready": True}), flush=True)

    async def vote(order: dict[str, Any]) -> None:
        outcome = dict(order)
        try:
            await serving.desk.vote(
                order["operation"], order["person"], "approve", order["plan"], order["delivery"]
            )
        except errors.BotError as error:
            outcome |= {"code": error.code, "sentence": error.sentence}
        print(json.dumps(outcome), flush=True)

    reader = asyncio.StreamReader(limit=1 << 22)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    votes = [asyncio.create_task(vote(json.loads(line))) async for line in reader]
    await asyncio.gather(*votes)
    await serving.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
