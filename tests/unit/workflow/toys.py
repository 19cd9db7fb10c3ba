"""A small world: people, rules, and a verb whose effects are lines in a file."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core import json
from workflow import people, plans, policies, procedures

RITA, LENA, MAREK, BO = "URITA", "ULENA", "UMAREK", "UBO"
ONCALL, LEADS = "SONCALL", "SLEADS"

RULES = policies.parse(
    [
        {
            "verbs": ["*"],
            "where": {"subscription": "*"},
            "requesters": {"groups": [ONCALL]},
            "approvers": [{"groups": [LEADS], "quorum": 1}],
            "expires_after": "4h",
        }
    ]
)


class Town:
    """A directory that tests change as they go."""

    def __init__(self) -> None:
        self.people = {
            id_: people.Person(id=id_, name=id_.title(), email=f"{id_}@example.com")
            for id_ in (RITA, LENA, MAREK, BO)
        }
        self.groups = {ONCALL: {RITA, LENA, MAREK}, LEADS: {LENA, MAREK}}
        self.once: dict[str, set[str]] = {}  # what the next look alone sees
        self.reachable = True
        self.looks: list[bool] = []  # each look into a group: was it fresh

    async def person(self, id: str) -> people.Person:  # noqa: A002 - the protocol's name
        self._answer()
        return self.people.get(id, people.Person(id=id, name="", active=False))

    async def members(self, group: str, *, fresh: bool) -> frozenset[str]:
        self.looks.append(fresh)
        self._answer()
        return frozenset(self.once.pop(group, self.groups.get(group, set())))

    def _answer(self) -> None:
        if not self.reachable:
            raise people.Unreachable("Slack gave no answer.", remedy="Try again.")


@dataclass
class World:
    """What the toy verb touches: a journal of effects, gates to stop at, and what a look finds."""

    folder: Path
    address: str = "10.0.0.4"
    findings: tuple[plans.Finding, ...] = ()
    locks: tuple[str, ...] = ("server:toy",)
    unreachable: bool = False
    fail: dict[str, procedures.StepFailed] = field(default_factory=dict)
    answer: Any = None

    def did(self, what: str) -> None:
        """One effect: appended whole, whoever writes at the same time."""
        handle = os.open(self.folder / "effects", os.O_APPEND | os.O_CREAT | os.O_WRONLY)
        try:
            os.write(handle, f"{what}\n".encode())
        finally:
            os.close(handle)

    def effects(self) -> list[str]:
        path = self.folder / "effects"
        return path.read_text().splitlines() if path.exists() else []


def _act(name: str) -> procedures.Act:
    async def act(context: procedures.Context, arguments: json.Object) -> json.Object:
        world: World = context.world
        if name in world.fail:
            raise world.fail.pop(name)
        world.did(name)
        await context.note(f"{name} is under way")
        await context.say(name, f"{name} was done")
        if world.answer is not None and name == "prove":
            return world.answer  # type: ignore[no-any-return] # tests hand in what is no JSON
        return {"did": name, "saw": sorted(dict(arguments["results"]))}  # type: ignore[arg-type] # an object

    return act


STEPS = (
    procedures.Step(
        name="make", title="Make it", parts=(("submit", _act("submit")), ("follow", _act("follow")))
    ),
    procedures.Step(name="start", title="Start it", parts=(("start", _act("start")),)),
    procedures.Step(name="prove", title="Prove it", parts=(("prove", _act("prove")),)),
)
UNDO = (procedures.Step(name="remove", title="Remove it", parts=(("remove", _act("remove")),)),)


@dataclass(frozen=True, kw_only=True)
class Toy:
    name: str = "deploy"
    needs_approval: bool = True
    steps: Sequence[procedures.Step] = STEPS
    undo: Sequence[procedures.Step] = UNDO

    async def plan(
        self, world: Any, values: json.Object, request: procedures.Request
    ) -> plans.Plan:
        if world.unreachable:
            raise procedures.StepFailed(
                "Azure gave no answer.", remedy="Try again.", code="no-answer"
            )
        return plans.Plan(
            verb=self.name,
            target=str(values.get("name", "ps-1")),
            environment={"subscription": "sub-1", "region": "westeurope"},
            summary="Make one thing.",
            changes=(
                plans.Change(
                    action=plans.Action.CREATE,
                    kind="network interface",
                    name="nic-1",
                    id="/nic-1",
                    properties={"address": world.address},
                ),
            ),
            findings=world.findings,
            steps=tuple(s.name for s in self.steps),
            undo="Remove it.",
            arguments={"address": world.address},
            locks=world.locks,
        )


@dataclass(frozen=True, kw_only=True)
class Slow(Toy):
    """The look just before the run has come when `there` is set, and waits for `go`."""

    there: asyncio.Event = field(default_factory=asyncio.Event)
    go: asyncio.Event = field(default_factory=asyncio.Event)

    async def plan(
        self, world: Any, values: json.Object, request: procedures.Request
    ) -> plans.Plan:
        plan = await super().plan(world, values, request)
        if request.extra:  # what the first plan chose
            self.there.set()
            await self.go.wait()
        return plan
