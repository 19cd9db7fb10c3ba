"""Two replicas on PostgreSQL, 50 simultaneous clicks of five people on each of 20 cards."""

from __future__ import annotations

import asyncio
import json
import random
import socket
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from core import clock
from tests import forks, keys
from tests.acceptance.workflow import replica
from tests.unit.workflow import toys
from workflow import operations, service
from workflow.operations import State

CARDS, CLICKS = 20, 50
PATIENCE = 90.0


@dataclass(frozen=True, kw_only=True)
class Replica:
    child: forks.Forked
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @classmethod
    async def start(cls, url: str, folder: Path) -> Replica:
        ours, theirs = socket.socketpair()
        with theirs:
            child = forks.run(replica.main, url, folder, theirs)
        reader, writer = await asyncio.open_connection(sock=ours)
        started = cls(child=child, reader=reader, writer=writer)
        assert await started.heard() == {"ready": True}
        return started

    async def heard(self) -> Any:
        return json.loads(await self.reader.readline())

    async def send(self, orders: list[dict[str, Any]]) -> list[Any]:
        """All at once; the outcomes in the order they come."""
        self.writer.write("".join(json.dumps(order) + "\n" for order in orders).encode())
        await self.writer.drain()
        return [await self.heard() for _ in orders]

    async def kill(self) -> None:
        self.child.kill()
        await self.child.wait()
        self.writer.close()


async def _until(desk: Any, *states: State) -> list[operations.Operation]:
    end = time.monotonic() + PATIENCE
    while True:
        found: list[operations.Operation] = await desk.find(limit=CARDS + 1)
        if all(one.state in states for one in found):
            return found
        assert time.monotonic() < end, Counter(one.state for one in found)
        await asyncio.sleep(0.1)


@pytest.mark.timeout(240)
async def test_a_crowd_on_two_replicas_is_counted_once_each(made_url: str, tmp_path: Path) -> None:
    replicas = [await Replica.start(made_url, tmp_path) for _ in range(2)]
    beside = await service.open(
        database_url=made_url,
        audit_key=keys.AUDIT,
        procedures={"deploy": toys.Toy()},
        policies=replica.RULES,
        directory=replica.town(),
        world=None,
        clock=clock.SystemClock(),
        with_engine=False,
    )
    try:
        for n in range(CARDS):
            await beside.desk.ask("deploy", toys.RITA, "C1", {"name": f"ps-{n}"}, f"ask-{n}")
        cards = await _until(beside.desk, State.AWAITING_APPROVAL)
        assert len(cards) == CARDS
        orders = [
            {
                "operation": card.id,
                "plan": card.plan_hash,
                "person": random.choice(replica.CROWD),  # noqa: S311 - any will do
                "delivery": f"{card.id}:{n}",
            }
            for card in cards
            for n in range(CLICKS)
        ]
        random.shuffle(orders)
        halves = (orders[::2], orders[1::2])
        sent = (one.send(half) for one, half in zip(replicas, halves, strict=True))
        outcomes = [outcome for part in await asyncio.gather(*sent) for outcome in part]
        done = await _until(beside.desk, State.SUCCEEDED)
    finally:
        for one in replicas:
            await one.kill()
        await beside.close()
    _counted_once(done, outcomes)
    parts = Counter(toys.World(folder=tmp_path).effects())
    assert parts == dict.fromkeys(["submit", "follow", "start", "prove"], CARDS)


def _counted_once(done: list[operations.Operation], outcomes: list[Any]) -> None:
    of: dict[str, list[Any]] = defaultdict(list)
    for outcome in outcomes:
        of[outcome["operation"]].append(outcome)
    for card in done:
        voters = [vote.person for vote in card.votes]
        assert len(voters) == len(set(voters)) == replica.QUORUM
        won = [o["person"] for o in of[card.id] if "code" not in o]
        assert sorted(won) == sorted(voters), "who was told yes is who was counted"
        last = max(card.votes, key=lambda vote: vote.at).person
        lost = [o for o in of[card.id] if "code" in o]
        assert {o["code"] for o in lost} == {"already-decided"}
        for loser in lost:
            mine = loser["sentence"].startswith("You gave your vote already")
            assert mine or loser["sentence"].startswith(f"<@{last}> was first and approved it")
