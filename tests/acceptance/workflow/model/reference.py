"""The approval gate said plainly: no database, no concurrency, quorums by trying every seating."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import datetime, timedelta

EVERY = ("rita", "lena", "marek", "bo", "twin")
"""`twin` is a second account of rita's: the same e-mail address."""

Circle = tuple[frozenset[str], frozenset[str], int]
"""Groups, people, quorum."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    requesters: Circle
    approvers: tuple[Circle, ...]
    breakers: Circle | None
    expires_after: timedelta = timedelta(hours=4)


@dataclass
class Wish:
    requester: str
    state: str
    expires_at: datetime
    address: str
    approvals: dict[str, bool] = field(default_factory=dict)  # person: does it still count
    breaker: str = ""
    runs: int = 0


class Reference:
    """What must come of each deed. Words are those of the refusals' codes."""

    def __init__(self, rule: Rule | None, now: datetime) -> None:
        self.rule = rule
        self.now = now
        self.address = "a"
        self.active = set(EVERY)
        self.groups: dict[str, set[str]] = {
            "oncall": {"rita", "lena"},
            "leads": {"lena", "marek", "twin"},
            "network": {"bo", "marek"},
        }
        self.wishes: dict[str, Wish] = {}

    # ---- people ------------------------------------------------------------------------------
    def within(self, circle: Circle, person: str) -> bool:
        groups, people, _ = circle
        return person in people or any(person in self.groups[group] for group in groups)

    def human(self, person: str) -> str:
        return "rita" if person == "twin" else person

    def counts(self, wish: Wish, person: str) -> str:
        """Why not, or nothing."""
        if self.rule is None:
            return "no-policy"
        if self.human(person) == self.human(wish.requester):
            return "own-request"
        if person not in self.active:
            return "not-counted"
        if not any(self.within(circle, person) for circle in self.rule.approvers):
            return "not-an-approver"
        return ""

    def filled(self, voters: list[str]) -> bool:
        """Some choice of different people fills every chair of the rule."""
        if self.rule is None or not self.rule.approvers:
            return False
        chairs = [circle for circle in self.rule.approvers for _ in range(circle[2])]
        return any(
            len({self.human(p) for p in seated}) == len(seated)
            and all(self.within(c, p) for c, p in zip(chairs, seated, strict=True))
            for seated in itertools.permutations(voters, len(chairs))
        )

    # ---- deeds -------------------------------------------------------------------------------
    def ask(self, name: str, requester: str) -> str:
        refused = self.may_ask(requester)
        if refused:
            return refused
        assert self.rule is not None
        self.wishes[name] = Wish(
            requester=requester,
            state="awaiting_approval",
            expires_at=self.now + self.rule.expires_after,
            address=self.address,
        )
        return ""

    def may_ask(self, requester: str) -> str:
        if self.rule is None:
            return "no-policy"
        if requester not in self.active:
            return "not-counted"
        return "" if self.within(self.rule.requesters, requester) else "not-a-requester"

    def vote(self, name: str, person: str, decision: str) -> str:
        wish = self.wishes[name]
        if wish.state != "awaiting_approval" or wish.approvals.get(person):
            return "already-decided"
        if self.now >= wish.expires_at:
            return "wrong-state"
        refused = self.counts(wish, person)
        if refused:
            return refused
        if decision == "deny":
            wish.state = "denied"
            return ""
        self.uncount(wish)
        wish.approvals[person] = True
        if self.filled([p for p, counted in wish.approvals.items() if counted]):
            wish.state = "approved"
        return ""

    def uncount(self, wish: Wish) -> None:
        for person in wish.approvals:
            if self.counts(wish, person):
                wish.approvals[person] = False

    def withdraw(self, name: str, person: str) -> str:
        wish = self.wishes[name]
        if person != wish.requester:
            return "not-requester-or-lead"
        if wish.state not in {"awaiting_approval", "approved"}:
            return "already-decided"
        wish.state = "withdrawn"
        return ""

    def break_glass(self, name: str, person: str, meant: bool) -> str:
        wish = self.wishes[name]
        refused = self.may_break(person)
        if refused:
            return refused
        if wish.state != "awaiting_approval":
            return "already-decided"
        if self.now >= wish.expires_at:
            return "wrong-state"
        if not meant:
            return "wrong-name"
        wish.state, wish.breaker = "approved", person
        return ""

    def may_break(self, person: str) -> str:
        if self.rule is None:
            return "no-policy"
        if self.rule.breakers is None:
            return "no-break-glass"
        if person not in self.active:
            return "not-counted"
        return "" if self.within(self.rule.breakers, person) else "not-a-breaker"

    # ---- what happens by itself ----------------------------------------------------------------
    def satisfied(self, name: str) -> bool:
        """The rule as it is now lets this run now."""
        wish = self.wishes[name]
        if self.rule is None or wish.requester not in self.active:
            return False
        if wish.breaker:
            return not self.may_break(wish.breaker)
        counted = [p for p, c in wish.approvals.items() if c and not self.counts(wish, p)]
        return self.filled(counted)

    def look(self) -> None:
        """Expires what is late, and runs what is approved and still may."""
        for name, wish in self.wishes.items():
            if wish.state == "awaiting_approval" and self.now >= wish.expires_at:
                wish.state = "expired"
            elif wish.state == "approved":
                self._run(name, wish)

    def _run(self, name: str, wish: Wish) -> None:
        may = self.satisfied(name)
        if self.rule is not None and wish.requester in self.active and not wish.breaker:
            self.uncount(wish)
        if may and wish.address == self.address:
            wish.state = "succeeded"
            wish.runs += 1
        else:
            wish.state = "stale"
