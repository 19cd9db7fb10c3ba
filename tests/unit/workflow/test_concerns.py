"""Which incidents an operation concerns, by the words that were typed for it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from workflow import concerns, incident_rows, scopes
from workflow.incident_states import Severity, State

FABRIC = "/subscriptions/s/resourcegroups/g/providers/microsoft.recoveryservices/vaults/rsv"
INCIDENT = incident_rows.Incident(
    id="in-1", title="Storm", severity=Severity.SEV2, state=State.OPEN, channel="C1",
    scope=scopes.Scope(vaults=(FABRIC,)), started_by="U1",
    started_at=datetime(2026, 11, 23, tzinfo=UTC),
    seen=(incident_rows.Seen(id="1", name="PS-WEU-1"), incident_rows.Seen(id="2", name="ps-weu-2")),
)  # fmt: skip


@pytest.mark.parametrize("typed", ["PS-WEU-1", "ps-weu-1", "Ps-Weu-2", " ps-weu-2 "])
def test_a_server_is_meant_however_it_is_written(typed: str) -> None:
    assert concerns.About(words=frozenset([typed])).within(INCIDENT)


def test_others_are_not_meant() -> None:
    assert not concerns.About(words=frozenset(["ps-weu-3", ""]), channel="C2").within(INCIDENT)
    assert concerns.About(channel="C1").within(INCIDENT)
