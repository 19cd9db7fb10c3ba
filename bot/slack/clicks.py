"""Who clicked what where, as a payload says it."""

from __future__ import annotations

from typing import Any

from bot.slack.cards import buttons

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


def delivery(body: Body) -> str:
    """The same for each delivery of one click."""
    action = body["actions"][0]
    return f"{action['action_ts']}:{action['action_id']}:{person(body)}"


def at_home(body: Body) -> bool:
    """In somebody's Home: a view that only the app itself can publish, for this person."""
    return (body.get("view") or {}).get("type") == "home"
