"""The local Azure with a plain https client beside the SDK's: what is checked is the wire."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yarl

from sandbox import authority
from sandbox.azure import seed
from sandbox.azure.server import LocalAzure
from tests.conformance.openapi.exchanges import Exchanges


class Wire:
    """Requests with a good token; answers as (status, JSON)."""

    def __init__(
        self, local: LocalAzure, http: aiohttp.ClientSession, exchanges: Exchanges
    ) -> None:
        self.local = local
        self.http = http
        self.exchanges = exchanges
        self._token = ""
        self._who = (local.client_id, local.client_secret)

    def sign_in(self, client: str, secret: str) -> None:
        """Ask as somebody else from now on."""
        self._who, self._token = (client, secret), ""

    async def token(self) -> str:
        if not self._token:
            form = {
                "grant_type": "client_credentials",
                "client_id": self._who[0],
                "client_secret": self._who[1],
                "scope": self.local.urls["arm"] + "/.default",
            }
            url = f"{self.local.urls['authority']}/{self.local.tenant}/oauth2/v2.0/token"
            async with self.http.post(url, data=form) as answer:
                self._token = (await answer.json())["access_token"]
        return self._token

    async def ask(
        self, verb: str, path: str, version: str, body: Any = None, **query: str
    ) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {await self.token()}"}
        pairs = {"api-version": version, **query} if version else query
        async with self.http.request(
            verb, self.local.urls["arm"] + path, params=pairs, json=body, headers=headers
        ) as answer:
            text = await answer.read()
            return answer.status, await answer.json(content_type=None) if text else None

    async def follow(self, url: str) -> int:
        """Ask at an address that an answer handed out; the status."""
        headers = {"Authorization": f"Bearer {await self.token()}"}
        async with self.http.get(yarl.URL(url, encoded=True), headers=headers) as answer:
            return answer.status

    def forget_token(self) -> None:
        self._token = ""

    async def act(self, do: str, **order: Any) -> Any:
        url = f"{self.local.urls['control']}/_control/azure"
        async with self.http.post(url, json={"do": do, **order}) as answer:
            body = await answer.json()
            assert answer.status == 200, body
            return body


@pytest.fixture
async def wire(ca: authority.Authority, tmp_path: Path) -> AsyncIterator[Wire]:
    exchanges = Exchanges()
    local = LocalAzure(data_dir=tmp_path, speed=60, ca=ca, observer=exchanges)
    await local.start()
    context = ssl.create_default_context(cafile=str(local.bundle))
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=context)) as http:
        yield Wire(local, http, exchanges)
    await local.stop()


PRODUCTION = seed.PRODUCTION
