"""One vote, from click to ack, beside years of history and beside none: it must not grow."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from benchmarks import report
from bot.slack.cards import buttons
from tests import keys
from tests.scenario.bot_slack import stage as staging
from workflow import chains, seals, store
from workflow.operations import State
from workflow.store import schema

OPERATIONS, EVENTS = 10_000, 20  # rows, and audit rows for each of them
VOTES = 25
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)


async def measure(folder: Path) -> report.Report:
    old, new = folder / "old", folder / "new"
    for place in (old, new):
        place.mkdir()
    opened = await store.open(f"sqlite:///{old}/toys.db", audit_key=keys.AUDIT)
    await opened.write(_history)
    await opened.close()
    async with staging.stage(old, "http") as full, staging.stage(new, "http") as empty:
        for stage in (full, empty):
            stage.world.gate.set()
        times: dict[str, list[float]] = {"full": [], "empty": []}
        for number in range(VOTES + 1):
            for name, stage in (("full", full), ("empty", empty)):
                ms = await _vote(stage, f"hut{number}")
                if number:  # the first one imports and connects
                    times[name].append(ms)
    row = report.against(
        f"click to ack, {OPERATIONS:,} operations and {OPERATIONS * EVENTS:,} audit rows",
        times["full"],
        times["empty"],
        "ms",
        "1.2 x",
        note="floor: an empty database",
    )
    return report.Report(name="one vote", rows=(row,))


async def _vote(stage: staging.Stage, name: str) -> float:
    """Milliseconds; the click comes as Slack sends it, as soon as the card has a place."""
    desk, posts = stage.workflow.desk, stage.workflow.posts
    line = {"place": "north", "wood": "pine", "name": name}
    asked = await desk.ask("build", staging.RITA, staging.INCIDENT, dict(line), f"ask {name}")

    async def placed() -> dict[str, Any] | None:
        post = await posts.get(f"card:{asked.id}")
        operation = await desk.get(asked.id)
        ready = post and post.ts and operation.state is State.AWAITING_APPROVAL
        return {"ts": post.ts, "plan": operation.plan_hash} if post and ready else None

    card = await staging.until(placed, f"the card of {name}", 60)
    value = buttons.write(buttons.Value(operation=asked.id, plan_hash=card["plan"]))
    began = time.perf_counter()
    status = await stage.forge(_click(card["ts"], value))
    took = (time.perf_counter() - began) * 1000
    assert status == 200
    assert (await desk.get(asked.id)).votes
    return took


def _click(ts: str, value: str) -> dict[str, Any]:
    place = {"channel_id": staging.INCIDENT, "message_ts": ts}
    return {
        "type": "block_actions",
        "team": {"id": "T0CONTOSO"},
        "user": {"id": staging.LENA},
        "container": {"type": "message", **place},
        "channel": {"id": staging.INCIDENT},
        "trigger_id": "1.2.3",
        "actions": [
            {
                "type": "button",
                "action_id": "approve",
                "action_ts": f"{time.time()}",
                "value": value,
            }
        ],
    }


def _history(connection: sa.Connection) -> None:
    """What a busy company has after some years, all of it ended."""
    operations: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    heads: list[dict[str, Any]] = []
    mine = chains.keys(connection)
    for n in range(OPERATIONS):
        at = LONG_AGO + timedelta(minutes=30 * n)
        operations.append(
            {
                "id": f"op-old{n}",
                "verb": "build",
                "state": State.SUCCEEDED.value,
                "requester": staging.RITA,
                "channel": staging.INCIDENT,
                "field_values": {"name": f"old{n}"},
                "target": f"old{n % 500}",
                "created_at": at,
                "updated_at": at,
                "version": 9,
                "attempt": 1,
                "approvers": [],
            }
        )
        head = seals.Head(f"op-old{n}", EVENTS, "", 0, "", at)
        for k in range(EVENTS):
            event = seals.Event(at, "step.done", "bot", head.chain, {"step": f"step {k}"})
            head = head._replace(seal=mine.row(head.chain, k + 1, head.seal, event))
            place = {"chain": head.chain, "seq": k + 1, "seal": head.seal}
            events.append({**event._asdict(), **place})
        heads.append({**head._asdict(), "signature": mine.head(head)})
    connection.execute(schema.operations.insert(), operations)
    connection.execute(schema.audit_events.insert(), events)
    connection.execute(schema.audit_heads.insert(), heads)
