"""A small real Bolt app that shows the page every block and every kind of modal it must draw."""

from __future__ import annotations

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

Body = dict[str, Any]

REGIONS = ("West Europe", "North Europe", "East US", "UK South", "Sweden Central")
GROUPS = tuple(f"rg-dr-{number:03d}" for number in range(1, 131))


def plain(text: str) -> Body:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Body:
    return {"type": "mrkdwn", "text": text}


def option(text: str, value: str = "", more: str = "") -> Body:
    made = {"text": plain(text), "value": value or text}
    return made | ({"description": plain(more)} if more else {})


def field(name: str, label: str, element: Body, **more: Any) -> Body:
    element = element | {"action_id": name}
    made = {"type": "input", "block_id": name, "label": plain(label), "element": element}
    return made | more


def card(state: str = "Waiting for approval") -> list[Body]:
    """A plan's card: every block a message may hold."""
    return [
        {"type": "header", "text": plain("Deploy process server ps-weu-1")},
        {"type": "section", "text": mrkdwn(f"*{state}.* Asked by <@U0RITA001>, for <!subteam^S0LEADS01> to approve.")},
        {
            "type": "section",
            "fields": [
                mrkdwn("*Region*\nWest Europe"),
                mrkdwn("*Size*\n`Standard_A8_v2`"),
                mrkdwn("*Address*\n10.60.2.9"),
                mrkdwn("*Cost*\n412 EUR a month"),
            ],
        },
        {"type": "divider"},
        {
            "type": "section",
            "text": mrkdwn(
                "*What will be made*\n• network interface `ps-weu-1-nic`\n• data disk, 600 GiB\n• virtual machine\n"
                "&gt; Nothing is changed that exists already.\nSee <https://learn.microsoft.com/azure/site-recovery|the documentation>."
            ),
            "accessory": {
                "type": "overflow",
                "action_id": "more",
                "options": [option("Show the plan's hash", "hash"), option("Withdraw", "withdraw")],
            },
        },
        {"type": "context", "elements": [mrkdwn("Plan 4f2a91 · expires <!date^1795000000^{date_short_pretty} at {time}|later>")]},
        {
            "type": "actions",
            "block_id": "decide",
            "elements": [
                {"type": "button", "action_id": "approve", "text": plain("Approve"), "style": "primary", "value": "1",
                 "confirm": {"title": plain("Approve this plan?"), "text": mrkdwn("It starts *at once*."), "confirm": plain("Approve"), "deny": plain("Back")}},
                {"type": "button", "action_id": "deny", "text": plain("Deny"), "style": "danger", "value": "1"},
                {"type": "button", "action_id": "silent", "text": plain("Never answers"), "value": "1"},
                {"type": "static_select", "action_id": "snooze", "placeholder": plain("Snooze…"), "options": [option("One day"), option("One week")]},
            ],
        },
    ]  # fmt: skip


def form(vnets: bool = False) -> Body:
    """The deploy form's kinds of input; a chosen region adds a second, dependent list."""
    dependent = [
        field("vnet", "Virtual network", {"type": "static_select", "options": [option("vnet-dr-weu"), option("vnet-dr-neu")]})
    ]  # fmt: skip
    return {
        "type": "modal",
        "callback_id": "deploy",
        "title": plain("Deploy a process server"),
        "submit": plain("Make the plan"),
        "close": plain("Cancel"),
        "notify_on_close": True,
        "blocks": [
            {"type": "section", "block_id": "intro", "text": mrkdwn("Azure is where this bot deploys. *Nothing is made yet.*")},
            field("name", "Server name", {"type": "plain_text_input", "placeholder": plain("ps-weu-1"), "max_length": 15}, hint=plain("At most 15 characters.")),
            field("region", "Region", {"type": "static_select", "placeholder": plain("Choose a region"), "options": [option(r) for r in REGIONS]}, dispatch_action=True),
            *(dependent if vnets else []),
            field("group", "Resource group", {"type": "external_select", "min_query_length": 0, "placeholder": plain("Search or type a new name")}),
            field("mode", "IP address", {"type": "radio_buttons", "options": [option("Pick a free one", "free", "The first free address of the subnet"), option("I name it", "given")], "initial_option": option("Pick a free one", "free", "The first free address of the subnet")}),
            field("extras", "Extras", {"type": "checkboxes", "options": [option("Boot diagnostics", "diag"), option("Tell #dr-audit", "audit")]}, optional=True),
            field("notes", "Notes", {"type": "plain_text_input", "multiline": True}, optional=True),
            field("cores", "Cores", {"type": "number_input", "is_decimal_allowed": False, "initial_value": "8"}),
            field("day", "Not before", {"type": "datepicker", "initial_date": "2026-11-24"}, optional=True),
        ],
    }  # fmt: skip


LOADING: Body = {
    "type": "modal",
    "title": plain("Deploy a process server"),
    "close": plain("Cancel"),
    "blocks": [{"type": "section", "block_id": "loading", "text": plain("Reading what Azure has…")}],
}

HOME: Body = {
    "type": "home",
    "blocks": [
        {"type": "header", "text": plain("Process servers")},
        {"type": "section", "text": mrkdwn("Three servers, *one outdated*."), "accessory": {"type": "button", "action_id": "home_new", "text": plain("Deploy…"), "style": "primary"}},
        {"type": "divider"},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "ps-neu-1", "style": {"bold": True}}, {"type": "text", "text": " needs an upgrade."}]}]},
    ],
}  # fmt: skip


def build(client: AsyncWebClient, signing_secret: str) -> AsyncApp:
    app = AsyncApp(client=client, signing_secret=signing_secret)
    released = asyncio.Event()
    app.client.logger.setLevel("ERROR")

    @app.command("/failback-ps")
    async def command(ack: Any, body: Body, client: AsyncWebClient) -> None:
        verb = (body.get("text") or "help").split()[0]
        if verb == "help":
            await ack("Type `/failback-ps deploy`. *Only you* see this.")
            return
        if verb == "slow":
            await asyncio.wait_for(released.wait(), 6)
            return
        await ack()
        if verb == "card":
            posted = await client.chat_postMessage(channel=body["channel_id"], text="Deploy ps-weu-1: waiting for approval", blocks=card())
            await client.chat_postMessage(channel=body["channel_id"], thread_ts=posted["ts"], text="<!subteam^S0LEADS01>: a plan waits for one of you.")
            return
        opened = await client.views_open(trigger_id=body["trigger_id"], view=LOADING)
        await client.views_update(view_id=opened["view"]["id"], hash=opened["view"]["hash"], view=form())  # fmt: skip

    @app.action("region")
    async def region(ack: Any, body: Body, client: AsyncWebClient) -> None:
        await ack()
        await client.views_update(view_id=body["view"]["id"], view=form(vnets=True))

    @app.options("group")
    async def groups(ack: Any, payload: Body) -> None:
        hits = [name for name in GROUPS if payload["value"].lower() in name]
        label = f"{min(100, len(hits))} of {len(hits)}"
        await ack(option_groups=[{"label": plain(label), "options": [option(n) for n in hits[:100]]}] if hits else [])  # fmt: skip

    @app.view("deploy")
    async def submitted(ack: Any, view: Body, body: Body, client: AsyncWebClient) -> None:
        values = view["state"]["values"]
        name = values["name"]["name"]["value"]
        if name.startswith("-"):
            await ack(response_action="errors", errors={"name": "A name begins with a letter. Try ps-weu-1."})  # fmt: skip
            return
        if name == "pushed":
            pushed = LOADING | {"title": plain("One thing more"), "close": plain("Back")}
            await ack(response_action="push", view=pushed)
            return
        await ack()
        group = values["group"]["group"]["selected_option"]["value"]
        await client.chat_postMessage(channel="C0INCIDENT", text=f"<@{body['user']['id']}> planned *{name}* in `{group}`.")  # fmt: skip

    @app.view_closed("deploy")
    async def closed(ack: Any) -> None:
        await ack()

    @app.action("approve")
    async def approve(ack: Any, body: Body, client: AsyncWebClient) -> None:
        await ack()
        who = body["user"]["id"]
        place = {"channel": body["channel"]["id"], "ts": body["message"]["ts"]}
        blocks = [b for b in card(f"Approved by <@{who}>") if b["type"] != "actions"]
        await client.chat_update(**place, text="Approved", blocks=blocks)

    @app.action("deny")
    async def deny(ack: Any, body: Body, client: AsyncWebClient) -> None:
        await ack()
        await client.chat_postEphemeral(channel=body["channel"]["id"], user=body["user"]["id"], text="You asked for this yourself, <@U0RITA001>; ask a lead.")  # fmt: skip

    @app.action("silent")
    async def silent() -> None:
        await asyncio.wait_for(released.wait(), 6)

    @app.action({"action_id": "more"})
    async def more(ack: Any, action: Body, respond: Any) -> None:
        await ack()
        await respond(f"Chosen: {action['selected_option']['value']}", response_type="ephemeral", replace_original=False)  # fmt: skip

    @app.action("snooze")
    async def snooze(ack: Any, action: Body, respond: Any) -> None:
        await ack()
        await respond(f"Snoozed: {action['selected_option']['value']}", response_type="ephemeral", replace_original=False)  # fmt: skip

    @app.action("home_new")
    async def home_new(ack: Any, body: Body, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=form())

    @app.event("app_home_opened")
    async def home(event: Body, client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view=HOME)

    @app.event("message")
    async def said() -> None:
        """Listened to, not answered."""

    return app
