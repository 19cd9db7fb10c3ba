"""A vote given in the terminal: its person says in a direct message whether it is theirs."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.slack import sender
from bot.slack.cards import blocks
from tests import weather
from tests.scenario.bot_slack.stage import INCIDENT, LENA, MAREK, RITA, Stage, shown, until
from workflow.operations import State

LINE = "build place=north wood=pine name=hut"


async def given(
    stage: Stage, decision: str = "approve", *, typed: bool = False
) -> tuple[str, dict[str, Any]]:
    """Lena votes in a terminal; the operation, and the message that asks her."""
    if not typed:
        await stage.type(LINE)
        await stage.see("Waiting for approval")
    (operation,) = await stage.workflow.desk.find()
    arguments = {
        "operation": operation.id,
        "decision": decision,
        "plan_hash": operation.plan_hash,
        "reason": "Not <now>." if decision == "deny" else "",
    }
    request = await stage.workflow.requests.write("vote", LENA, arguments)

    async def look() -> dict[str, Any] | None:
        found = await stage.workflow.requests.get(request)
        return found.outcome if found else None

    outcome = await until(look, "an answer to the request")
    assert outcome["operation"] == operation.id, outcome
    place = await stage.link.sender.place(LENA)
    asked = await stage.see("Confirm my vote", LENA, place)
    return operation.id, {**asked, "channel": place}


async def click(stage: Stage, message: dict[str, Any], button: str, user: str = LENA) -> None:
    await stage.do(
        "action", user=user, channel=message["channel"], ts=message["ts"], action_id=button
    )


async def post(stage: Stage, place: str, message: blocks.Message) -> str:
    """As the bot; on a day when Slack limits rates, once it lets us."""
    while True:
        try:
            return await stage.link.sender.post(place, message)
        except sender.Limited as limited:
            await asyncio.sleep(limited.retry_after)


async def test_a_confirmed_vote_counts_and_not_before(stage: Stage) -> None:
    operation, asked = await given(stage)
    assert "Open the operation’s card" in shown(asked)
    assert (await stage.workflow.desk.get(operation)).votes == ()
    await click(stage, asked, "confirm-vote")
    await stage.see("Approved by <@U0LENA001>")
    told = await stage.see("Your vote counts like any other", LENA, asked["channel"])
    assert told["ts"] == asked["ts"]
    assert "Confirm my vote" not in shown(told)
    (vote,) = (await stage.workflow.desk.get(operation)).votes
    assert (vote.person, vote.decision) == (LENA, "approve")


@pytest.mark.skipif("limited" in weather.WEATHER, reason="a refused post would be held instead")
async def test_who_clicks_before_slack_has_answered_the_bot_is_told_so(stage: Stage) -> None:
    """Slack shows the message; that it does, the bot does not know yet."""
    await stage.type(LINE)
    await stage.see("Waiting for approval")
    await stage.see("waits for your approval")  # so that the next post is the confirmation's
    order = {"service": "slack_api", "method": "", "path": "chat.postMessage", "when": "after"}
    held = (await stage.call("hold", {**order, "times": 1}))["id"]
    operation, asked = await given(stage, typed=True)
    await click(stage, asked, "confirm-vote")
    await stage.whisper("Klicken Sie in ein paar Sekunden noch einmal", LENA, asked["channel"])
    assert (await stage.workflow.desk.get(operation)).votes == ()
    await stage.call("release", {"id": held})
    await click(stage, asked, "confirm-vote")
    await stage.see("Approved by <@U0LENA001>")


async def test_a_confirmed_denial_shows_its_reason(stage: Stage) -> None:
    _, asked = await given(stage, "deny")
    await click(stage, asked, "confirm-vote")
    denied = await stage.see("*Denied* by <@U0LENA001>")
    assert "Not &lt;now&gt;." in shown(denied)


async def test_not_me_never_counts(stage: Stage) -> None:
    operation, asked = await given(stage)
    await click(stage, asked, "not-me")
    told = await stage.see("Not yours", LENA, asked["channel"])
    assert told["ts"] == asked["ts"]
    assert "Confirm my vote" not in shown(told)
    found = await stage.workflow.desk.get(operation)
    assert (found.state, found.votes) == (State.AWAITING_APPROVAL, ())


async def test_a_copy_of_the_message_confirms_nothing(stage: Stage) -> None:
    """In a channel, by whoever; in another's direct messages; and by its own person too."""
    operation, asked = await given(stage)
    message = blocks.Message(text=asked["text"], blocks=tuple(asked["blocks"]))
    other = await stage.link.sender.place(MAREK)
    own = asked["channel"]
    for place, person in ((INCIDENT, MAREK), (INCIDENT, LENA), (other, MAREK), (own, LENA)):
        ts = await post(stage, place, message)
        await click(stage, {"channel": place, "ts": ts}, "confirm-vote", person)
    found = await stage.workflow.desk.get(operation)
    assert (found.state, found.votes) == (State.AWAITING_APPROVAL, ())
    assert await stage.workflow.confirmations.pending(operation), "it still waits for its person"


async def test_what_waits_no_more_asks_no_more(stage: Stage) -> None:
    operation, asked = await given(stage)
    await stage.workflow.desk.withdraw(operation, RITA, "withdrawn")
    told = await stage.see("no longer waits for approval", LENA, asked["channel"])
    assert told["ts"] == asked["ts"]
    assert "Confirm my vote" not in shown(told)
