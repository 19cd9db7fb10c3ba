"""A workspace in an Enterprise organisation: its ids in payloads and answers, and `W…` people."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from sandbox.slack.installation import Enterprise
from tests.scenario.sandbox_slack.conftest import open_stage
from tests.scenario.sandbox_slack.stages import JSON, Stage

RITA, WILMA, INCIDENT = "U0RITA001", "W0WILMA01", "C0INCIDENT"
GRID = Enterprise(id="E0CONTOSO", name="Contoso Group")


@pytest.fixture(params=[False, True], ids=["workspace-install", "org-install"])
async def grid(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    enterprise = Enterprise(id=GRID.id, name=GRID.name, org_install=request.param)
    async with asyncio.timeout(60):
        async for one in open_stage("http", enterprise=enterprise):
            yield one


def installed_for_all(stage: Stage) -> bool:
    enterprise = stage.slack.workspace.enterprise
    return enterprise is not None and enterprise.org_install


async def test_the_token_names_the_organisation(grid: Stage) -> None:
    me = await grid.client.auth_test()
    assert me["enterprise_id"] == GRID.id
    assert me["is_enterprise_install"] is installed_for_all(grid)
    assert (await grid.client.users_info(user=RITA))["user"]["enterprise_user"]["id"] == RITA


async def test_a_command_names_the_organisation(grid: Stage) -> None:
    got: asyncio.Queue[JSON] = asyncio.Queue()

    @grid.bolt.command("/failback-ps")
    async def command(ack: Any, body: JSON, context: Any) -> None:
        await ack()
        got.put_nowait(body | {"context": context.enterprise_id})

    await grid.do("command", user=RITA, channel=INCIDENT, text="help")
    body = await got.get()
    assert (body["enterprise_id"], body["enterprise_name"]) == (GRID.id, GRID.name)
    # Slack writes it as a word here, and as a boolean in interactions.
    assert body["is_enterprise_install"] == ("true" if installed_for_all(grid) else "false")
    assert body["context"] == GRID.id


async def test_an_interaction_names_the_organisation(grid: Stage) -> None:
    got: asyncio.Queue[JSON] = asyncio.Queue()

    @grid.bolt.action("go")
    async def go(ack: Any, body: JSON) -> None:
        await ack()
        got.put_nowait(body)

    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    said = await grid.client.chat_postMessage(
        channel=INCIDENT, text="x", blocks=[{"type": "actions", "elements": [button]}]
    )
    await grid.do("action", user=RITA, channel=INCIDENT, ts=said["ts"], action_id="go")
    body = await got.get()
    assert body["enterprise"] == {"id": GRID.id, "name": GRID.name}
    assert body["is_enterprise_install"] is installed_for_all(grid)


async def test_an_event_names_the_organisation(grid: Stage) -> None:
    got: asyncio.Queue[JSON] = asyncio.Queue()

    @grid.bolt.event("app_home_opened")
    async def opened(body: JSON) -> None:
        got.put_nowait(body)

    await grid.do("home", user=RITA)
    body = await got.get()
    assert body["enterprise_id"] == GRID.id
    [authorization] = body["authorizations"]
    assert authorization["enterprise_id"] == GRID.id
    assert authorization["is_enterprise_install"] is installed_for_all(grid)
    assert authorization["team_id"] == (None if installed_for_all(grid) else "T0CONTOSO")


async def test_a_person_of_the_organisation_whose_id_begins_with_w(grid: Stage) -> None:
    await grid.do(
        "connect", user=WILMA, real_name="Wilma", team="T0OTHER01", teams=["T0OTHER01"],
        channel=INCIDENT,
    )  # fmt: skip
    user = (await grid.client.users_info(user=WILMA))["user"]
    assert (user["id"], user["team_id"]) == (WILMA, "T0OTHER01")
    assert user["enterprise_user"]["teams"] == ["T0OTHER01"]
    assert "is_stranger" not in user
    said = await grid.client.chat_postMessage(channel=INCIDENT, text=f"<@{WILMA}> please look")
    shown = (await grid.do("messages", channel=INCIDENT))["messages"][-1]
    assert (shown["ts"], shown["notified"]) == (said["ts"], [WILMA])
    whisper = await grid.client.chat_postEphemeral(channel=INCIDENT, user=WILMA, text="psst")
    assert whisper["ok"]
    direct = await grid.client.chat_postMessage(channel=WILMA, text="only you")
    assert direct["channel"].startswith("D")
