"""Real answers, served by the local Azure as they are, read by the bot without loss."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from azureops import azure, fabrics, process_servers, protected_items, reading
from tests.conformance.conftest import Wire
from tests.conformance.recordings import cases
from tests.conformance.recordings.cases import VAULT

VERSION = "2025-08-01"


@pytest.fixture
async def served(wire: Wire) -> Wire:
    """The local Azure with all recordings loaded."""
    for recording in cases.CASES:
        order = {"document": {"value": recording.documents}}
        answer = await wire.act("load_recording", **order)
        assert len(answer["loaded"]) == len(recording.documents)
    return wire


@pytest.fixture
async def bot(served: Wire, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[azure.Azure]:
    """The bot's own Azure room, connected to it."""
    local = served.local
    for name, value in local.settings.items():
        monkeypatch.setenv(name, value)
    made = await azure.connect(
        azure.Endpoints(
            arm_url=local.urls["arm"],
            authority_host=local.urls["authority"],
            key_vault_url=local.urls["keyvault"],
            prices_url=local.urls["prices"],
            ca_bundle=str(local.bundle),
        )
    )
    try:
        yield made
    finally:
        await made.close()


@pytest.mark.parametrize("recording", cases.CASES, ids=lambda one: one.name)
async def test_a_recorded_list_is_served_key_for_key(
    served: Wire, recording: cases.Recording
) -> None:
    status, body = await served.ask("GET", VAULT + recording.path, VERSION)
    assert status == 200
    assert body["value"] == recording.documents


@pytest.mark.parametrize("recording", cases.CASES, ids=lambda one: one.name)
async def test_each_recorded_document_is_served_by_its_id(
    served: Wire, recording: cases.Recording
) -> None:
    for document in recording.documents:
        status, body = await served.ask("GET", document["id"], VERSION)
        assert (status, body) == (200, document)


async def test_the_bot_reads_every_process_server_of_the_recording(bot: azure.Azure) -> None:
    recorded = cases.CASES[0].documents[0]
    (fabric,) = await fabrics.list_all(bot, VAULT)
    properties, details = recorded["properties"], recorded["properties"]["customDetails"]
    assert fabric.id == recorded["id"]
    assert fabric.kind is fabrics.Kind.VMWARE
    assert fabric.friendly_name == properties["friendlyName"]
    assert fabric.internal_identifier == properties["internalIdentifier"]
    assert (fabric.health, fabric.state) == (properties["health"], properties["bcdrState"])
    assert [ps.id for ps in fabric.process_servers] == [
        ps["id"] for ps in details["processServers"]
    ]
    for server, raw in zip(fabric.process_servers, details["processServers"], strict=True):
        _same(server, raw)
    assert [ps.built_in for ps in fabric.process_servers] == [False, True]


def _same(server: process_servers.ProcessServer, raw: dict[str, Any]) -> None:
    assert (server.name, server.address) == (raw["friendlyName"], raw["ipAddress"])
    assert server.version_text == raw["agentVersion"]
    assert str(server.version).startswith("9.41")
    assert server.status.value == raw["versionStatus"]
    assert server.last_heartbeat == _instant(raw["lastHeartbeat"])
    assert server.machine_count == int(raw["machineCount"])
    assert server.pair_count == int(raw["replicationPairCount"])
    assert server.certificate_expires == _instant(raw["sslCertExpiryDate"])
    # "9999-12-31T23:59:59.9999999", without a zone: never, and comparable with any instant.
    assert raw["agentExpiryDate"].startswith("9999")
    assert server.agent_expires == reading.NEVER
    assert server.agent_expires > datetime.now(UTC)
    assert server.health == raw["health"]
    assert server.health_errors == ()
    assert f"{server.cpu_percent:.0f}%" == raw["cpuLoad"]
    assert server.memory_total == raw["totalMemoryInBytes"]
    assert server.memory_free == raw["availableMemoryInBytes"]
    assert server.space_total == raw["totalSpaceInBytes"]
    assert server.space_free == raw["availableSpaceInBytes"]
    words = (server.cpu_status, server.memory_status, server.space_status, server.throughput_status)
    assert words == tuple(
        raw[f"{name}Status"] for name in ("cpuLoad", "memoryUsage", "spaceUsage", "throughput")
    )
    assert server.service_status == raw["psServiceStatus"]
    assert server.upload_pending_bytes == raw["throughputUploadPendingDataInBytes"]
    assert server.stats_at == _instant(raw["psStatsRefreshTime"])


async def test_the_bot_reads_the_recorded_configuration_server(bot: azure.Azure) -> None:
    details = cases.CASES[0].documents[0]["properties"]["customDetails"]
    (fabric,) = await fabrics.list_all(bot, VAULT)
    assert fabric.server is not None
    assert fabric.server.address == details["ipAddress"]
    assert fabric.server.version_text == details["agentVersion"]
    assert fabric.server.template_version == details["psTemplateVersion"]
    assert fabric.server.certificate_expires == _instant(details["sslCertExpiryDate"])
    assert fabric.server.last_heartbeat == _instant(details["lastHeartbeat"])
    assert fabric.server.service_status == details["csServiceStatus"]


async def test_the_bot_reads_every_recorded_machine(bot: azure.Azure) -> None:
    recorded = sorted(cases.CASES[2].documents, key=lambda one: str(one["name"]).lower())
    items = await protected_items.list_all(bot, VAULT)
    assert len(items) == len(recorded) == 2
    for item, raw in zip(items, recorded, strict=True):
        properties, details = raw["properties"], raw["properties"]["providerSpecificDetails"]
        assert (item.id, item.name) == (raw["id"], properties["friendlyName"])
        assert item.kind == details["instanceType"] == "InMageAzureV2"
        assert item.protection == properties["protectionState"]
        assert item.health == properties["replicationHealth"]
        assert item.process_server_id == details["processServerId"]
        assert item.process_server_name == details["processServerName"]
        assert item.address == details["ipAddress"]
        assert item.protectable_item_id == properties["protectableItemId"]
        assert not item.failed_over
        assert properties["activeLocation"] == "Primary"


def test_no_recording_is_without_its_test() -> None:
    files = {file.stem for file in cases.HERE.glob("*.json")}
    assert files == {recording.name for recording in cases.CASES}


def _instant(written: str) -> datetime:
    return datetime.fromisoformat(written)
