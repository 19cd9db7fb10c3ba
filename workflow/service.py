"""The workflow put together, for `serve` (with engine) and for the terminal (rows only)."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import structlog

from core import clock, ids
from workflow import (
    book,
    caller,
    chains,
    channels,
    clerk,
    confirmations,
    counting,
    desk,
    estate,
    findings,
    hearing,
    homes,
    incidents,
    keeper,
    leases,
    openings,
    overrides,
    overviews,
    people,
    policies,
    posts,
    procedures,
    requests,
    rights,
    routes,
    runs,
    samples,
    sightings,
    store,
    upgrade_plans,
)

if TYPE_CHECKING:
    from workflow import dispatch, engine

log = structlog.get_logger(__name__)

LEASE_SECONDS = 5.0
FENCED_EXIT = 75
"""EX_TEMPFAIL of sysexits.h: whoever supervises this process should start it again."""


class Service:
    """`desk`, `posts`, `findings` work once opened. `engine` is None without `with_engine`; other
    rooms may `engine.register` their own durable coroutines before `start`."""

    def __init__(
        self,
        *,
        opened: store.Store,
        desk: desk.Desk,
        overrides: overrides.Overrides,
        keeper: keeper.Keeper,
        posts: posts.Posts,
        findings: findings.Findings,
        samples: samples.Samples,
        incidents: incidents.Incidents,
        sightings: sightings.Sightings,
        estate: estate.Estate,
        overviews: overviews.Overviews,
        rights: rights.Judge,
        homes: homes.Homes,
        upgrade_plans: upgrade_plans.UpgradePlans,
        hearing: hearing.Hearing,
        requests: requests.Requests,
        confirmations: confirmations.Confirmations,
        clerk: clerk.Clerk,
        rules: book.Book,
        routing: routes.Routing,
        clock: clock.Clock,
        engine: engine.Engine | None = None,
        dispatcher: dispatch.Dispatcher | None = None,
        lease_seconds: float = LEASE_SECONDS,
    ) -> None:
        self.desk = desk
        self.overrides = overrides
        self.keeper = keeper
        self.posts = posts
        self.findings = findings
        self.samples = samples
        self.incidents = incidents
        self.sightings = sightings
        self.estate = estate
        self.overviews = overviews
        self.rights = rights
        self.homes = homes
        self.upgrade_plans = upgrade_plans
        self.hearing = hearing
        self.requests = requests
        self.confirmations = confirmations
        self.clerk = clerk
        self.engine = engine
        self._store = opened
        self._rules = rules
        self._routing = routing
        self._clock = clock
        self._dispatcher = dispatcher
        self._lease_seconds = lease_seconds
        self._lease: leases.Lease | None = None
        self._file: leases.FileLock | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._launched = False

    @property
    def durable(self) -> engine.Engine:
        """The engine of a service that was opened with one."""
        if self.engine is None:
            raise RuntimeError("opened without an engine: nothing runs here")
        return self.engine

    async def load(
        self, rules: Sequence[policies.Policy], known: routes.Routes | None = None
    ) -> None:
        """Put these rules in force, and these routes. Waiting cards then show what is asked of them
        now; what has a channel keeps it."""
        await self._rules.load(rules, self._store, self._clock)
        if known is not None:
            self._routing.load(known)

    async def start(self) -> None:
        """Launch the engine, take over what dead processes left, and begin to dispatch.

        Raises `leases.Taken` when another process serves the same SQLite file."""
        durable = self.durable
        if self._dispatcher is None:
            raise RuntimeError("opened without a dispatcher: nothing would be begun")
        if self._store.is_sqlite:
            self._file = leases.FileLock(self._store.place)
            self._file.take()
            await self._launch(durable)
            # Alone on this file: every other owner is dead, and so is whoever held a post.
            await self.posts.take_over()
            await durable.recover(await durable.owners() - {durable.executor_id})
        else:
            self._lease = leases.Lease(
                self._store, durable, seconds=self._lease_seconds, fenced=_end_process
            )
            await self._lease.take()
            await self._launch(durable)
            self._begin(self._lease.run(), "lease")
        await self.load(self._rules.rules)
        self._begin(self._dispatcher.run(), "dispatch")
        self._begin(self.clerk.run(), "requests")

    async def _launch(self, durable: engine.Engine) -> None:
        self._launched = True
        await durable.launch()

    def _begin(self, coroutine: Coroutine[Any, Any, None], name: str) -> None:
        self._tasks.append(asyncio.create_task(coroutine, name=name))

    async def close(self) -> None:
        """Stop dispatching, engine, lease, store. Nothing waits for running operations: they go on
        here after the next start, or on another replica at once."""
        for task in self._tasks:
            task.cancel()
        # A loop that died must not keep the rest from being closed.
        for outcome in await asyncio.gather(*self._tasks, return_exceptions=True):
            if isinstance(outcome, Exception):
                log.error("service.loop-died", exc_info=outcome)
        if self.engine is not None and self._launched:
            await self.engine.close()
        if self._lease is not None:
            await self._lease.give_back()
        if self._file is not None:
            self._file.release()
        self._tasks = []
        await self._store.close()

    def ready(self) -> bool:
        """The loops run and the database answered last time."""
        return self._store.healthy and not any(task.done() for task in self._tasks)


async def _end_process() -> None:
    """At once: each further moment of this process may do a step that another replica does too."""
    log.critical("process.fenced", remedy="it is started again by its supervisor")
    os._exit(FENCED_EXIT)


def _check(known: Mapping[str, procedures.Procedure]) -> None:
    for procedure in known.values():
        procedures.check(procedure)


async def open(  # noqa: A001 - opened like a file
    *,
    database_url: str,
    audit_key: str | None,
    procedures: Mapping[str, procedures.Procedure],
    policies: Sequence[policies.Policy],
    directory: people.Directory,
    world: Any,
    clock: clock.Clock,
    make_id: ids.Ids = ids.new_id,
    with_engine: bool = True,
    told: channels.Channels = channels.Channels(),  # noqa: B008 - frozen
    routing: routes.Routing | None = None,
    terms: counting.Terms = counting.Terms(),  # noqa: B008 - likewise
    reaches: clerk.Reaches | None = None,
    look: clerk.Look | None = None,
    leads: tuple[str, ...] = (),
    lease_seconds: float = LEASE_SECONDS,
    poll_seconds: float = 1.0,
    give_up_seconds: float = store.GIVE_UP_SECONDS,
    store_away_seconds: float = runs.STORE_AWAY_SECONDS,
) -> Service:
    """Open the store (bringing its tables up to date under a lock) and build the rest.

    The terminal (`with_engine=False`, no `audit_key`) may stand beside a serving process: it writes
    rows, and the serving process acts on them within a second. Raises `store.Unavailable`,
    `chains.WrongKey`, and `ValueError` for procedures that cannot be run."""
    _check(procedures)
    opened = await store.open(database_url, audit_key=audit_key, give_up_seconds=give_up_seconds)
    try:
        if audit_key is not None:
            await opened.read(chains.check_key)
    except chains.WrongKey:
        await opened.close()
        raise
    rules = book.Book(policies)
    routing = routing or routes.Routing(routes.Routes(default=told.default))
    judging: dict[str, Any] = {
        "rows": opened,
        "rules": rules,
        "directory": directory,
        "clock": clock,
    }
    counter = desk.Desk(
        store=opened,
        procedures=procedures,
        rules=rules,
        directory=directory,
        clock=clock,
        make_id=make_id,
    )
    wishes: dict[str, Any] = {
        "requests": requests.Requests(opened, clock, make_id),
        "confirmations": confirmations.Confirmations(
            desk=counter, told=told, make_id=make_id, **judging
        ),
        "desk": counter,
    }
    parts: dict[str, Any] = {
        "opened": opened,
        "rules": rules,
        "routing": routing,
        "clock": clock,
        **wishes,
        "clerk": clerk.Clerk(
            rows=opened, clock=clock, routing=routing, reaches=reaches, look=look, **wishes
        ),
        "overrides": overrides.Overrides(told=told, **judging),
        "keeper": keeper.Keeper(**judging),
        "posts": posts.Posts(opened, clock, told=told, make_id=make_id),
        "findings": findings.Findings(opened, clock, make_id),
        "samples": samples.Samples(opened, clock),
        "incidents": incidents.Incidents(
            rows=opened, desk=counter, rules=rules, clock=clock, make_id=make_id, leads=leads
        ),
        "sightings": sightings.Sightings(opened),
        "estate": estate.Estate(opened),
        "overviews": overviews.Overviews(opened),
        "rights": rights.Judge(rules, directory),
        "homes": homes.Homes(opened),
        "upgrade_plans": upgrade_plans.UpgradePlans(opened, clock, make_id),
        "hearing": hearing.Hearing(opened, clock, make_id),
    }
    if not with_engine:
        return Service(**parts)
    # Imported here: DBOS takes a third of all imports' time, and the terminal needs none of it.
    from workflow import dispatch, engine  # noqa: PLC0415 - see above

    durable = engine.Engine(database_url=database_url)
    first = openings.Openings(
        rows=opened,
        verbs=procedures,
        rules=rules,
        directory=directory,
        world=world,
        clock=clock,
    )
    run = runs.Runs(first=first, engine=durable, store_away_seconds=store_away_seconds)
    durable.register("plan", run.plan)
    durable.register("run", run.run)
    durable.register("clean", run.clean)
    dispatcher = dispatch.Dispatcher(
        store=opened,
        engine=durable,
        clock=clock,
        caller=caller.Caller(**judging),
        counting=counting.Counting(rows=opened, clock=clock, terms=terms, channel=told.audit),
        poll_seconds=poll_seconds,
    )
    return Service(**parts, engine=durable, dispatcher=dispatcher, lease_seconds=lease_seconds)
