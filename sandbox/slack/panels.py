"""Panels beside the workspace: Azure's story acts, passed on to the control endpoint."""

from __future__ import annotations

import aiohttp
from aiohttp import web

from sandbox.control import Control


class Panels:
    """Same-origin doors, so that the page needs to know one address only."""

    def __init__(self, control: Control, *, azure: bool) -> None:
        self._control = control
        self._has_azure = azure

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/panels", self._list),
            web.get("/links", self._list),
            web.get("/azure", self._azure),
            web.post("/azure", self._azure),
        ]

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
