"""Who counts: fresh membership, the requester never, one person once."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from workflow import people, policies


@dataclass(frozen=True, kw_only=True)
class Roll:
    """The directory's fresh answer about some people and groups."""

    people: Mapping[str, people.Person]
    members: Mapping[str, frozenset[str]]

    def within(self, circle: policies.Circle, person: str) -> bool:
        return person in circle.people or any(
            person in self.members.get(group, frozenset()) for group in circle.groups
        )


async def call(
    directory: people.Directory, circles: Iterable[policies.Circle], persons: Collection[str]
) -> Roll:
    """Ask freshly, all at once. Raises `people.Unreachable`."""
    groups = sorted({group for circle in circles for group in circle.groups})
    who = sorted(set(persons))
    members, found = await asyncio.gather(
        asyncio.gather(*(directory.members(group, fresh=True) for group in groups)),
        asyncio.gather(*(directory.person(person) for person in who)),
    )
    return Roll(
        people=dict(zip(who, found, strict=True)), members=dict(zip(groups, members, strict=True))
    )


def full_member(roll: Roll, person: str) -> str | None:
    """Why this account neither asks nor decides; None when it may."""
    known = roll.people[person]
    if known.is_bot:
        return f"<@{person}> is a bot; only people decide."
    if not known.active:
        return f"<@{person}>'s account is deactivated or unknown."
    if known.guest:
        return f"<@{person}> is a guest; only full members of the workspace count."
    return None


def may_ask(roll: Roll, rules: Sequence[policies.Policy], person: str, verb: str) -> None:
    """Raises `policies.Refused` unless one of `rules` has this person among its requesters."""
    if not rules:
        raise policies.Refused(
            f"No rule lets anybody run {verb} here.",
            remedy="A rule for it belongs into the [[policy]] tables of the bot's settings.",
            code="no-policy",
        )
    reason = full_member(roll, person)
    if reason is not None:
        raise policies.Refused(reason, remedy="Ask a colleague.", code="not-counted")
    for rule in rules:
        if policies.EVERYBODY in rule.requesters.people or roll.within(rule.requesters, person):
            return
    raise policies.Refused(
        f"<@{person}> may not ask for {verb}.",
        remedy=f"{mentions(r.requesters for r in rules)} may. Ask one of them.",
        code="not-a-requester",
    )


def check_voter(
    roll: Roll, circles: Sequence[policies.Circle], requester: str, person: str
) -> None:
    """Raises `policies.Refused` unless this person's vote counts."""
    remedy = f"{mentions(circles)} can decide."
    if person == requester:
        raise policies.Refused(
            "You asked for this yourself; somebody else must decide.",
            remedy=remedy,
            code="own-request",
        )
    reason = full_member(roll, person)
    if reason is not None:
        raise policies.Refused(reason, remedy=remedy, code="not-counted")
    if not any(roll.within(circle, person) for circle in circles):
        raise policies.Refused(
            f"<@{person}> is not among the approvers of this operation.",
            remedy=remedy,
            code="not-an-approver",
        )


def counts(roll: Roll, circles: Sequence[policies.Circle], requester: str, person: str) -> bool:
    """`check_voter` as a yes or no."""
    try:
        check_voter(roll, circles, requester, person)
    except policies.Refused:
        return False
    return True


def filled(roll: Roll, circles: Sequence[policies.Circle], persons: Collection[str]) -> bool:
    """True when every circle's quorum can be filled with different people of `persons`.

    Somebody in two circles sits on one chair only: a matching of people to chairs."""
    chairs = [circle for circle in circles for _ in range(circle.quorum)]
    if not chairs:
        return False
    seated: dict[int, str] = {}

    def seat(person: str, tried: set[int]) -> bool:
        for n, circle in enumerate(chairs):
            if n in tried or not roll.within(circle, person):
                continue
            tried.add(n)
            if n not in seated or seat(seated[n], tried):
                seated[n] = person
                return True
        return False

    for person in sorted(set(persons)):
        seat(person, set())
    return len(seated) == len(chairs)


def mentions(circles: Iterable[policies.Circle]) -> str:
    """ "<!subteam^S…>, <@U…>": Slack's tokens for groups and people, each once."""
    names: dict[str, None] = {}
    for circle in circles:
        names.update(dict.fromkeys(f"<!subteam^{group}>" for group in circle.groups))
        names.update(dict.fromkeys(f"<@{person}>" for person in circle.people))
    return ", ".join(names) or "Nobody"
