"""A process server as a fabric's `processServers` shows it: heartbeat, load, health, counts.

Thresholds: https://learn.microsoft.com/azure/site-recovery/vmware-physical-azure-monitor-process-server
(CPU and memory 80/95 %, free space 30/25 %, backlog 30/45 minutes, heartbeat 15 minutes; the worst
wins). The shape is that of recorded answers of the service; the numbers of health errors are not
published, so these are this sandbox's own.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sandbox.azure import process_servers, recovery_reports, state
from sandbox.azure.clock import short
from sandbox.azure.process_servers import ProcessServer

NEVER = "9999-12-31T23:59:59.9999999"  # as the service says it: without a zone
LAG = timedelta(seconds=40)  # between a heartbeat and the report that carries it
SILENT = timedelta(minutes=15)
GIB = 1 << 30
MEMORY, SPACE = 16 * GIB, 600 * GIB
RANK = ("Normal", "Warning", "Critical")
COLOURS = {"Normal": "Green", "Warning": "Yellow", "Critical": "Red"}


@dataclass(frozen=True, kw_only=True)
class Limit:
    """From `warning` on a value is Warning, from `critical` on Critical; `low`: below instead."""

    usual: float
    warning: float
    critical: float
    code: str
    words: str
    low: bool = False

    def judge(self, value: float) -> str:
        sign = -1 if self.low else 1
        if sign * value > sign * self.critical:
            return "Critical"
        return "Warning" if sign * value > sign * self.warning else "Normal"


LIMITS = {
    "cpu": Limit(usual=7, warning=80, critical=95, code="90011", words="CPU utilization"),
    "memory": Limit(usual=31, warning=80, critical=95, code="90012", words="memory usage"),
    "free": Limit(
        usual=90, warning=30, critical=25, code="90013", words="free space of the cache", low=True
    ),
    "backlog": Limit(usual=0, warning=30, critical=45, code="90014", words="upload backlog"),
}


def heartbeat(current: state.State, server: ProcessServer) -> datetime:
    """The newest heartbeat that the fabric's last report carried."""
    report = recovery_reports.latest(current, server.fabric)
    return process_servers.last_seen(current, server, report.at) - LAG


def render(
    current: state.State, server: ProcessServer, report: recovery_reports.Report | None = None
) -> dict[str, Any]:
    """The server as the service shows it now; `report`: its fabric's last, where it is known."""
    now = current.clock.now()
    if report is None:
        report = recovery_reports.latest(current, server.fabric)
    beat = process_servers.last_seen(current, server, report.at) - LAG
    errors = _errors(server, beat, now)
    health = max((each["errorLevel"] for each in errors), key=RANK.index, default="Normal")
    machines = report.counts.get(server.id, 0)
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
        **_load(server),
        "psServiceStatus": _service(server, silent=now - beat > SILENT),
        "sslCertExpiryDate": short(server.certificate),
        "sslCertExpiryRemainingDays": (server.certificate - now).days,
        "osVersion": None,
        "healthErrors": errors,
        "agentExpiryDate": NEVER,
        "agentVersionDetails": {
            "version": server.version,
            "expiryDate": NEVER,
            "status": server.status,
        },
        "health": health,
        "historicHealth": health,
        "psStatsRefreshTime": short(report.at - LAG),
        "marsCommunicationStatus": "1",
        "marsRegistrationStatus": "1",
    }
    return {**shown, **server.fixed}


def _service(server: ProcessServer, *, silent: bool) -> str:
    if silent:
        return "Unknown"
    return "Stopped" if server.load.get("down") else "Running"


def _load(server: ProcessServer) -> dict[str, Any]:
    return _shown_load(tuple(server.load.get(name, limit.usual) for name, limit in LIMITS.items()))


@functools.lru_cache(maxsize=1024)
def _shown_load(given: tuple[float, ...]) -> dict[str, Any]:
    """The load's part of a server; most servers of an estate carry the usual one."""
    values = dict(zip(LIMITS, given, strict=True))
    colour = {name: COLOURS[limit.judge(values[name])] for name, limit in LIMITS.items()}
    return {
        "systemLoad": "0",
        "systemLoadStatus": "Green",
        "cpuLoad": f"{values['cpu']:g}%",
        "cpuLoadStatus": colour["cpu"],
        "totalMemoryInBytes": MEMORY,
        "availableMemoryInBytes": int(MEMORY * (100 - values["memory"]) / 100),
        "memoryUsageStatus": colour["memory"],
        "totalSpaceInBytes": SPACE,
        "availableSpaceInBytes": int(SPACE * values["free"] / 100),
        "spaceUsageStatus": colour["free"],
        "throughputUploadPendingDataInBytes": int(values["backlog"] * 60) * 4096,
        "throughputInMBps": 0,
        "throughputInBytes": 0,
        "throughputStatus": colour["backlog"],
    }


def _errors(server: ProcessServer, beat: datetime, now: datetime) -> list[dict[str, Any]]:
    found = [_silence(server, beat)] if now - beat > SILENT else []
    if server.load.get("down"):
        found.append(_error(
            server, "90020", "Critical", now,
            message=f"A service is not running on the process server '{server.name}'.",
            action="Start the services ProcessServer, ProcessServerMonitor and cxprocessserver.",
        ))  # fmt: skip
    for name, limit in LIMITS.items() if server.load else ():
        value = server.load.get(name, limit.usual)
        level = limit.judge(value)
        if level != "Normal":
            unit = " minutes" if name == "backlog" else "%"
            found.append(_error(
                server, limit.code, level, now,
                message=f"The {limit.words} of process server '{server.name}' is {value:g}{unit}.",
                action="Switch some machines to another process server, or give this one more.",
            ))  # fmt: skip
    return found


def _error(
    server: ProcessServer, code: str, level: str, since: datetime, *, message: str, action: str
) -> dict[str, Any]:
    return {
        "innerHealthErrors": [],
        "errorSource": "ProcessServer",
        "errorType": "ProcessServer",
        "errorLevel": level,
        "errorCategory": "FabricInfrastructure",
        "errorCode": code,
        "summaryMessage": message,
        "errorMessage": message,
        "possibleCauses": "",
        "recommendedAction": action,
        "creationTimeUtc": short(since),
        "entityId": server.id,
    }


def _silence(server: ProcessServer, beat: datetime) -> dict[str, Any]:
    return {
        **_error(
            server, "90022", "Critical", beat + SILENT,
            message=f"There is no heartbeat from the process server '{server.name}' since "
            f"{short(beat)}.",
            action="Start the server and check its connection to the configuration server.",
        ),
        "summaryMessage": f"No heartbeat from process server {server.name}.",
        "possibleCauses": "The process server is shut down or cannot reach the configuration "
        "server on port 443.",
    }  # fmt: skip
