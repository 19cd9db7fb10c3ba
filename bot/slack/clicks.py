"""Who clicked what where, as a payload says it."""

from __future__ import annotations

from typing import Any

from bot.slack.cards import buttons
from workflow import spots

Body = dict[str, Any]


def value(body: Body) -> buttons.Value:
    """A button's, or that of the option chosen in a menu. Raises `buttons.Unreadable`."""
    action = body["actions"][0]
    chosen = action.get("selected_option") or action
    return buttons.read(chosen.get("value", ""))


def person(body: Body) -> str:
    return str(body["user"]["id"])


def channel(body: Body) -> str:
    return str((body.get("channel") or {}).get("id") or "")


def spot(body: Body) -> spots.Spot:
    """Where it was: in a message's thread the container says which, though the reference of
    `block_actions` does not name it (https://github.com/slackapi/java-slack-sdk/issues/1200)."""
    where = body.get("channel_id") or channel(body)
    thread = (body.get("container") or {}).get("thread_ts") or ""
    return spots.Spot(channel=str(where), thread=str(thread))


def delivery(body: Body) -> str:
    """The same for each delivery of one click."""
    action = body["actions"][0]
    return f"{action['action_ts']}:{action['action_id']}:{person(body)}"


def in_window(body: Body) -> bool:
    """In a modal, on which another one is laid."""
    return (body.get("view") or {}).get("type") == "modal"


def at_home(body: Body) -> bool:
    """In somebody's Home: a view that only the app itself can publish, for this person."""
    return (body.get("view") or {}).get("type") == "home"
