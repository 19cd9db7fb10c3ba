"""Deny, withdraw, retry, clean up, cancel: from the button to the card."""

from __future__ import annotations

import pytest

from tests.scenario.bot_slack.stage import BO, LENA, RITA, Stage, shown
from workflow import policies

LINE = "build place=north wood=pine name=hut"


async def failed(stage: Stage) -> dict[str, object]:
    stage.world.failing.add("hut")
    await stage.type(LINE)
    await stage.click(await stage.see("Waiting for approval"), "approve", LENA)
    return await stage.see("The wall fell over.")


async def test_deny_asks_for_a_reason_and_shows_it(stage: Stage) -> None:
    await stage.type(LINE)
    card = await stage.see("Waiting for approval")
    await stage.click(card, "deny", LENA)
    view = await stage.view("Grund", user=LENA)
    given = {"reason": {"reason": "Not during <the> freeze."}}
    sent = await stage.submit(view, LENA, given)
    assert sent["result"] == "closed"
    denied = await stage.see("*Denied* by <@U0LENA001>")
    assert denied["ts"] == card["ts"]
    assert "Not during &lt;the&gt; freeze." in shown(denied)
    assert "approve" not in shown(denied["blocks"])


async def test_a_deny_that_may_not_be_is_told_privately(stage: Stage) -> None:
    await stage.type(LINE)
    card = await stage.see("Waiting for approval")
    await stage.click(card, "deny", RITA)
    told = await stage.whisper("You asked for this yourself; somebody else must decide.", RITA)
    assert "<!subteam^S0LEADS01> can decide." in shown(told)
    await stage.click(card, "deny", BO)
    told = await stage.whisper(f"<@{BO}> is not among the approvers", BO)
    assert "<!subteam^S0LEADS01> can decide." in shown(told)
    for person in (RITA, BO):
        assert (await stage.do("views", user=person))["views"] == [], "no form to fill in in vain"
    assert (await stage.workflow.desk.find())[0].votes == ()


async def test_who_may_deny_no_more_when_the_form_is_sent_is_told_then(stage: Stage) -> None:
    await stage.type(LINE)
    card = await stage.see("Waiting for approval")
    await stage.click(card, "deny", LENA)
    view = await stage.view("Grund", user=LENA)
    (operation,) = await stage.workflow.desk.find()
    await stage.workflow.desk.withdraw(operation.id, RITA, "d-withdrawn")
    given = {"reason": {"reason": "Not today."}}
    await stage.submit(view, LENA, given)
    assert [m for m in await stage.messages(LENA) if m["ephemeral"]]
    assert (await stage.workflow.desk.find())[0].votes == ()


async def test_withdraw(stage: Stage) -> None:
    await stage.type(LINE)
    card = await stage.see("Waiting for approval")
    await stage.choose(card, "withdraw", RITA)
    assert (await stage.see("*Withdrawn* by"))["ts"] == card["ts"]


async def test_a_failure_explains_itself_and_can_be_retried(stage: Stage) -> None:
    card = await failed(stage)
    told = shown(card)
    for words in (
        "*Failed* at “Put up the walls”",
        "`WindTooStrong` Gusts of 90 &lt;km/h&gt;.",
        "*Likely cause*: Wind from the side.",
        "*What next*: Wait for the wind",
        "Retry from this step",
        "Clean up",
        "Cancel",
    ):
        assert words in told, words
    stage.world.failing.clear()
    stage.world.gate.set()
    await stage.click(card, "retry", RITA)
    done = await stage.see("*Proof*")
    assert done["ts"] == card["ts"]
    assert "Attempt 2" in shown(done)


async def test_clean_up_removes_what_was_made(stage: Stage) -> None:
    card = await failed(stage)
    await stage.click(card, "clean", LENA)
    cleaned = await stage.see("has been removed")
    assert cleaned["ts"] == card["ts"]
    assert stage.world.made == ["down hut"]


async def test_done_is_the_word_of_the_requester_or_an_approver(stage: Stage) -> None:
    stage.world.asking.add("hut")
    await stage.type(LINE)
    await stage.click(await stage.see("Waiting for approval"), "approve", LENA)
    card = await stage.see("*Waiting for a person.*")
    await stage.click(card, "done", BO)
    await stage.whisper("Only <@U0RITA001> and the approvers may do this", BO)
    await stage.click(card, "done", RITA)
    ended = await stage.see("*Proof*")
    assert ended["ts"] == card["ts"]
    operation = (await stage.workflow.desk.find())[0]
    told = (await stage.workflow.desk.history(operation.id, 50)).events
    reported = [(one.actor, one.detail) for one in told if one.kind == "step.reported"]
    assert reported == [(RITA, {"step": "roof", "attempt": 1})]
    with pytest.raises(policies.Refused) as late:
        await stage.workflow.desk.done(operation.id, LENA, "late")
    assert late.value.code == "wrong-state"


async def test_a_click_delivered_again_is_one_word(stage: Stage) -> None:
    stage.world.asking.add("hut")
    await stage.type(LINE)
    await stage.click(await stage.see("Waiting for approval"), "approve", LENA)
    await stage.see("*Waiting for a person.*")
    desk = stage.workflow.desk
    (operation,) = await desk.find()
    for _ in range(2):
        await desk.done(operation.id, LENA, "click-1")
    await stage.see("*Proof*")
    told = (await desk.history(operation.id, 50)).events
    assert [one.actor for one in told if one.kind == "step.reported"] == [LENA]


async def test_cancel_stops_at_the_next_step(stage: Stage) -> None:
    await stage.type(LINE)
    await stage.click(await stage.see("Waiting for approval"), "approve", LENA)
    running = await stage.see("*Running* · Put on the roof")
    await stage.click(running, "cancel", RITA)
    await stage.see("*Cancelling* by <@U0RITA001>")
    stage.world.gate.set()
    ended = await stage.see("Asked by <@U0RITA001>")
    assert ended["ts"] == running["ts"]
