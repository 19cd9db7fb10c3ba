"""One chain's rows beside its head, judged as they come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workflow import counts, faults, seals
from workflow.faults import Reason

Tell = Callable[[faults.Fault], None]


class Link:
    """Feed it the rows of one chain by place; each carries the columns of the chain's head."""

    def __init__(
        self, keys: seals.Keys, chain: str, tell: Tell, posted: counts.Posted | None
    ) -> None:
        self._keys = keys
        self._chain = chain
        self._tell = tell
        self._posted = posted
        self._head: seals.Head | None = None
        self._trusted = False
        self._before: frozenset[str] | None = None  # what the next row may follow; None: unknown
        self._next = 0  # the place that comes next
        self._n = 0
        self._strangers = 0  # rows of a chain without a head that bear no seal of ours

    def take(self, row: Any) -> None:
        if not self._next:
            self._begin(row)
        if row.seq < self._next or (self._trusted and self._head and row.seq > self._head.seq):
            self._say(Reason.INSERTED, row.seq, row.n)
            return
        if row.seq > self._next:
            self._say(Reason.MISSING, self._next, None, row.seq - 1)
            self._before = None
        computed = self._sealed(row)
        if self._before is not None and row.seal not in computed:
            self._say(self._wrong(), row.seq, row.n)
        elif row.n <= self._n:
            self._say(Reason.MISPLACED, row.seq, row.n)
        elif self._at_head(row) and self._head and row.seal != self._head.seal:
            # A row that once stood there, put back.
            self._say(Reason.ALTERED, row.seq, row.n)
        # What follows was sealed over this row's true seal: the one that stands there, or, where
        # the seal itself was altered, the one it should have.
        self._before = frozenset({row.seal, *computed})
        self._next = row.seq + 1
        self._n = row.n
        if self._posted is not None:
            self._posted.row(self._chain, row.seq, row.seal, row.n)

    def end(self) -> None:
        if self._posted is not None:
            self._posted.end()
        if self._head is None:
            if self._next - 1 > self._strangers:
                self._say(Reason.HEAD_REMOVED)
        elif not self._trusted:
            self._say(Reason.HEAD_ALTERED)
        elif self._next <= self._head.seq:
            self._say(Reason.CUT_OFF, self._next, None, self._head.seq)

    def _begin(self, row: Any) -> None:
        self._next = 1
        self._before = frozenset({""})
        if row.head_chain is None:
            return
        head = seals.Head(*(getattr(row, f"head_{name}") for name in seals.Head._fields))
        self._head, self._trusted = head, self._keys.signed(head, row.signature)
        if self._trusted:
            self._next, self._before = head.purged + 1, frozenset({head.purged_seal})
            if self._posted is not None and head.purged:
                self._posted.begin(self._chain, head.purged, head.purged_seal)
        elif head.purged:
            self._next, self._before = row.seq, None  # who knows what was before

    def _sealed(self, row: Any) -> frozenset[str]:
        event = seals.Event(row.at, row.kind, row.actor, row.operation_id, row.detail)
        return frozenset(
            self._keys.row(self._chain, row.seq, before, event) for before in self._before or ()
        )

    def _wrong(self) -> Reason:
        if self._head is not None:
            return Reason.ALTERED
        self._strangers += 1
        return Reason.INSERTED

    def _at_head(self, row: Any) -> bool:
        return self._trusted and self._head is not None and row.seq == self._head.seq

    def _say(self, reason: Reason, seq: int = 0, row: int | None = None, last: int = 0) -> None:
        self._tell(faults.Fault(self._chain, seq, row, reason, last))


def judge_empty(keys: seals.Keys, head: seals.Head, signature: str, tell: Tell) -> None:
    """A head without rows: right only where all of them were purged."""
    if not keys.signed(head, signature):
        tell(faults.Fault(head.chain, 0, None, Reason.HEAD_ALTERED))
    elif (head.purged, head.purged_seal) != (head.seq, head.seal):
        tell(faults.Fault(head.chain, head.purged + 1, None, Reason.CHAIN_REMOVED, head.seq))
