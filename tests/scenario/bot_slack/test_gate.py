"""While a card waits: questions, reminders, escalation, the broken glass, and asking again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.scenario.bot_slack.stage import BO, INCIDENT, LENA, MAREK, RITA, Stage, shown, until
from workflow.operations import State

LINE = "build place=north wood=pine name=hut"


async def waiting(stage: Stage) -> Any:
    await stage.type(LINE)
    return await stage.see("Waiting for approval")


async def thread(stage: Stage, card: Any, words: str) -> Any:
    """The newest reply in the card's thread that shows the words."""

    async def look() -> Any:
        found = (await stage.do("messages", channel=INCIDENT, thread_ts=card["ts"]))["messages"]
        return next((one for one in reversed(found) if words in shown(one)), None)

    return await until(look, f"{words!r} in the thread")


async def reminded(stage: Stage, card: Any, times: int) -> Any:
    replies = await stage.said(INCIDENT)
    found = [m for m in replies if m.get("thread_ts") == card["ts"]]
    return {} if sum("still waits for approval" in shown(m) for m in found) == times else None


async def direct(stage: Stage, person: str, words: str) -> Any:
    """What the bot wrote to this person alone."""
    place = (await stage.do("dm", users=[person, "U0FAILBOT"]))["channel"]

    async def look() -> Any:
        found = await stage.messages(person, place)
        return next((one for one in reversed(found) if words in shown(one)), None)

    return await until(look, f"{words!r} to {person}")


async def glass(stage: Stage, card: Any, name: str, by: str = BO) -> Any:
    await stage.choose(card, "glass", by)
    view = await stage.view("Why it cannot wait", user=by)
    given = {"reason": {"reason": "The site burns."}, "name": {"name": name}}
    return await stage.submit(view, by, given)


async def test_a_question_calls_who_asked_and_decides_nothing(stage: Stage) -> None:
    card = await waiting(stage)
    await stage.choose(card, "question", LENA)
    view = await stage.view("Frage", user=LENA)
    given = {"text": {"text": "Why *this* region?"}}
    assert (await stage.submit(view, LENA, given))["result"]
    reply = await thread(stage, card, "Answer in this thread")
    assert f"<@{RITA}>: <@{LENA}> asks: `Why *this* region?`" in shown(reply)
    assert (await stage.workflow.desk.find())[0].state is State.AWAITING_APPROVAL


async def test_reminders_go_to_the_thread_then_to_people_then_to_the_escalation(
    stage: Stage,
) -> None:
    card = await waiting(stage)
    stage.clock.ahead = timedelta(minutes=16)
    await thread(stage, card, "still waits for approval")
    stage.clock.ahead = timedelta(minutes=46)
    told = await direct(stage, LENA, "waits for your decision on")
    assert "|Build hut>" in shown(told), "the way to the card"
    assert not [b for b in told["blocks"] if b["type"] == "actions"], "nothing is decided here"
    await direct(stage, MAREK, "waits for your decision on")
    await until(lambda: reminded(stage, card, 2), "the second reminder in the thread")
    stage.clock.ahead = timedelta(minutes=91)
    await thread(stage, card, "nobody has decided. <!subteam^S0LEADS01> can.")
    await direct(stage, BO, "nobody has decided")
    stage.clock.ahead = timedelta(hours=4, minutes=1)
    expired = await stage.see("*Expired.*")
    stage.clock.ahead = timedelta()  # a click of four hours ago would be a replay
    await stage.click(expired, "refill", RITA)
    form = await stage.view("Small letters")
    assert '"hut"' in shown(form), "filled in as it was"


async def test_the_broken_glass_is_loud_and_reviewed_by_somebody_else(stage: Stage) -> None:
    card = await waiting(stage)
    stage.world.gate.set()
    wrong = await glass(stage, card, "hat")
    assert wrong["errors"] == {
        "name": "“hat” is not the server's name. Type hut exactly, to show that this is the one "
        "you mean."
    }
    view = (await stage.do("views", user=BO))["views"][-1]
    given = {"reason": {"reason": "The site burns."}, "name": {"name": "hut"}}
    sent = await stage.submit(view, BO, given)
    assert sent["result"] == "closed"
    done = await stage.see("*Proof*")
    assert "*Glass broken* by <@U0BO00001>" in shown(done)
    called = await thread(stage, card, "broke the glass")
    assert "<!subteam^S0LEADS01>" in shown(called)
    review = await stage.see("Broken glass: Build hut")
    for person, why in ((BO, "You broke the glass yourself"), (RITA, "You asked for this")):
        await stage.click(review, "acknowledge", person)
        await stage.whisper(why, person)
    await stage.click(review, "acknowledge", LENA)
    seen = await stage.see("*Acknowledged* by <@U0LENA001>")
    assert seen["ts"] == review["ts"]
    assert not [b for b in seen["blocks"] if b["type"] == "actions"]


async def test_only_who_is_listed_sees_the_form_that_breaks_the_glass(stage: Stage) -> None:
    card = await waiting(stage)
    await stage.choose(card, "glass", LENA)
    refused = await stage.whisper("darf hier keine Notfallfreigabe erteilen", LENA)
    assert "Das darf: <@U0BO00001>" in shown(refused)
    assert (await stage.do("views", user=LENA))["views"] == []


async def test_planned_again_the_same_plan_keeps_the_votes_that_still_count(stage: Stage) -> None:
    card = await waiting(stage)
    stage.world.street = "Oak Street"
    await stage.click(card, "approve", LENA)
    stale = await stage.see("Plan again")
    stage.world.street = "Elm Street"
    stage.world.gate.set()
    await stage.click(stale, "plan-again", RITA)
    done = await stage.see("*Proof*")
    assert done["ts"] != card["ts"]
    assert "Approved by <@U0LENA001>" in shown(done)
