"""Everything a person may ask of an operation."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa

from core import clock, ids, json
from workflow import (
    approvals,
    audit,
    decisions,
    deliveries,
    durations,
    operations,
    outbox,
    people,
    policies,
    procedures,
    records,
    store,
)
from workflow.operations import State
from workflow.store import schema

Judge = Callable[[], Awaitable[deliveries.Work]]

TYPICAL_SECONDS_KEPT = 60.0
"""How long medians of past runs are kept before they are read again."""


class Desk:
    """Takes wishes, judges them by policy and state, and commits before it answers.

    Every wish carries `delivery`, Slack's id of the click or command (or a fresh id from the
    terminal): a repeated one gives the first one's outcome, refusals included. All raise
    `policies.Refused`, `operations.Lost` (somebody was first), `people.Unreachable` or
    `store.Unavailable`. Sentences name people as `<@U…>` and groups as `<!subteam^S…>`.
    """

    def __init__(
        self,
        *,
        store: store.Store,
        procedures: Mapping[str, procedures.Procedure],
        policies: Sequence[policies.Policy],
        directory: people.Directory,
        clock: clock.Clock,
        make_id: ids.Ids = ids.new_id,
    ) -> None:
        self._store = store
        self._procedures = procedures
        self._policies = policies
        self._directory = directory
        self._clock = clock
        self._make_id = make_id
        self._typical: dict[str, tuple[float, dict[str, float] | None]] = {}

    async def may(self, verb: str, person: str) -> None:
        """Raises `policies.Refused` unless a rule lets this person ask for the verb at all.

        For read-only verbs, and before a form is opened."""
        rules = policies.of_verb(self._policies, verb)
        roll = await approvals.call(self._directory, [r.requesters for r in rules], [person])
        approvals.may_ask(roll, rules, person, verb)

    async def ask(
        self, verb: str, requester: str, channel: str, values: json.Object, delivery: str
    ) -> operations.Operation:
        """A new operation in `draft`; its plan follows by itself."""
        operation_id = self._make_id("op")
        now = self._clock.now()

        async def judge() -> deliveries.Work:
            if verb not in self._procedures:
                raise policies.Refused(
                    f"There is nothing to run by the name {verb!r}.",
                    remedy="`help` lists what there is.",
                    code="unknown-verb",
                )
            await self.may(verb, requester)
            return insert

        def insert(connection: sa.Connection) -> str:
            connection.execute(
                schema.operations.insert().values(
                    id=operation_id,
                    verb=verb,
                    state=State.DRAFT.value,
                    requester=requester,
                    channel=channel,
                    field_values=dict(values),
                    created_at=now,
                    updated_at=now,
                    version=1,
                    attempt=1,
                    approvers=[],
                )
            )
            audit.record(
                connection,
                "operation.draft",
                actor=requester,
                at=now,
                operation_id=operation_id,
                detail={"verb": verb, "channel": channel},
            )
            outbox.card(connection, operation_id, channel, now)
            return operation_id

        return await self._once("ask", None, requester, delivery, judge)

    async def vote(  # noqa: PLR0917 - every wish is called the same way
        self,
        operation_id: str,
        person: str,
        decision: str,
        plan_hash: str,
        delivery: str,
        reason: str = "",
    ) -> operations.Operation:
        """`decision` is "approve" or "deny". A deny ends it; the vote that fills the quorum
        approves it. `plan_hash` is the one on the card that was clicked."""
        if decision not in ("approve", "deny"):
            raise ValueError(f"a vote is approve or deny, not {decision!r}")

        async def judge() -> deliveries.Work:
            vote = operations.Vote(
                person=person, decision=decision, at=self._clock.now(), reason=reason
            )

            def look(connection: sa.Connection) -> operations.Operation:
                found = records.get(connection, operation_id)
                decisions.votable(connection, found, vote, plan_hash)
                return found

            # Who comes second is told so even while the directory does not answer.
            operation = await self._store.read(look)
            roll = await approvals.call(
                self._directory, operation.circles, [person, *(v.person for v in operation.votes)]
            )
            return decisions.voting(operation_id, vote, plan_hash, roll)

        return await self._once("vote", operation_id, person, delivery, judge)

    async def withdraw(self, operation_id: str, person: str, delivery: str) -> operations.Operation:
        """By the requester, before the run."""

        async def judge() -> deliveries.Work:
            return decisions.withdrawing(operation_id, person, self._clock.now())

        return await self._once("withdraw", operation_id, person, delivery, judge)

    async def cancel(self, operation_id: str, person: str, delivery: str) -> operations.Operation:
        """By the requester or an approver: a run stops at the next step boundary; a failed
        operation is given up at once."""

        async def judge() -> deliveries.Work:
            await self._requester_or_lead(operation_id, person)
            return decisions.cancelling(operation_id, person, self._clock.now())

        return await self._once("cancel", operation_id, person, delivery, judge)

    async def retry(self, operation_id: str, person: str, delivery: str) -> operations.Operation:
        """By the requester or an approver: a failed operation goes on at its failed step."""

        async def judge() -> deliveries.Work:
            operation = await self._requester_or_lead(operation_id, person)
            procedure = procedures.find(self._procedures, operation.verb)
            return decisions.retrying(operation_id, person, procedure, self._clock.now())

        return await self._once("retry", operation_id, person, delivery, judge)

    async def clean(self, operation_id: str, person: str, delivery: str) -> operations.Operation:
        """By the requester or an approver: removes what a failed or cancelled operation made."""

        async def judge() -> deliveries.Work:
            operation = await self._requester_or_lead(operation_id, person)
            procedure = procedures.find(self._procedures, operation.verb)
            return decisions.cleaning(operation_id, person, procedure, self._clock.now())

        return await self._once("clean", operation_id, person, delivery, judge)

    async def get(self, operation_id: str) -> operations.Operation:
        """The fresh operation with plan, steps, votes. Raises `policies.Refused`
        (`unknown-operation`)."""

        def read(connection: sa.Connection) -> operations.Operation:
            operation = records.get(connection, operation_id)
            at, typical = self._typical.get(operation.verb, (0.0, None))
            if time.monotonic() - at > TYPICAL_SECONDS_KEPT or not at:
                typical = durations.typical(connection, operation.verb)
                self._typical[operation.verb] = (time.monotonic(), typical)
            return replace(operation, typical_seconds=typical)

        return await self._store.read(read)

    async def find(
        self,
        *,
        verb: str | None = None,
        states: Collection[operations.State] | None = None,
        target: str | None = None,
        requester: str | None = None,
        limit: int = 20,
    ) -> list[operations.Operation]:
        """Newest first, complete like `get` but without `typical_seconds`."""
        table = schema.operations
        query = sa.select(table).order_by(table.c.created_at.desc(), table.c.id).limit(limit)
        for column, value in (
            (table.c.verb, verb),
            (table.c.target, target),
            (table.c.requester, requester),
        ):
            if value is not None:
                query = query.where(column == value)
        if states is not None:
            query = query.where(table.c.state.in_([s.value for s in states]))
        return await self._store.read(lambda c: records.complete(c, c.execute(query).all()))

    def on_change(self, callback: Callable[[], None]) -> None:
        """Called on the loop after each commit of this process."""
        self._store.on_commit(callback)

    async def _requester_or_lead(self, operation_id: str, person: str) -> operations.Operation:
        operation = await self._store.read(lambda c: records.get(c, operation_id))
        mine = person == operation.requester
        circles = () if mine else operation.circles
        roll = await approvals.call(self._directory, circles, [person])
        reason = approvals.full_member(roll, person)
        if reason is not None:
            raise policies.Refused(reason, remedy="Ask a colleague.", code="not-counted")
        if not mine and not any(roll.within(circle, person) for circle in circles):
            raise policies.Refused(
                f"Only <@{operation.requester}> and the approvers may do this.",
                remedy=f"Ask <@{operation.requester}> or {approvals.mentions(operation.circles)}.",
                code="not-requester-or-lead",
            )
        return operation

    async def _once(
        self, wish: str, operation_id: str | None, person: str, delivery: str, judge: Judge
    ) -> operations.Operation:
        outcome = await self._store.read(lambda c: deliveries.recall(c, delivery))
        if outcome is None:
            work = await self._judged(judge)
            now = self._clock.now()
            outcome = await self._store.write(
                lambda c: deliveries.settle(
                    c,
                    delivery,
                    work,
                    wish=wish,
                    person=person,
                    operation_id=operation_id,
                    now=now,
                )
            )
        return await self.get(deliveries.operation_of(outcome))

    async def _judged(self, judge: Judge) -> deliveries.Work:
        """A refusal by the judge becomes work that raises it, so that it is kept like any other."""
        try:
            return await judge()
        except (policies.Refused, operations.Lost) as exc:
            refusal = exc

        def refuse(_connection: sa.Connection) -> str:
            raise refusal

        return refuse
