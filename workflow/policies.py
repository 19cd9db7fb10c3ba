"""Who may ask for what, and who must approve it. No rule for a verb means nobody may."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from core import errors
from core.sentences import say
from workflow import globs, windows


class Refused(errors.BotError):
    """A person may not do this; sentence and remedy say why and what next.

    Codes: `no-policy`, `not-a-requester`, `own-request`, `not-an-approver`, `not-counted`,
    `not-requester-or-lead`, `wrong-state`, `plan-changed`, `locked`, `frozen`, `no-plan`,
    `cleaning-begun`, `unknown-operation`, `unknown-verb`, `no-break-glass`, `not-a-breaker`,
    `no-reason`, `wrong-name`, `own-glass`, `nothing-to-review`.
    """

    code = "refused"


def write_a_rule() -> str:
    """The remedy where no rule speaks of a verb."""
    return say(
        "request-write-a-rule",
        "A rule for it belongs into the [[policy]] tables of the bot's settings.",
    )


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong with one key of the rules, for example `policy[0].approvers[0].quorum`."""

    key: str
    value: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.key} = {self.value}: {self.remedy}"


class Faulty(errors.BotError):
    """The rules cannot be read; `faults` holds every problem, not only the first."""

    code = "faulty-policy"

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(
            "The policy rules have faults: " + "; ".join(map(str, self.faults)),
            remedy="Correct them in the settings file and start again.",
        )


@dataclass(frozen=True, kw_only=True)
class Circle:
    """People and groups by Slack id. `quorum` of its members must approve (approvers only)."""

    groups: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    quorum: int = 1


EVERYBODY = "*"


@dataclass(frozen=True, kw_only=True)
class Reminders:
    """Approvers who have not voted are called again `after` this time, then each time after twice
    as long, `most` times in all: first in the thread, then by direct message."""

    after: timedelta
    most: int = 3


@dataclass(frozen=True, kw_only=True)
class Escalation:
    """Who is called once when nobody has decided `after` this time. They approve only where they
    are among the approvers."""

    after: timedelta
    to: Circle


@dataclass(frozen=True, kw_only=True)
class Policy:
    """One rule. `verbs` and `where` are shell-style patterns, compared without case.

    `where` keys: subscription, resource_group, region, vault, and `tag:<name>` for each tag of the
    resource group. `requesters.people == ("*",)` is everybody who is an active full member. Every
    circle of `approvers` must fill its quorum. Nobody breaks the glass where `break_glass` is None.
    """

    verbs: tuple[str, ...]
    where: Mapping[str, tuple[str, ...]]
    requesters: Circle
    approvers: tuple[Circle, ...]
    expires_after: timedelta
    name: str = ""  # as written in the file, else its place there: `policy[2]`
    reminders: Reminders | None = None
    escalation: Escalation | None = None
    break_glass: Circle | None = None
    freezes: tuple[windows.Window, ...] = ()


def of_verb(policies: Sequence[Policy], verb: str) -> tuple[Policy, ...]:
    """Every rule that speaks of the verb, whatever the environment."""
    return tuple(p for p in policies if globs.matches(p.verbs, verb))


def choose(policies: Sequence[Policy], verb: str, environment: Mapping[str, str]) -> Policy | None:
    """The first rule in the file's order whose verbs and `where` match decides alone.

    So a strict rule for production above a lax one for the rest cannot be passed by."""
    for policy in of_verb(policies, verb):
        if all(
            globs.placed(patterns, environment.get(key, ""))
            for key, patterns in policy.where.items()
        ):
            return policy
    return None


def parse(raw: Sequence[Mapping[str, Any]], known: Collection[str] = ()) -> tuple[Policy, ...]:
    """Read the `[[policy]]` tables as TOML gives them. Raises `Faulty` with every fault listed.

    `known`: the verbs there are, so that a misspelt one is a fault and not a closed door."""
    from workflow import rules  # noqa: PLC0415 - rules builds this module's values

    return rules.read(raw, known)
