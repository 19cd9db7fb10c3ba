"""What a verb must offer to be planned, approved and run. `commands` declares them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from core import clock, errors, json
from core.sentences import say
from workflow import plans, policies


class StepFailed(errors.BotError):
    """A step could not do its work; the operation becomes `failed` and offers *Retry*.

    `cause` is the likely cause in plain words; `provider_code` and `provider_message` are what
    Azure answered, cleaned of secrets.
    """

    code = "step-failed"

    def __init__(
        self,
        sentence: str,
        *,
        remedy: str = "",
        cause: str = "",
        provider_code: str = "",
        provider_message: str = "",
        code: str | None = None,
    ) -> None:
        super().__init__(sentence, remedy=remedy, code=code)
        self.cause = cause
        self.provider_code = provider_code
        self.provider_message = provider_message


class Unplannable(errors.BotError):
    """What was asked for cannot be planned as it was asked, for example a name that nobody knows:
    the operation becomes `blocked`. Every other error of a planning makes it `failed`."""

    code = "unplannable"


class CancelAsked(errors.BotError):
    """Raised by a waiting step that saw `Context.cancelled()`; the operation ends `cancelled`."""

    code = "cancelled"


@dataclass(frozen=True, kw_only=True)
class Report:
    """Somebody said that what a step waits for is done."""

    person: str  # Slack user id
    at: datetime


class Context(Protocol):
    """What a step is given. `world` is what steps may touch: here an `azureops.azure.Azure`."""

    @property
    def world(self) -> Any: ...

    @property
    def operation_id(self) -> str: ...

    @property
    def attempt(self) -> int: ...

    @property
    def requester(self) -> str: ...

    @property
    def clock(self) -> clock.Clock: ...

    async def note(self, text: str) -> None:
        """Replace the running step's one-line note on the card (shown live)."""

    async def say(self, key: str, text: str) -> None:
        """Post details in the operation's thread, once per `key` however often the step is run."""

    async def waiting(self, on_person: bool) -> None:
        """The step begins (True) or stops (False) to wait for a person: `waiting_for_person`."""

    async def reported(self, since: datetime) -> Report | None:
        """The newest word since then, in this attempt, that what the step waits for is done."""

    async def cancelled(self) -> bool:
        """True once cancel has been asked for; long waits look at it between two polls."""

    async def sleep(self, seconds: float) -> None:
        """Wait without blocking; tests may make it shorter."""


Act = Callable[[Context, json.Object], Awaitable[json.Object]]
"""`arguments` is `{"plan": plan.arguments, "results": {part name: result}}`; returns JSON."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One line on the card. Each part is durable by itself and idempotent: look, act, verify.

    A part is at-least-once: a crash between its effect and its checkpoint runs it again. Long
    operations have two parts: *submit* looks first, else sends and returns the continuation token
    (with its operation's name); *follow* polls by that token. Results are kept by part name.
    """

    name: str
    title: str
    parts: tuple[tuple[str, Act], ...]


class Procedure(Protocol):
    """A verb as the workflow sees it."""

    @property
    def name(self) -> str: ...

    @property
    def needs_approval(self) -> bool: ...

    @property
    def steps(self) -> Sequence[Step]: ...

    @property
    def undo(self) -> Sequence[Step]:
        """The steps of *Clean up*: removes what this operation made and nothing else."""
        ...

    async def plan(self, world: Any, values: json.Object, request: Request) -> plans.Plan:
        """Read-only. Checks everything, in parallel, and says what would be done.

        Raises `Unplannable`, or another `errors.BotError` where no plan can be made at all (Azure
        gives no answer)."""
        ...


@dataclass(frozen=True, kw_only=True)
class Request:
    """Who asked for which operation: steps tag what they make with the operation's id."""

    operation_id: str
    requester: str
    channel: str = ""
    extra: json.Object = field(default_factory=dict)


def find(known: Mapping[str, Procedure], verb: str) -> Procedure:
    """Raises `policies.Refused` (`unknown-verb`)."""
    procedure = known.get(verb)
    if procedure is None:
        raise policies.Refused(
            say("request-verb-gone", "This release no longer knows the verb {verb!r}.", verb=verb),
            remedy=say(
                "request-verb-gone-remedy",
                "Look at the release notes; the operation itself is untouched.",
            ),
            code="unknown-verb",
        )
    return procedure


def check(procedure: Procedure) -> None:
    """Raises `ValueError` where two parts share a name: the second would find the first's result
    and never be done."""
    names = Counter(name for step in (*procedure.steps, *procedure.undo) for name, _ in step.parts)
    repeated = sorted(name for name, times in names.items() if times > 1)
    if repeated:
        raise ValueError(f"{procedure.name}: parts of the same name: {', '.join(repeated)}")
