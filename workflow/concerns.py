"""Which incidents an operation concerns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow import incident_rows
from workflow.incident_rows import Incident


@dataclass(frozen=True, kw_only=True)
class About:
    """What is known of an operation: the words of its fields, its vault, and its channel. Words
    are as they were typed; Azure's names have no case."""

    words: frozenset[str] = frozenset()
    vault: str = ""
    channel: str = ""

    def within(self, incident: Incident) -> bool:
        """Asked for in the incident's channel, or of one of its servers or vaults."""
        if self.channel == incident.channel or incident.scope.names(self.words, self.vault):
            return True
        low = {word.strip().lower() for word in self.words}
        return not low.isdisjoint(one.name.lower() for one in incident.seen)


def of(row: Any) -> About:
    """Of a row of `operations`."""
    values, environment = row.field_values, (row.plan or {}).get("environment", {})
    return About(
        words=frozenset([row.target, *(v for v in values.values() if isinstance(v, str))]),
        vault=str(environment.get("vault") or values.get("vault") or ""),
        channel=row.channel,
    )


def any_of(connection: sa.Connection, row: Any) -> bool:
    """Whether an incident that concerns it goes on."""
    going_on = incident_rows.going_on(connection)
    return bool(going_on) and concerning(going_on, of(row))


def concerning(going_on: Sequence[Incident], about: About) -> bool:
    return any(about.within(incident) for incident in going_on)
