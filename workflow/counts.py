"""A signed count of the whole trail, posted where who may write to the database cannot: what was
there then must be there for ever, purged parts apart."""

from __future__ import annotations

import bisect
import hmac
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from core import json
from workflow import chains, faults, seals
from workflow.faults import Reason
from workflow.store import schema

EVENT = "audit-heads"
SUBJECT = "audit"
"""Of the posts that carry counts, which belong to no operation."""
_WHOLE = 1 << 256

_heads = schema.audit_heads
_events = schema.audit_events


def alone(connection: sa.Connection) -> None:
    """No audit row is written until this transaction ends: rows up to the highest number are all
    there, and later ones get higher numbers. (On SQLite the writer is alone anyway.)"""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("LOCK TABLE audit_heads IN EXCLUSIVE MODE"))


def take(connection: sa.Connection, now: datetime) -> json.Object:
    """`cut` is the highest row number, `rows` all that were ever written, `purged` how many of them
    were purged since, `altered` the heads that bear no signature of ours, `digest` the sum of the
    chains' marks. Call `alone` first."""
    mine = chains.keys(connection)
    rows = ends = purged = altered = marks = 0
    for row in connection.execute(sa.select(_heads), execution_options={"yield_per": 1000}):
        rows += row.seq
        purged += row.purged
        ends += 1
        marks += mine.mark(row.chain, row.seq, row.seal)
        altered += not mine.signed(chains.head_of(row), row.signature)
    values: json.Object = {
        "at": now.isoformat(timespec="seconds"),
        "cut": connection.execute(sa.select(sa.func.max(_events.c.n))).scalar() or 0,
        "rows": rows,
        "chains": ends,
        "purged": purged,
        "altered": altered,
        "digest": _hex(marks),
    }
    return {**values, "signature": mine.count(values)}


def genuine(keys: seals.Keys, count: Mapping[str, Any]) -> bool:
    """It bears our signature."""
    values = {name: value for name, value in count.items() if name != "signature"}
    return hmac.compare_digest(keys.count(values), str(count.get("signature", "")))


def readable(count: Mapping[str, Any]) -> bool:
    """It has the shape of a count, whoever made it."""
    numbers = all(type(count.get(name)) is int for name in ("cut", "rows", "chains", "purged"))
    return numbers and all(isinstance(count.get(name), str) for name in ("at", "digest"))


class Posted:
    """The counts that were posted, and what the rows say now of the moments they were taken at.

    Rows are fed once, chain by chain in their order; each changes the sums of every count that was
    taken after it and before the chain's next row, so only the first and last of those are noted.
    """

    def __init__(self, keys: seals.Keys, counts: Iterable[Mapping[str, Any]], purged: int) -> None:
        """`purged`: how many rows have been by now. A count taken before the latest purge cannot be
        compared any more."""
        judged = [(count, genuine(keys, count)) for count in counts]
        self.forged = [count for count, ours in judged if not ours]
        own = [count for count, ours in judged if ours]
        # Purged rows only become more: fewer than were counted is an earlier state, put back.
        self.ahead = [count for count in own if count["purged"] > purged]
        comparable = (count for count in own if count["purged"] == purged)
        self.counts = sorted(comparable, key=lambda count: int(count["cut"]))
        self._keys = keys
        self._cuts = [count["cut"] for count in self.counts]
        self._sums = [(0, 0, 0)] * (len(self._cuts) + 1)  # rows, chains, marks
        self._held: tuple[int, str, int, str] | None = None  # since which count, and the end

    def begin(self, chain: str, seq: int, seal: str) -> None:
        """The chain's end that was purged."""
        self._held = (0, chain, seq, seal)

    def row(self, chain: str, seq: int, seal: str, n: int) -> None:
        at = bisect.bisect_left(self._cuts, n)
        if self._held is not None and at > self._held[0]:
            self._note(self._held, at)
        elif self._held is not None:
            at = self._held[0]
        self._held = (at, chain, seq, seal)

    def end(self) -> None:
        """Of the chain."""
        if self._held is not None:
            self._note(self._held, len(self._cuts))
        self._held = None

    def purged(self, head: seals.Head) -> None:
        """A chain of which only the checkpoint is left."""
        self.begin(head.chain, head.seq, head.seal)
        self.end()

    def judge(self) -> Iterable[faults.Fault]:
        """Call it when every row was fed."""
        for count in self.forged:
            yield _fault(count, Reason.POSTED_FORGED)
        for count in self.ahead:
            yield _fault(count, Reason.POSTED_AHEAD)
        if not self.counts and not self.ahead:
            yield faults.Fault("posted", 0, None, Reason.POSTED_NONE)
        rows = ends = marks = 0
        for count, (more, begun, mark) in zip(self.counts, self._sums, strict=False):
            rows, ends, marks = rows + more, ends + begun, marks + mark
            if rows < count["rows"] or ends < count["chains"]:
                yield _fault(count, Reason.POSTED_AHEAD)
            elif (rows, ends, _hex(marks)) != (count["rows"], count["chains"], count["digest"]):
                yield _fault(count, Reason.POSTED_DIFFERS)

    def _note(self, held: tuple[int, str, int, str], until: int) -> None:
        since, chain, seq, seal = held
        if since == until:
            return
        mark = self._keys.mark(chain, seq, seal)
        for at, sign in ((since, 1), (until, -1)):
            rows, ends, marks = self._sums[at]
            self._sums[at] = (rows + sign * seq, ends + sign, marks + sign * mark)


def purged(connection: sa.Connection) -> int:
    """How many rows have been."""
    total = sa.select(sa.func.sum(_heads.c.purged))
    return int(connection.execute(total).scalar() or 0)


def _hex(marks: int) -> str:
    return f"{marks % _WHOLE:064x}"


def _fault(count: Mapping[str, Any], reason: Reason) -> faults.Fault:
    return faults.Fault("posted", 0, None, reason, posted=str(count.get("at", ""))[:40])
