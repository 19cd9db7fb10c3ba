"""The audit trail as lines, for whoever keeps it elsewhere: seals included."""

from __future__ import annotations

import csv
import enum
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TextIO

import sqlalchemy as sa

from workflow.store import schema

FIELDS = ("n", "at", "kind", "actor", "operation_id", "detail", "chain", "seq", "seal")
BATCH = 2000

_events = schema.audit_events


class Format(enum.StrEnum):
    JSONL = "jsonl"
    CSV = "csv"


class Export:
    """`work` may be run again, as a store does after a lost connection: it goes on where it was."""

    def __init__(self, sink: TextIO, form: Format, since: datetime | None) -> None:
        self._sink = sink
        self._since = since
        self._last = 0
        self.rows = 0
        self._csv = csv.DictWriter(sink, FIELDS) if form is Format.CSV else None
        if self._csv is not None:
            self._csv.writeheader()

    def work(self, connection: sa.Connection) -> None:
        query = sa.select(_events).where(_events.c.n > self._last).order_by(_events.c.n)
        if self._since is not None:
            query = query.where(_events.c.at >= self._since)
        for row in connection.execute(query, execution_options={"yield_per": BATCH}):
            values = {name: getattr(row, name) for name in FIELDS}
            self._write({**values, "at": row.at.astimezone(UTC).isoformat()})
            self._last = row.n
            self.rows += 1

    def _write(self, values: Mapping[str, Any]) -> None:
        if self._csv is None:
            self._sink.write(json.dumps(values, ensure_ascii=False) + "\n")
        else:
            detail = json.dumps(values["detail"], ensure_ascii=False)
            self._csv.writerow({**values, "detail": detail})
