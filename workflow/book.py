"""The rules in force: read at start, replaced as a whole when the settings file is read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from core import clock, json
from core.sentences import say
from workflow import audit, calls, operations, plans, policies, records, store, transitions, urgency
from workflow.store import schema


class Book:
    """What everybody who judges asks, each time anew: a rule replaced counts from then on."""

    def __init__(self, rules: Sequence[policies.Policy]) -> None:
        self._rules = tuple(rules)

    @property
    def rules(self) -> tuple[policies.Policy, ...]:
        return self._rules

    def of_verb(self, verb: str) -> tuple[policies.Policy, ...]:
        return policies.of_verb(self._rules, verb)

    def choose(self, verb: str, environment: Mapping[str, str]) -> policies.Policy | None:
        return policies.choose(self._rules, verb, environment)

    def chosen(self, operation: operations.Operation) -> policies.Policy | None:
        """The rule that an operation stands under now."""
        environment = operation.plan.environment if operation.plan is not None else {}
        return self.choose(operation.verb, environment)

    def of(self, operation: operations.Operation) -> policies.Policy:
        """The same. Raises `policies.Refused` where there is none."""
        rule = self.chosen(operation)
        if rule is None:
            raise policies.Refused(
                say(
                    "request-no-rule-any-more",
                    "No rule speaks of {verb} here any more.",
                    verb=operation.verb,
                ),
                remedy=policies.write_a_rule(),
                code="no-policy",
            )
        return rule

    def frozen(self, operation: operations.Operation, now: datetime) -> datetime | None:
        """When the freeze window of its rule that is open now ends; no rule has none."""
        rule = self.chosen(operation)
        ends = [window.until(now) for window in rule.freezes] if rule is not None else []
        return max(filter(None, ends), default=None)

    async def load(
        self, rules: Sequence[policies.Policy], rows: store.Store, clock: clock.Clock
    ) -> None:
        """These rules from now on; cards that wait for approval show what is asked of them now.

        In force once that is written: where the database is away those before stay."""
        fresh = tuple(rules)
        now = clock.now()
        await rows.write(lambda c: _loaded(c, fresh, now))
        self._rules = fresh


def _loaded(connection: sa.Connection, rules: Sequence[policies.Policy], now: datetime) -> None:
    for row in _waiting(connection):
        _stands(connection, row, _rule(rules, row), now)
    # Last: who holds the lock of the bot's chain waits for no operation.
    names: list[json.JSON] = [rule.name for rule in rules]
    audit.record(connection, "policy.loaded", actor=audit.BOT, at=now, detail={"rules": names})


def call(connection: sa.Connection, rules: Sequence[policies.Policy], now: datetime) -> None:
    """An incident has begun or ended: what waits for approval is called about accordingly."""
    for row in _waiting(connection):
        _calls(connection, row, _rule(rules, row), now)


def _waiting(connection: sa.Connection) -> Sequence[sa.Row[Any]]:
    table = schema.operations
    return connection.execute(
        sa.select(table)
        .where(table.c.state == operations.State.AWAITING_APPROVAL.value)
        .order_by(table.c.id)
        .with_for_update()
    ).all()


def _rule(rules: Sequence[policies.Policy], row: sa.Row[Any]) -> policies.Policy | None:
    return policies.choose(rules, row.verb, plans.from_json(row.plan).environment)


def _stands(
    connection: sa.Connection, row: sa.Row[Any], rule: policies.Policy | None, now: datetime
) -> None:
    """What waits stands under this rule from now on: its card, and when its approvers are called.
    The time for approval stays as it was told when it was asked for."""
    columns: dict[str, Any] = {"rule": rule.name if rule else ""}
    circles = records.circles_to_json(rule.approvers if rule else ())
    if circles != row.approvers:
        columns |= {"approvers": circles, "missing": None}
    if (row.rule, row.approvers) != (columns["rule"], circles):
        transitions.touch(connection, row.id, now, **columns)
    _calls(connection, row, rule, now)


def _calls(
    connection: sa.Connection, row: sa.Row[Any], rule: policies.Policy | None, now: datetime
) -> None:
    """When its approvers are called next: sooner while an incident goes on."""
    if rule is not None:
        rule = urgency.of_row(connection, row, rule)
    when = calls.following(rule, row.opened_at or now, row.calls, row.escalated, now)
    table = schema.operations
    connection.execute(table.update().where(table.c.id == row.id).values(call_at=when))
