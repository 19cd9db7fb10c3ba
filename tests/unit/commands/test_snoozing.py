"""The moments that a menu of snoozes offers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import checks, durations, grammar, registry, snoozing
from workflow import policies, windows

NOW = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)  # a Friday; Saturday in Berlin
BERLIN = ZoneInfo("Europe/Berlin")


def test_tomorrow_is_the_readers_tomorrow() -> None:
    assert snoozing.Moments().tomorrow(NOW) == datetime(2026, 11, 28, 8, tzinfo=UTC)
    assert snoozing.Moments(zone=BERLIN).tomorrow(NOW) == datetime(2026, 11, 29, 7, tzinfo=UTC)


def read(line: str) -> dict[str, str]:
    found = grammar.parse(line, registry.VERBS)
    assert isinstance(found, grammar.Parsed), found
    assert checks.check(found.verb, found.values) == ()
    return found.values


@pytest.mark.parametrize("word", ["tomorrow", "Morgen"])
def test_a_typed_tomorrow_is_that_of_the_menu(word: str) -> None:
    until = read(f"snooze ps-neu-2 {word}")["until"]
    berlin = snoozing.Moments(zone=BERLIN)
    assert durations.until(until, NOW, berlin) == berlin.tomorrow(NOW)
    assert durations.until(until, NOW) == snoozing.Moments().tomorrow(NOW)


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("4 hours", timedelta(hours=4)),
        ("1 Stunde", timedelta(hours=1)),
        ("90 minutes", timedelta(minutes=90)),
        ("2 days", timedelta(days=2)),
        ("3 Tage", timedelta(days=3)),
        ("4h", timedelta(hours=4)),
    ],
)
def test_a_span_is_read_in_several_words(typed: str, span: timedelta) -> None:
    assert durations.until(read(f"snooze ps-neu-2 {typed}")["until"], NOW) == NOW + span


LINES = {
    "freeze {until} storage maintenance": "reason",
    "freeze until={until} storage maintenance": "reason",
    "lock ps-neu-2 storage maintenance until={until}": "reason",
    "lock ps-neu-2 until={until} storage maintenance": "reason",
    "snooze ps-neu-2 {until}": "",
    "snooze ps-neu-2 until={until}": "",
}
"""Where a moment is typed, and which field has what is left."""
UNITS = {
    "minutes": ["m", "min", "minute", "minutes", "Minuten"],
    "hours": ["h", "hour", "hours", "Stunde", "Stunden"],
    "days": ["d", "day", "days", "Tag", "Tage", "Tagen"],
}
spans = st.sampled_from(sorted(UNITS)).flatmap(
    lambda unit: st.tuples(
        st.integers(1, 90), st.just(unit), st.sampled_from(UNITS[unit]), st.sampled_from(["", " "])
    )
)


@given(spans, st.sampled_from([str.lower, str.upper, str.title]))
def test_a_span_is_read_alike_by_all_verbs(
    given_: tuple[int, str, str, str], written: Callable[[str], str]
) -> None:
    number, unit, word, blank = given_
    for line, rest in LINES.items():
        values = read(line.format(until=f"{number}{blank}{written(word)}"))
        assert durations.until(values["until"], NOW) == NOW + timedelta(**{unit: number}), line
        assert not rest or values[rest] == "storage maintenance", line


@pytest.mark.parametrize(
    ("typed", "until", "reason"),
    [
        ("4 hours", "4 hours", ""),
        ("tomorrow morning is better", "tomorrow", "morning is better"),
        ("4h 2 hosts are moved", "4h", "2 hosts are moved"),
        ("{day} 08:00 UTC the move", "{day} 08:00 UTC", "the move"),
        ("{day} 08:00 the move", "{day} 08:00", "the move"),
        ("{day} 12 hosts are moved", "{day}", "12 hosts are moved"),
        ("4 hosts are moved", "4", "hosts are moved"),
        ('4 "hours"', "4 hours", ""),
        ("4 reason=hours", "4", "hours"),
        ("1 hour 30 minutes the move", "1 hour 30 minutes", "the move"),  # and is refused whole
    ],
)
def test_where_a_moment_ends_the_reason_begins(typed: str, until: str, reason: str) -> None:
    day = f"{datetime.now(UTC) + timedelta(days=9):%Y-%m-%d}"
    found = grammar.parse(f"freeze {typed.format(day=day)}", registry.VERBS)
    assert isinstance(found, grammar.Parsed)
    assert found.values["until"] == until.format(day=day)
    assert found.values.get("reason", "") == reason


def test_the_next_window_of_all() -> None:
    named = ("Sat 02:00 - Sat 06:00 Europe/Berlin", "2026-01-01 00:00 - 2026-01-02 00:00 UTC")
    moments = snoozing.Moments(windows=tuple(map(windows.parse, named)))
    assert moments.window(NOW) == datetime(2026, 11, 28, 1, tzinfo=UTC)
    with pytest.raises(policies.Refused):
        snoozing.Moments(windows=(windows.parse(named[1]),)).window(NOW)


def test_whether_a_window_will_come() -> None:
    over = windows.parse("2026-01-01 00:00 - 2026-01-02 00:00 UTC")
    weekly = windows.parse("Sat 02:00 - Sat 06:00 Europe/Berlin")
    assert not snoozing.Moments().windowed(NOW)
    assert not snoozing.Moments(windows=(over,)).windowed(NOW)
    assert snoozing.Moments(windows=(over, weekly)).windowed(NOW)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - hypothesis wants naive bounds
def test_a_weekly_window_begins_within_the_week_and_is_open_then(now: datetime) -> None:
    window = windows.parse("Sun 22:00 - Mon 04:00 UTC")
    begins = window.begins(now)
    assert begins is not None
    assert now < begins <= now + windows.WEEK
    assert window.until(begins) is not None
