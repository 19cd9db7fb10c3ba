"""Site Recovery's events: raised by what the state shows, when it is first seen.

Three conditions of a process server are watched: no heartbeat, a version that is behind, and a
certificate that ends within two months. Each gives one event when it begins and, for a heartbeat,
one when it is over. https://learn.microsoft.com/rest/api/site-recovery/replication-events
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from sandbox.azure import answers, process_server_view, process_servers, recovery, state
from sandbox.azure import recovery_filter as filters
from sandbox.azure.clock import stamp
from sandbox.azure.process_servers import ProcessServer
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
KIND = recovery.VAULTS + "/replicationEvents"
EVENTS = recovery.VAULT + "/replicationEvents"
NOTICE = timedelta(days=60)
KEPT = 500  # events of a vault
BACKWARDS = (1 << 63) - 1  # names sort newest first: this less 100-ns ticks since 1601
FIRST = datetime(1601, 1, 1, tzinfo=UTC)
STATUSES = ("NotSupported", "Deprecated", "UpdateRequired", "SecurityUpdateRequired")
OVER = "SRSPSHeartbeatReceived"


def observe(current: state.State, vault_id: str) -> None:
    """Raise events for what has begun or ended since the last look."""
    known: dict[str, str] = current.facts(vault_id).setdefault("conditions", {})
    now: dict[str, str] = {}
    for fabric in current.all(recovery.FABRICS, vault_id):
        for server in process_servers.of_fabric(current, fabric["id"]):
            for code, severity, since, text in _conditions(current, server):
                key = f"{server.id}/{code}"
                now[key] = severity
                if known.get(key) != severity:
                    _raise(current, fabric, server, (code, severity, text), since)
            key = f"{server.id}/SRSPSHeartbeatLost"
            if key in known and key not in now:
                text = f"The process server '{server.name}' sends heartbeats again."
                _raise(current, fabric, server, (OVER, "OK", text), current.clock.now())
    current.facts(vault_id)["conditions"] = now
    for old in current.all(KIND, vault_id)[:-KEPT]:
        current.remove(old["id"], KIND)


def _conditions(
    current: state.State, server: ProcessServer
) -> list[tuple[str, str, datetime, str]]:
    """(code, severity, since when, text) of each that holds now."""
    now, found = current.clock.now(), []
    shown = process_server_view.render(current, server)
    beat = process_server_view.heartbeat(current, server)
    if now - beat > process_server_view.SILENT:
        since = beat + process_server_view.SILENT
        text = f"No heartbeat from the process server '{server.name}'."
        found.append(("SRSPSHeartbeatLost", "Critical", since, text))
    if shown["versionStatus"] in STATUSES:
        text = (
            f"The version {shown['agentVersion']} of the process server '{server.name}' is "
            f"{shown['versionStatus']}."
        )
        found.append(("SRSPSVersion", "Warning", now, text))
    left = server.certificate - now
    if left <= NOTICE:
        severity = "Critical" if left <= timedelta(0) else "Warning"
        text = (
            f"The certificate of the process server '{server.name}' "
            f"{'expired' if severity == 'Critical' else 'expires'} on "
            f"{server.certificate:%d %B %Y}."
        )
        found.append(("SRSPSCertificateExpiry", severity, now, text))
    return found


def _raise(
    current: state.State,
    fabric: state.Document,
    server: ProcessServer,
    what: tuple[str, str, str],
    since: datetime,
) -> None:
    code, severity, text = what
    ticks = BACKWARDS - (since - FIRST) // timedelta(microseconds=1) * 10
    name = f"FabricMonitoringEvent;{ticks}_{uuid.uuid4()}"
    home = recovery.vault_of(fabric["id"])
    current.put({
        "name": name,
        "type": KIND,
        "id": f"{home}/replicationEvents/{name}",
        "properties": {
            "eventCode": code,
            "description": text,
            "eventType": "FabricHealth",
            "affectedObjectFriendlyName": server.name,
            "affectedObjectCorrelationId": server.id,
            "severity": severity,
            "timeOfOccurrence": stamp(since),
            "fabricId": fabric["id"],
            "providerSpecificDetails": {"instanceType": "InMageAzureV2", "summary": text},
            "eventSpecificDetails": None,
            "healthErrors": [],
        },
    })  # fmt: skip


def _read(key: str) -> filters.Read:
    return lambda event: event["properties"][key]


FILTERS: dict[str, filters.Read] = {
    "eventcode": _read("eventCode"),
    "eventtype": _read("eventType"),
    "severity": _read("severity"),
    "affectedobjectfriendlyname": _read("affectedObjectFriendlyName"),
    "affectedobjectcorrelationid": _read("affectedObjectCorrelationId"),
    "fabricname": lambda event: state.name_of(event["properties"]["fabricId"]),
}


def _all(call: Call) -> list[Any]:
    home = recovery.vault_id(call)
    observe(call.state, home)
    found = call.state.all(KIND, home)
    return sorted(found, key=lambda each: str(each["properties"]["timeOfOccurrence"]), reverse=True)


@routes.get(EVENTS)
def listed(call: Call) -> Answer:
    """Newest first; `$filter` by code, type, severity, object, fabric and time."""
    text = call.query.get("$filter", "")
    found = filters.narrow(_all(call), text, FILTERS, _read("timeOfOccurrence"))
    return recovery.page(call, found)


@routes.get(EVENTS + "/{event}")
def one(call: Call) -> Answer:
    """One event."""
    _all(call)
    return answers.ok(recovery.child(call, recovery.vault_id(call), KIND, call["event"]))
