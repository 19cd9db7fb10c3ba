"""Reads the values of the settings' tables; a reader collects every fault it meets."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

from workflow import globs, policies, windows

_GROUP = re.compile(r"S[A-Z0-9]{2,}")
_PERSON = re.compile(r"[UW][A-Z0-9]{2,}")
_DURATION = re.compile(r"(\d{1,6})\s*([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class Reader:
    """What it returns beside a fault is never used."""

    def __init__(self) -> None:
        self.faults: list[policies.Fault] = []

    def fault(self, key: str, value: Any, remedy: str) -> None:
        self.faults.append(policies.Fault(key=key, value=repr(value), remedy=remedy))

    def table(self, key: str, value: Any, known: Sequence[str]) -> Mapping[str, Any]:
        if not isinstance(value, Mapping):
            self.fault(key, value, "write a table here.")
            return {}
        for name in value:
            if name not in known:
                self.fault(f"{key}.{name}", value[name], f"known keys: {', '.join(known)}.")
        return value

    def text(self, key: str, value: Any, longest: int) -> str:
        if not isinstance(value, str) or len(value) > longest:
            self.fault(key, value, f"write a text of at most {longest} characters.")
            return ""
        return " ".join(value.split())

    def texts(self, key: str, value: Any) -> tuple[str, ...]:
        texts = value if isinstance(value, list | tuple) else [value]
        if all(isinstance(text, str) and text.strip() for text in texts):
            return tuple(text.strip() for text in texts)
        self.fault(key, value, "write texts, none of them empty.")
        return ()

    def known(self, key: str, pattern: str, known: Collection[str], label: str) -> None:
        """A fault unless the pattern matches one of `known`, which `label` introduces."""
        if any(globs.matches([pattern], one) for one in known):
            return
        near = difflib.get_close_matches(pattern, list(known), 1)
        meant = f'did you mean "{near[0]}"? ' if near else ""
        self.fault(key, pattern, f"{meant}{label} {', '.join(sorted(known)) or 'none'}.")

    def duration(self, key: str, value: Any, instead: timedelta) -> timedelta:
        match = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
        if match is None or int(match[1]) == 0:
            self.fault(key, value, 'a number with a unit: "30m", "4h", "2d".')
            return instead
        return timedelta(**{_UNITS[match[2]]: int(match[1])})

    def whole(self, key: str, value: Any, most: int | None = None) -> int:
        end = f" to {most}" if most is not None else " or more"
        wrong = not isinstance(value, int) or isinstance(value, bool) or value < 1
        if wrong or (most is not None and value > most):
            self.fault(key, value, f"a whole number, 1{end}.")
            return 1
        return int(value)

    def circle(
        self, key: str, value: Any, more: tuple[str, ...] = (), *, everybody: bool = False
    ) -> policies.Circle:
        """`more` keys are read by the caller; `everybody` allows "*", alone."""
        table = self.table(key, value, ("groups", "people", *more))
        groups = self.texts(f"{key}.groups", table.get("groups", []))
        people = self.texts(f"{key}.people", table.get("people", []))
        for group in groups:
            if not _GROUP.fullmatch(group):
                self.fault(f"{key}.groups", group, "a Slack user group's id begins with S.")
        for person in people:
            if not (_PERSON.fullmatch(person) or (person == policies.EVERYBODY and everybody)):
                self.fault(f"{key}.people", person, "a Slack member's id begins with U or W.")
        if policies.EVERYBODY in people and (len(people) > 1 or groups):
            self.fault(f"{key}.people", people, '"*" stands alone.')
        if not groups and not people:
            self.fault(key, dict(table), "name at least one group or person.")
        return policies.Circle(
            groups=tuple(dict.fromkeys(groups)), people=tuple(dict.fromkeys(people))
        )

    def window(self, key: str, value: str) -> windows.Window | None:
        try:
            return windows.parse(value)
        except ValueError as exc:
            self.fault(key, value, f"{exc} {windows.SHAPE}")
            return None
