"""The whole line with a real Bolt app, over HTTP and over Socket Mode alike."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.scenario.sandbox_slack.stages import Stage

RITA, LENA, INCIDENT = "U0RITA001", "U0LENA001", "C0INCIDENT"
PLAIN = "plain_text"


def loading() -> dict[str, Any]:
    return {
        "type": "modal",
        "title": {"type": PLAIN, "text": "Deploy"},
        "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Reading Azure…"}}],
    }


def form() -> dict[str, Any]:
    field = {"type": "plain_text_input", "action_id": "value"}
    region = {"type": "external_select", "action_id": "region", "min_query_length": 0}
    return {
        "type": "modal",
        "callback_id": "deploy",
        "private_metadata": INCIDENT,
        "title": {"type": PLAIN, "text": "Deploy"},
        "submit": {"type": PLAIN, "text": "Check"},
        "blocks": [
            {"type": "input", "block_id": "name", "element": field,
             "label": {"type": PLAIN, "text": "Name"}},
            {"type": "input", "block_id": "region", "element": region,
             "label": {"type": PLAIN, "text": "Region"}},
        ],
    }  # fmt: skip


def card(text: str, *, button: bool = True) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = [
        {"type": "section", "text": {"type": "mrkdwn", "text": text}},
    ]
    if button:
        approve = {"type": "button", "action_id": "approve", "value": "op-1", "style": "primary",
                   "text": {"type": PLAIN, "text": "Approve"}}  # fmt: skip
        blocks.append({"type": "actions", "block_id": "decide", "elements": [approve]})
    return blocks


def listen(stage: Stage, seen: dict[str, Any]) -> None:
    bolt = stage.bolt

    @bolt.command("/failback-ps")
    async def command(ack: Any, body: Any, client: Any) -> None:
        await ack()
        seen["command"] = body
        opened = await client.views_open(trigger_id=body["trigger_id"], view=loading())
        view = opened["view"]
        await client.views_update(view_id=view["id"], hash=view["hash"], view=form())
        seen["filled"].set()

    @bolt.options("region")
    async def regions(ack: Any, payload: Any) -> None:
        names = [n for n in ("westeurope", "northeurope") if payload["value"] in n]
        await ack(options=[{"text": {"type": PLAIN, "text": n}, "value": n} for n in names])

    @bolt.view("deploy")
    async def submitted(ack: Any, view: Any, body: Any, client: Any) -> None:
        values = view["state"]["values"]
        if not values["name"]["value"]["value"].startswith("ps-"):
            await ack(response_action="errors", errors={"name": "Names begin with ps-."})
            return
        await ack()
        seen["region"] = values["region"]["region"]["selected_option"]["value"]
        said = await client.chat_postMessage(
            channel=view["private_metadata"], text="Plan", blocks=card("Plan"),
            metadata={"event_type": "card", "event_payload": {"operation": "op-1"}},
        )  # fmt: skip
        seen["ts"] = said["ts"]
        seen["posted"].set()

    @bolt.action("approve")
    async def approve(ack: Any, body: Any, client: Any, respond: Any) -> None:
        await ack()
        channel, ts, user = body["channel"]["id"], body["message"]["ts"], body["user"]["id"]
        if user == RITA:
            await respond("You asked for this yourself.", replace_original=False)
            await client.chat_postEphemeral(channel=channel, user=user, text="Ask a lead.")
        else:
            text = f"Approved by <@{user}>"
            await client.chat_update(
                channel=channel, ts=ts, text=text, blocks=card(text, button=False)
            )
        seen["decided"].set()


@pytest.fixture
def seen() -> dict[str, Any]:
    return {name: asyncio.Event() for name in ("filled", "posted", "decided")}


async def test_from_slash_command_to_approval(mode: str, stage: Stage, seen: Any) -> None:
    listen(stage, seen)

    typed = await stage.do("command", user=RITA, channel=INCIDENT, text="deploy region=westeurope")
    assert typed["ack"]["status"] == 200, mode
    await seen["filled"].wait()
    assert seen["command"]["text"] == "deploy region=westeurope"
    assert seen["command"]["user_id"] == RITA

    [view] = (await stage.do("views", user=RITA))["views"]
    assert view["title"]["text"] == "Deploy"
    offered = await stage.do(
        "options", user=RITA, view_id=view["id"], block_id="region", action_id="region", query="w"
    )
    assert [o["value"] for o in offered["options"]] == ["westeurope"]

    values = {"name": {"value": "x"}, "region": {"region": "westeurope"}}
    refused = await stage.do("submit", user=RITA, view_id=view["id"], values=values)
    assert refused["errors"] == {"name": "Names begin with ps-."}
    assert refused["ack"]["body"]["response_action"] == "errors"

    values["name"]["value"] = "ps-weu-1"
    accepted = await stage.do("submit", user=RITA, view_id=view["id"], values=values)
    assert accepted["result"] == "closed"
    assert (await stage.do("views", user=RITA))["views"] == []
    await seen["posted"].wait()
    assert seen["region"] == "westeurope"

    click = {"channel": INCIDENT, "ts": seen["ts"], "action_id": "approve"}
    await stage.do("action", user=RITA, **click)
    await seen["decided"].wait()
    mine = (await stage.do("messages", channel=INCIDENT, user=RITA))["messages"]
    hers = (await stage.do("messages", channel=INCIDENT, user=LENA))["messages"]
    assert [m["text"] for m in mine if m["ephemeral"]] == [
        "You asked for this yourself.",
        "Ask a lead.",
    ]
    assert not any(m["ephemeral"] for m in hers)

    seen["decided"].clear()
    await stage.do("action", user=LENA, **click)
    await seen["decided"].wait()
    shown = (await stage.do("messages", channel=INCIDENT))["messages"][-1]
    assert shown["text"] == f"Approved by <@{LENA}>"
    assert shown["edited"]
    assert shown["metadata"]["event_payload"] == {"operation": "op-1"}
    assert shown["notified"] == []


async def test_an_app_that_sleeps_is_reported_to_the_person(stage: Stage) -> None:
    @stage.bolt.command("/failback-ps")
    async def command(ack: Any) -> None:
        await asyncio.sleep(3.5)
        await ack()

    typed = await stage.do("command", user=RITA, channel=INCIDENT, text="deploy")
    assert typed["ack"]["problem"] == "operation_timeout"
    assert 2900 < typed["ack"]["ms"] < 3400
    last = (await stage.do("messages", channel=INCIDENT, user=RITA))["messages"][-1]
    assert last["user"] == "USLACKBOT"
    assert last["text"] == '/failback-ps failed with the error "operation_timeout"'


async def test_an_app_that_does_not_know_the_command_is_reported(stage: Stage) -> None:
    typed = await stage.do("command", user=RITA, channel=INCIDENT, text="deploy")
    assert typed["ack"]["status"] == 404
    assert typed["ack"]["problem"] == "dispatch_failed"
