"""While an incident goes on, approvers of what concerns it are called sooner."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from workflow import concerns, policies
from workflow.store import schema

FACTOR = 3
"""Reminders and the escalation come after a third of the time that the rule gives."""


def hurried(rule: policies.Policy) -> policies.Policy:
    """The same rule, in an incident."""
    reminders, escalation = rule.reminders, rule.escalation
    return replace(
        rule,
        reminders=reminders and replace(reminders, after=reminders.after / FACTOR),
        escalation=escalation and replace(escalation, after=escalation.after / FACTOR),
    )


def of_row(connection: sa.Connection, row: Any, rule: policies.Policy) -> policies.Policy:
    """The rule as it counts now for a row of `operations`."""
    return hurried(rule) if concerns.any_of(connection, row) else rule


def of(connection: sa.Connection, operation_id: str, rule: policies.Policy) -> policies.Policy:
    table = schema.operations
    row = connection.execute(sa.select(table).where(table.c.id == operation_id)).one()
    return of_row(connection, row, rule)
