"""When a check comes round."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from watch import schedules

SUNDAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def days(field: str) -> list[str]:
    """The weekdays of a week's ticks at 06:00, in the order they come."""
    schedule, moment = schedules.parse(f"cron 0 6 * * {field}"), SUNDAY
    found: list[str] = []
    while True:
        moment = schedule.after(moment, ZoneInfo("UTC"))
        if moment > SUNDAY + timedelta(days=7):
            return found
        found.append(DAYS[moment.weekday()])


@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        ("1-5", ["mon", "tue", "wed", "thu", "fri"]),
        ("mon-fri", ["mon", "tue", "wed", "thu", "fri"]),
        ("0", ["sun"]),
        ("7", ["sun"]),
        ("6,0", ["sat", "sun"]),
        ("5-7", ["fri", "sat", "sun"]),
        ("0-2", ["mon", "tue", "sun"]),
        ("*/2", ["tue", "thu", "sat", "sun"]),
        ("*", list(DAYS)),
    ],
)
def test_weekdays_are_those_of_cron(field: str, wanted: list[str]) -> None:
    assert days(field) == wanted


@pytest.mark.parametrize("field", ["8", "5-1", "1-9", "day"])
def test_what_is_no_weekday_is_refused(field: str) -> None:
    with pytest.raises(ValueError, match=r"weekday|Unrecognized"):
        schedules.parse(f"cron 0 6 * * {field}")
