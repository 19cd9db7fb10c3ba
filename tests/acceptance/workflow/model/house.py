"""The real gate: store, desk, overrides, openings, runs; and an engine that waits for nobody."""

from __future__ import annotations

import asyncio
import functools
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Collection, Coroutine
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from core import json
from tests import keys
from tests.acceptance.workflow.model.reference import EVERY, Circle, Rule
from workflow import (
    book,
    caller,
    channels,
    counting,
    desk,
    dispatch,
    durable,
    openings,
    overrides,
    people,
    plans,
    policies,
    procedures,
    runs,
    store,
)

OPERATIONS = "SELECT id, state, broken_by FROM operations"
APPROVALS = "SELECT operation_id, person, uncounted FROM votes WHERE decision = 'approve'"


class Watch:
    def __init__(self, now: datetime) -> None:
        self.at = now

    def now(self) -> datetime:
        return self.at


class Town:
    """The directory, kept in step with the reference by the test."""

    def __init__(self) -> None:
        self.active = set(EVERY)
        self.groups: dict[str, frozenset[str]] = {}
        self.waits: list[float] = []  # seconds that the next looks are asked to wait

    async def person(self, id: str) -> people.Person:  # noqa: A002 - the protocol's name
        human = "rita" if id == "twin" else id
        email = f"{human}@example.com"
        return people.Person(id=id, name=id, active=id in self.active, email=email)

    async def members(self, group: str, *, fresh: bool) -> frozenset[str]:
        del fresh
        if self.waits:
            raise people.Unreachable("Slow down.", retry_after=self.waits.pop(0))
        return self.groups[group]


class Inline:
    """The engine's promise without its tables: a known id does nothing, a run goes to its end."""

    def __init__(self) -> None:
        self.known: set[str] = set()
        self._named: dict[str, durable.Coroutine] = {}

    def register(self, name: str, coroutine: durable.Coroutine) -> None:
        self._named[name] = coroutine

    async def start(self, name: str, id: str, arguments: json.Object) -> None:  # noqa: A002 - as there
        if id not in self.known:
            self.known.add(id)
            await self._named[name](**arguments)

    async def step(self, name: str, fn: durable.Coroutine, *arguments: Any) -> Any:
        del name
        return await fn(*arguments)

    async def sleep(self, seconds: float) -> None:
        del seconds

    async def ended(self, ids: Collection[str]) -> frozenset[str]:
        del ids
        return frozenset()

    async def purge(self, before: datetime) -> None:
        del before


class Verb:
    """One effect, told to the test in the moment it happens."""

    name = "deploy"
    needs_approval = True
    undo: tuple[procedures.Step, ...] = ()

    def __init__(self, effect: Callable[[str], None]) -> None:
        async def act(context: procedures.Context, arguments: json.Object) -> json.Object:
            del arguments
            effect(context.operation_id)
            return {}

        self.steps = (procedures.Step(name="do", title="Do it", parts=(("do", act),)),)

    async def plan(
        self, world: Any, values: json.Object, request: procedures.Request
    ) -> plans.Plan:
        del request
        return plans.Plan(
            verb=self.name,
            target=str(values["name"]),
            environment={"region": "westeurope"},
            summary="Do it.",
            changes=(),
            findings=(),
            steps=("do",),
            undo="",
            arguments={"address": world["address"]},
        )


class House:
    """Connect and open, use through `do`, close; again for a restart."""

    def __init__(self, path: Path, now: datetime, effect: Callable[[str], None]) -> None:
        self.loop = asyncio.new_event_loop()
        self.watch, self.town, self.world = Watch(now), Town(), {"address": "a"}
        self.engine = Inline()
        self._path = shutil.copy(_migrated(path.parent.parent), path)
        self._eye = sqlite3.connect(path, isolation_level=None)
        self._verbs = {"deploy": Verb(effect)}
        self._rules: tuple[policies.Policy, ...] = ()
        self._numbers = iter(range(10**9))
        self.connect()
        self.open()

    def do(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(work)

    def connect(self) -> None:
        self.rows = self.do(store.open(f"sqlite:///{self._path}", audit_key=keys.AUDIT))

    def open(self) -> None:
        """All that might remember something, anew."""
        self.book = book.Book(self._rules)
        shared: dict[str, Any] = {"directory": self.town, "clock": self.watch, "rules": self.book}
        self.desk = desk.Desk(store=self.rows, procedures=self._verbs, make_id=self._id, **shared)
        told = channels.Channels(audit="CAUDIT")
        self.overrides = overrides.Overrides(rows=self.rows, told=told, **shared)
        first = openings.Openings(rows=self.rows, verbs=self._verbs, world=self.world, **shared)
        run = runs.Runs(first=first, engine=self.engine)
        for name in ("plan", "run", "clean"):
            self.engine.register(name, getattr(run, name))
        self.dispatcher = dispatch.Dispatcher(
            store=self.rows,
            engine=self.engine,  # type: ignore[arg-type] # the engine's surface, without its tables
            clock=self.watch,
            caller=caller.Caller(rows=self.rows, **shared),
            counting=counting.Counting(
                rows=self.rows, clock=self.watch, terms=counting.Terms(), channel=told.audit
            ),
        )

    def close(self) -> None:
        self.do(self.rows.close())

    def leave(self) -> None:
        self.close()
        self._eye.close()
        self.loop.close()

    def reload(self, rule: Rule | None) -> None:
        self._rules = () if rule is None else (_policy(rule),)
        self.do(self.book.load(self._rules, self.rows, self.watch))

    def rows_say(self) -> dict[str, tuple[str, str, dict[str, bool]]]:
        """By operation: its state, who broke the glass, and of each approval whether it counts.

        Seen by an eye of its own, from outside: what is committed, and quickly."""
        found: dict[str, tuple[str, str, dict[str, bool]]] = {
            id_: (state, broken_by, {}) for id_, state, broken_by in self._eye.execute(OPERATIONS)
        }
        for id_, person, uncounted in self._eye.execute(APPROVALS):
            found[id_][2][person] = not uncounted
        return found

    def _id(self, prefix: str) -> str:
        return f"{prefix}-{next(self._numbers)}"


@functools.cache
def _migrated(folder: Path) -> Path:
    """An empty database at its newest shape; every example begins with a copy."""

    async def make(path: Path) -> None:
        rows = await store.open(f"sqlite:///{path}", audit_key=keys.AUDIT)
        await rows.close()

    path = Path(tempfile.mkdtemp(dir=folder)) / "empty.db"
    asyncio.run(make(path))
    return path


def _policy(rule: Rule) -> policies.Policy:
    return policies.Policy(
        name="the rule",
        verbs=("deploy",),
        where={},
        requesters=_circle(rule.requesters),
        approvers=tuple(map(_circle, rule.approvers)),
        expires_after=rule.expires_after,
        reminders=policies.Reminders(after=timedelta(minutes=30)),
        break_glass=None if rule.breakers is None else _circle(rule.breakers),
    )


def _circle(circle: Circle) -> policies.Circle:
    groups, persons, quorum = circle
    return policies.Circle(
        groups=tuple(sorted(groups)), people=tuple(sorted(persons)), quorum=quorum
    )
