"""Requests that cannot be read, and work that fails after its ack: the person is told."""

from __future__ import annotations

import json
from typing import Any

from bot.slack.cards import blocks, buttons
from bot.slack.forms import asides, form, meta
from core import language
from tests.scenario.bot_slack.stage import INCIDENT, LENA, RITA, Stage, block, shown, values
from tests.scenario.bot_slack.toys import BUILD

LONG = "#" + "0" * 64  # stands for a value that was too long for an option


async def view_of(stage: Stage, view: dict[str, Any]) -> dict[str, Any]:
    """A view of ours as another version would have made it."""
    trigger = (await stage.type("help"))["trigger_id"]
    await stage.link.sender.open(trigger, view)
    opened: dict[str, Any] = (await stage.do("views", user=RITA))["views"][-1]
    return opened


async def test_a_button_of_another_version_says_so(stage: Stage) -> None:
    row = blocks.actions([blocks.button("approve", "Approve", "old"), *_others()])
    ts = await stage.link.sender.post(INCIDENT, blocks.message("old", [row]))
    for action_id in ("approve", "deny", "cancel"):
        sent = await stage.click({"ts": ts}, action_id, LENA)
        assert sent["ack"]["status"] == 200, action_id
    await stage.whisper("another version of me", LENA)
    whispers = [m for m in await stage.messages(LENA) if m["ephemeral"]]
    assert len([m for m in whispers if "another version of me" in shown(m)]) == 3


def _others() -> list[blocks.Block]:
    return [blocks.button(name, name, "{}") for name in ("deny", "cancel")]


async def test_a_form_of_another_version_is_answered(stage: Stage) -> None:
    about = meta.Meta(verb="build", channel=INCIDENT)
    strange = {**form.build(BUILD, about, {}, language.of("en")), "private_metadata": "?"}
    view = await view_of(stage, strange)
    listed = await stage.do(
        "options",
        user=RITA,
        view_id=view["id"],
        block_id="size.0",
        action_id="field.size",
        query="",
    )
    assert [one["text"]["text"] for one in listed["options"]] == [
        "This form is too old, open it anew"
    ]
    sent = await stage.do("submit", user=RITA, view_id=view["id"], values=_filled(view))
    assert sent["ack"]["status"] == 200
    assert sent["result"] == "updated"
    await stage.view("another version of me")


def _filled(view: dict[str, Any]) -> dict[str, Any]:
    return values(view, place="north", wood="pine", name="hut")


async def test_a_choice_in_a_form_of_another_version_is_answered(stage: Stage) -> None:
    about = meta.Meta(verb="build", channel=INCIDENT)
    view = await view_of(
        stage, {**form.build(BUILD, about, {}, language.of("en")), "private_metadata": "?"}
    )
    sent = await stage.do(
        "action",
        user=RITA,
        view_id=view["id"],
        block_id="place.0",
        action_id="field.place",
        value="south",
    )
    assert sent["ack"]["status"] == 200
    await stage.view("another version of me")


async def test_a_deny_form_of_another_version_is_answered(stage: Stage) -> None:
    view = await view_of(stage, {**_deny(), "private_metadata": json.dumps({"button": "?"})})
    given = {"reason": {"reason": "Too late."}}
    sent = await stage.do("submit", user=RITA, view_id=view["id"], values=given)
    assert sent["ack"]["status"] == 200
    await stage.view("another version of me")


def _deny() -> dict[str, Any]:
    value = buttons.Value(operation="x", plan_hash="")
    return asides.deny(value, INCIDENT, "Build hut", language.of("en"))


async def test_a_long_value_whose_list_fails_leaves_the_form_open(stage: Stage) -> None:
    await stage.type("build place=north wood=pine")
    view = await stage.view("Small letters")
    given = {**_filled(view), **values(view, paint=LONG)}
    sent = await stage.do("submit", user=RITA, view_id=view["id"], values=given)
    assert sent["errors"] == {
        block(view, "place"): "The list of paints is out of reach. Try again."
    }
    listed = await stage.do(
        "options",
        user=RITA,
        view_id=view["id"],
        block_id=block(view, "size"),
        action_id="field.size",
        query="",
        state=values(view, paint=LONG),
    )
    assert [one["text"]["text"] for one in listed["options"]] == [
        "The list of paints is out of reach."
    ]


async def test_a_command_that_a_shutdown_cuts_short_is_told(stage: Stage) -> None:
    order = {"service": "slack_api", "method": "GET", "path": "users.info", "when": "before"}
    held = (await stage.call("hold", {**order, "times": 1}))["id"]
    await stage.type("houses")
    assert (await stage.call(f"hold/{held}?wait=5"))["held"]
    await stage.slack._tasks.drain(0.1)
    await stage.whisper("I am being restarted", RITA)
    await stage.call("release", {"id": held})


async def test_a_fault_of_ours_after_the_ack_is_told(stage: Stage) -> None:
    stage.world.made = None  # type: ignore[assignment]  # the answer will raise
    sent = await stage.type("houses")
    assert sent["ack"]["status"] == 200
    await stage.whisper("the fault is mine", RITA)
