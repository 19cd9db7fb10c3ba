"""The durable engine, behind one small surface. The only module that knows DBOS.

Kept to DBOS Transact 3.4 exactly: `recover` uses `DBOS._recover_pending_workflows`, which is not
public, and a test with a killed process watches over it.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import json as stdjson
import os
import secrets
import socket
from collections.abc import Awaitable, Callable, Collection, Iterable
from datetime import datetime
from typing import Any

import dbos
import sqlalchemy as sa

from core import errors, json, sentences
from core.sentences import say
from workflow.store import places

Durable = Callable[..., Awaitable[json.JSON]]

APPLICATION_VERSION = "1"
"""Runs are taken over only within one version. It is pinned, not made from the code as DBOS would:
else every release would orphan what runs. Change how a run goes with `DBOS.patch`."""

EXECUTOR_THREADS = 16
POOL_SIZE = 6
BUSY_SECONDS = 30
PURGE_BATCH = 200

UNFINISHED = ["PENDING"]
ENDED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]


class StepError(errors.BotError):
    """An exception that a step let through, as it came back from the engine's rows."""

    code = "engine-step"


class Engine:
    """Durable coroutines with JSON arguments, known by id: started once whoever starts them.

    `database_url` is the store's own: on SQLite the engine keeps a file beside it
    (`….engine.db`), on PostgreSQL the schema `dbos` of the same database. DBOS is one per process,
    so is this.
    """

    def __init__(
        self, *, database_url: str, application_version: str = APPLICATION_VERSION
    ) -> None:
        self._place = places.parse(database_url)
        self._version = application_version
        # Fresh at each boot: what a dead process left is nobody's until it is taken over.
        self.executor_id = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
        self._functions: dict[str, Durable] = {}
        self._workflows: dict[str, Any] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self._sql: sa.Engine | None = None

    def register(self, name: str, coroutine_function: Durable) -> None:
        """Before `launch`. `name` is stored: keep it stable over releases."""
        if self._workflows:
            raise RuntimeError(f"{name!r} was registered after the engine's launch")
        self._functions[name] = coroutine_function

    async def launch(self) -> None:
        """Open the engine. DBOS takes the running loop for recovered runs, so this call is made on
        it and blocks it for the moment that its tables need; nothing is served yet."""
        self._sql = _sqlite(self._place) if self._place.path else None
        config: dbos.DBOSConfig = {
            "name": "failback-ps",
            "executor_id": self.executor_id,
            "application_version": self._version,
            "serializer": _Json(),
            "max_executor_threads": EXECUTOR_THREADS,
            "log_level": "ERROR",
            "system_database_url": _url(self._place),
            "sys_db_pool_size": POOL_SIZE,
            "dbos_system_schema": "dbos",
        }
        if self._sql is not None:
            config["system_database_engine"] = self._sql
        dbos.DBOS(config=config)
        for name, function in self._functions.items():
            self._workflows[name] = dbos.DBOS.workflow(name=name, max_recovery_attempts=None)(
                self._followed(name, function)
            )
        dbos.DBOS.launch()

    def _followed(self, name: str, function: Durable) -> Callable[..., Any]:
        async def run(**arguments: Any) -> json.JSON:
            task = asyncio.current_task()
            if task is not None:
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            return await function(**arguments)

        run.__qualname__ = run.__name__ = name
        return run

    async def close(self) -> None:
        """Stop without waiting for runs: cancelled here, they are unfinished in the rows and go on
        after the next start."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        loop = asyncio.get_running_loop()
        # Joins threads that may themselves wait for the loop, so not on it.
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            await loop.run_in_executor(pool, lambda: dbos.DBOS.destroy(destroy_registry=True))
        # DBOS had put its own pool in as the loop's; that one is shut now.
        loop.set_default_executor(concurrent.futures.ThreadPoolExecutor())
        if self._sql is not None:
            self._sql.dispose()
        self._workflows.clear()

    async def start(self, name: str, id: str, arguments: json.Object) -> None:  # noqa: A002 - the engine's own word
        """Start the registered coroutine with keyword `arguments`; a known id does nothing."""
        with dbos.SetWorkflowID(id):
            await dbos.DBOS.start_workflow_async(self._workflows[name], **arguments)

    async def step(self, name: str, fn: Durable, *arguments: Any) -> Any:
        """Inside a run: run `fn` once and keep its JSON answer; after a restart the kept answer.

        What `fn` raises is kept as well, so let it raise only what must end the run."""
        return await dbos.DBOS.run_step_async({"name": name}, fn, *arguments)

    async def sleep(self, seconds: float) -> None:
        """Inside a run: a wait that survives a restart."""
        await dbos.DBOS.sleep_async(seconds)

    async def owners(self) -> frozenset[str]:
        """Executors that own unfinished runs, dead or alive."""
        pending = await dbos.DBOS.list_workflows_async(
            status=UNFINISHED, load_input=False, load_output=False
        )
        return frozenset(w.executor_id for w in pending if w.executor_id)

    async def recover(self, dead_executors: Collection[str]) -> None:
        """Take over the unfinished runs of owners known to be dead. Doing it twice, or on two
        replicas at once, is harmless: the engine hands each run to one."""
        if dead_executors:
            await asyncio.to_thread(
                dbos.DBOS._recover_pending_workflows,
                sorted(dead_executors),
            )

    async def ended(self, ids: Collection[str]) -> frozenset[str]:
        """Those of these runs that have ended, well or not; forgotten ones are not among them."""
        kept = await dbos.DBOS.list_workflows_async(
            workflow_ids=list(ids), status=ENDED, load_input=False, load_output=False
        )
        return frozenset(w.workflow_id for w in kept)

    async def purge(self, before: datetime) -> None:
        """Forget runs that ended before `before`."""
        while True:
            old = await dbos.DBOS.list_workflows_async(
                status=ENDED,
                completed_before=before.isoformat(),
                limit=PURGE_BATCH,
                load_input=False,
                load_output=False,
            )
            if not old:
                return
            await dbos.DBOS.delete_workflows_async([w.workflow_id for w in old])


class _Json(dbos.Serializer):
    """JSON only: what is stored can be read by anybody, and runs no code when it is."""

    def name(self) -> str:
        return "failback_ps_json"

    def serialize(self, data: Any) -> str:
        if isinstance(data, BaseException):
            return stdjson.dumps({"__error__": _told(data)})
        return stdjson.dumps(data, allow_nan=False, ensure_ascii=False)

    def deserialize(self, serialized_data: str) -> Any:
        data = stdjson.loads(serialized_data)
        if isinstance(data, dict) and data.keys() == {"__error__"}:
            return StepError(**sentences.restore_all(data["__error__"]))
        return data


def _told(error: BaseException) -> dict[str, json.JSON]:
    """Only our own errors' sentences are known to hold no secret; of others the kind is kept."""
    if isinstance(error, errors.BotError):
        kept = {"sentence": error.sentence, "remedy": error.remedy, "code": error.code}
    else:
        said = say(
            "step-ended-run", "An unexpected {kind} ended the run.", kind=type(error).__name__
        )
        kept = {"sentence": said, "code": "unexpected"}
    return {name: sentences.keep(one) for name, one in kept.items()}


def _url(place: places.Place) -> str:
    if place.path is not None:
        return f"sqlite:///{place.path.with_suffix('.engine.db')}"
    return place.url.render_as_string(hide_password=False)


def _sqlite(place: places.Place) -> sa.Engine:
    """DBOS opens SQLite without a write-ahead log; given an engine, it takes that."""
    engine = sa.create_engine(_url(place), connect_args={"timeout": BUSY_SECONDS})
    pragmas: Iterable[str] = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
        # As DBOS's own engine has it: writers queue at BEGIN, not at their first write.
        connection.isolation_level = "IMMEDIATE"

    return engine
