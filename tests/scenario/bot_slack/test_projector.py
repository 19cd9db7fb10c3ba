"""One message, whatever Slack does."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.slack import projector, sender
from bot.slack.cards import blocks, operations
from bot.slack.connection import TIMEOUT
from bot.slack.sender import LOOK_BACK
from core import language
from core.clock import SystemClock
from tests.scenario.bot_slack.stage import INCIDENT, LENA, RITA, Stage, shown, until
from workflow import findings
from workflow import posts as rows

LINE = "build place=north wood=pine name=hut"


async def cards(stage: Stage) -> list[dict[str, Any]]:
    return [m for m in await stage.messages() if m["text"].startswith("Build hut: ")]


def instant(at: str) -> datetime:
    return datetime.fromisoformat(at)


async def fault(stage: Stage, path: str, then: dict[str, Any], times: int = 1) -> None:
    await stage.call(
        "faults",
        {"service": "slack_api", "method": "POST", "path": path, "times": times, "then": then},
    )


async def test_a_card_whose_answer_was_lost_is_found_and_not_posted_twice(stage: Stage) -> None:
    await fault(stage, "chat.postMessage", {"drop": "after"})
    await stage.type(LINE)
    await stage.see("Waiting for approval", seconds=25)
    assert len(await cards(stage)) == 1


async def test_a_card_that_never_arrived_is_posted_again(stage: Stage) -> None:
    await fault(stage, "chat.postMessage", {"drop": "before"})
    await stage.type(LINE)
    await stage.see("Waiting for approval", seconds=25)
    assert len(await cards(stage)) == 1


async def test_rate_limits_are_obeyed_without_a_second_post(stage: Stage) -> None:
    await stage.do("rate_limit", method="chat.postMessage", times=1, retry_after=2)
    await stage.do("rate_limit", method="chat.update", times=2, retry_after=1)
    await stage.type(LINE)
    await stage.click(await stage.see("Waiting for approval", seconds=25), "approve", LENA)
    stage.world.gate.set()
    await stage.see("*Proof*", seconds=25)
    assert len(await cards(stage)) == 1


async def test_nobody_posts_while_slack_says_to_wait_also_who_waited_already(stage: Stage) -> None:
    await stage.do("rate_limit", method="chat.postMessage", times=1, retry_after=4)
    await stage.type(LINE)
    await stage.type(LINE.replace("hut", "shed"))
    await stage.see("Build hut: Waiting", seconds=25)
    await stage.see("Build shed: Waiting", seconds=25)
    at = [one["at"] for one in await stage.journal("chat.postMessage")]
    assert instant(at[1]) - instant(at[0]) > timedelta(seconds=3.5)


async def test_a_message_is_found_however_much_was_said_since(stage: Stage) -> None:
    message = blocks.message("old", [blocks.section("old")])
    post = functools.partial(stage.link.sender.post, INCIDENT, message)
    before = await patiently(post, "card:old")
    since = datetime.now(UTC)
    ts = await patiently(post, "card:new")
    for n in range(450):
        await stage.do("say", user=RITA, channel=INCIDENT, text=f"Word {n}.")
    seek = stage.link.sender.seek
    assert await seek(INCIDENT, "card:new", since) == ts
    assert await seek(INCIDENT, "card:old", datetime.fromtimestamp(float(before), UTC)) == before
    assert not await seek(INCIDENT, "card:new", since + timedelta(seconds=LOOK_BACK + 60))


async def patiently(post: Callable[..., Awaitable[str]], key: str) -> str:
    """As the projector does: again when Slack has asked to wait."""
    while True:
        try:
            return await post(key=key)
        except sender.Limited as limit:
            await asyncio.sleep(limit.retry_after)


async def test_who_waits_for_a_turn_keeps_the_claim(stage: Stage) -> None:
    await stage.type(LINE)
    await stage.see("Waiting for approval")
    operation = (await stage.workflow.desk.find())[0]
    posts, rate = stage.workflow.posts, stage.link.sender.pace
    posts._claim = timedelta(seconds=0.2)
    rate._edits._next = asyncio.get_running_loop().time() + 1.5
    await stage.workflow.desk.withdraw(operation.id, RITA, "one-delivery")
    await asyncio.sleep(0.4)  # the claim alone would have run out
    others = [post.key for _ in range(8) for post in await looked(posts)]
    assert f"card:{operation.id}" not in others
    await stage.see("*Withdrawn* by")


async def looked(posts: rows.Posts) -> list[rows.Post]:
    """What another replica would be given."""
    await asyncio.sleep(0.1)
    return await posts.due(20)


async def test_an_edit_that_would_land_too_late_is_not_sent(stage: Stage) -> None:
    await stage.type(LINE)
    card = await stage.see("Waiting for approval")
    operation = (await stage.workflow.desk.find())[0]
    post = await stage.workflow.posts.get(f"card:{operation.id}")
    assert post is not None
    edits = len(await stage.journal("chat.update"))
    asked = stage.slack.projector._send
    late = datetime.now(UTC) + timedelta(seconds=TIMEOUT - 1)
    with pytest.raises(projector._Late):
        await asked(post, operations.render(operation, language.of("en")), late, never)
    assert len(await stage.journal("chat.update")) == edits
    assert "Waiting for approval" in shown(card)


async def never(_: blocks.Message) -> None:
    raise AssertionError("it was sent")


async def test_a_card_that_slack_cannot_show_keeps_its_buttons(stage: Stage) -> None:
    refused = {"status": 200, "headers": {}, "body": {"ok": False, "error": "invalid_blocks"}}
    await fault(stage, "chat.postMessage", refused)
    await fault(stage, "chat.update", refused)
    await stage.type(LINE)

    async def look() -> dict[str, Any] | None:
        return next((m for m in await cards(stage) if "approve" in shown(m["blocks"])), None)

    bare = await until(look, "a card with its buttons")
    assert [one["type"] for one in bare["blocks"]] == ["section", "actions"]
    await stage.click(bare, "approve", LENA)
    await stage.see("*Running* · Put on the roof")


async def test_a_card_that_cannot_be_posted_names_its_channel_in_the_log(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    await fault(
        stage,
        "chat.postMessage",
        {"status": 200, "headers": {}, "body": {"ok": False, "error": "not_in_channel"}},
    )
    await stage.type(LINE)
    await stage.see("Waiting for approval", seconds=25)
    told = capsys.readouterr().out
    assert "channel-closed-to-me" in told
    assert INCIDENT in told


async def test_a_deleted_card_comes_back(stage: Stage) -> None:
    await stage.type(LINE)
    card = await stage.see("Waiting for approval")
    await stage.do("delete", channel=INCIDENT, ts=card["ts"])
    operation = (await stage.workflow.desk.find())[0]
    await stage.workflow.desk.withdraw(operation.id, "U0RITA001", "one-delivery")
    again = await stage.see("*Withdrawn* by", seconds=25)
    assert again["ts"] != card["ts"]
    assert len(await cards(stage)) == 1


async def test_step_details_and_mentions_are_in_the_thread(stage: Stage) -> None:
    await stage.type(LINE)
    card = await stage.see("Waiting for approval")
    await stage.click(card, "approve", LENA)
    detail = await stage.see("Walls of hut")
    assert detail["thread_ts"] == card["ts"]
    assert "&lt;!channel&gt; &amp; four." in shown(detail)
    call = await stage.see("waits for your approval")
    assert call["thread_ts"] == card["ts"]
    assert "U0LENA001" in call["notified"]


async def test_a_finding_prompts_once_is_edited_and_closes(stage: Stage) -> None:
    def seen(sentence: str) -> list[findings.Observation]:
        return [
            findings.Observation(
                server="/fabric/ps-neu-1",
                server_name="ps-neu-1",
                kind="outdated",
                severity="warning",
                sentence=sentence,
                evidence={"version": "9.56.6879.1"},
                channel=INCIDENT,
            )
        ]

    record = stage.workflow.findings.record
    await record("fabric", "outdated", seen("It runs 9.56."))
    prompt = await stage.see("It runs 9.56.")
    await record("fabric", "outdated", seen("It runs 9.57."))
    assert (await stage.see("It runs 9.57."))["ts"] == prompt["ts"]

    await stage.click(prompt, "upgrade", LENA)
    await stage.view("ps-neu-1", user=LENA)

    await record("fabric", "outdated", [])

    async def look() -> dict[str, Any] | None:
        found = [m for m in await stage.messages() if m["ts"] == prompt["ts"]]
        return found[0] if "Resolved" in shown(found[0]) else None

    resolved = await until(look, "the resolved prompt")
    assert "Upgrade…" not in shown(resolved)


async def test_a_cancel_beside_a_wake_up_ends_the_loop(stage: Stage) -> None:
    for turns in range(5):
        one = projector.Projector(
            posts=stage.workflow.posts,
            desk=stage.workflow.desk,
            findings=stage.workflow.findings,
            upgrade_plans=stage.workflow.upgrade_plans,
            incidents=stage.workflow.incidents,
            directory=stage.link.directory,
            sender=stage.link.sender,
            clock=SystemClock(),
            words=language.of("en"),
        )
        task = asyncio.create_task(one.run())
        await asyncio.sleep(0.1)
        one.wake()
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        done, _ = await asyncio.wait({task}, timeout=0.5)
        task.cancel()
        assert done, f"{turns} turns after the wake-up"
