"""A local Azure, a real connection to it, and a tiny context that runs steps as the engine does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from azureops import azure
from core import clock, ids, json
from sandbox import authority
from sandbox.azure import lag
from sandbox.azure.server import LocalAzure
from tests import weather
from tests.conformance.openapi import judging
from workflow import procedures

SPEED = 60.0
OPERATION = "op-7f3k2qhd45"
REQUESTER = "U0RITA001"


class Cloud:
    """The local Azure and the bot's connection to it."""

    def __init__(self, local: LocalAzure, world: Any, http: aiohttp.ClientSession) -> None:
        self.local = local
        self.world = world
        self._http = http

    async def act(self, do: str, **order: Any) -> Any:
        """What somebody else does in Azure, and is seen."""
        done = await self._act(do, **order)
        await self.seen()
        return done

    async def seen(self) -> None:
        """Reads that lag show what was done until now."""
        if "lagging" in weather.AZURE:
            await self._act("advance", seconds=lag.SECONDS + 1)

    async def _act(self, do: str, **order: Any) -> Any:
        url = f"{self.local.urls['control']}/_control/azure"
        async with self._http.post(url, json={"do": do, **order}) as answer:
            body = await answer.json()
            assert answer.status == 200, body
            return body

    async def snapshot(self) -> dict[str, Any]:
        url = f"{self.local.urls['control']}/_control/azure"
        async with self._http.get(url) as answer:
            found: dict[str, Any] = await answer.json()
            return found

    async def ids(self) -> set[str]:
        """Ids of everything there is, and `secret:` names."""
        shot = await self.snapshot()
        return {r["id"] for r in shot["resources"]} | {f"secret:{s}" for s in shot["secrets"]}

    def throttle(self) -> None:
        """From now on each third call is refused as one too many."""
        self.local.control.fault(
            {
                "service": "arm",
                "times": -1,
                "every": 3,
                "then": {
                    "status": 429,
                    "headers": {"Retry-After": "0"},
                    "body": {"error": {"code": "TooManyRequests", "message": "Too many requests."}},
                },
            }
        )

    def fault(
        self, service: str, path: str, status: int, code: str, *, method: str = "", times: int = -1
    ) -> None:
        """Until cleared, or so many times, Azure answers with this refusal."""
        self.local.control.fault(
            {
                "service": service,
                **({"method": method} if method else {}),
                "path": path,
                "times": times,
                "then": {
                    "status": status,
                    "body": {"error": {"code": code, "message": f"{code} by the test"}},
                },
            }
        )


@pytest.fixture
async def cloud(
    ca: authority.Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Cloud]:
    """Its answers are held against the official descriptions at the end."""
    with judging.watched() as exchanges:
        local = LocalAzure(
            data_dir=tmp_path, speed=SPEED, ca=ca, weather=weather.AZURE, observer=exchanges
        )
        await local.start()
        try:
            async with _connected(local, monkeypatch) as made:
                yield made
        finally:
            await local.stop()


@asynccontextmanager
async def _connected(local: LocalAzure, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Cloud]:
    for name, value in local.settings.items():
        monkeypatch.setenv(name, value)
    world = await azure.connect(
        azure.Endpoints(
            arm_url=local.urls["arm"],
            authority_host=local.urls["authority"],
            key_vault_url=local.urls["keyvault"],
            prices_url=local.urls["prices"],
            ca_bundle=str(local.bundle),
        )
    )
    world.settling = 3
    world.interval = 0.2  # Azure's clock runs sixty times as fast
    try:
        async with aiohttp.ClientSession() as http:
            yield Cloud(local, world, http)
    finally:
        await world.close()


@dataclass
class Running:
    """A step's context, and what it showed. Waits are a hundred times shorter."""

    world: Any
    operation_id: str = OPERATION
    attempt: int = 1
    requester: str = REQUESTER
    clock: clock.Clock = field(default_factory=clock.SystemClock)
    notes: list[str] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    waits: list[bool] = field(default_factory=list)
    cancel: bool = False
    done: procedures.Report | None = None
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    told: asyncio.Event = field(default_factory=asyncio.Event)

    async def note(self, text: str) -> None:
        self.notes.append(text)

    async def say(self, key: str, text: str) -> None:
        self.said.setdefault(key, text)
        self.told.set()

    async def waiting(self, on_person: bool) -> None:
        self.waits.append(on_person)
        self.asked.set()

    async def reported(self, since: datetime) -> procedures.Report | None:
        return self.done if self.done and self.done.at >= since else None

    async def cancelled(self) -> bool:
        return self.cancel

    async def sleep(self, seconds: float) -> None:
        # Reads that lag are as late as on Azure's own clock, which runs sixty times as fast.
        await asyncio.sleep(seconds / (SPEED / 2 if "lagging" in weather.AZURE else 100))


async def run(
    context: Running,
    steps: Sequence[procedures.Step],
    plan: json.Object,
    *,
    results: dict[str, Any] | None = None,
    twice: bool = False,
) -> dict[str, Any]:
    """The parts in order; `twice` runs each again, as after a crash before its checkpoint and a
    restart, which is a new connection."""
    found = results if results is not None else {}
    for step in steps:
        for name, act in step.parts:
            arguments: json.Object = {"plan": plan, "results": found}
            if twice:
                await act(context, arguments)
                context.world.born = ids.new_id("connection")
            found[name] = await act(context, arguments)
    return found


@pytest.fixture
def request_() -> procedures.Request:
    return procedures.Request(operation_id=OPERATION, requester=REQUESTER)


VALUES: dict[str, str] = {
    "subscription": "Contoso DR Production",
    "vault": "rsv-dr-vmware/cs-onprem-01",
    "resource_group": "rg-dr-weu",
    "region": "westeurope",
    "network": "vnet-dr-weu",
    "subnet": "snet-ps",
    "name": "ps-weu-1",
    "storage": "stdrdiagweu",
}
"""What a person would type for the network that lacks a process server."""
