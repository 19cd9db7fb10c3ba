"""Posts and findings are kept, given out and closed the same on both databases."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from tests.acceptance.workflow.bench import NOON
from workflow import findings, posts, store


class Noon:
    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> datetime:
        return self.at


async def test_posts_are_given_to_one_projector_and_again_when_it_dies(rows: store.Store) -> None:
    noon = Noon()
    first, second = posts.Posts(rows, noon), posts.Posts(rows, noon)
    kept = findings.Findings(rows, noon)
    await kept.record("vault", "outdated", [_seen(f"s{n}") for n in range(6)])
    taken = await asyncio.gather(first.due(6), second.due(6))
    assert sorted(p.key for some in taken for p in some) == sorted(
        {p.key for some in taken for p in some}
    ), "nothing is given twice"
    noon.at += timedelta(seconds=11)
    assert len(await second.due(10)) == 6, "claims run out"


async def test_what_a_dead_process_was_sending_is_due_at_once_and_known_as_sent(
    rows: store.Store,
) -> None:
    noon = Noon()
    dead, alive = posts.Posts(rows, noon), posts.Posts(rows, noon)
    await findings.Findings(rows, noon).record("vault", "outdated", [_seen("s"), _seen("t")])
    sent, held = await dead.due(5)
    await dead.put_off(sent.key, noon.at + timedelta(seconds=30), posts.SENDING)
    assert await alive.due(5) == []
    await alive.take_over()
    tries = {post.key: post.tries for post in await alive.due(5)}
    assert tries == {sent.key: 1, held.key: 0}, "whoever sends again looks first"


async def test_a_post_that_failed_waits_and_a_newer_version_is_shown(rows: store.Store) -> None:
    noon = Noon()
    projector = posts.Posts(rows, noon)
    kept = findings.Findings(rows, noon)
    await kept.record("vault", "outdated", [_seen("s")])
    (prompt,) = await projector.due(5)
    await projector.put_off(prompt.key, noon.at + timedelta(seconds=30), "ratelimited")
    assert await projector.due(5) == []
    noon.at += timedelta(seconds=30)
    (again,) = await projector.due(5)
    assert again.tries == 1
    await kept.record("vault", "outdated", [_seen("s", sentence="worse")])
    await projector.shown(again.key, again.wanted, "1.1")
    (newer,) = await projector.due(5)
    assert (newer.wanted, newer.shown, newer.ts, newer.tries) == (2, 1, "1.1", 0)
    await projector.shown(newer.key, 2, "1.1")
    await projector.shown(newer.key, 1, "1.1")
    assert await projector.due(5) == [], "what was shown is not unshown by a late answer"


async def test_a_finding_prompts_once_is_edited_and_closes_itself(rows: store.Store) -> None:
    noon = Noon()
    kept, projector = findings.Findings(rows, noon), posts.Posts(rows, noon)
    for _ in range(3):
        await kept.record("vault", "outdated", [_seen("s")])
    (finding,) = await kept.open()
    (prompt,) = await projector.due(5)
    assert (prompt.key, prompt.wanted, finding.version) == (f"prompt:{finding.id}", 1, 1)
    await projector.shown(prompt.key, 1, "1.1")
    await kept.record("other", "outdated", [])
    await kept.record("vault", "expires", [])
    assert len(await kept.open()) == 1, "only its own scope and kind closes it"
    noon.at += timedelta(hours=6)
    await kept.record("vault", "outdated", [])
    assert await kept.open() == []
    closed = await kept.get(finding.id)
    assert (closed.resolved_at, closed.version) == (noon.at, 2)
    edit, notice = await projector.due(5)
    assert (edit.key, edit.wanted) == (prompt.key, 2)
    assert (notice.payload["event"], notice.thread_ts) == ("resolved", "1.1")
    noon.at += timedelta(hours=2)
    await kept.record("vault", "outdated", [_seen("s")])
    (anew,) = await kept.open()
    assert anew.id != finding.id
    with pytest.raises(findings.Unknown):
        await kept.get("fi-none")


async def test_looks_at_once_open_one_finding(rows: store.Store) -> None:
    kept = findings.Findings(rows, Noon())
    await asyncio.gather(*(kept.record("vault", "outdated", [_seen("s")]) for _ in range(6)))
    assert len(await kept.open()) == 1


def _seen(server: str, sentence: str = "It is old.") -> findings.Observation:
    return findings.Observation(
        server=server,
        server_name=server,
        kind="outdated",
        severity="warning",
        sentence=sentence,
        evidence={"version": "9.1"},
        channel="C1",
    )
