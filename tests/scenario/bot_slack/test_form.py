"""The form while it is filled in."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.scenario.bot_slack.stage import LENA, RITA, Stage, block, shown, values


async def options(
    stage: Stage, view: dict[str, Any], name: str, query: str = "", **state: str
) -> dict[str, Any]:
    return await stage.do(
        "options",
        user=RITA,
        view_id=view["id"],
        block_id=block(view, name),
        action_id=f"field.{name}",
        query=query,
        state=values(view, **state),
    )


def labels(answer: dict[str, Any]) -> list[str]:
    return [one["text"]["text"] for one in answer["options"]]


async def test_a_list_is_searched_and_says_when_it_is_cut(stage: Stage) -> None:
    await stage.type("build")
    view = await stage.view("Small letters")
    many = await options(stage, view, "size")
    assert many["option_groups"][0]["label"]["text"] == "100 of 2,314, type to narrow"
    assert len(many["option_groups"][0]["options"]) == 100
    few = await options(stage, view, "size", "2,31")
    assert labels(few) == ["Size 2,310", "Size 2,311", "Size 2,312", "Size 2,313"]


async def test_a_list_that_depends_on_another_says_so(stage: Stage) -> None:
    await stage.type("build")
    view = await stage.view("Small letters")
    assert labels(await options(stage, view, "wood")) == ["Choose first: Place"]
    assert labels(await options(stage, view, "wood", place="south")) == ["olive"]
    assert labels(await options(stage, view, "wood", "oak", place="south")) == ["Use “oak” (new)"]


async def test_a_list_that_fails_or_is_slow_is_honest(stage: Stage) -> None:
    await stage.type("build")
    view = await stage.view("Small letters")
    assert labels(await options(stage, view, "paint")) == ["The list of paints is out of reach."]
    stage.world.slow_lists = asyncio.Event()
    slow = await options(stage, view, "place")
    assert labels(slow) == ["Still loading, type again in a moment"]
    assert slow["ack"]["ms"] < 2900
    stage.world.slow_lists.set()
    assert labels(await options(stage, view, "place")) == ["North", "South"]


async def test_a_new_choice_resets_what_depends_on_it_and_nothing_else(stage: Stage) -> None:
    await stage.type("build place=north wood=pine")
    view = await stage.view("Small letters")
    assert "North" in shown(view), "the prefilled value reads as its label"
    before = block(view, "wood"), block(view, "name")
    await stage.do(
        "action",
        user=RITA,
        view_id=view["id"],
        block_id=block(view, "place"),
        action_id="field.place",
        value={
            "type": "external_select",
            "selected_option": {
                "text": {"type": "plain_text", "text": "South"},
                "value": "south",
            },
        },
        state=values(view, name="hut", wood="pine"),
    )
    after = await stage.view("wood.1")
    assert block(after, "wood") != before[0]
    assert block(after, "name") == before[1]
    state = after["state"]["values"]
    assert state[before[1]]["field.name"]["value"] == "hut"
    assert not (state.get(block(after, "wood")) or {}).get("field.wood", {}).get("selected_option")
    assert labels(await options(stage, after, "wood")) == ["olive"]


async def test_field_errors_are_shown_at_their_fields(stage: Stage) -> None:
    await stage.type("build place=north wood=pine")
    view = await stage.view("Small letters")
    given = values(view, place="north", wood="pine", name="HUT")
    sent = await stage.do("submit", user=RITA, view_id=view["id"], values=given)
    assert sent["result"] == "errors"
    assert sent["errors"] == {block(view, "name"): "“HUT” has capitals. Use small letters."}
    assert await stage.workflow.desk.find() == []


async def test_a_note_in_a_list_is_no_choice(stage: Stage) -> None:
    await stage.type("build place=north wood=pine")
    view = await stage.view("Small letters")
    given = values(view, place="north", wood="~", name="hut")
    sent = await stage.do("submit", user=RITA, view_id=view["id"], values=given)
    assert list(sent["errors"]) == [block(view, "wood")]


async def test_who_lost_the_right_meanwhile_is_refused_in_the_form(stage: Stage) -> None:
    await stage.type("build place=north wood=pine name=hut", user=LENA)
    await stage.see("Build hut")
    await stage.type("build place=north", user=LENA)
    view = await stage.view("Prüfen und planen", user=LENA)
    await stage.do("deactivate", user=LENA)
    given = values(view, place="north", wood="pine", name="shed")
    order = {"user": LENA, "view_id": view["id"], "values": given}
    async with stage.session.post(
        f"{stage.control}/_control/slack", json={"do": "submit", **order}
    ) as answer:
        body = await answer.json()
    assert len(await stage.workflow.desk.find()) == 1, body
