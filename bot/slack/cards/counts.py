"""The signed count of the audit trail: short for people, whole in the message's metadata."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.slack.cards import blocks, text
from core import language
from workflow import counts

EVENT = counts.EVENT


def render(payload: Mapping[str, Any], words: language.Words) -> blocks.Message:
    """Numbers only: a message about the trail quotes nothing from it."""
    count = {name: value for name, value in payload.items() if name != "event"}
    at = datetime.fromisoformat(count["at"])
    said = words("card-audit", rows=count["rows"], chains=count["chains"], when=text.moment(at))
    shown = [blocks.section(said)]
    if count["altered"]:
        warned = words("card-audit-altered", count=count["altered"])
        said = f"{said} {warned}"
        shown.append(blocks.section(warned))
    digest = f"`{str(count['digest'])[:16]}…`"
    small = (
        words("card-audit-purged", digest=digest, count=count["purged"])
        if count["purged"]
        else words("card-audit-digest", digest=digest)
    )
    shown.append(blocks.context([small]))
    return blocks.message(said, shown).carrying({"count": count})
