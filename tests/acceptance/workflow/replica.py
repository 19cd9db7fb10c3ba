"""A serving replica that votes as it is told by a socket: an order a line, an outcome a line."""

from __future__ import annotations

import asyncio
import json
import socket
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


async def main(database_url: str, folder: Path, told: socket.socket) -> None:
    reader, writer = await asyncio.open_connection(sock=told, limit=1 << 22)
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

    def say(outcome: dict[str, Any]) -> None:
        writer.write(json.dumps(outcome).encode() + b"\n")

    say({"ready": True})

    async def vote(order: dict[str, Any]) -> None:
        outcome = dict(order)
        try:
            await serving.desk.vote(
                order["operation"], order["person"], "approve", order["plan"], order["delivery"]
            )
        except errors.BotError as error:
            outcome |= {"code": error.code, "sentence": error.sentence}
        say(outcome)

    votes = [asyncio.create_task(vote(json.loads(line))) async for line in reader]
    await asyncio.gather(*votes)
    await serving.close()
