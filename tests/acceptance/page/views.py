"""What the example app shows: a plan's card, a form with every kind of input, a Home."""

from __future__ import annotations

from typing import Any

Body = dict[str, Any]

REGIONS = ("West Europe", "North Europe", "East US", "UK South", "Sweden Central")
WORK = (
    "*What will be made*\n"
    "• network interface `ps-weu-1-nic`\n"
    "• data disk, 600 GiB\n"
    "• virtual machine\n"
    "&gt; Nothing is changed that exists already.\n"
    "See <https://learn.microsoft.com/azure/site-recovery|the documentation>."
)
EXPIRES = "expires <!date^1795000000^{date_short_pretty} at {time}|later>"


def plain(text: str) -> Body:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Body:
    return {"type": "mrkdwn", "text": text}


def section(text: str, **more: Any) -> Body:
    return {"type": "section", "text": mrkdwn(text)} | more


def option(text: str, value: str = "", more: str = "") -> Body:
    made = {"text": plain(text), "value": value or text}
    return made | ({"description": plain(more)} if more else {})


def options(*names: str) -> list[Body]:
    return [option(name) for name in names]


def button(action: str, text: str, **more: Any) -> Body:
    return {"type": "button", "action_id": action, "text": plain(text), "value": "1"} | more


def field(name: str, label: str, element: Body, **more: Any) -> Body:
    element = element | {"action_id": name}
    made = {"type": "input", "block_id": name, "label": plain(label), "element": element}
    return made | more


def card(state: str = "Waiting for approval") -> list[Body]:
    """A plan's card."""
    facts = {"Region": "West Europe", "Size": "`Standard_A8_v2`", "Address": "10.60.2.9"}
    facts["Cost"] = "412 EUR a month"
    who = "Asked by <@U0RITA001>, for <!subteam^S0LEADS01> to approve."
    more = [option("Show the plan's hash", "hash"), option("Withdraw", "withdraw")]
    return [
        {"type": "header", "text": plain("Deploy process server ps-weu-1")},
        section(f"*{state}.* {who}"),
        {
            "type": "section",
            "fields": [mrkdwn(f"*{name}*\n{fact}") for name, fact in facts.items()],
        },
        {"type": "divider"},
        section(WORK, accessory={"type": "overflow", "action_id": "more", "options": more}),
        {"type": "context", "elements": [mrkdwn(f"Plan 4f2a91 · {EXPIRES}")]},
        {"type": "actions", "block_id": "decide", "elements": _decisions()},
    ]


def _decisions() -> list[Body]:
    question = {
        "title": plain("Approve this plan?"),
        "text": mrkdwn("It starts *at once*."),
        "confirm": plain("Approve"),
        "deny": plain("Back"),
    }
    snooze = {
        "type": "static_select",
        "action_id": "snooze",
        "placeholder": plain("Snooze…"),
        "options": options("One day", "One week"),
    }
    return [
        button("approve", "Approve", style="primary", confirm=question),
        button("deny", "Deny", style="danger"),
        button("silent", "Never answers"),
        snooze,
    ]


def form(*, networks: bool = False) -> Body:
    """The deploy form's kinds of input; `networks` adds the list that depends on the region."""
    vnets = {"type": "static_select", "options": options("vnet-dr-weu", "vnet-dr-neu")}
    return {
        "type": "modal",
        "callback_id": "deploy",
        "title": plain("Deploy a process server"),
        "submit": plain("Make the plan"),
        "close": plain("Cancel"),
        "notify_on_close": True,
        "blocks": [
            section("Azure is where this bot deploys. *Nothing is made yet.*", block_id="intro"),
            *_asked_first(),
            *([field("vnet", "Virtual network", vnets)] if networks else []),
            *_asked_then(),
        ],
    }


def _asked_first() -> list[Body]:
    name = {"type": "plain_text_input", "placeholder": plain("ps-weu-1"), "max_length": 15}
    regions = {"type": "static_select", "options": options(*REGIONS)}
    return [
        field("name", "Server name", name, hint=plain("At most 15 characters.")),
        field(
            "region",
            "Region",
            regions | {"placeholder": plain("Choose a region")},
            dispatch_action=True,
        ),
    ]


def _asked_then() -> list[Body]:
    groups = {"type": "external_select", "min_query_length": 0}
    free = option("Pick a free one", "free", "The first free address of the subnet")
    mode = {"type": "radio_buttons", "options": [free, option("I name it")], "initial_option": free}
    extras = {"type": "checkboxes", "options": options("Boot diagnostics", "Tell #dr-audit")}
    notes = {"type": "plain_text_input", "multiline": True}
    cores = {"type": "number_input", "is_decimal_allowed": False, "initial_value": "8"}
    day = {"type": "datepicker", "initial_date": "2026-11-24"}
    return [
        field("group", "Resource group", groups | {"placeholder": plain("Search")}),
        field("mode", "IP address", mode),
        field("extras", "Extras", extras, optional=True),
        field("notes", "Notes", notes, optional=True),
        field("cores", "Cores", cores),
        field("day", "Not before", day, optional=True),
    ]


def loading(title: str = "Deploy a process server", close: str = "Cancel") -> Body:
    return {
        "type": "modal",
        "title": plain(title),
        "close": plain(close),
        "blocks": [section("Reading what Azure has…", block_id="loading")],
    }


def home() -> Body:
    said = [
        {"type": "text", "text": "ps-neu-1", "style": {"bold": True}},
        {"type": "text", "text": " needs an upgrade."},
    ]
    text = {"type": "rich_text_section", "elements": said}
    new = button("home_new", "Deploy…", style="primary")
    return {
        "type": "home",
        "blocks": [
            {"type": "header", "text": plain("Process servers")},
            section("Three servers, *one outdated*.", accessory=new),
            {"type": "divider"},
            {"type": "rich_text", "elements": [text]},
        ],
    }
