"""Protected machines that moved to another process server, and when the service shows it.

The configuration server knows at once; Site Recovery's answers name the new server after a quarter
of an hour, or when the provider is refreshed. Until then the move stands in
`state.facts(item id)["moved"]` as `{"id", "name"}` of the new server.
"""

from __future__ import annotations

from sandbox.azure import recovery, recovery_reports, state
from sandbox.azure.operations import Operations
from sandbox.azure.process_servers import ProcessServer

SHOWN_AFTER = 900.0  # seconds on Azure's clock


def users(current: state.State, fabric_id: str, server_id: str) -> list[state.Document]:
    """The protected items that really use a server, shown or not."""
    return [
        item for item in current.all(recovery.ITEMS, fabric_id)
        if server_of(current, item).lower() == server_id.lower()
    ]  # fmt: skip


def server_of(current: state.State, item: state.Document) -> str:
    moved = current.facts(item["id"]).get("moved")
    details = item["properties"].get("providerSpecificDetails") or {}
    return str(moved["id"] if moved else details.get("processServerId") or "")


def move(
    current: state.State,
    operations: Operations,
    items: list[state.Document],
    target: ProcessServer,
) -> None:
    """The configuration server has moved these; the service will show it later."""
    recovery_reports.latest(current, target.fabric)  # what was due is of before the move
    for item in items:
        current.facts(item["id"])["moved"] = {"id": target.id, "name": target.name}
    operations.begin(
        resource=f"{target.fabric}/replicationRecoveryServicesProviders/report",
        verb="report",
        seconds=SHOWN_AFTER,
        end=lambda: show(current, target.fabric),
    )


def show(current: state.State, fabric_id: str) -> None:
    """The service hears of all moves in a fabric, and of its counts and heartbeats."""
    for item in current.all(recovery.ITEMS, fabric_id):
        moved = current.facts(item["id"]).pop("moved", None)
        if moved is not None:
            details = item["properties"]["providerSpecificDetails"]
            details["processServerId"] = moved["id"]
            if "processServerName" in details:
                details["processServerName"] = moved["name"]
            current.touch(item)
    recovery_reports.take(current, fabric_id)
