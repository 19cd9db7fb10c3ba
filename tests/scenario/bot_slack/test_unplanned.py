"""What ends before it has a plan is over: its card says so, and nothing lists it as unfinished."""

from __future__ import annotations

import pytest

from commands import status, verbs
from tests.scenario.bot_slack.stage import RITA, Stage, shown
from workflow.operations import State

CASES = [
    ("unknown-hut", State.BLOCKED, "*Blocked: nothing was changed.*", "Did you mean hut?"),
    ("away-hut", State.FAILED, "*Could not be planned; nothing was changed.*", "Try again."),
]


@pytest.mark.parametrize(("name", "state", "lead", "remedy"), CASES)
async def test_without_a_plan_it_is_over_and_can_be_asked_again(
    stage: Stage, name: str, state: State, lead: str, remedy: str
) -> None:
    await stage.type(f"build place=north wood=pine name={name}")
    card = await stage.see(lead)
    told = shown(card)
    assert f"*What next*: {remedy}" in told
    assert "Build " + name in card["text"]
    assert "*Failed" not in told
    for button in ("retry", "cancel", "clean"):
        assert f'"action_id": "{button}"' not in told

    (ended,) = await stage.workflow.desk.find()
    assert (ended.state, ended.plan, ended.steps) == (state, None, ())
    assert await stage.workflow.desk.find(over=False) == []

    await stage.click(card, "refill", RITA)
    assert name in shown(await stage.view("Small letters", user=RITA))


@pytest.mark.parametrize(("name", "state", "lead", "remedy"), CASES)
async def test_it_is_among_the_last_ones_and_needs_nobody(
    stage: Stage, name: str, state: State, lead: str, remedy: str
) -> None:
    await stage.type(f"build place=north wood=pine name={name}")
    await stage.see(lead)
    asking = verbs.Asking(person=RITA, channel="", operations=stage.workflow.desk)
    going, last = (await status.VERB.answer(None, {}, asking)).sections
    assert (going.rows, going.text) == ((), status.NONE)
    ((_, said),) = last.rows
    stands = lead.strip("*")
    assert said.startswith(f"build {name}. {stands} ")
    assert "A step failed" not in said
    seen = await stage.workflow.overviews.read()
    assert (seen.going, seen.waiting) == ((), ())


async def test_what_has_a_plan_is_unfinished_until_it_ends(stage: Stage) -> None:
    await stage.type("build place=north wood=pine name=hut")
    await stage.see("Waiting for approval")
    desk = stage.workflow.desk
    assert [one.state for one in await desk.find(over=False)] == [State.AWAITING_APPROVAL]
    assert await desk.find(over=True) == []
