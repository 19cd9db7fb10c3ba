"""A channel that the bot was put out of: said elsewhere, and nothing is lost or doubled."""

from __future__ import annotations

import asyncio

from tests import weather
from tests.scenario.bot_slack.stage import APPROVALS, BOT, INCIDENT, JSON, Stage, shown, until
from workflow import findings

TITLE, OVER = "A channel is closed to me", "A channel takes messages again"


async def found(stage: Stage, *servers: str) -> None:
    seen = [
        findings.Observation(
            server=f"/fabric/{name}",
            server_name=name,
            kind="outdated",
            severity="warning",
            sentence="It runs 9.56.",
            channel=INCIDENT,
        )
        for name in servers
    ]
    await stage.workflow.findings.record("fabric", "outdated", seen)


async def told(stage: Stage, words: str) -> JSON:
    return await stage.see(words, channel=APPROVALS)


async def prompts(stage: Stage) -> list[str]:
    return sorted(
        one["text"] for one in await stage.messages() if "Process server is outdated" in one["text"]
    )


async def test_what_waits_for_a_closed_channel_is_told_once_and_follows(stage: Stage) -> None:
    await stage.do("remove", channel=INCIDENT, user=BOT)
    await found(stage, "ps-1")
    notice = await told(stage, "1 finding's prompt")
    assert f"<#{INCIDENT}>" in shown(notice)
    assert "/invite @failback-ps" in shown(notice)
    await found(stage, "ps-1", "ps-2")
    assert (await told(stage, "2 findings' prompts"))["ts"] == notice["ts"]

    await stage.call("slack", {"do": "rename", "channel": INCIDENT, "name": "dr-emergency"})
    await stage.do("invite", channel=INCIDENT, user=BOT)
    assert (await told(stage, OVER))["ts"] == notice["ts"]
    await stage.see("ps-2", seconds=5)
    assert len(await prompts(stage)) == 2
    assert await stage.workflow.posts.closed() == []


async def test_why_a_channel_is_closed_is_known_before_it_refuses_anything(stage: Stage) -> None:
    door = stage.slack.doors
    assert await door.closed(INCIDENT) == ""
    await stage.do("remove", channel=INCIDENT, user=BOT)
    assert await door.closed(INCIDENT) == "not_in_channel"
    await stage.do("invite", channel=INCIDENT, user=BOT)
    await stage.do("archive", channel=INCIDENT)
    assert await door.closed(INCIDENT) == "is_archived"
    assert await stage.workflow.posts.closed() == []


async def test_an_archived_channel_is_looked_at_until_it_is_open_again(stage: Stage) -> None:
    await stage.do("archive", channel=INCIDENT)
    await found(stage, "ps-1")
    await told(stage, "unarchive it")
    await stage.slack.doors.look()
    (closed,) = await stage.workflow.posts.closed()
    assert (closed.channel, closed.error, closed.total) == (INCIDENT, "is_archived", 1)
    await stage.do("archive", channel=INCIDENT, archived=False)

    async def open_again() -> JSON | None:
        await asyncio.sleep(0.25 * weather.PATIENCE)  # Slack counts each question, refused or not
        await stage.slack.doors.look()
        return None if await stage.workflow.posts.closed() else {}

    await until(open_again, "the channel is open again")
    assert len(await prompts(stage)) == 1
    assert TITLE not in shown(await told(stage, OVER))
