"""What one person may do now, for what they are shown. At a click it is judged anew and freshly."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from workflow import approvals, book, glass, operations, overviews, people, policies

KEPT = 300.0
"""Seconds that a person is remembered for what they are shown."""

Operations = Collection[operations.Operation]


@dataclass(frozen=True, kw_only=True)
class Rights:
    """`uncounted` says why this account neither asks nor decides, `unknown` that Slack did not say
    who it is; empty where all is well. `verbs` may be asked for, `others` says by whom those that
    may not. The rest are ids of operations."""

    person: people.Person
    uncounted: str = ""
    unknown: str = ""
    verbs: frozenset[str] = frozenset()
    others: Mapping[str, tuple[policies.Circle, ...]] = field(default_factory=dict)
    votes: frozenset[str] = frozenset()  # wait for this person's approval
    leads: frozenset[str] = frozenset()  # may be stopped, retried, cleaned up, reported done
    reviews: frozenset[str] = frozenset()  # broken glasses that this person may acknowledge


class Judge:
    """Groups as the directory keeps them, people for `KEPT` seconds: nothing is decided by it."""

    def __init__(
        self,
        rules: book.Book,
        directory: people.Directory,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._rules = rules
        self._known = _Known(directory, now)

    async def of(
        self, person: str, verbs: Collection[str], seen: overviews.Overview, *, fresh: bool = False
    ) -> Rights:
        """`fresh`: the person is asked for anew, not the others."""
        if fresh:
            self._known.forget(person)
        try:
            roll = await approvals.call(
                self._known, self._circles(verbs, seen), {person, *_parties(seen)}
            )
        except people.Unreachable as error:
            nobody = people.Person(id=person, name=person, active=False)
            return Rights(person=nobody, unknown=error.sentence)
        return self._judged(roll, person, verbs, seen)

    def _circles(
        self, verbs: Collection[str], seen: overviews.Overview
    ) -> Iterable[policies.Circle]:
        for verb in verbs:
            yield from (rule.requesters for rule in self._rules.of_verb(verb))
        for one in (*seen.waiting, *seen.going, *seen.unreviewed):
            rule = self._rules.chosen(one)
            yield from approvals.leads(rule, broke=True)

    def _judged(
        self, roll: approvals.Roll, person: str, verbs: Collection[str], seen: overviews.Overview
    ) -> Rights:
        shut = {verb for verb in verbs if self._shut(roll, person, verb)}
        return Rights(
            person=roll.people[person],
            uncounted=approvals.full_member(roll, person) or "",
            verbs=frozenset(verbs) - shut,
            others={
                verb: tuple(rule.requesters for rule in self._rules.of_verb(verb)) for verb in shut
            },
            votes=_ids(seen.waiting, lambda one: self._may_vote(roll, one, person)),
            leads=_ids((*seen.waiting, *seen.going), lambda one: self._may_lead(roll, one, person)),
            reviews=_ids(seen.unreviewed, lambda one: self._may_review(roll, one, person)),
        )

    def _shut(self, roll: approvals.Roll, person: str, verb: str) -> bool:
        return not _passes(lambda: approvals.may_ask(roll, self._rules.of_verb(verb), person, verb))

    def _may_vote(self, roll: approvals.Roll, one: operations.Operation, person: str) -> bool:
        """It counts, was not given yet, and is still missing."""
        rule = self._rules.chosen(one)
        if rule is None or any(v.person == person and not v.uncounted for v in one.votes):
            return False
        return _passes(
            lambda: approvals.check_voter(roll, rule.approvers, one.requester, person)
        ) and any(roll.within(circle, person) for circle in one.missing)

    def _may_lead(self, roll: approvals.Roll, one: operations.Operation, person: str) -> bool:
        circles = approvals.leads(self._rules.chosen(one), broke=person == one.broken_by)
        within = any(roll.within(circle, person) for circle in circles)
        return approvals.full_member(roll, person) is None and (person == one.requester or within)

    def _may_review(self, roll: approvals.Roll, one: operations.Operation, person: str) -> bool:
        rule = self._rules.chosen(one)
        return rule is not None and _passes(
            lambda: glass.check_reviewer(roll, rule.approvers, one, person)
        )


class _Known:
    """The directory for those who may wait for what changed: people are remembered, too."""

    def __init__(self, directory: people.Directory, now: Callable[[], float]) -> None:
        self._directory = directory
        self._now = now
        self._people: dict[str, tuple[float, people.Person]] = {}

    async def person(self, id: str) -> people.Person:  # noqa: A002 - the protocol's own word
        at, known = self._people.get(id, (0.0, None))
        if known is None or self._now() - at > KEPT:
            known = await self._directory.person(id)
            self._people[id] = (self._now(), known)
        return known

    async def members(self, group: str, *, fresh: bool) -> frozenset[str]:
        return await self._directory.members(group, fresh=False)

    def forget(self, person: str) -> None:
        self._people.pop(person, None)


def _parties(seen: overviews.Overview) -> set[str]:
    """Who must be told apart from a voter."""
    found = {one.requester for one in (*seen.waiting, *seen.unreviewed)}
    return found | {one.broken_by for one in seen.unreviewed}


def _ids(
    some: Iterable[operations.Operation], holds: Callable[[operations.Operation], bool]
) -> frozenset[str]:
    return frozenset(one.id for one in some if holds(one))


def _passes(check: Callable[[], None]) -> bool:
    try:
        check()
    except policies.Refused:
        return False
    return True
