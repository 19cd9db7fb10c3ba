"""Freeze windows: open when their own clock on the wall says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow import windows

BERLIN = ZoneInfo("Europe/Berlin")


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def test_a_weekend() -> None:
    window = windows.parse("Fri 18:00 - Mon 07:00 Europe/Berlin")
    monday = _at("2026-11-30T07:00")
    assert window.until(_at("2026-11-27T17:59")) is None
    assert window.until(_at("2026-11-27T18:00")) == monday
    assert window.until(_at("2026-11-29T12:00").astimezone(UTC)) == monday
    assert window.until(_at("2026-11-30T06:59")) == monday
    assert window.until(monday) is None


def test_within_one_day_and_over_the_turn_of_the_week() -> None:
    nightly = windows.parse("sun 22:00 to sun 21:00 UTC")
    assert nightly.until(datetime(2026, 11, 29, 21, 30, tzinfo=UTC)) is None
    end = datetime(2026, 12, 6, 21, 0, tzinfo=UTC)
    assert nightly.until(datetime(2026, 11, 30, 3, 0, tzinfo=UTC)) == end


def test_the_night_of_the_clock_change_keeps_wall_time() -> None:
    window = windows.parse("Sat 22:00 – Sun 06:00 Europe/Berlin")
    found = window.until(_at("2026-10-25T01:00"))
    assert found == _at("2026-10-25T06:00")
    assert found is not None
    assert found.astimezone(UTC) == datetime(2026, 10, 25, 5, 0, tzinfo=UTC)  # winter time by then


def test_once() -> None:
    window = windows.parse("2026-12-20 00:00 - 2027-01-03 00:00 Europe/Berlin")
    assert window.until(_at("2026-12-19T23:59")) is None
    assert window.until(_at("2026-12-24T20:00")) == _at("2027-01-03T00:00")
    assert window.until(_at("2027-01-03T00:00")) is None


@pytest.mark.parametrize("text", ["", "Fri 18:00", "Fri 25:00 - Mon 07:00 UTC", "x" * 200])
def test_what_is_no_window_says_so(text: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        windows.parse(text)


MINUTES = st.integers(0, 7 * 24 * 60 - 1)


@given(MINUTES, MINUTES, st.integers(0, 60 * 24 * 60))
def test_open_means_between_start_and_end_of_its_week(start: int, end: int, later: int) -> None:
    """The meaning said plainly, minute by minute of a week, in a zone without clock changes."""

    def spell(minute: int) -> str:
        day, rest = divmod(minute, 24 * 60)
        return f"{windows.DAYS[day]} {rest // 60:02}:{rest % 60:02}"

    window = windows.parse(f"{spell(start)} - {spell(end)} UTC")
    monday = datetime(2026, 11, 23, tzinfo=UTC)
    now = monday + timedelta(minutes=later)
    minute = later % (7 * 24 * 60)
    inside = start <= minute < end if start < end else minute >= start or minute < end
    assert (window.until(now) is not None) == inside
    if inside:
        assert now < (window.until(now) or now)
