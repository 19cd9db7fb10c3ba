"""How an incident stands at one moment: its servers, what was found, what is under way."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from workflow import concerns, finding_rows, finding_states, records
from workflow.finding_rows import Finding
from workflow.incident_rows import Incident, Seen
from workflow.operations import Operation, State
from workflow.store import schema

UNDER_WAY = (
    State.DRAFT,
    State.AWAITING_APPROVAL,
    State.APPROVED,
    State.RUNNING,
    State.WAITING_FOR_PERSON,
    State.CANCELLING,
    State.CLEANING,
)

AT_WORK = (
    State.APPROVED,
    State.RUNNING,
    State.WAITING_FOR_PERSON,
    State.CANCELLING,
    State.CLEANING,
)
"""Those that change something, or are about to."""

_operations = schema.operations
_findings = schema.findings


@dataclass(frozen=True, kw_only=True)
class Standing:
    """`operations`: under way, and those planned ones that failed since it began; the oldest first.
    `findings`: those that stand, but for what somebody has set aside. Those about versions as well:
    only their prompts wait."""

    incident: Incident
    findings: tuple[Finding, ...] = ()
    operations: tuple[Operation, ...] = ()

    @property
    def waiting(self) -> tuple[Operation, ...]:
        """For approval, or for a person to do a step."""
        states = {State.AWAITING_APPROVAL, State.WAITING_FOR_PERSON}
        return tuple(one for one in self.operations if one.state in states)

    @property
    def at_work(self) -> tuple[Operation, ...]:
        return tuple(one for one in self.operations if one.state in AT_WORK)

    def found(self, server: Seen) -> tuple[Finding, ...]:
        """What stands of this server, the critical ones first."""
        mine = [one for one in self.findings if one.server == server.id]
        return tuple(sorted(mine, key=lambda one: (not one.critical, one.kind)))

    def needs(self, server: Seen) -> bool:
        """Whether somebody should look after it now: not for what is put off."""
        return bool(server.wrong) or any(not one.quiet for one in self.found(server))

    def other(self) -> tuple[Finding, ...]:
        """What stands of no server that was seen: of a fabric, of a vault."""
        known = {one.id for one in self.incident.seen}
        return tuple(one for one in self.findings if one.server not in known)


def read(connection: sa.Connection, incident: Incident) -> Standing:
    found = finding_rows.select(connection, _findings.c.resolved_at.is_(None))
    rows = connection.execute(
        sa.select(_operations)
        .where(
            sa.or_(
                _operations.c.state.in_([state.value for state in UNDER_WAY]),
                sa.and_(
                    _operations.c.state == State.FAILED.value,
                    _operations.c.updated_at >= incident.started_at,
                    sa.not_(records.UNPLANNED),
                ),
            )
        )
        .order_by(_operations.c.created_at, _operations.c.id)
    ).all()
    mine = [row for row in rows if concerns.of(row).within(incident)]
    return Standing(
        incident=incident,
        findings=tuple(
            one
            for one in found
            if one.state is not finding_states.State.DISMISSED
            and incident.scope.holds(one.server, one.server_name, one.scope)
        ),
        operations=tuple(records.complete(connection, mine)),
    )
