"""The count in the audit channel: short for people, whole for machines."""

from __future__ import annotations

import json
from typing import Any

from bot.slack.cards import notices
from core import language

ENGLISH = language.of("en")

COUNT: dict[str, Any] = {
    "at": "2026-11-23T14:03:02+00:00", "cut": 9, "rows": 9, "chains": 2, "purged": 0,
    "altered": 0, "digest": "ab" * 32, "signature": "cd" * 32,
}  # fmt: skip


def test_a_count_is_shown_short_and_carried_whole() -> None:
    message = notices.of({"event": "audit-heads", **COUNT}, None, ENGLISH)
    assert message.text.startswith("Audit trail: 9 events in 2 chains, <!date^1795442582^")
    assert message.metadata == {"count": COUNT}
    shown = json.dumps(message.blocks)
    assert "ab" * 8 in shown
    assert "ab" * 9 not in shown
    assert "verify" not in shown


def test_heads_without_the_signature_are_told_at_once() -> None:
    message = notices.of(
        {"event": "audit-heads", **COUNT, "altered": 1, "purged": 4}, None, ENGLISH
    )
    assert "does not bear my signature: 1. Run `failback-ps audit verify`." in message.text
    assert "4 of them purged" in json.dumps(message.blocks)
