"""The control server: faults, held requests, the journal, and story acts for every service.

How a service takes part (three lines):

    control = Control()
    app = web.Application(middlewares=[control.middleware("slack_api")])
    control.register("slack", act=workspace.act, snapshot=workspace.snapshot)

`act` is `async (order: dict) -> JSON` and answers `POST /_control/slack`; `snapshot` is
`() -> JSON` and answers `GET /_control/slack`. An act that cannot be done raises
`OrderError("why")`, answered as 400 `{"error": "why"}`. `await control.start(port)` opens the
plain-http server on 127.0.0.1 (port 0 = a free one), `control.url` names it, `await control.stop()`
closes it. What the server offers can be called in process too: `fault`, `clear`, `hold`,
`wait_held`, `release`, `entries`.

The middleware must be the outermost. A held or dropped request goes on although its client is gone,
as it would in a real service: aiohttp does not cancel handlers unless told to.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from aiohttp import web

from sandbox import faults, journal

T = TypeVar("T")
Act = Callable[[dict[str, Any]], Awaitable[Any]]
Snapshot = Callable[[], Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class OrderError(Exception):
    """An order to the control server that cannot be done; the text says why."""


class Control:
    """Faults, holds, journal and acts of one sandbox. Start it once, share it among services."""

    def __init__(self) -> None:
        self.journal = journal.Journal()
        self._faults = faults.Faults()
        self._acts: dict[str, Act] = {}
        self._snapshots: dict[str, Snapshot] = {}
        self._runner: web.AppRunner | None = None
        self.url = ""

    # ---- what services use ------------------------------------------------------------------
    def register(
        self, name: str, *, act: Act | None = None, snapshot: Snapshot | None = None
    ) -> None:
        """Answer `POST /_control/<name>` with `act` and `GET /_control/<name>` with `snapshot`."""
        if act is not None:
            self._acts[name] = act
        if snapshot is not None:
            self._snapshots[name] = snapshot

    def middleware(self, service: str) -> Any:
        """The aiohttp middleware that journals, holds and breaks the requests of `service`."""

        @web.middleware
        async def watch(request: web.Request, handler: Handler) -> web.StreamResponse:
            body = await request.read()
            entry = self.journal.open(service, request, body)
            try:
                answer = await self._faults.pass_through(service, request, handler)
            except web.HTTPException as refusal:
                self.journal.close(entry, refusal)
                raise
            self.journal.close(entry, answer)
            return answer

        return watch

    # ---- in-process doors, the same as over http ---------------------------------------------
    def fault(self, order: dict[str, Any]) -> str:
        """Add a fault (see `faults.Fault`); answers its id."""
        return self._faults.add(order)

    def standing(self) -> dict[str, int]:
        """The faults not used up, by id: how many requests each still takes (-1: all)."""
        return self._faults.standing()

    def clear(self) -> None:
        """Remove all faults. Held requests stay held."""
        self._faults.clear()

    def hold(self, order: dict[str, Any]) -> str:
        """Hold the next matching requests; answers the hold's id."""
        return self._faults.hold(order)

    async def wait_held(self, hold_id: str, wait: float = 30.0) -> bool:
        """True once a request is held, false if none came within `wait` seconds."""
        return await self._faults.wait_held(hold_id, wait)

    def release(self, hold_id: str) -> None:
        """Let a hold's requests go on, and hold no further ones."""
        self._faults.release(hold_id)

    def entries(
        self, service: str = "", method: str = "", path: str = "", since: int = 0
    ) -> list[dict[str, Any]]:
        """The journal, oldest first, narrowed; `path` is a regular expression."""
        return self.journal.entries(service=service, method=method, path=path, since=since)

    # ---- the server ---------------------------------------------------------------------------
    async def start(self, port: int = 0) -> None:
        app = web.Application(middlewares=[_as_json])
        app.router.add_post("/_control/faults", self._post_fault)
        app.router.add_delete("/_control/faults", self._delete_faults)
        app.router.add_post("/_control/hold", self._post_hold)
        app.router.add_get("/_control/hold/{id}", self._get_hold)
        app.router.add_post("/_control/release", self._post_release)
        app.router.add_get("/_control/journal", self._get_journal)
        app.router.add_get("/_control/{name}", self._get_snapshot)
        app.router.add_post("/_control/{name}", self._post_act)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        host, bound = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{bound}"

    async def stop(self) -> None:
        """Release everything held, close the server."""
        self._faults.release_all()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _post_fault(self, request: web.Request) -> web.Response:
        return web.json_response({"id": self.fault(await _order(request))})

    async def _delete_faults(self, _: web.Request) -> web.Response:
        self.clear()
        return web.json_response({})

    async def _post_hold(self, request: web.Request) -> web.Response:
        return web.json_response({"id": self.hold(await _order(request))})

    async def _get_hold(self, request: web.Request) -> web.Response:
        wait = float(request.query.get("wait", "30"))
        return web.json_response({"held": await self.wait_held(request.match_info["id"], wait)})

    async def _post_release(self, request: web.Request) -> web.Response:
        self.release(str((await _order(request)).get("id", "")))
        return web.json_response({})

    async def _get_journal(self, request: web.Request) -> web.Response:
        query = request.query
        found = self.entries(
            query.get("service", ""),
            query.get("method", ""),
            query.get("path", ""),
            int(query.get("since", "0")),
        )
        return web.json_response({"entries": found})

    async def _get_snapshot(self, request: web.Request) -> web.Response:
        return web.json_response(_named(self._snapshots, request)())

    async def _post_act(self, request: web.Request) -> web.Response:
        act = _named(self._acts, request)
        return web.json_response(await act(await _order(request)))


def _named(table: dict[str, T], request: web.Request) -> T:
    name = request.match_info["name"]
    if name not in table:
        raise OrderError(f"this sandbox has nothing called {name!r}; it has {sorted(table)}")
    return table[name]


async def _order(request: web.Request) -> dict[str, Any]:
    try:
        order = json.loads(await request.read() or b"{}")
    except ValueError as exc:
        raise OrderError(f"the body is not JSON: {exc}") from exc
    if not isinstance(order, dict):
        raise OrderError("the body must be a JSON object")
    return order


@web.middleware
async def _as_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refusals become 400 with a sentence, so that a test that errs can be read."""
    try:
        return await handler(request)
    except (OrderError, faults.UnknownHoldError) as exc:
        return web.json_response({"error": str(exc)}, status=400)
    except (KeyError, ValueError, TypeError) as exc:
        return web.json_response({"error": f"{type(exc).__name__}: {exc}"}, status=400)
