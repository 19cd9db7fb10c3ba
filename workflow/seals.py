"""The seals of the audit trail: HMAC-SHA256 over canonical JSON, each purpose under its own key."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from core import json

SHORTEST = 32
"""Characters of the key: what SHA-256 can make use of
(https://datatracker.ietf.org/doc/html/rfc2104#section-3)."""


class Event(NamedTuple):
    """What a row's seal is over, beside its chain, its place and the seal before."""

    at: datetime
    kind: str
    actor: str
    operation_id: str | None
    detail: Mapping[str, Any]


class Head(NamedTuple):
    """Where a chain ends, and where it begins after a purge; what a head's signature is over."""

    chain: str
    seq: int
    seal: str
    purged: int
    purged_seal: str
    updated_at: datetime


class Keys:
    """Made of the one key in the settings; none of them prints. A seal of one purpose is worth
    nothing for another."""

    __slots__ = ("_count", "_head", "_mark", "_row")

    def __init__(self, key: str) -> None:
        if len(key) < SHORTEST:
            raise ValueError(f"the audit key has fewer than {SHORTEST} characters")
        self._row, self._head, self._mark, self._count = (
            hmac.digest(key.encode(), f"failback-ps audit: {purpose}".encode(), "sha256")
            for purpose in ("row", "head", "mark", "count")
        )

    def __repr__(self) -> str:
        return "Keys()"

    def row(self, chain: str, seq: int, before: str, event: Event) -> str:
        """The seal of the row at the place `seq`, after the one whose seal is `before`."""
        return _seal(
            self._row,
            [
                chain,
                seq,
                before,
                _text(event.at),
                event.kind,
                event.actor,
                event.operation_id,
                event.detail,
            ],
        )

    def head(self, head: Head) -> str:
        return _seal(self._head, [*head[:-1], _text(head.updated_at)])

    def signed(self, head: Head, signature: str) -> bool:
        return hmac.compare_digest(self.head(head), signature)

    def mark(self, chain: str, seq: int, seal: str) -> int:
        """A number for a chain's end. Marks are added up to one digest of all ends, whatever their
        order; who has no key cannot choose ends that add up to the same."""
        return int(_seal(self._mark, [chain, seq, seal]), 16)

    def count(self, values: Mapping[str, json.JSON]) -> str:
        """The signature of a posted count."""
        return _seal(self._count, values)


class Keyless(Keys):
    """Of who only reads, and writes what is not audited: whatever needs a key fails."""

    __slots__ = ()

    def __init__(self) -> None:
        self._row = self._head = self._mark = self._count = b""


def _seal(key: bytes, value: json.JSON) -> str:
    if not key:
        raise TypeError("opened without the audit key: nothing is written that must be sealed")
    return hmac.digest(key, json.canonical(value), "sha256").hex()


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
