"""A Home as Slack's view: a pure function of facts, and the mark by which a change is known."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.slack.cards import blocks
from bot.slack.home import around, needs, scope, servers, top, watching
from bot.slack.home.facts import Facts
from core import json as digests
from core import language

CALLBACK = "home"
MOST = 100
"""Blocks a Home may have. Source: docs.slack.dev/reference/views/home-tab-views"""
NEWS = timedelta(minutes=5)
"""A look that saw nothing new is told no oftener: each one would publish to all who look."""

View = dict[str, Any]


def render(facts: Facts, words: language.Words) -> View:
    """What needs the person, then what is wrong, then what there is."""
    shown = scope.within(facts)
    parts = (
        top.of(shown, facts, words),
        needs.of(shown, words),
        around.incidents(shown, words),
        watching.of(shown, words),
        around.going(shown, words),
        servers.of(shown, words),
        watching.coverage(shown, words),
        around.closed(shown, words),
        around.following(shown, words),
    )
    body: list[blocks.Block] = []
    for part in filter(None, parts):
        body += [blocks.divider(), *part] if body else part
    return {
        "type": "home",
        "callback_id": CALLBACK,
        "private_metadata": json.dumps(shown.choice.written(), separators=(",", ":")),
        "blocks": body[:MOST],
    }


def operations_of(facts: Facts) -> set[str]:
    """Ids of the operations that are shown, to which a way is wanted."""
    shown = scope.within(facts)
    return {one.id for one in (*needs.listed(shown), *around.listed(shown))}


def mark(view: View, seen_at: datetime | None) -> str:
    """The same for two views that tell a person the same. `seen_at`: of the latest look."""
    since = datetime(1970, 1, 1, tzinfo=UTC)
    age = str((seen_at - since) // NEWS) if seen_at is not None else ""
    body = [one for one in view["blocks"] if one.get("block_id") != servers.AGE]
    return digests.digest({"blocks": body, "meta": view["private_metadata"], "age": age})
