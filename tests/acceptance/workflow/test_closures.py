"""A channel that takes nothing: everything waits, one message elsewhere says so."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest_asyncio

from tests import keys
from workflow import channels, findings, posts, store

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TOLD = channels.Channels(default="C0DEFAULT", approvals="C0APPROVE")


class Channels:
    """Some channels, of which `shut` answer with an error, and replicas that write to them."""

    def __init__(self, rows: store.Store) -> None:
        self.at = NOON
        self.findings = findings.Findings(rows, self)
        self.replicas = [posts.Posts(rows, self, told=TOLD) for _ in range(2)]
        self.shut: dict[str, str] = {}
        self.taken: list[tuple[str, str, int]] = []  # channel, key, version

    def now(self) -> datetime:
        return self.at

    async def see(
        self, scope: str, *servers: str, sentence: str = "It is old.", to: str = "", **more: str
    ) -> None:
        """A look at `scope`, whose findings are told in the channel of that name, or in `to`."""
        seen = [
            findings.Observation(
                server=name,
                server_name=name,
                kind="outdated",
                severity=more.get("severity", "warning"),
                sentence=sentence,
                channel=to or scope,
            )
            for name in servers
        ]
        await self.findings.record(scope, "outdated", seen)

    async def send(self, minutes: int = 6) -> None:
        """All that becomes due within these minutes, by whichever replica gets it."""
        for _ in range(minutes):
            for replica in self.replicas:
                for post in await replica.due(3):
                    await self._one(replica, post)
                for one in await replica.closed():
                    if one.channel not in self.shut:
                        await replica.reachable(one.channel)
            self.at += timedelta(minutes=1)

    async def _one(self, replica: posts.Posts, post: posts.Post) -> None:
        if error := self.shut.get(post.channel):
            await replica.refused(post, self.at + timedelta(minutes=2), error)
            return
        self.taken.append((post.channel, post.key, post.wanted))
        await replica.shown(post.key, post.wanted, post.ts or f"{len(self.taken)}.0")

    def told_in(self, channel: str) -> list[tuple[str, int]]:
        return [(key, n) for at, key, n in self.taken if at == channel and key[:7] == "closed:"]


@pytest_asyncio.fixture
async def slack(database_url: str) -> AsyncIterator[Channels]:
    opened = await store.open(database_url, audit_key=keys.AUDIT)
    yield Channels(opened)
    await opened.close()


async def test_one_message_elsewhere_counts_what_waits_and_is_settled(slack: Channels) -> None:
    slack.shut["C0EAST"] = "not_in_channel"
    await slack.see("C0EAST", "ps-1", "ps-2")
    await slack.send()
    (closed,) = await slack.replicas[0].closed()
    assert (closed.channel, closed.error, closed.since) == ("C0EAST", "not_in_channel", NOON)
    assert dict(closed.waiting) == {"prompt": 2}
    ((key, _),) = slack.told_in("C0DEFAULT")

    await slack.see("C0EAST", "ps-1", "ps-2", "ps-3")
    await slack.send()
    (closed,) = await slack.replicas[1].closed()
    assert closed.total == 3
    (_, (again, version)) = slack.told_in("C0DEFAULT")
    assert again == key == closed.post_key
    assert version == closed.version

    slack.shut.clear()
    await slack.send()
    assert await slack.replicas[0].closed() == []
    assert sorted(name for at, name, _ in slack.taken if at == "C0EAST") == sorted(
        one.post_key for one in await slack.findings.open()
    )
    over = await slack.replicas[0].closure(closed.id)
    assert over is not None
    assert over.until is not None
    assert slack.told_in("C0DEFAULT")[-1] == (key, over.version)

    slack.shut["C0EAST"] = "is_archived"
    await slack.see("C0EAST", "ps-4")
    await slack.send()
    assert slack.told_in("C0DEFAULT")[-1][0] != key, "an edit of the old one would call nobody"


async def test_who_is_let_in_again_has_everything_at_once(slack: Channels) -> None:
    slack.shut["C0EAST"] = "not_in_channel"
    await slack.see("C0EAST", "ps-1", "ps-2")
    await slack.send(1)
    slack.shut.clear()
    assert [p.channel for p in await slack.replicas[0].due(5) if p.channel == "C0EAST"] == []
    await slack.replicas[1].reachable("C0EAST")
    assert [p.channel for p in await slack.replicas[0].due(5)].count("C0EAST") == 2


async def test_where_the_fallback_is_closed_too_the_next_one_is_told(slack: Channels) -> None:
    slack.shut |= {"C0EAST": "not_in_channel", "C0DEFAULT": "is_archived"}
    await slack.see("C0EAST", "ps-1")
    await slack.send()
    assert {one.channel for one in await slack.replicas[0].closed()} == {"C0EAST", "C0DEFAULT"}
    assert len({key for key, _ in slack.told_in("C0APPROVE")}) == 2

    slack.shut |= {"C0APPROVE": "not_in_channel"}
    await slack.see("C0APPROVE", "ps-2")
    await slack.send()
    untold = {one.channel: one.post_key for one in await slack.replicas[0].closed()}
    assert untold.pop("C0APPROVE") == "", "no channel is left: status and Home say it"
    slack.shut.clear()
    await slack.send(12)
    assert await slack.replicas[0].closed() == []
    shown = [post for post in slack.taken if post[0] in {"C0EAST", "C0APPROVE"}]
    assert {key for _, key, _ in shown if key.startswith("prompt:")} == {
        one.post_key for one in await slack.findings.open()
    }


async def test_an_edit_alone_settles_nothing_while_new_messages_wait(slack: Channels) -> None:
    """Slack may take edits of a bot that has left."""
    await slack.see("C0EAST", "ps-1")
    await slack.send(1)
    slack.shut["C0EAST"] = "not_in_channel"
    await slack.see("C0EAST", "ps-1", "ps-2", sentence="It is older.")
    await slack.send(1)
    (old,) = [one for one in await slack.findings.open() if one.server == "ps-1"]
    await slack.replicas[0].shown(old.post_key, old.version, "1.0")
    (closed,) = await slack.replicas[0].closed()
    assert dict(closed.waiting) == {"prompt": 1}


async def test_a_prompt_that_was_never_taken_follows_its_new_route(slack: Channels) -> None:
    slack.shut["C0EAST"] = "channel_not_found"
    await slack.see("C0EAST", "ps-1")
    await slack.send(2)
    await slack.see("C0EAST", "ps-1", to="C0WEST")
    (moved,) = await slack.findings.open()
    assert moved.channel == "C0WEST"
    await slack.send(2)
    assert ("C0WEST", moved.post_key, 1) in slack.taken
    await slack.see("C0EAST", "ps-1", to="C0NORTH")
    assert (await slack.findings.get(moved.id)).channel == "C0WEST", "it was seen there"


async def test_what_turns_critical_is_said_in_its_new_channel_too(slack: Channels) -> None:
    await slack.see("C0EAST", "ps-1")
    await slack.send(1)
    await slack.see("C0EAST", "ps-1", to="C0PAGES")
    await slack.send(1)
    assert [post for post in slack.taken if post[0] == "C0PAGES"] == [], "a warning still"
    await slack.see("C0EAST", "ps-1", to="C0PAGES", severity="blocking")
    await slack.see("C0EAST", "ps-1", to="C0PAGES", severity="blocking")
    await slack.send(1)
    (finding,) = await slack.findings.open()
    assert finding.channel == "C0EAST", "its prompt stays where it is"
    calls = [key for at, key, _ in slack.taken if at == "C0EAST" and ":critical:" in key]
    assert len(calls) == 1, "an edit alone would call nobody"
    ((_, echo, first),) = [post for post in slack.taken if post[0] == "C0PAGES"]
    assert echo.startswith(f"echo:{finding.id}")

    await slack.see("C0EAST", "ps-1", severity="warning")
    await slack.see("C0EAST", "ps-1", to="C0PAGES", severity="blocking")
    await slack.send(1)
    ((_, again, edited), (_, reply, _)) = [p for p in slack.taken if p[0] == "C0PAGES"][1:]
    assert (again, edited > first) == (echo, True)
    assert ":worse:" in reply, "an edit alone would call nobody"

    await slack.see("C0EAST")
    await slack.send(1)
    assert [key for at, key, _ in slack.taken if at == "C0PAGES"].count(echo) == 3
