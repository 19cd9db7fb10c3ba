"""Ticks: one name per slot, whatever the replica and the moment in it."""

from __future__ import annotations

import asyncio
import zoneinfo
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import json
from watch import schedules, ticks
from workflow import windows

EVERY = st.integers(min_value=1, max_value=14 * 86400).map(lambda s: timedelta(seconds=s))
NOW = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants naive bounds


@given(now=NOW, every=EVERY)
def test_a_slot_holds_its_moment_and_all_of_it_name_the_same(
    now: datetime, every: timedelta
) -> None:
    begin = schedules.slot(now, every)
    assert begin <= now < begin + every
    assert schedules.slot(begin, every) == begin
    assert schedules.slot(begin + every, every) == begin + every


class Fixed:
    def now(self) -> datetime:
        return datetime(2026, 11, 23, 14, 5, 7, tzinfo=UTC)


async def test_two_replicas_name_the_same_tick() -> None:
    started: asyncio.Queue[tuple[str, str, json.Object]] = asyncio.Queue()

    async def start(name: str, run_id: str, arguments: json.Object) -> None:
        await started.put((name, run_id, arguments))

    for _ in range(2):
        replica = ticks.Ticks(start, Fixed())
        replica.add("versions", schedules.parse("every 6 h"))
        replica.start()
    tick = ("check", "check:versions:2026-11-23T12:00:00Z", {"what": "versions"})
    assert [await started.get() for _ in range(2)] == [tick, tick]


async def test_where_there_is_nothing_to_do_no_run_is_begun() -> None:
    started: asyncio.Queue[str] = asyncio.Queue()
    asked: asyncio.Queue[bool] = asyncio.Queue()

    async def start(name: str, run_id: str, _: json.Object) -> None:
        await started.put(f"{name} {run_id}")

    async def wanted() -> bool:
        await asked.put(True)
        return asked.qsize() > 1

    for _ in range(2):
        replica = ticks.Ticks(start, Fixed())
        replica.add("incidents", schedules.parse("every 1 min"), "incidents", wanted)
        replica.start()
    assert await started.get() == "incidents incidents:incidents:2026-11-23T14:05:00Z"
    assert (asked.qsize(), started.empty()) == (2, True)


async def test_quiet_hours_silence_all_but_health() -> None:
    started: asyncio.Queue[str] = asyncio.Queue()

    async def start(_: str, run_id: str, arguments: json.Object) -> None:
        await started.put(f"{arguments['what']} {run_id}")

    quiet = (windows.parse("Mon 00:00 - Tue 00:00 UTC"),)  # the 23rd is a Monday
    replica = ticks.Ticks(start, Fixed(), ticks.Hours(quiet=quiet))
    replica.add("expiry", schedules.parse("cron 0 7 * * sun"))  # due before they began
    for name in ("versions", "health"):
        replica.add(name, schedules.parse("every 6 h"))
    replica.start()
    assert (await started.get()).startswith("health ")
    replica.stop()
    assert started.empty()


async def test_a_start_that_fails_is_not_the_last() -> None:
    started: asyncio.Queue[str] = asyncio.Queue()

    class Running:
        at = Fixed().now()

        def now(self) -> datetime:
            return datetime.now(UTC)

    async def start(_: str, run_id: str, __: json.Object) -> None:
        await started.put(run_id)
        if started.qsize() == 1:
            raise OSError("the database is away")

    replica = ticks.Ticks(start, Running())
    replica.add("health", schedules.parse("every 1 s"))
    replica.start()
    first = await asyncio.wait_for(started.get(), 5)
    assert await asyncio.wait_for(started.get(), 5) > first
    replica.stop()


BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")


def test_a_cron_line_is_read_in_its_zone_over_the_change_of_clocks() -> None:
    daily = schedules.parse("cron 0 7 * * *")
    summer = daily.after(datetime(2026, 10, 24, 6, tzinfo=UTC), BERLIN)
    assert summer == datetime(2026, 10, 25, 6, tzinfo=UTC), "winter time from that night on"
    assert daily.after(summer, BERLIN) == datetime(2026, 10, 26, 6, tzinfo=UTC)


LINES = ("every 5 min", "cron */10 * * * *", "cron 0 6 * * mon-fri", "cron 30 2 29 2 *")


@given(now=NOW)
def test_ticks_go_forward_only(now: datetime) -> None:
    for text in LINES:
        schedule = schedules.parse(text)
        assert schedule.after(now, BERLIN) > now


@given(now=NOW)
def test_between_the_last_tick_and_now_none_was_due(now: datetime) -> None:
    for text in LINES:
        schedule = schedules.parse(text)
        last = schedule.latest(now, BERLIN)
        assert last is not None
        assert last <= now < schedule.after(last, BERLIN)
        assert schedule.latest(last, BERLIN) == last, "a tick is its own last one"


async def test_what_has_not_come_for_years_is_waited_for() -> None:
    """A leap day that is a Monday too; the next is in 2044."""
    rare = schedules.parse("cron 0 0 29 2 mon")
    now = datetime(2026, 11, 28, tzinfo=UTC)
    assert rare.latest(now, BERLIN) is None
    assert rare.after(now, BERLIN).year == 2044


async def test_a_fresh_bot_looks_at_once_under_the_name_of_the_last_tick() -> None:
    """Also where that was in quiet hours that are over by now."""
    quiet = (windows.parse("Mon 00:00 - Mon 08:00 UTC"),)
    started: asyncio.Queue[str] = asyncio.Queue()

    async def start(_: str, run_id: str, __: json.Object) -> None:
        await started.put(run_id)

    for hours in (ticks.Hours(), ticks.Hours(quiet=quiet)):
        replica = ticks.Ticks(start, Fixed(), hours)
        replica.add("expiry", schedules.parse("cron 0 7 * * *"))
        replica.start()
        assert await started.get() == "check:expiry:2026-11-23T07:00:00Z"
        replica.stop()


@pytest.mark.parametrize("text", ["every 0 h", "hourly", "cron 61 * * * *", "cron 0 0 31 2 *", ""])
def test_what_is_no_schedule(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the settings say the rest
        schedules.parse(text)
