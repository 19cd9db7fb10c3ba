"""Whose wish counts, and how often."""

from __future__ import annotations

import asyncio

from tests.scenario.bot_slack.stage import BO, INCIDENT, LENA, RITA, Stage, shown, values
from workflow import findings

LINE = "build place=north wood=pine name=hut"


async def test_a_form_sent_twice_makes_one_operation(stage: Stage) -> None:
    await stage.type("build place=north wood=pine")
    view = await stage.view("Small letters")
    order = {"service": "slack_api", "method": "GET", "path": "users.info", "when": "before"}
    held = (await stage.call("hold", {**order, "times": 1}))["id"]
    given = values(view, place="north", wood="pine", name="hut")
    presses = [
        asyncio.create_task(stage.do("submit", user=RITA, view_id=view["id"], values=given))
        for _ in range(2)
    ]
    assert (await stage.call(f"hold/{held}?wait=5"))["held"]
    await asyncio.sleep(0.3)
    await stage.call("release", {"id": held})
    assert [one["result"] for one in await asyncio.gather(*presses)] == ["closed", "closed"]
    assert len(await stage.workflow.desk.find()) == 1


async def test_a_form_can_be_sent_again_after_a_directory_without_an_answer(stage: Stage) -> None:
    await stage.type("build place=north wood=pine")
    view = await stage.view("Small letters")
    order = {"service": "slack_api", "method": "GET", "path": "users.info", "times": 1}
    await stage.call("faults", {**order, "then": {"status": 503, "headers": {}, "body": {}}})
    given = values(view, place="north", wood="pine", name="hut")
    first = await stage.do("submit", user=RITA, view_id=view["id"], values=given)
    assert first["result"] == "errors"
    again = await stage.do("submit", user=RITA, view_id=view["id"], values=given)
    assert again["result"] == "closed"
    assert len(await stage.workflow.desk.find()) == 1


async def test_the_form_of_a_prompt_is_for_those_who_may_ask(stage: Stage) -> None:
    seen = findings.Observation(
        server="/fabric/ps-neu-1",
        server_name="ps-neu-1",
        kind="outdated",
        severity="warning",
        sentence="It runs 9.56.",
        evidence={},
        channel=INCIDENT,
    )
    await stage.workflow.findings.record("fabric", "outdated", [seen])
    prompt = await stage.see("It runs 9.56.")
    await stage.click(prompt, "upgrade", BO)
    refused = await stage.view("may not ask for upgrade", user=BO)
    assert "ps-neu-1" not in shown(refused)
    await stage.click(prompt, "upgrade", LENA)
    await stage.view("ps-neu-1", user=LENA)


async def _busy(stage: Stage, times: int, retry_after: int) -> None:
    """Slack does not say who the leads are for the next calls."""
    await stage.do(
        "rate_limit", method="usergroups.users.list", times=times, retry_after=retry_after
    )


async def test_a_vote_sits_out_a_short_wait_that_slack_asks_for(stage: Stage) -> None:
    await stage.type(LINE)
    card = await stage.see("Waiting for approval")
    await _busy(stage, 1, 1)
    await stage.click(card, "approve", LENA)
    await stage.see("*Done")


async def test_a_vote_that_would_wait_too_long_is_told_when_to_try_again(stage: Stage) -> None:
    await stage.type(LINE)
    card = await stage.see("Waiting for approval")
    await _busy(stage, 1, 30)
    await stage.click(card, "approve", LENA)
    await stage.whisper("Slack bittet, 30 s zu warten", LENA)
    assert (await stage.workflow.desk.find())[0].votes == ()
    await stage.click(card, "approve", LENA)
    await stage.see("*Done")


async def test_what_was_typed_is_not_lost_where_slack_is_busy(stage: Stage) -> None:
    await stage.type(LINE)
    await stage.click(await stage.see("Waiting for approval"), "deny", LENA)
    form = await stage.view("Grund", user=LENA)
    given = {"reason": {"reason": "not tonight"}}
    order = {"user": LENA, "view_id": form["id"], "values": given}
    await _busy(stage, 1, 30)
    kept = await stage.do("submit", **order)
    assert "Slack bittet, 30 s zu warten" in kept["errors"]["reason"]
    assert (await stage.workflow.desk.find())[0].votes == ()
    assert (await stage.do("submit", **order))["result"] == "closed"
    await stage.see("not tonight")


async def test_what_is_approved_outlasts_a_busy_slack(stage: Stage) -> None:
    await stage.type(LINE)
    card = await stage.see("Waiting for approval")
    order = {"service": "slack_api", "path": "usergroups.users.list", "when": "after", "times": 1}
    held = await stage.call("hold", order)
    vote = asyncio.create_task(stage.click(card, "approve", LENA))
    assert (await stage.call(f"hold/{held['id']}?wait=5"))["held"]
    # The vote's own question is answered; the run's, a moment later, is refused twice.
    await stage.call(
        "faults",
        {
            "service": "slack_api",
            "path": "usergroups.users.list",
            "times": 2,
            "then": {
                "status": 429,
                "headers": {"Retry-After": "2"},
                "body": {"ok": False, "error": "ratelimited"},
            },
        },
    )
    await stage.call("release", {"id": held["id"]})
    await vote
    await stage.see("*Done", seconds=20)
