"""Ticks: one name per slot, whatever the replica and the moment in it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core import json
from watch import ticks

EVERY = st.integers(min_value=1, max_value=14 * 86400).map(lambda s: timedelta(seconds=s))
NOW = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants naive bounds


@given(now=NOW, every=EVERY)
def test_a_slot_holds_its_moment_and_all_of_it_name_the_same(
    now: datetime, every: timedelta
) -> None:
    begin = ticks.slot(now, every)
    assert begin <= now < begin + every
    assert ticks.slot(begin, every) == begin
    assert ticks.slot(begin + every, every) == begin + every


class Fixed:
    def now(self) -> datetime:
        return datetime(2026, 11, 23, 14, 5, 7, tzinfo=UTC)


async def test_two_replicas_name_the_same_tick() -> None:
    started: asyncio.Queue[tuple[str, str, json.Object]] = asyncio.Queue()

    async def start(name: str, run_id: str, arguments: json.Object) -> None:
        await started.put((name, run_id, arguments))

    for _ in range(2):
        replica = ticks.Ticks(start, Fixed())
        replica.add("versions", timedelta(hours=6))
        replica.start()
    tick = ("check", "check:versions:2026-11-23T12:00:00Z", {"what": "versions"})
    assert [await started.get() for _ in range(2)] == [tick, tick]
