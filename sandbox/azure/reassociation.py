"""Moving protected machines from one process server to another: `reassociateGateway`.

https://learn.microsoft.com/rest/api/site-recovery/replication-fabrics/reassociate-gateway
"""

from __future__ import annotations

from typing import Any

from sandbox.azure import fabrics, process_server_view, process_servers, recovery, state
from sandbox.azure import recovery_moves as moves
from sandbox.azure.errors import AzureError
from sandbox.azure.process_servers import ProcessServer
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
MOVING = 120.0  # seconds on Azure's clock
TYPES = ("ServerLevel", "SystemLevel")


@routes.post(recovery.FABRIC + "/reassociateGateway")
def reassociate(call: Call) -> Answer:
    """Moves some machines (`ServerLevel`, `vmsToMigrate`) or all (`SystemLevel`) by a job.

    A machine is named by the last segment of its `protectableItemId`. The items name the new server
    a quarter of an hour after the job, or once the provider was refreshed.
    """
    fabric = recovery.fabric(call)
    given = call.body().get("properties") or {}
    _check_container(call.state, fabric, given)
    source = _server(call.state, fabric, given, "sourceProcessServerId")
    target = _server(call.state, fabric, given, "targetProcessServerId")
    if source.id == target.id:
        raise recovery.bad(
            "SameProcessServer", "The source and the target process server are the same."
        )
    _check_alive(call.state, target)
    items = _machines(call.state, fabric, source, given)
    return fabrics.job(
        call, fabric, scenario="ReassociateGateway", friendly="Switch process server",
        seconds=MOVING, end=lambda: _move(call, items, target),
    )  # fmt: skip


def _check_container(current: state.State, fabric: state.Document, given: dict[str, Any]) -> None:
    if fabric["properties"]["customDetails"]["instanceType"] != "VMware":
        raise recovery.bad(
            "OperationNotSupported", "Only a VMware fabric has process servers to switch between."
        )
    name = str(given.get("containerName") or "")
    place = f"{fabric['id']}/replicationProtectionContainers/{name}"
    if not name or current.get(place, recovery.CONTAINERS) is None:
        raise recovery.bad(
            "ProtectionContainerNotFound",
            f"The container '{name}' was not found in the fabric.",
            action="Name it 'cloud_' and the fabric's internal identifier.",
        )


def _server(
    current: state.State, fabric: state.Document, given: dict[str, Any], field: str
) -> ProcessServer:
    wanted = str(given.get(field) or "")
    found = process_servers.named(current, fabric["id"], wanted)
    if found is None:
        raise recovery.bad(
            "ProcessServerNotFound", f"{field} '{wanted}' is no process server of the fabric."
        )
    return found


def _check_alive(current: state.State, target: ProcessServer) -> None:
    silence = current.clock.now() - process_server_view.heartbeat(current, target)
    if silence > process_server_view.SILENT:
        raise _not_connected(target)


def _not_connected(target: ProcessServer) -> AzureError:
    return recovery.bad(
        "ProcessServerNotConnected",
        f"The process server '{target.name}' is not connected.",
        causes="There was no heartbeat from it for 15 minutes.",
        action="Start it, or choose another one.",
    )


def _machines(
    current: state.State, fabric: state.Document, source: ProcessServer, given: dict[str, Any]
) -> list[state.Document]:
    """The items meant: all that use the source, or those named, which must use it."""
    kind, wanted = given.get("updateType"), given.get("vmsToMigrate")
    if kind not in TYPES:
        raise recovery.bad("InvalidUpdateType", f"updateType is one of {', '.join(TYPES)}.")
    using = moves.users(current, fabric["id"], source.id)
    if kind == "SystemLevel":
        if wanted:
            raise recovery.bad("InvalidInput", "SystemLevel moves all; it takes no vmsToMigrate.")
        return using
    if not wanted:
        raise recovery.bad("InvalidInput", "ServerLevel needs the machines in vmsToMigrate.")
    known = {state.name_of(item["properties"]["protectableItemId"]).lower(): item for item in using}
    strange = [name for name in wanted if str(name).lower() not in known]
    if strange:
        raise recovery.bad(
            "ProtectedItemNotFound",
            f"Not protected through the process server '{source.name}': {', '.join(strange)}.",
        )
    return [known[str(name).lower()] for name in wanted]


def _move(call: Call, items: list[state.Document], target: ProcessServer) -> None:
    if target not in call.state.process_servers:
        raise _not_connected(target)
    there = [each for each in items if call.state.get(each["id"], recovery.ITEMS) is not None]
    moves.move(call.state, call.operations, there, target)
