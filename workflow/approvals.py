"""Who counts: fresh membership, the requester never, one person once."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.sentences import say
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

    def same(self, one: str, other: str) -> bool:
        """One person, be it with two accounts. Both must be on the roll."""
        if one == other:
            return True
        email = self.people[one].email.casefold()
        return bool(email) and email == self.people[other].email.casefold()

    def doubt(self, one: str, other: str) -> str | None:
        """Why it cannot be told whether these are two people; None where it can."""
        for person in (one, other):
            if one != other and not self.people[person].email:
                return say(
                    "approval-no-address",
                    "Slack shows no e-mail address of <@{person}>, so nobody can tell whether "
                    "<@{one}> and <@{other}> are two people.",
                    person=person,
                    one=one,
                    other=other,
                )
        return None


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
        return say("approval-bot", "<@{person}> is a bot; only people decide.", person=person)
    if not known.active:
        return say(
            "approval-inactive", "<@{person}>'s account is deactivated or unknown.", person=person
        )
    if known.guest:
        return say(
            "approval-guest",
            "<@{person}> is a guest; only full members of the workspace count.",
            person=person,
        )
    return None


def ask_a_colleague() -> str:
    """The remedy of who does not count."""
    return say("approval-colleague", "Ask a colleague.")


def may_ask(roll: Roll, rules: Sequence[policies.Policy], person: str, verb: str) -> None:
    """Raises `policies.Refused` unless one of `rules` has this person among its requesters."""
    if not rules:
        raise policies.Refused(
            say("request-no-rule", "No rule lets anybody run {verb} here.", verb=verb),
            remedy=policies.write_a_rule(),
            code="no-policy",
        )
    reason = full_member(roll, person)
    if reason is not None:
        raise policies.Refused(reason, remedy=ask_a_colleague(), code="not-counted")
    for rule in rules:
        if policies.EVERYBODY in rule.requesters.people or roll.within(rule.requesters, person):
            return
    raise policies.Refused(
        say("request-not-yours", "<@{person}> may not ask for {verb}.", person=person, verb=verb),
        remedy=say(
            "request-not-yours-remedy",
            "{who} may. Ask one of them.",
            who=mentions(r.requesters for r in rules),
        ),
        code="not-a-requester",
    )


def check_voter(
    roll: Roll, circles: Sequence[policies.Circle], requester: str, person: str
) -> None:
    """Raises `policies.Refused` unless this person's vote counts. Both must be on the roll."""
    remedy = say("approval-who", "{who} can decide.", who=mentions(circles))
    if roll.same(person, requester):
        raise policies.Refused(
            say(
                "approval-same-address",
                "<@{person}> has one e-mail address with <@{requester}>, who asked for this.",
                person=person,
                requester=requester,
            )
            if person != requester
            else say("approval-own", "You asked for this yourself; somebody else must decide."),
            remedy=remedy,
            code="own-request",
        )
    reason = full_member(roll, person)
    if reason is not None:
        raise policies.Refused(reason, remedy=remedy, code="not-counted")
    check_apart(roll, person, requester)
    if not any(roll.within(circle, person) for circle in circles):
        raise policies.Refused(
            say(
                "approval-not-among",
                "<@{person}> is not among the approvers of this operation.",
                person=person,
            ),
            remedy=remedy,
            code="not-an-approver",
        )


def check_apart(roll: Roll, one: str, other: str) -> None:
    """Raises `policies.Refused` where these could be two accounts of one person: who cannot be
    told apart does not count."""
    doubt = roll.doubt(one, other)
    if doubt is not None:
        raise policies.Refused(
            doubt,
            remedy=say(
                "approval-no-address-remedy",
                "The address belongs into the person's Slack profile; where everybody's is "
                "missing, the Slack app lacks the scope users:read.email.",
            ),
            code="not-counted",
        )


def leads(rule: policies.Policy | None, *, broke: bool) -> tuple[policies.Circle, ...]:
    """Who may stop an operation under this rule, retry it or clean it up, beside who asked for it:
    the approvers; and for who `broke` the glass those whom the rule lists for that."""
    if rule is None:
        return ()
    glass = (rule.break_glass,) if broke and rule.break_glass else ()
    return (*rule.approvers, *glass)


def uncounted(roll: Roll, circles: Sequence[policies.Circle], requester: str, person: str) -> str:
    """Why a vote that was given does not count now; empty when it does."""
    try:
        check_voter(roll, circles, requester, person)
    except policies.Refused as refusal:
        return refusal.sentence
    return ""


def missing(
    roll: Roll, circles: Sequence[policies.Circle], persons: Collection[str]
) -> tuple[policies.Circle, ...]:
    """The circles still open, each with what is left of its quorum; empty when all are filled.

    Somebody in two circles sits on one chair only, and two accounts of one person share it: a
    matching of people to chairs. Nobody can fill what has no circle at all: see `filled`."""
    chairs = [n for n, circle in enumerate(circles) for _ in range(circle.quorum)]
    seated: dict[int, Accounts] = {}

    def seat(accounts: Accounts, tried: set[int]) -> bool:
        for chair, n in enumerate(chairs):
            if chair in tried or not any(roll.within(circles[n], one) for one in accounts):
                continue
            tried.add(chair)
            if chair not in seated or seat(seated[chair], tried):
                seated[chair] = accounts
                return True
        return False

    for accounts in _distinct(roll, persons):
        seat(accounts, set())
    open_chairs = [n for chair, n in enumerate(chairs) if chair not in seated]
    return tuple(
        dataclasses.replace(circle, quorum=open_chairs.count(n))
        for n, circle in enumerate(circles)
        if n in open_chairs
    )


def filled(roll: Roll, circles: Sequence[policies.Circle], persons: Collection[str]) -> bool:
    """True when every circle's quorum can be filled with different people of `persons`."""
    return bool(circles) and not missing(roll, circles, persons)


Accounts = tuple[str, ...]
"""All of one person's."""


def _distinct(roll: Roll, persons: Collection[str]) -> list[Accounts]:
    found: list[Accounts] = []
    for person in sorted(set(persons)):
        mine = next((a for a in found if roll.same(a[0], person)), None)
        if mine is None:
            found.append((person,))
        else:
            found[found.index(mine)] = (*mine, person)
    return found


def mentions(circles: Iterable[policies.Circle]) -> str:
    """ "<!subteam^S…>, <@U…>": Slack's tokens for groups and people, each once."""
    names: dict[str, None] = {}
    for circle in circles:
        names.update(dict.fromkeys(f"<!subteam^{group}>" for group in circle.groups))
        names.update(dict.fromkeys(f"<@{person}>" for person in circle.people))
    return ", ".join(names) or say("approval-nobody", "Nobody")
