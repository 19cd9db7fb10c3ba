"""Dates in deployment templates: reckoned, and written in .NET's formats.

https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-date. Azure
adds durations as .NET reads them: a year is 365 days and a month 30 (2023-01-31 and `P1M` are
2023-03-02 in its page).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sandbox.azure.template_parser import ExpressionError

DURATION = re.compile(
    r"(?P<sign>-)?P(?=.)(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<days>\d+)D)?"
    r"(?:T(?=.)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)
GENERAL = "M/d/yyyy h:mm:ss tt"  # what `dateTimeAdd` writes unless told otherwise
# https://learn.microsoft.com/dotnet/standard/base-types/standard-date-and-time-format-strings in
# the invariant culture: `utcNow('d')` is 03/05/2019 in Azure's page.
STANDARD = {
    "d": "MM/dd/yyyy",
    "D": "dddd, dd MMMM yyyy",
    "F": "dddd, dd MMMM yyyy HH:mm:ss",
    "f": "dddd, dd MMMM yyyy HH:mm",
    "G": "MM/dd/yyyy HH:mm:ss",
    "g": "MM/dd/yyyy HH:mm",
    "O": "yyyy-MM-ddTHH:mm:ss.fffffffK",
    "o": "yyyy-MM-ddTHH:mm:ss.fffffffK",
    "R": "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
    "r": "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
    "s": "yyyy-MM-ddTHH:mm:ss",
    "T": "HH:mm:ss",
    "t": "HH:mm",
    "u": "yyyy-MM-dd HH:mm:ss'Z'",
}
PARTS = re.compile(r"'[^']*'|\"[^\"]*\"|\\.|y+|M+|d+|H+|h+|m+|s+|f+|t+|K|z+")
NAMED = {"dddd": "%A", "ddd": "%a", "MMMM": "%B", "MMM": "%b"}
# By a part's first letter: what it becomes, given how often the letter stands there.
LETTERS: dict[str, Callable[[datetime, int], str]] = {
    "M": lambda when, size: f"{when.month:0{size}d}",
    "d": lambda when, size: f"{when.day:0{size}d}",
    "H": lambda when, size: f"{when.hour:0{size}d}",
    "h": lambda when, size: f"{when.hour % 12 or 12:0{size}d}",
    "m": lambda when, size: f"{when.minute:0{size}d}",
    "s": lambda when, size: f"{when.second:0{size}d}",
    "y": lambda when, size: f"{when.year if size > 2 else when.year % 100:0{size}d}",
    "f": lambda when, size: f"{when.microsecond:06d}0"[:size],
    "t": lambda when, size: when.strftime("%p")[:size],
    "K": lambda _, size: "Z" * size,
    "z": lambda _, size: "+00:00" if size > 2 else "+00",
}


def formed(when: datetime, form: str) -> str:
    """A time in a standard (one letter) or custom format of .NET."""
    if len(form) == 1:
        if form not in STANDARD:
            raise ExpressionError(f"The date and time format '{form}' is not valid.")
        form = STANDARD[form]
    return PARTS.sub(lambda found: _part(when, found[0]), form)


def _part(when: datetime, part: str) -> str:
    if part[0] in "'\"":
        return part[1:-1]
    if part[0] == "\\":
        return part[1:]
    if part in NAMED:
        return when.strftime(NAMED[part])
    return LETTERS[part[0]](when, len(part))


def _read(given: Any) -> datetime:
    try:
        when = datetime.fromisoformat(str(given))
    except ValueError:
        try:
            when = datetime.strptime(str(given), "%m/%d/%Y %I:%M:%S %p").replace(tzinfo=UTC)
        except ValueError as exc:
            raise ExpressionError(f"The date and time '{given}' is not valid.") from exc
    return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)


def _duration(given: str) -> timedelta:
    found = DURATION.fullmatch(given)
    if found is None:
        raise ExpressionError(f"The duration '{given}' is not valid. It must be in ISO 8601 form.")
    many = {name: float(each or 0) for name, each in found.groupdict().items() if name != "sign"}
    span = timedelta(
        days=many["years"] * 365 + many["months"] * 30 + many["days"],
        hours=many["hours"],
        minutes=many["minutes"],
        seconds=many["seconds"],
    )
    return -span if found["sign"] else span


def _add(base: str, duration: str, form: str = GENERAL) -> str:
    return formed(_read(base) + _duration(duration), form)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "datetimeadd": _add,
    "datetimefromepoch": lambda number: formed(
        datetime.fromtimestamp(number, UTC), "yyyy-MM-ddTHH:mm:ssZ"
    ),
    "datetimetoepoch": lambda text: int(_read(text).timestamp()),
}
