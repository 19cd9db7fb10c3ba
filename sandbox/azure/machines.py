"""Virtual machines: create, read, start, stop, delete with what hangs on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.azure import answers, disks, errors, interfaces, sizes, state
from sandbox.azure import machine_view as view
from sandbox.azure.operations import Operation
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
KIND = sizes.MACHINES
CHILDREN = (KIND + "/runCommands", KIND + "/extensions")
PATH = "/subscriptions/{sub}/resourceGroups/{rg}/providers/Microsoft.Compute/virtualMachines/{name}"
UPDATING, DELETING, FORCED = 6.0, 30.0, 8.0  # seconds on Azure's clock


def id_of(call: Call) -> str:
    return f"{call.group_id}/providers/{KIND}/{call['name']}"


def find(call: Call) -> state.Document:
    found = call.state.get(id_of(call), KIND)
    if found is None:
        raise errors.not_found(KIND, call["name"], call["rg"])
    return found


# ---- reading ----
@routes.get(PATH)
def one(call: Call) -> Answer:
    """The machine; `$expand=instanceView` adds what it does now, `$expand=userData` its data."""
    found = find(call)
    expand = call.query.get("$expand", "").lower()
    shown: dict[str, Any] = {}
    if "instanceview" in expand:
        shown["instanceView"] = view.instance(call.state, found)
    if "userdata" in expand and call.state.facts(found["id"]).get("userData"):
        shown["userData"] = call.state.facts(found["id"])["userData"]
    if shown:
        return answers.ok({**found, "properties": {**found["properties"], **shown}})
    return answers.ok(found)


@routes.get(PATH + "/instanceView")
def instance_view(call: Call) -> Answer:
    """What the machine does now."""
    return answers.ok(view.instance(call.state, find(call)))


@routes.get("/subscriptions/{sub}/resourceGroups/{rg}/providers/Microsoft.Compute/virtualMachines")
def in_group(call: Call) -> Answer:
    """The machines of a group."""
    return answers.page(call, call.state.all(KIND, call.group_id))


@routes.get("/subscriptions/{sub}/providers/Microsoft.Compute/virtualMachines")
def in_subscription(call: Call) -> Answer:
    """`statusOnly=true` adds the instance view to each."""
    found = call.state.all(KIND, f"/subscriptions/{call['sub']}")
    if call.query.get("statusOnly", "").lower() == "true":
        found = [
            {**each, "properties": {**each["properties"],
                                    "instanceView": view.instance(call.state, each)}}
            for each in found
        ]  # fmt: skip
    return answers.page(call, found)


@routes.get("/subscriptions/{sub}/providers/Microsoft.Compute/locations/{location}/virtualMachines")
def in_location(call: Call) -> Answer:
    """The machines of a subscription in one region."""
    place = call["location"].lower().replace(" ", "")
    found = call.state.all(KIND, f"/subscriptions/{call['sub']}")
    return answers.page(call, [each for each in found if each["location"] == place])


# ---- changing ----
def change(
    call: Call,
    found: state.Document,
    *,
    verb: str,
    seconds: float,
    then: Callable[[], None] | None = None,
) -> Operation:
    """Begin to change a machine, or 409 if something is being done to it already."""
    if call.operations.running(found["id"]) is not None:
        raise errors.conflict(found["name"])
    found["properties"]["provisioningState"] = "Updating"

    def done() -> None:
        if then is not None:
            then()
        found["properties"]["provisioningState"] = "Succeeded"

    return call.operations.begin(
        resource=found["id"],
        verb=verb,
        seconds=seconds,
        end=done,
        failed=lambda: found["properties"].update(provisioningState="Failed"),
    )


# ---- deleting ----
@routes.delete(PATH)
def delete(call: Call) -> Answer:
    """Delete it, with what its delete options name; overtakes whatever is done to it."""
    found = call.state.get(id_of(call), KIND)
    if found is None:
        return Answer(status=204)
    going = call.operations.running(found["id"])
    if going is None or going.verb != "delete":
        if going is not None:
            going.failed = None
            going.failure = errors.AzureError(
                409,
                "OperationPreempted",
                "Operation execution has been preempted by a more recent operation.",
            )
        found["properties"]["provisioningState"] = "Deleting"
        view.power(call.state, found["id"], "stopping")
        going = call.operations.begin(
            resource=found["id"],
            verb="delete",
            seconds=FORCED if call.query.get("forceDeletion", "").lower() == "true" else DELETING,
            end=lambda: forget(call.state, found),
            failed=lambda: found["properties"].update(provisioningState="Failed"),
        )
    return answers.accepted(call, going, provider="Microsoft.Compute", location=found["location"])


def forget(current: state.State, machine: state.Document) -> None:
    """Remove a machine, and what its delete options take along; the rest is let go."""
    properties = machine["properties"]
    for each in properties["networkProfile"]["networkInterfaces"]:
        interface = current.get(each["id"], interfaces.KIND)
        if interface is not None:
            interfaces.detach(interface)
            if _cascades((each.get("properties") or {}).get("deleteOption")):
                current.remove(each["id"], interfaces.KIND)
    storage = properties["storageProfile"]
    for each in (storage["osDisk"], *storage["dataDisks"]):
        disk_id = each["managedDisk"]["id"]
        disk = current.get(disk_id, disks.KIND)
        if disk is not None:
            disks.detach(disk)
            if _cascades(each.get("deleteOption")):
                current.remove(disk_id, disks.KIND)
    view.power(current, machine["id"], "stopped")
    for kind in CHILDREN:
        for child in current.all(kind, machine["id"]):
            current.remove(child["id"], kind)
    current.facts(machine["id"]).pop("guest", None)
    current.remove(machine["id"], KIND)


def forget_group(current: state.State, group_id: str) -> None:
    for machine in current.all(KIND, group_id):
        forget(current, machine)


def _cascades(option: Any) -> bool:
    return str(option).lower() == "delete"
