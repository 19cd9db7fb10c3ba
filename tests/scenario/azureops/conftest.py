from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from azureops import azure, machines
from sandbox import authority
from sandbox.azure import lag, server
from tests import weather
from tests.conformance.openapi import judging
from tests.scenario.azureops import bench

Act = Callable[..., Awaitable[Any]]


@pytest.fixture
async def local(
    ca: authority.Authority,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> AsyncIterator[server.LocalAzure]:
    """A fresh local Azure on a clock a hundred times as fast (or as the test says), its settings.

    Its answers are held against the official descriptions at the end.
    """
    with judging.watched() as exchanges:
        running = server.LocalAzure(
            data_dir=tmp_path,
            speed=getattr(request, "param", 100),
            ca=ca,
            weather=weather.AZURE,
            observer=exchanges,
        )
        await running.start()
        for name, value in running.settings.items():
            monkeypatch.setenv(name, value)
        try:
            yield running
        finally:
            await running.stop()


def endpoints(running: server.LocalAzure, **changed: str) -> azure.Endpoints:
    return azure.Endpoints(
        **{
            "arm_url": running.urls["arm"],
            "authority_host": running.urls["authority"],
            "key_vault_url": running.urls["keyvault"],
            "prices_url": running.urls["prices"],
            "ca_bundle": str(running.bundle),
            **changed,
        }
    )


async def connected(running: server.LocalAzure, **changed: str) -> azure.Azure:
    made = await azure.connect(endpoints(running, **changed))
    made.interval = 0.1
    made.patience = 3
    made.settling = 1
    return made


@pytest.fixture
async def world(local: server.LocalAzure) -> AsyncIterator[azure.Azure]:
    made = await connected(local)
    try:
        yield made
    finally:
        await made.close()


@pytest.fixture
def act(local: server.LocalAzure) -> Act:
    """`await act("quota", subscription=…)`: a story act, by the control server's own door."""
    import aiohttp  # noqa: PLC0415 - used here only

    async def do(what: str, **order: Any) -> Any:
        async with aiohttp.ClientSession() as session:
            url = f"{local.control.url}/_control/azure"
            async with session.post(url, json={"do": what, **order}) as answer:
                body = await answer.json()
                assert answer.status == 200, body
            if "lagging" in weather.AZURE:  # what others did is seen only a while later
                later = {"do": "advance", "seconds": lag.SECONDS + 1}
                async with session.post(url, json=later) as answer:
                    assert answer.status == 200
            return body

    return do


@pytest.fixture
async def plain(world: azure.Azure, local: server.LocalAzure) -> machines.Machine:
    """A plain Windows Server with a raw data disk, as Unified Setup finds one."""
    local.clock.speed = bench.QUICK
    return await bench.make(world, image=bench.WINDOWS, image_version="latest")
