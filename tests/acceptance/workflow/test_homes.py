"""Home rows and the servers that looks saw, on both databases, with two replicas at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest_asyncio

from tests import keys
from workflow import estate, homes, operations, overviews, records, store
from workflow.operations import State
from workflow.store import schema

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
RITA = "U0RITA001"
VAULT, OTHER = "/subscriptions/s/vaults/one", "/subscriptions/s/vaults/two"


@pytest_asyncio.fixture
async def rows(database_url: str) -> AsyncIterator[store.Store]:
    opened = await store.open(database_url, audit_key=keys.AUDIT)
    yield opened
    await opened.close()


async def test_one_of_two_replicas_publishes_and_neither_what_it_does_not_know(
    rows: store.Store,
) -> None:
    one, two = homes.Homes(rows), homes.Homes(rows)
    home = await one.opened(RITA, NOON, {})
    until = NOON + timedelta(seconds=15)
    claims = await asyncio.gather(*(each.claim(home, NOON, until) for each in (one, two)))
    assert sorted(claims) == [False, True]
    await one.published(RITA, "V1", "1.a", "mark", NOON)
    assert not await two.claim(home, NOON, until), "it has read an older row"
    fresh = await two.get(RITA)
    assert fresh is not None
    assert (fresh.view_id, fresh.view_hash, fresh.shown) == ("V1", "1.a", "mark")
    assert await two.claim(fresh, NOON, until)
    assert await one.claim(fresh, until, until), "whoever died in between holds nothing for ever"
    await one.release(RITA, forget=True)
    forgot = await two.get(RITA)
    assert forgot is not None
    assert (forgot.view_id, forgot.view_hash, forgot.shown) == ("V1", "", "")


async def test_what_was_chosen_stays_and_another_installations_view_is_not_ours(
    rows: store.Store,
) -> None:
    kept = homes.Homes(rows)
    await kept.opened(RITA, NOON, {})
    await kept.published(RITA, "V1", "1.a", "mark", NOON)
    await asyncio.gather(
        kept.choose(RITA, NOON, lambda was: {**was, "vault": "abc"}),
        kept.choose(RITA, NOON, lambda was: {**was, "servers": 2}),
    )
    again = await kept.opened(RITA, NOON, {"id": "V1", "hash": "1.a"})
    assert (again.choice, again.shown) == ({"vault": "abc", "servers": 2}, "mark")
    other = await kept.opened(RITA, NOON, {"id": "V9", "hash": "9.z"})
    assert (other.view_id, other.shown) == ("V9", ""), "it is published anew"
    assert [one.person for one in await kept.live(NOON)] == [RITA]
    assert await kept.live(NOON + timedelta(seconds=1)) == []


def server(name: str, vault: str, at: datetime) -> estate.Server:
    return estate.Server(
        id=f"{vault}/{name}",
        vault=vault,
        fabric="cs",
        name=name,
        address="10.0.0.1",
        version="9.61",
        level="current",
        health="Normal",
        heartbeat=at,
        certificate=None,
        machines=None,
        built_in=False,
        modernised=False,
        seen_at=at,
    )


async def test_each_vault_shows_the_latest_look_that_reached_it(rows: store.Store) -> None:
    kept, seen = estate.Estate(rows), overviews.Overviews(rows)
    later = NOON + timedelta(minutes=5)

    async def names() -> dict[str, datetime]:
        return {one.name: one.seen_at for one in (await seen.read()).servers}

    first = {VAULT: [server("a", VAULT, NOON)], OTHER: [server("b", OTHER, NOON)]}
    await kept.record(first, NOON, [VAULT, OTHER])
    newer = {VAULT: [server("a", VAULT, later), server("c", VAULT, later)]}
    # Two looks at once, the older one last: what the newer wrote stays.
    await asyncio.gather(kept.record(newer, later, [VAULT, OTHER]), kept.record(newer, later))
    await kept.record({VAULT: [server("a", VAULT, NOON)]}, NOON)
    assert await names() == {"a": later, "b": NOON, "c": later}
    await kept.record({VAULT: []}, later + timedelta(minutes=5), [VAULT])
    assert await names() == {}, "deleted, and no longer watched"
    long = replace(server("d", VAULT, NOON), health="x" * 99, address="y" * 99)
    await kept.record({VAULT: [long]}, NOON)
    assert list(await names()) == ["d"]


async def test_what_ended_lately_is_counted_and_what_failed_of_it(rows: store.Store) -> None:
    """What failed and was cleaned up has failed; what still runs, or ended before, counts not."""
    seen = overviews.Overviews(rows)
    assert (await seen.read(NOON)).ended == overviews.Ended()
    failure = operations.Failure(step="walls", code="x", sentence="No room.")
    ended: list[tuple[State, operations.Failure | None, timedelta]] = [
        (State.SUCCEEDED, None, timedelta()),
        (State.WITHDRAWN, None, timedelta(hours=1)),
        (State.FAILED, failure, timedelta(hours=1)),
        (State.CLEANED, failure, timedelta(hours=1)),
        (State.RUNNING, None, timedelta(hours=1)),
        (State.FAILED, failure, -timedelta(seconds=1)),
    ]
    made: list[dict[str, object]] = []
    for n, (state, why, after) in enumerate(ended):
        row: dict[str, object] = {
            "id": f"op-{n}",
            "verb": "deploy",
            "state": state.value,
            "requester": RITA,
            "channel": "C1",
            "field_values": {},
            "created_at": NOON - timedelta(days=1),
            "updated_at": NOON + after,
            "version": 1,
            "attempt": 1,
            "approvers": [],
            "failure": records.failure_to_json(why) if why else None,
        }
        made.append(row)
    await rows.write(lambda c: c.execute(schema.operations.insert(), made) and None)
    assert (await seen.read(NOON)).ended == overviews.Ended(count=4, failed=2)
    assert (await seen.read()).ended == overviews.Ended(), "nobody asked"
