"""The local Slack with the example app over HTTP, and one Chromium for the whole module."""

from __future__ import annotations

import copy
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.control import Control, OrderError
from sandbox.slack.server import LocalSlack
from tests.acceptance import browser
from tests.acceptance.page import example

PREFIX = "/subscriptions/5b000000-0000-4000-8000-000000000001/resourceGroups/rg-dr-weu/providers"
NIC = f"{PREFIX}/Microsoft.Network/networkInterfaces/ps-weu-1-nic"
IMAGE = {"publisher": "MicrosoftAzureSiteRecovery", "offer": "Process-Server"}


def machine(name: str, nic: str) -> dict[str, Any]:
    return {
        "id": f"{PREFIX}/Microsoft.Compute/virtualMachines/{name}",
        "name": name,
        "type": "Microsoft.Compute/virtualMachines",
        "location": "westeurope",
        "tags": {"failback-ps-operation": "op1"},
        "properties": {
            "provisioningState": "Succeeded",
            "storageProfile": {"imageReference": IMAGE},
            "networkProfile": {"networkInterfaces": [{"id": nic}]},
        },
    }


def interface(nic: str, ip: str) -> dict[str, Any]:
    properties = {"ipConfigurations": [{"properties": {"privateIPAddress": ip}}]}
    return {
        "id": nic,
        "name": nic.rpartition("/")[2],
        "type": "Microsoft.Network/networkInterfaces",
        "location": "westeurope",
        "properties": properties | {"provisioningState": "Succeeded"},
    }


class Site:
    """What the control endpoint tells of Azure: just enough for the Site panel."""

    def __init__(self) -> None:
        self.resources: list[dict[str, Any]] = []
        self.servers = [
            {"name": "ps-neu-2", "ipAddress": "10.70.2.11", "agentVersion": "9.61.7016.1"},
            {
                "name": "ps-neu-1",
                "ipAddress": "10.70.2.10",
                "agentVersion": "9.56.6879.1",
                "versionStatus": "UpdateRequired",
            },
        ]

    def deploy(self) -> None:
        self.resources += [machine("ps-weu-1", NIC), interface(NIC, "10.60.2.9")]

    def snapshot(self) -> dict[str, Any]:
        found = {"resources": self.resources, "process_servers": self.servers, "secrets": []}
        return copy.deepcopy(found)

    async def act(self, order: dict[str, Any]) -> dict[str, Any]:
        if order["do"] == "upgrade":
            new = {"agentVersion": order["version"], "versionStatus": "Supported"}
            self.servers[1] |= new
            return {}
        if order["do"] != "register":
            raise OrderError(f"This site knows no act {order['do']}.")
        if order["ip"] != "10.60.2.9":
            raise OrderError(f"There is no process server at {order['ip']}.")
        self.servers.append({"name": "ps-weu-1", "ipAddress": order["ip"], "agentVersion": "9.61"})
        return {"registered": order["ip"]}


@dataclass(frozen=True, kw_only=True)
class Workplace:
    slack: LocalSlack
    control: Control
    site: Site

    @property
    def url(self) -> str:
        return self.slack.url


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chrome() -> AsyncIterator[Browser]:
    async with browser.chromium() as started:
        yield started


@pytest_asyncio.fixture(loop_scope="module")
async def workplace(chrome: Browser) -> AsyncIterator[Workplace]:
    control, site = Control(), Site()
    control.register("azure", act=site.act, snapshot=site.snapshot)
    await control.start()
    endpoint = web.Application()
    runner = web.AppRunner(endpoint, access_log=None, shutdown_timeout=0.2)
    doors: list[Any] = []

    async def receive(request: web.Request) -> web.StreamResponse:
        answer: web.StreamResponse = await doors[0](request)
        return answer

    endpoint.router.add_post("/slack/events", receive)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    slack = LocalSlack(control, request_url=f"http://127.0.0.1:{port}/slack/events", azure=True)
    await slack.start()
    client = AsyncWebClient(token=slack.secrets.bot_token, base_url=slack.api_url)
    app = example.build(client, slack.secrets.signing_secret)
    doors.append(app.server(port=port).handle_post_requests)
    yield Workplace(slack=slack, control=control, site=site)
    for tab in chrome.contexts:
        await tab.close()
    await slack.stop()
    await runner.cleanup()
    await control.stop()
