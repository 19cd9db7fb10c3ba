"""Reads the `[[policy]]` tables of the settings file; every fault is told, none is guessed away."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from workflow import policies

WHERE = ("subscription", "resource_group", "region", "vault")
DEFAULT_EXPIRY = "4h"
_KEYS = ("verbs", "where", "requesters", "approvers", "expires_after")
_GROUP = re.compile(r"S[A-Z0-9]{2,}")
_PERSON = re.compile(r"[UW][A-Z0-9]{2,}")
_DURATION = re.compile(r"(\d{1,6})\s*([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def read(raw: Sequence[Mapping[str, Any]]) -> tuple[policies.Policy, ...]:
    """Raises `policies.Faulty`."""
    reader = _Reader()
    if not isinstance(raw, list | tuple):
        reader.fault("policy", raw, "write each rule as a [[policy]] table.")
        raw = ()
    rules = tuple(reader.policy(f"policy[{n}]", table) for n, table in enumerate(raw))
    if reader.faults:
        raise policies.Faulty(reader.faults)
    return rules


class _Reader:
    """Collects faults; what it returns beside a fault is never used."""

    def __init__(self) -> None:
        self.faults: list[policies.Fault] = []

    def fault(self, key: str, value: Any, remedy: str) -> None:
        self.faults.append(policies.Fault(key=key, value=repr(value), remedy=remedy))

    def policy(self, key: str, table: Any) -> policies.Policy:
        table = self._table(key, table, _KEYS)
        verbs = self._texts(f"{key}.verbs", table.get("verbs", []))
        if not verbs:
            self.fault(f"{key}.verbs", table.get("verbs"), 'name verbs, for example ["deploy"].')
        requesters = self._circle(f"{key}.requesters", table.get("requesters", {}), ())
        if policies.EVERYBODY in requesters.people and requesters.people != ("*",):
            self.fault(f"{key}.requesters.people", requesters.people, '"*" stands alone.')
        return policies.Policy(
            verbs=verbs,
            where=self._where(f"{key}.where", table.get("where", {})),
            requesters=requesters,
            approvers=self._approvers(f"{key}.approvers", table.get("approvers", [])),
            expires_after=self._duration(
                f"{key}.expires_after", table.get("expires_after", DEFAULT_EXPIRY)
            ),
        )

    def _table(self, key: str, value: Any, known: Sequence[str]) -> Mapping[str, Any]:
        if not isinstance(value, Mapping):
            self.fault(key, value, "write a table here.")
            return {}
        for name in value:
            if name not in known:
                self.fault(f"{key}.{name}", value[name], f"known keys: {', '.join(known)}.")
        return value

    def _texts(self, key: str, value: Any) -> tuple[str, ...]:
        texts = value if isinstance(value, list | tuple) else [value]
        if all(isinstance(text, str) and text.strip() for text in texts):
            return tuple(text.strip() for text in texts)
        self.fault(key, value, "write texts, none of them empty.")
        return ()

    def _where(self, key: str, value: Any) -> dict[str, tuple[str, ...]]:
        table = self._table(key, value, WHERE)
        where = {name: self._texts(f"{key}.{name}", table[name]) for name in table}
        for name, patterns in where.items():
            if not patterns and name in WHERE and table[name] == []:
                self.fault(f"{key}.{name}", [], 'an empty list matches nothing; "*" matches all.')
        return where

    def _circle(self, key: str, value: Any, more: tuple[str, ...]) -> policies.Circle:
        table = self._table(key, value, ("groups", "people", *more))
        groups = self._texts(f"{key}.groups", table.get("groups", []))
        people = self._texts(f"{key}.people", table.get("people", []))
        for group in groups:
            if not _GROUP.fullmatch(group):
                self.fault(f"{key}.groups", group, "a Slack user group's id begins with S.")
        for person in people:
            if not (_PERSON.fullmatch(person) or (person == "*" and not more)):
                self.fault(f"{key}.people", person, "a Slack member's id begins with U or W.")
        if not groups and not people:
            self.fault(key, dict(table), "name at least one group or person.")
        return policies.Circle(
            groups=tuple(dict.fromkeys(groups)), people=tuple(dict.fromkeys(people))
        )

    def _approvers(self, key: str, value: Any) -> tuple[policies.Circle, ...]:
        if not isinstance(value, list | tuple):
            self.fault(key, value, "write a list of tables.")
            return ()
        return tuple(self._approver(f"{key}[{n}]", item) for n, item in enumerate(value))

    def _approver(self, key: str, value: Any) -> policies.Circle:
        circle = self._circle(key, value, ("quorum",))
        quorum = value.get("quorum", 1) if isinstance(value, Mapping) else 1
        if not isinstance(quorum, int) or isinstance(quorum, bool) or quorum < 1:
            self.fault(f"{key}.quorum", quorum, "a whole number, 1 or more.")
            quorum = 1
        if not circle.groups and circle.people and quorum > len(circle.people):
            self.fault(f"{key}.quorum", quorum, f"only {len(circle.people)} people are named.")
        return policies.Circle(groups=circle.groups, people=circle.people, quorum=quorum)

    def _duration(self, key: str, value: Any) -> timedelta:
        match = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
        if match is None or int(match[1]) == 0:
            self.fault(key, value, 'a number with a unit: "30m", "4h", "2d".')
            return timedelta(hours=4)
        return timedelta(**{_UNITS[match[2]]: int(match[1])})
