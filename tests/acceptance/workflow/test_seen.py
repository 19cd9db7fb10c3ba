"""What Slack repeats is heard once, and what the watch saw is kept; the same on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from core import ids
from tests import keys
from workflow import hearing, samples, store

NOON = datetime(2026, 11, 23, 12, 20, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> datetime:
        return self.at


async def test_one_of_many_replicas_hears_an_event_and_hours_keep_their_worst(
    database_url: str,
) -> None:
    rows = await store.open(database_url, audit_key=keys.AUDIT)
    clock = Clock()
    ears = [hearing.Hearing(rows, clock, ids.new_id) for _ in range(5)]
    heard = await asyncio.gather(*(one.first("Ev0ONCE001") for one in ears * 2))
    assert sorted(heard) == [False] * 9 + [True]
    assert await ears[0].first("Ev0OTHER01")

    kept = samples.Samples(rows, clock)
    well = samples.Sample(vault="/v/a", servers=4, healthy=4, machines=2, covered=2)
    ill = samples.Sample(vault="/v/a", servers=4, healthy=3, backlog={"ps-1": 1 << 40})
    await kept.keep([well, samples.Sample(vault="/v/b", servers=1, healthy=1)])
    await kept.keep([ill])
    await kept.keep([replace(well, machines=None, covered=None)])
    clock.at += timedelta(hours=1)
    await kept.keep([well])
    found = (await kept.last(1)).samples
    assert [(one.at.hour, one.vault, one.healthy, one.covered) for one in found] == [
        (12, "/v/a", 3, 2),
        (12, "/v/b", 1, None),
        (13, "/v/a", 4, 2),
    ]
    assert found[0].backlog == {"ps-1": 1 << 40}
    now = found[0].latest
    assert (now.healthy, now.covered, now.backlog) == (4, 2, {}), "the newest of each is kept, too"

    clock.at += samples.KEPT
    await kept.keep([])
    assert [one.at.hour for one in (await kept.last(91)).samples] == [13], "no longer than that"
    await rows.close()
