"""The whole audit trail, for the terminal: verified or exported. No engine, no desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TextIO

import sqlalchemy as sa

from core import errors
from workflow import chains, counts, exporting, faults, store, verifying
from workflow.store import places

MOST = 1000
"""Faults that are named one by one."""


class NoTrail(errors.BotError):
    code = "no-trail"


class Trail:
    """Opened by `open`; close it."""

    def __init__(self, rows: store.Store) -> None:
        self._rows = rows

    async def verify(
        self, posted: Iterable[Mapping[str, Any]] | None = None
    ) -> tuple[faults.Whole, list[faults.Fault], int]:
        """What was read, what is wrong (the first `MOST`), and how much is. `posted`: counts that
        the rows are to be compared with."""
        known = None if posted is None else list(posted)

        def work(
            connection: sa.Connection,
        ) -> tuple[faults.Whole, list[faults.Fault], int]:
            found = _Found()
            verifying.settle(connection)
            compared = None
            if known is not None:
                keys, gone = chains.keys(connection), counts.purged(connection)
                compared = counts.Posted(keys, known, gone)
            read = verifying.verify(connection, found.take, compared)
            if compared is not None:
                for fault in compared.judge():
                    found.take(fault)
            return read, found.faults, found.number

        return await self._rows.read(work)

    async def export(self, sink: TextIO, form: exporting.Format, since: datetime | None) -> int:
        """How many rows were written to `sink`, oldest first."""
        export = exporting.Export(sink, form, since)
        await self._rows.read(export.work)
        return export.rows

    async def close(self) -> None:
        await self._rows.close()


class _Found:
    def __init__(self) -> None:
        self.faults: list[faults.Fault] = []
        self.number = 0

    def take(self, fault: faults.Fault) -> None:
        self.number += 1
        if self.number <= MOST:
            self.faults.append(fault)


async def open(database_url: str, *, audit_key: str) -> Trail:  # noqa: A001 - opened like a file
    """Raises `NoTrail` where there is no such file: an empty one made now would verify as whole."""
    path = places.parse(database_url).path
    if path is not None and not path.exists():
        raise NoTrail(
            f"There is no database at {path}.", remedy="Give the serving bot's own database URL."
        )
    return Trail(await store.open(database_url, audit_key=audit_key))
