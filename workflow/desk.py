"""Everything a person may ask of an operation."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from core import clock, ids, json
from core.sentences import say
from workflow import (
    approvals,
    audit,
    book,
    decisions,
    deliveries,
    durations,
    history,
    once,
    operations,
    outbox,
    people,
    policies,
    precedents,
    procedures,
    questions,
    records,
    refusals,
    reports,
    spots,
    store,
)
from workflow.operations import State
from workflow.store import schema

VOTE_TRIES = 20
"""How often a vote is judged anew because others came between; more at once is no crowd's doing."""
TYPICAL_KEPT = timedelta(minutes=1)
"""How long medians of past runs are kept before they are read again."""
NEVER = datetime.min.replace(tzinfo=UTC)

Within = Callable[[deliveries.Work], deliveries.Work]
"""The same work, and more in its transaction."""


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
        rules: book.Book,
        directory: people.Directory,
        clock: clock.Clock,
        make_id: ids.Ids = ids.new_id,
    ) -> None:
        self._store = store
        self._procedures = procedures
        self._rules = rules
        self._directory = directory
        self._clock = clock
        self._make_id = make_id
        self._once = once.Once(store, clock)
        self._typical: dict[str, tuple[datetime, dict[str, float] | None]] = {}

    async def may(self, verb: str, person: str) -> None:
        """Raises `policies.Refused` unless a rule lets this person ask for the verb at all.

        For read-only verbs, and before a form is opened."""
        rules = self._rules.of_verb(verb)
        roll = await approvals.call(self._directory, [r.requesters for r in rules], [person])
        approvals.may_ask(roll, rules, person, verb)

    async def ask(  # noqa: PLR0917 - as `vote`
        self,
        verb: str,
        requester: str,
        channel: str,
        values: json.Object,
        delivery: str,
        again_of: str = "",
        heard: spots.Spot | None = None,
    ) -> operations.Operation:
        """A new operation in `draft`; its plan follows by itself. `again_of` is the one whose plan
        no longer held: votes for the very same plan then carry over. `heard` is where it was asked
        for, if its card in `channel` is not seen from there: the way to it is posted there."""
        operation_id = self._make_id("op")
        now = self._clock.now()

        async def judge() -> deliveries.Work:
            if verb not in self._procedures:
                raise refusals.unknown_verb(verb)
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
                    again_of=again_of or None,
                )
            )
            audit.record(
                connection,
                "operation.draft",
                actor=requester,
                at=now,
                operation_id=operation_id,
                detail={"verb": verb, "channel": channel, "again_of": again_of},
            )
            outbox.card(connection, operation_id, channel, now)
            if heard is not None:
                outbox.asked(connection, operation_id, heard, now)
            return operation_id

        return await self._do("ask", None, requester, delivery, judge)

    async def vote(  # noqa: PLR0917 - every wish is called the same way
        self,
        operation_id: str,
        person: str,
        decision: str,
        plan_hash: str,
        delivery: str,
        reason: str = "",
        *,
        within: Within = lambda work: work,
    ) -> operations.Operation:
        """`decision` is "approve" or "deny". A deny ends it; the vote that fills the quorum
        approves it. `plan_hash` is the one on the card that was clicked. `within` adds
        what is to be true together with the vote."""
        if decision not in ("approve", "deny"):
            raise ValueError(f"a vote is approve or deny, not {decision!r}")

        async def judge() -> deliveries.Work:
            vote = operations.Vote(
                person=person, decision=decision, at=self._clock.now(), reason=reason
            )
            _, rule, roll = await self._called(operation_id, vote, plan_hash)
            return within(decisions.voting(operation_id, vote, plan_hash, roll, rule))

        for _ in range(VOTE_TRIES):
            with contextlib.suppress(decisions.Outdated):
                return await self._do("vote", operation_id, person, delivery, judge)
        raise people.Unreachable(
            say("decision-crowd", "Too many people voted in this moment."),
            remedy=say("decision-crowd-remedy", "Click again; nothing was decided."),
        )

    async def may_vote(self, operation_id: str, person: str, plan_hash: str) -> None:
        """Before the form for a reason is opened. Raises what `vote` would raise now."""
        vote = operations.Vote(person=person, decision="deny", at=self._clock.now())
        operation, rule, roll = await self._called(operation_id, vote, plan_hash)
        approvals.check_voter(roll, rule.approvers, operation.requester, person)

    async def _called(
        self, operation_id: str, vote: operations.Vote, plan_hash: str
    ) -> tuple[operations.Operation, policies.Policy, approvals.Roll]:
        """What is voted on, by which rule, and who counts."""

        def look(connection: sa.Connection) -> operations.Operation:
            found = records.get(connection, operation_id)
            decisions.votable(connection, found, vote, plan_hash)
            return found

        # Who comes second is told so even while the directory does not answer.
        operation = await self._store.read(look)
        rule = self._rules.of(operation)
        who = {vote.person, operation.requester, *(v.person for v in operation.votes)}
        return operation, rule, await approvals.call(self._directory, rule.approvers, who)

    async def again(self, operation_id: str, person: str, delivery: str) -> operations.Operation:
        """*Plan again*: the same wish anew, after what was approved no longer held."""
        before = await self._store.read(lambda c: records.get(c, operation_id))
        if before.state is not State.STALE:
            raise refusals.not_stale()
        return await self.ask(
            before.verb, person, before.channel, before.values, delivery, again_of=before.id
        )

    async def question(
        self, operation_id: str, person: str, text: str, delivery: str
    ) -> operations.Operation:
        """To the requester, in the thread; by any full member of the workspace."""

        async def judge() -> deliveries.Work:
            roll = await approvals.call(self._directory, [], [person])
            reason = approvals.full_member(roll, person)
            if reason is not None:
                raise policies.Refused(
                    reason, remedy=approvals.ask_a_colleague(), code="not-counted"
                )
            return questions.asking(operation_id, person, text, delivery, self._clock.now())

        return await self._do("question", operation_id, person, delivery, judge)

    async def withdraw(self, operation_id: str, person: str, delivery: str) -> operations.Operation:
        """By the requester, before the run."""

        async def judge() -> deliveries.Work:
            return decisions.withdrawing(operation_id, person, self._clock.now())

        return await self._do("withdraw", operation_id, person, delivery, judge)

    async def cancel(self, operation_id: str, person: str, delivery: str) -> operations.Operation:
        """By the requester or an approver: a run stops at the next step boundary; a failed
        operation is given up at once."""

        async def judge() -> deliveries.Work:
            await self._requester_or_lead(operation_id, person)
            return decisions.cancelling(operation_id, person, self._clock.now())

        return await self._do("cancel", operation_id, person, delivery, judge)

    async def done(self, operation_id: str, person: str, delivery: str) -> operations.Operation:
        """By the requester or an approver: what a step waits for is done; it looks again."""

        async def judge() -> deliveries.Work:
            await self._requester_or_lead(operation_id, person)
            return reports.reporting(operation_id, person, self._clock.now())

        return await self._do("done", operation_id, person, delivery, judge)

    async def retry(self, operation_id: str, person: str, delivery: str) -> operations.Operation:
        """By the requester or an approver: a failed operation goes on at its failed step."""

        async def judge() -> deliveries.Work:
            operation = await self._requester_or_lead(operation_id, person)
            self._rules.of(operation)  # nothing more is made where no rule speaks of it any more
            procedure = procedures.find(self._procedures, operation.verb)
            now = self._clock.now()
            frozen = self._rules.frozen(operation, now)
            return decisions.retrying(operation_id, person, procedure, frozen, now)

        return await self._do("retry", operation_id, person, delivery, judge)

    async def clean(self, operation_id: str, person: str, delivery: str) -> operations.Operation:
        """By the requester or an approver: removes what a failed or cancelled operation made."""

        async def judge() -> deliveries.Work:
            operation = await self._requester_or_lead(operation_id, person)
            procedure = procedures.find(self._procedures, operation.verb)
            now = self._clock.now()
            frozen = self._rules.frozen(operation, now)
            return decisions.cleaning(operation_id, person, procedure, frozen, now)

        return await self._do("clean", operation_id, person, delivery, judge)

    async def get(self, operation_id: str) -> operations.Operation:
        """The fresh operation with plan, steps, votes. Raises `policies.Refused`
        (`unknown-operation`)."""

        def read(connection: sa.Connection) -> operations.Operation:
            operation = records.get(connection, operation_id)
            at, typical = self._typical.get(operation.verb, (NEVER, None))
            now = self._clock.now()
            if now - at > TYPICAL_KEPT:
                typical = durations.typical(connection, operation.verb)
                self._typical[operation.verb] = (now, typical)
            before = None
            if operation.state is State.AWAITING_APPROVAL:
                before = precedents.last(connection, operation)
            return replace(operation, typical_seconds=typical, precedent=before)

        return await self._store.read(read)

    async def find(
        self,
        *,
        verb: str | None = None,
        states: Collection[operations.State] | None = None,
        target: str | None = None,
        requester: str | None = None,
        over: bool | None = None,
        limit: int = 20,
    ) -> list[operations.Operation]:
        """Newest first, complete like `get` but without `typical_seconds` and `precedent`. `over`:
        only those of which nothing more comes, or (False) only the others."""
        table = schema.operations
        query = sa.select(table).order_by(table.c.created_at.desc(), table.c.id).limit(limit)
        for column, value in (
            (table.c.verb, verb),
            (sa.func.lower(table.c.target), target and target.lower()),
            (table.c.requester, requester),
        ):
            if value is not None:
                query = query.where(column == value)
        if states is not None:
            query = query.where(table.c.state.in_([s.value for s in states]))
        if over is not None:
            query = query.where(records.OVER if over else sa.not_(records.OVER))
        return await self._store.read(lambda c: records.complete(c, c.execute(query).all()))

    async def history(self, about: str, limit: int) -> history.History:
        """The newest events of a server, an operation, a person, or (empty) all."""
        return await self._store.read(lambda c: history.find(c, about, limit))

    def on_change(self, callback: Callable[[], None]) -> None:
        """Called on the loop after each commit of this process."""
        self._store.on_commit(callback)

    async def _requester_or_lead(self, operation_id: str, person: str) -> operations.Operation:
        """By the rules and the directory as they are now. Without a rule only the requester is left
        to stop it and to clean up."""
        operation = await self._store.read(lambda c: records.get(c, operation_id))
        rule = self._rules.chosen(operation)
        circles = approvals.leads(rule, broke=person == operation.broken_by)
        mine = person == operation.requester
        roll = await approvals.call(self._directory, () if mine else circles, [person])
        reason = approvals.full_member(roll, person)
        if reason is not None:
            raise policies.Refused(reason, remedy=approvals.ask_a_colleague(), code="not-counted")
        if not mine and not any(roll.within(circle, person) for circle in circles):
            raise refusals.not_yours(operation.requester, circles)
        return operation

    async def _do(
        self, wish: str, operation_id: str | None, person: str, delivery: str, judge: once.Judge
    ) -> operations.Operation:
        return await self.get(await self._once.do(wish, operation_id, person, delivery, judge))
