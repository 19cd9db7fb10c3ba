"""Panels beside the workspace: Azure's story acts, passed on to the control endpoint."""

from __future__ import annotations

import json
from typing import Any

import aiohttp
from aiohttp import web

from sandbox.control import Control


class Panels:
    """Same-origin doors, so that the page needs to know one address only."""

    def __init__(self, control: Control, *, azure: bool) -> None:
        self._control = control
        self._has_azure = azure
        self._given: list[dict[str, Any]] = []
        """Faults that the page asked for."""

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/panels", self._list),
            web.get("/links", self._list),
            web.get("/azure", self._azure),
            web.post("/azure", self._azure),
            web.get("/control", self._state),
            web.post("/control/{order}", self._order),
        ]

    async def _state(self, _: web.Request) -> web.Response:
        services = ["slack_api", "arm", "authority", "keyvault", "prices"]
        slack = (await self._call("GET", "slack", None))[1]
        shown = {"ok": True, "services": services if self._has_azure else services[:1]}
        left = self._control.standing()
        self._given = [fault for fault in self._given if fault["id"] in left]
        faults = [fault | {"times": left[fault["id"]]} for fault in self._given]
        shown |= {"slack": slack, "azure": self._has_azure, "faults": faults}
        skies = await self._skies()
        limited = {"limited": bool(slack.get("limited"))}
        shown["weather"] = limited | skies.get("weather", {})
        shown["denied"] = skies.get("denied", [])
        shown["failing"] = skies.get("failing", [])
        return web.json_response(shown)

    async def _skies(self) -> dict[str, Any]:
        """Its weather, denials and coming failures; by an act, for a snapshot may be megabytes."""
        if not self._has_azure:
            return {}
        status, answer = await self._call("POST", "azure", {"do": "weather"})
        return answer if status == 200 and isinstance(answer, dict) else {}

    async def _order(self, request: web.Request) -> web.Response:
        """One switch of the page: faults, clear, slack, azure, weather or clock."""
        order, body = request.match_info["order"], json.loads(await request.read() or b"{}")
        match order:
            case "faults":
                status, answer = await self._call("POST", "faults", body)
                if status == 200:
                    self._given.append(body | answer)
            case "clear":
                self._given.clear()
                status, answer = await self._call("DELETE", "faults", None)
            case "slack" | "azure":
                status, answer = await self._call("POST", order, body)
            case "weather":
                status, answer = await self._weather(body)
            case "clock":
                status, answer = await self._both({"do": "advance"} | body)
            case _:
                raise web.HTTPNotFound
        return web.json_response(answer, status=status)

    async def _weather(self, body: dict[str, Any]) -> tuple[int, Any]:
        status: int = 200
        answer: Any = {}
        if "limited" in body:
            order = {"do": "rate_limit", "enforce": bool(body["limited"]), "tight": True}
            status, answer = await self._call("POST", "slack", order)
        skies = {name: body[name] for name in ("throttled", "lagging") if name in body}
        if skies and self._has_azure:
            status, answer = await self._call("POST", "azure", {"do": "weather"} | skies)
        return status, answer

    async def _both(self, order: dict[str, Any]) -> tuple[int, Any]:
        status, answer = await self._call("POST", "slack", order)
        if self._has_azure and status == 200:
            status, azure = await self._call("POST", "azure", order)
            answer = {"slack": answer, "azure": azure}
        return status, answer

    async def _call(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        url = f"{self._control.url}/_control/{path}"
        async with (
            aiohttp.ClientSession() as session,
            session.request(method, url, json=body) as answer,
        ):
            return answer.status, await answer.json()

    async def _list(self, _: web.Request) -> web.Response:
        azure = {"id": "azure", "title": "Azure (local)", "url": "/page/azure"}
        shown = [azure] if self._has_azure else []
        return web.json_response({"ok": True, "panels": shown})

    async def _azure(self, request: web.Request) -> web.Response:
        url, body = f"{self._control.url}/_control/azure", await request.read()
        async with (
            aiohttp.ClientSession() as session,
            session.request(request.method, url, data=body) as answer,
        ):
            content = await answer.read()
            return web.Response(
                body=content, status=answer.status, content_type=answer.content_type
            )
