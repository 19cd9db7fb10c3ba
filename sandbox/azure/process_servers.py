"""Process servers of a VMware fabric: who reports, how fresh, how healthy.

A server's heartbeat goes on while its machine runs, and stays where it was once the machine stops.
The server on the configuration server itself has no machine here and always reports. Counts come
from the protected items that name the server, as text, as the service gives them.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from sandbox.azure import machine_view, state
from sandbox.azure.clock import short

CONTAINERS = "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers"
ITEMS = CONTAINERS + "/replicationProtectedItems"
NEVER = "9999-12-31T23:59:59.9999999"  # as the service says it: without a zone
LAG = timedelta(seconds=40)
SILENT = timedelta(minutes=15)
GIB = 1 << 30


class ProcessServer:
    """One registered server. `fixed` holds values a test set; they win over the computed ones."""

    def __init__(
        self,
        *,
        fabric: str,
        name: str,
        address: str,
        version: str,
        machine: str = "",
        status: str = "Supported",
        certificate: timedelta = timedelta(days=900),
        server_id: str = "",
    ) -> None:
        self.fabric = fabric
        self.name = name
        self.address = address
        self.version = version
        self.machine = machine
        self.status = status
        self.certificate = certificate
        self.id = server_id or new_id()
        self.fixed: dict[str, Any] = {}


def new_id() -> str:
    """Looks like a UUID whose last dash was lost: `30AE6187-5869-8E44-B8AF6AA66E3ECC8F`."""
    digits = secrets.token_hex(16).upper()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:]}"


def heartbeat(current: state.State, server: ProcessServer) -> datetime:
    now = current.clock.now()
    if not server.machine or machine_view.running(current, server.machine):
        return now - LAG
    return machine_view.stopped_at(current, server.machine) or now - LAG


def protected(current: state.State, server: ProcessServer) -> int:
    return sum(
        1
        for item in current.all(ITEMS)
        if item["properties"]["providerSpecificDetails"].get("processServerId") == server.id
    )


def render(current: state.State, server: ProcessServer) -> dict[str, Any]:
    """The server as a fabric's `processServers` shows it."""
    now = current.clock.now()
    beat = heartbeat(current, server)
    silent = now - beat > SILENT
    machines = protected(current, server)
    expiry = now + server.certificate
    shown: dict[str, Any] = {
        "friendlyName": server.name,
        "id": server.id,
        "ipAddress": server.address,
        "osType": "Windows",
        "agentVersion": server.version,
        "lastHeartbeat": short(beat),
        "versionStatus": server.status,
        "mobilityServiceUpdates": [
            {"version": server.version, "rebootStatus": "NotRequired", "osType": each}
            for each in ("Windows", "Linux")
        ],
        "hostId": server.id,
        "machineCount": str(machines),
        "replicationPairCount": str(machines * 2),
        "systemLoad": "0",
        "systemLoadStatus": "Green",
        "cpuLoad": "7%",
        "cpuLoadStatus": "Green",
        "totalMemoryInBytes": 16 * GIB,
        "availableMemoryInBytes": 11 * GIB,
        "memoryUsageStatus": "Green",
        "totalSpaceInBytes": 600 * GIB,
        "availableSpaceInBytes": 540 * GIB,
        "spaceUsageStatus": "Green",
        "psServiceStatus": "Unknown" if silent else "Running",
        "sslCertExpiryDate": short(expiry),
        "sslCertExpiryRemainingDays": server.certificate.days,
        "osVersion": None,
        "healthErrors": [_silence(server, beat)] if silent else [],
        "agentExpiryDate": NEVER,
        "agentVersionDetails": {
            "version": server.version,
            "expiryDate": NEVER,
            "status": server.status,
        },
        "health": "Critical" if silent else "Normal",
        "historicHealth": "Critical" if silent else "Normal",
        "psStatsRefreshTime": short(now - LAG),
        "throughputUploadPendingDataInBytes": 0,
        "throughputInMBps": 0,
        "throughputInBytes": 0,
        "throughputStatus": "Green",
        "marsCommunicationStatus": "1",
        "marsRegistrationStatus": "1",
    }
    return {**shown, **server.fixed}


def _silence(server: ProcessServer, beat: datetime) -> dict[str, Any]:
    return {
        "innerHealthErrors": [],
        "errorSource": "ProcessServer",
        "errorType": "ProcessServer",
        "errorLevel": "Critical",
        "errorCategory": "FabricInfrastructure",
        "errorCode": "90022",
        "summaryMessage": f"No heartbeat from process server {server.name}.",
        "errorMessage": f"There is no heartbeat from the process server '{server.name}' since "
        f"{short(beat)}.",
        "possibleCauses": "The process server is shut down or cannot reach the configuration "
        "server on port 443.",
        "recommendedAction": "Start the server and check its connection to the configuration "
        "server.",
        "creationTimeUtc": short(beat + SILENT),
        "entityId": server.id,
    }
