"""The signed count of the audit trail: short for people, whole in the message's metadata."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.slack.cards import blocks, text
from workflow import counts

EVENT = counts.EVENT


def render(payload: Mapping[str, Any]) -> blocks.Message:
    """Numbers only: a message about the trail quotes nothing from it."""
    count = {name: value for name, value in payload.items() if name != "event"}
    at = datetime.fromisoformat(count["at"])
    rows, chains = text.many(count["rows"], "event"), text.many(count["chains"], "chain")
    said = f"Audit trail: {rows} in {chains}, {text.moment(at)}."
    shown = [blocks.section(said)]
    if count["altered"]:
        warned = (
            f":warning: Chains whose head does not bear my signature: {count['altered']}. "
            "Run `failback-ps audit verify`."
        )
        said = f"{said} {warned}"
        shown.append(blocks.section(warned))
    kept = f" · {count['purged']} of them purged" if count["purged"] else ""
    shown.append(blocks.context([f"Digest `{str(count['digest'])[:16]}…`, signed{kept}"]))
    return blocks.message(said, shown).carrying({"count": count})
