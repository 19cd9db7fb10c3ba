"""One message, whatever Slack does."""

from __future__ import annotations

from typing import Any

from tests.scenario.bot_slack.stage import INCIDENT, LENA, Stage, shown, until
from workflow import findings

LINE = "build place=north wood=pine name=hut"


async def cards(stage: Stage) -> list[dict[str, Any]]:
    return [m for m in await stage.messages() if m["text"].startswith("Build hut: ")]


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
    guide = await stage.view("Log in to ps-neu-1", user=LENA)
    assert "<https://learn.microsoft.com/azure/site-recovery/>" in shown(guide)

    await record("fabric", "outdated", [])

    async def look() -> dict[str, Any] | None:
        found = [m for m in await stage.messages() if m["ts"] == prompt["ts"]]
        return found[0] if "Resolved" in shown(found[0]) else None

    resolved = await until(look, "the resolved prompt")
    assert "Upgrade…" not in shown(resolved)
