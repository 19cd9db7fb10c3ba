"""Site Recovery's fabrics: a configuration server and what it knows, or a modernised site.

Shapes: recorded answers of the service, and
https://learn.microsoft.com/rest/api/site-recovery/replication-fabrics
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sandbox.azure import (
    answers,
    process_server_view,
    process_servers,
    recovery,
    recovery_jobs,
    recovery_reports,
    state,
)
from sandbox.azure.clock import short, stamp
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
KIND = recovery.FABRICS
CONTAINERS, ITEMS, PROVIDERS = recovery.CONTAINERS, recovery.ITEMS, recovery.PROVIDERS
FABRIC = recovery.FABRIC
CHECKING = 30.0  # seconds on Azure's clock


def render(current: state.State, fabric: state.Document) -> state.Document:
    """A fabric with its servers as they report now; a recorded one as it was recorded."""
    details = fabric["properties"]["customDetails"]
    if current.facts(fabric["id"]).get("recorded"):
        return fabric
    if details["instanceType"] == "InMageRcm":
        shown = {**details, "processServers": _appliances(current, details)}
        return {**fabric, "properties": {**fabric["properties"], "customDetails": shown}}
    if details["instanceType"] != "VMware":
        return fabric
    return _classic(current, fabric, details)


def _classic(
    current: state.State, fabric: state.Document, details: dict[str, Any]
) -> state.Document:
    report = recovery_reports.latest(current, fabric["id"])
    servers = [
        process_server_view.render(current, server, report)
        for server in process_servers.of_fabric(current, fabric["id"])
    ]
    machines = sum(report.counts.values())
    until = datetime.fromisoformat(details["sslCertExpiryDate"])
    shown = {
        **details,
        "processServers": servers,
        "processServerCount": str(len(servers)),
        "replicationPairCount": str(machines * 2),
        "protectedServers": str(machines),
        "agentCount": str(machines),
        "lastHeartbeat": stamp(report.at),
        "sslCertExpiryRemainingDays": (until - current.clock.now()).days,
    }
    return {**fabric, "properties": {**fabric["properties"], "customDetails": shown}}


def _appliances(current: state.State, details: state.Document) -> list[state.Document]:
    """An appliance stands on site and goes on reporting, unless a test has set its heartbeat."""
    beat = {"lastHeartbeatUtc": short(current.clock.now())}
    return [beat | appliance for appliance in details["processServers"]]


@routes.get(recovery.VAULT + "/replicationFabrics")
def listed(call: Call) -> Answer:
    """The vault's fabrics, with their process servers."""
    found = call.state.all(KIND, recovery.vault_id(call))
    page = recovery.page(call, found)
    page.body["value"] = [render(call.state, fabric) for fabric in page.body["value"]]
    return page


@routes.get(FABRIC)
def one(call: Call) -> Answer:
    """A fabric; heartbeats and counts are those of its last report."""
    return answers.ok(render(call.state, recovery.fabric(call)))


def job(
    call: Call, fabric: state.Document, *, scenario: str, friendly: str, seconds: float, end: Any
) -> Answer:
    """A long operation on a fabric that ends with the fabric."""

    def ended() -> state.Document:
        end()
        return render(call.state, fabric)

    target = (fabric["id"], fabric["properties"]["friendlyName"], "Fabric")
    plan = recovery_jobs.Plan(scenario=scenario, friendly=friendly, target=target, seconds=seconds)
    operation = recovery_jobs.begin(call.state, call.operations, fabric["id"], plan, ended)
    return recovery.accepted(call, operation, fabric["id"])


@routes.post(FABRIC + "/checkConsistency")
def check_consistency(call: Call) -> Answer:
    """The configuration server reports again; the fabric is the outcome."""
    fabric = recovery.fabric(call)
    return job(
        call, fabric, scenario="FabricCheckConsistency", friendly="Check consistency",
        seconds=CHECKING, end=lambda: recovery_reports.take(call.state, fabric["id"]),
    )  # fmt: skip


@routes.post(FABRIC + "/migratetoaad")
def migrate_to_aad(call: Call) -> Answer:
    """Refused: classic fabrics cannot migrate any more, modernised ones need not."""
    raise recovery.bad(
        "MigrateToAadNotSupported",
        f"The fabric '{recovery.fabric(call)['properties']['friendlyName']}' does not support "
        "migration of its authentication.",
    )


@routes.put(FABRIC)
def create(call: Call) -> Answer:
    """Refused: a VMware fabric comes into being when a configuration server registers."""
    recovery.vault(call)
    raise recovery.bad(
        "FabricCreationNotSupported",
        "A fabric of this type is made by registering a configuration server or an appliance.",
    )


@routes.post(FABRIC + "/remove")
@routes.post(FABRIC + "/removeInfra")
def remove(call: Call) -> Answer:
    """Removes a fabric that protects nothing and has no other servers; else refuses."""
    fabric = recovery.fabric(call)
    if call.state.all(ITEMS, fabric["id"]):
        raise recovery.bad(
            "FabricHasProtectedItems",
            f"The fabric '{fabric['properties']['friendlyName']}' still has protected items.",
            action="Disable protection of its machines first.",
        )
    return _gone(call, fabric, "DeleteFabric")


@routes.delete(FABRIC)
def purge(call: Call) -> Answer:
    """Forgets a fabric by force, with all it protects; 204 if there is none."""
    found = call.state.get(f"{recovery.vault_id(call)}/replicationFabrics/{call['fabric']}", KIND)
    return Answer(status=204) if found is None else _gone(call, found, "PurgeFabric")


def _gone(call: Call, fabric: state.Document, scenario: str) -> Answer:
    def ended() -> None:
        for each in list(call.state.everything(fabric["id"])):
            call.state.remove(each["id"], each["type"])
        call.state.process_servers[:] = [
            server
            for server in call.state.process_servers
            if server.fabric.lower() != fabric["id"].lower()
        ]
        call.state.remove(fabric["id"], KIND)

    target = (fabric["id"], fabric["properties"]["friendlyName"], "Fabric")
    plan = recovery_jobs.Plan(
        scenario=scenario, friendly="Remove fabric", target=target, seconds=CHECKING
    )
    operation = recovery_jobs.begin(call.state, call.operations, fabric["id"], plan, ended)
    return recovery.accepted(call, operation, fabric["id"])
