"""A verb: one declaration from which the grammar, the modal, the help and the manifest come."""

from __future__ import annotations

import enum
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from datetime import datetime
from typing import Any

from commands import charts, snoozing
from commands.fields import Field, Values
from core import clock, json, language
from workflow import operations, plans, procedures, rights


class Authority(enum.StrEnum):
    """What it takes to run a verb."""

    READ = "read"  # Anyone the policy lets ask; the answer comes at once, privately.
    APPROVAL = "approval"  # A plan, an approval, a durable run.


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of an answer: a heading, lines of label and value, or free text; plain text only.

    The renderers escape it for their medium. `rows` are (label, value); where the label is an
    instant it is shown in the reader's own zone.
    """

    heading: str = ""
    text: str = ""
    rows: tuple[tuple[str | datetime, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What may be asked for next: a verb with some of its fields given, the rest left to its
    form."""

    verb: str
    label: str
    values: Values


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a read-only verb says. What is offered is also said as a line that can be typed."""

    title: str
    sections: tuple[Section, ...] = ()
    offers: tuple[Offer, ...] = ()
    chart: charts.Chart | None = None  # what is also shown as a picture
    operation: operations.Operation | None = None  # whose card says more than the sections


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Who asks a read-only verb, and what the rows know: `bot` fills it in."""

    person: str
    channel: str
    operations: Any = None  # workflow.desk.Desk, for verbs that show operations
    keeper: Any = None  # workflow.keeper.Keeper, for verbs that lock and freeze
    findings: Any = None  # workflow.findings.Findings, for verbs that show and put off findings
    upgrade_plans: Any = None  # workflow.upgrade_plans.UpgradePlans, for plans of whole fabrics
    samples: Any = None  # workflow.samples.Samples, for charts
    words: language.Words = default(default_factory=lambda: language.of("en"))  # the person's
    shared: language.Words = default(default_factory=lambda: language.of("en"))  # the channel's
    incidents: Any = None  # workflow.incidents.Incidents, for the verb `incident`
    delivery: str = ""  # Slack's id of the command: what it asks for is done once
    check: Callable[[str], Awaitable[str]] | None = None  # looks now: a server, a vault or all
    reaches: Callable[[str], Awaitable[bool]] | None = None  # whether the bot can write there
    moments: snoozing.Moments = snoozing.UTC_MOMENTS  # what *tomorrow* is
    now: Callable[[], datetime] = clock.SystemClock().now
    # Which of these verbs the person may run, for what they are shown.
    judge: Callable[[Collection[str]], Awaitable[rights.Rights]] | None = None


MakePlan = Callable[[Any, json.Object, procedures.Request], Awaitable[plans.Plan]]
MakeAnswer = Callable[[Any, Values, Asking], Awaitable[Answer]]


@dataclass(frozen=True, kw_only=True)
class Verb:
    """`/failback-ps <name> …`. Satisfies `procedures.Procedure` when it needs approval."""

    name: str
    summary: str  # one line, for help and the manifest
    description: str  # a paragraph, for `help <verb>` and the reference page
    authority: Authority
    fields: Sequence[Field] = ()
    make_plan: MakePlan | None = None
    make_answer: MakeAnswer | None = None
    steps: Sequence[procedures.Step] = ()
    undo: Sequence[procedures.Step] = ()
    seen: str = ""  # what the channel sees too of a verb that answers at once, for the reference
    examples: Sequence[str] = default(default_factory=tuple)
    words: tuple[str, ...] = ()  # the fields that bare words fill in turn: `switch ps-1 ps-2`
    rest: str = ""  # the field that all further bare words fill: `lock ps-neu-1 disk is swapped`

    @property
    def needs_approval(self) -> bool:
        return self.authority is Authority.APPROVAL

    async def plan(
        self, world: Any, values: json.Object, request: procedures.Request
    ) -> plans.Plan:
        if self.make_plan is None:
            raise TypeError(f"{self.name} answers at once and has no plan")
        return await self.make_plan(world, values, request)

    async def answer(self, world: Any, values: Values, asking: Asking) -> Answer:
        if self.make_answer is None:
            raise TypeError(f"{self.name} runs by plan and has no answer")
        return await self.make_answer(world, values, asking)

    def field(self, name: str) -> Field:
        return next(f for f in self.fields if f.name == name)
