"""What can be wrong with the audit trail, with codes that stay."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from core import json


class Reason(enum.StrEnum):
    """Stable codes."""

    ALTERED = "altered"
    MISSING = "missing"
    INSERTED = "inserted"
    MISPLACED = "misplaced"
    CUT_OFF = "cut-off"
    HEAD_ALTERED = "head-altered"
    HEAD_REMOVED = "head-removed"
    CHAIN_REMOVED = "chain-removed"
    POSTED_FORGED = "posted-forged"
    POSTED_DIFFERS = "posted-differs"
    POSTED_AHEAD = "posted-ahead"
    POSTED_NONE = "posted-none"


SENTENCES: dict[Reason, str] = {
    Reason.ALTERED: "it is not what was written there",
    Reason.MISSING: "it was removed",
    Reason.INSERTED: "it was not written by the bot",
    Reason.MISPLACED: "its number is not higher than that of the row before it",
    Reason.CUT_OFF: "the end of the chain was removed",
    Reason.HEAD_ALTERED: "the head of the chain does not bear the bot's signature",
    Reason.HEAD_REMOVED: "the head of the chain was removed",
    Reason.CHAIN_REMOVED: "all rows of the chain were removed",
    Reason.POSTED_FORGED: "a posted count does not bear the bot's signature",
    Reason.POSTED_DIFFERS: "the rows are not those that were counted and posted then",
    Reason.POSTED_AHEAD: "rows that were counted and posted then are gone",
    Reason.POSTED_NONE: "no posted count was found that these rows could be compared with",
}


@dataclass(frozen=True, order=True)
class Fault:
    """`seq` is the place in the chain (0: none in particular) up to `last`, `row` the number of the
    row in its table. A posted count has its own chain, `posted`, and its time for a row."""

    chain: str
    seq: int
    row: int | None
    reason: Reason
    last: int = 0
    posted: str = ""

    def __str__(self) -> str:
        place = f"chain {self.chain}"
        if self.posted:
            place = f"count posted {self.posted}"
        if self.seq:
            place += f", place {self.seq}"
        if self.last > self.seq:
            place += f" to {self.last}"
        if self.row is not None:
            place += f", row {self.row}"
        return f"{place}: {self.reason}: {SENTENCES[self.reason]}"

    def to_json(self) -> json.Object:
        return {
            "chain": self.chain,
            "seq": self.seq,
            "last": max(self.last, self.seq),
            "row": self.row,
            "posted": self.posted,
            "reason": self.reason.value,
            "sentence": SENTENCES[self.reason],
        }


@dataclass(frozen=True, kw_only=True)
class Whole:
    """How much was read."""

    rows: int
    chains: int
