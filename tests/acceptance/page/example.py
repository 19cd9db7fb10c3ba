"""A small real Bolt app that asks of the page what a bot asks of Slack."""

from __future__ import annotations

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.acceptance.page import views
from tests.acceptance.page.views import Body

GROUPS = tuple(f"rg-dr-{number:03d}" for number in range(1, 131))
TOO_LONG = 6.0  # seconds; Slack waits for three


def build(client: AsyncWebClient, signing_secret: str) -> AsyncApp:
    app = AsyncApp(client=client, signing_secret=signing_secret)
    app.command("/failback-ps")(command)
    app.action("region")(region)
    app.options("group")(groups)
    app.view("deploy")(submitted)
    app.view_closed("deploy")(closed)
    app.action("approve")(approve)
    app.action("deny")(deny)
    app.action("silent")(silent)
    app.action("more")(chosen)
    app.action("snooze")(chosen)
    app.action("home_new")(home_new)
    app.shortcut("explain")(explain)
    app.event("app_home_opened")(home)
    app.event("message")(said)
    return app


async def command(ack: Any, body: Body, client: AsyncWebClient) -> None:
    verb = (body.get("text") or "help").split()[0]
    if verb == "help":
        await ack("Type `/failback-ps deploy`. *Only you* see this.")
    elif verb == "guide":
        await ack("\n".join(f"Line {number} of the guide." for number in range(1, 61)))
    elif verb == "slow":
        await asyncio.sleep(TOO_LONG)
    elif verb == "card":
        await ack()
        await post_card(client, body["channel_id"])
    else:
        await ack()
        opened = await client.views_open(trigger_id=body["trigger_id"], view=views.loading())
        view = opened["view"]
        await client.views_update(view_id=view["id"], hash=view["hash"], view=views.form())


async def post_card(client: AsyncWebClient, channel: str) -> None:
    text = "Deploy ps-weu-1: waiting for approval"
    posted = await client.chat_postMessage(channel=channel, text=text, blocks=views.card())
    notice = "<!subteam^S0LEADS01>: a plan waits for one of you."
    await client.chat_postMessage(channel=channel, thread_ts=posted["ts"], text=notice)


async def region(ack: Any, body: Body, client: AsyncWebClient) -> None:
    await ack()
    await client.views_update(view_id=body["view"]["id"], view=views.form(networks=True))


async def groups(ack: Any, payload: Body) -> None:
    hits = [name for name in GROUPS if payload["value"].lower() in name]
    label = views.plain(f"{min(100, len(hits))} of {len(hits)}")
    shown = [{"label": label, "options": views.options(*hits[:100])}]
    await ack(option_groups=shown if hits else [])


async def submitted(ack: Any, view: Body, body: Body, client: AsyncWebClient) -> None:
    values = view["state"]["values"]
    name = values["name"]["name"]["value"]
    if name.startswith("-"):
        wrong = {"name": "A name begins with a letter. Try ps-weu-1."}
        await ack(response_action="errors", errors=wrong)
        return
    if name == "pushed":
        await ack(response_action="push", view=views.loading("One thing more", "Back"))
        return
    await ack()
    group = values["group"]["group"]["selected_option"]["value"]
    text = f"<@{body['user']['id']}> planned *{name}* in `{group}`."
    await client.chat_postMessage(channel="C0INCIDENT", text=text)


async def closed(ack: Any) -> None:
    await ack()


async def approve(ack: Any, body: Body, client: AsyncWebClient) -> None:
    await ack()
    blocks = views.card(f"Approved by <@{body['user']['id']}>")[:-1]
    channel, ts = body["channel"]["id"], body["message"]["ts"]
    await client.chat_update(channel=channel, ts=ts, text="Approved", blocks=blocks)


async def deny(ack: Any, body: Body, client: AsyncWebClient) -> None:
    await ack()
    await client.chat_postEphemeral(
        channel=body["channel"]["id"],
        user=body["user"]["id"],
        text="You asked for this yourself, <@U0RITA001>; ask a lead.",
    )


async def silent() -> None:
    await asyncio.sleep(TOO_LONG)


async def chosen(ack: Any, action: Body, respond: Any) -> None:
    await ack()
    text = f"Chosen: {action['selected_option']['value']}"
    await respond(text, response_type="ephemeral", replace_original=False)


async def home_new(ack: Any, body: Body, client: AsyncWebClient) -> None:
    await ack()
    await client.views_open(trigger_id=body["trigger_id"], view=views.form())


async def explain(ack: Any, shortcut: Body, client: AsyncWebClient) -> None:
    await ack()
    text = f"You asked about: {shortcut['message']['text']}"
    view = views.loading("Explained", "Close") | {"blocks": [views.section(text)]}
    await client.views_open(trigger_id=shortcut["trigger_id"], view=view)


async def home(event: Body, client: AsyncWebClient) -> None:
    await client.views_publish(user_id=event["user"], view=views.home())


async def said() -> None:
    """Listened to, not answered."""
