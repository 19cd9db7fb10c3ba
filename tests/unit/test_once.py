"""The check that ends every scenario can fail."""

from __future__ import annotations

import pytest

from tests import once


def _said(key: str) -> dict[str, object]:
    return {"metadata": {"event_type": "failback_ps_post", "event_payload": {"key": key}}}


async def test_a_doubled_post_is_named() -> None:
    async def messages(channel: str) -> list[dict[str, object]]:
        if channel != "C0AUDIT01":
            return [_said("card:op-1"), _said("card:op-2"), {"metadata": None}]
        return [_said("glass:op-1:audit"), _said("glass:op-1:audit")]

    with pytest.raises(AssertionError, match=r"said twice in C0AUDIT01: glass:op-1:audit"):
        await once.check(messages)
    assert once.twice([_said("a"), {}, _said("b")]) == []
