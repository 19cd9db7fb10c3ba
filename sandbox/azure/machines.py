"""Virtual machines: create, read with instance view, start, stop, delete with what hangs on them."""

from __future__ import annotations

import copy
import uuid
from typing import Any

from sandbox.azure import answers, disks, errors, groups, interfaces, sizes, state
from sandbox.azure import machine_rules as rules
from sandbox.azure import machine_view as view
from sandbox.azure.clock import stamp
from sandbox.azure.operations import Operation
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
KIND = sizes.MACHINES
PATH = "/subscriptions/{sub}/resourceGroups/{rg}/providers/Microsoft.Compute/virtualMachines/{name}"
CREATING, UPDATING, STARTING, STOPPING, DELETING = 90.0, 6.0, 30.0, 40.0, 30.0


def _id(call: Call) -> str:
    return f"{call.group_id}/providers/{KIND}/{call['name']}"


def _find(call: Call) -> state.Document:
    found = call.state.get(_id(call), KIND)
    if found is None:
        raise errors.not_found(KIND, call["name"], call["rg"])
    return found


# ---- reading --------------------------------------------------------------------------------------
@routes.get(PATH)
def one(call: Call) -> Answer:
    found = _find(call)
    if "instanceview" in call.query.get("$expand", "").lower():
        shown = view.instance(call.state, found)
        return answers.ok({**found, "properties": {**found["properties"], "instanceView": shown}})
    return answers.ok(found)


@routes.get(PATH + "/instanceView")
def instance_view(call: Call) -> Answer:
    return answers.ok(view.instance(call.state, _find(call)))


@routes.get("/subscriptions/{sub}/resourceGroups/{rg}/providers/Microsoft.Compute/virtualMachines")
def in_group(call: Call) -> Answer:
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


# ---- making ---------------------------------------------------------------------------------------
@routes.put(PATH)
def create(call: Call) -> Answer:
    rules.require_name(call["name"])
    body = call.body()
    place = groups.location(call, body.get("location"))
    found = call.state.get(_id(call), KIND)
    if found is not None:
        return _repeat(call, found, body, place)
    properties = copy.deepcopy(body.get("properties") or {})
    machine_id = _id(call)
    wanted = str((properties.get("hardwareProfile") or {}).get("vmSize") or "")
    size = sizes.require(call, wanted, place, machine_id)
    storage = properties.setdefault("storageProfile", {})
    image = rules.require_image(call, storage.get("imageReference") or {}, size)
    rules.require_profile(call["name"], properties.get("osProfile") or {})
    rules.require_diagnostics(call, properties.get("diagnosticsProfile") or {}, place)
    held = rules.require_interfaces(call, properties.get("networkProfile") or {}, machine_id, place)
    made = _disks(call, storage, machine_id, place, image.size_gb)
    document = build(call.state, call["name"], machine_id, place, properties, body.get("tags"))
    call.state.put(document)
    for disk in made:
        call.state.put(disk)
        disks.attach(disk, machine_id)
    for at, interface in enumerate(held):
        interfaces.attach(interface, machine_id, primary=not at)
    return _creating(call, document, place)


def build(
    current: state.State,
    name: str,
    machine_id: str,
    place: str,
    properties: dict[str, Any],
    tags: dict[str, str] | None,
) -> state.Document:
    """The document; the administrator's password is dropped here and kept nowhere."""
    profile = properties.get("osProfile") or {}
    profile.pop("adminPassword", None)
    profile.setdefault("computerName", name)
    profile.setdefault("windowsConfiguration", {"provisionVMAgent": True})
    profile.setdefault("secrets", [])
    profile.setdefault("allowExtensionOperations", True)
    properties["osProfile"] = profile
    return {
        "name": name,
        "id": machine_id,
        "type": KIND,
        "location": place,
        "tags": tags or {},
        "etag": f'"{uuid.uuid4().hex[:8]}"',
        "properties": {
            **properties,
            "provisioningState": "Creating",
            "vmId": str(uuid.uuid4()),
            "timeCreated": stamp(current.clock.now()),
        },
    }


def _creating(call: Call, document: state.Document, place: str) -> Answer:
    view.power(call.state, document["id"], "creating")

    def running() -> None:
        document["properties"]["provisioningState"] = "Succeeded"
        view.power(call.state, document["id"], "running")

    def failed() -> None:
        document["properties"]["provisioningState"] = "Failed"
        view.power(call.state, document["id"], "stopped")

    operation = call.operations.begin(
        resource=document["id"],
        verb="create",
        seconds=CREATING,
        end=running,
        failure=_planned_failure(call.state),
        failed=failed,
    )
    return answers.created(call, operation, document, provider="Microsoft.Compute", location=place)


def _planned_failure(current: state.State) -> errors.AzureError | None:
    """A failure a test asked for: the next machine's creation ends with it."""
    for at, planned in enumerate(current.failures):
        if planned["type"].lower() == KIND.lower():
            planned["times"] -= 1
            if planned["times"] == 0:
                del current.failures[at]
            return errors.AzureError(409, planned["code"], planned["message"])
    return None


def _disks(
    call: Call, storage: dict[str, Any], machine_id: str, place: str, image_gb: int
) -> list[state.Document]:
    """The OS disk and data disks, made or found; their ids are written into the profile."""
    name = call["name"]
    system = storage.setdefault("osDisk", {"createOption": "FromImage"})
    system.setdefault("name", f"{name}_OsDisk_1_{uuid.uuid4().hex}")
    system.setdefault("osType", "Windows")
    system.setdefault("caching", "ReadWrite")
    made = [_disk(call, system, place, image_gb, "FromImage")]
    places = set()
    for at, data in enumerate(storage.setdefault("dataDisks", [])):
        if data.get("lun") in places or not isinstance(data.get("lun"), int):
            raise errors.invalid("dataDisk.lun", f"Data disk {at} needs a lun of its own.")
        places.add(data["lun"])
        if str(data.get("createOption", "")).lower() == "attach":
            wanted = str((data.get("managedDisk") or {}).get("id") or "")
            made.append(rules.require_attachable(call, wanted, machine_id, place))
            data.setdefault("name", made[-1]["name"])
            continue
        data.setdefault("name", f"{name}_DataDisk_{at}")
        made.append(_disk(call, data, place, 0, "Empty"))
    return made


def _disk(
    call: Call, given: dict[str, Any], place: str, least_gb: int, option: str
) -> state.Document:
    managed = given.setdefault("managedDisk", {})
    disk_id = f"{call.group_id}/providers/{disks.KIND}/{given['name']}"
    size = given.setdefault("diskSizeGB", least_gb)
    if not isinstance(size, int) or size < max(least_gb, 1):
        raise errors.invalid(
            "diskSizeGB",
            f"The value '{size}' of parameter 'diskSizeGB' is smaller than {max(least_gb, 1)}.",
        )
    if call.state.get(disk_id, disks.KIND) is not None:
        raise errors.AzureError(
            409,
            "ConflictingUserInput",
            f"Disk {given['name']} already exists in resource group {call['rg'].upper()}. Only "
            "CreateOption.Attach is supported.",
        )
    sku = disks.require_sku(managed.get("storageAccountType"))
    managed.update(id=disk_id, storageAccountType=sku)
    given.setdefault("deleteOption", "Detach")
    return disks.build(call.state, disk_id, place, sku=sku, size_gb=size, option=option)


def _repeat(call: Call, found: state.Document, body: dict[str, Any], place: str) -> Answer:
    """A second PUT: the same promise again, new tags, or what may not change."""
    if found["location"] != place:
        raise errors.AzureError(
            409,
            "InvalidResourceLocation",
            f"The resource '{found['name']}' already exists in location '{found['location']}' in "
            f"resource group '{call['rg']}'. A resource with the same name cannot be created in "
            f"location '{place}'. Please select a new resource name.",
        )
    given = body.get("properties") or {}
    rules.require_unchanged(found["properties"], given)
    going = call.operations.running(found["id"])
    if going is not None and going.verb != "create":
        raise errors.conflict(found["name"])
    found["tags"] = body.get("tags") or found["tags"]
    if going is None:
        if found["properties"]["provisioningState"] == "Failed":
            return _creating(call, found, place)
        going = _change(call, found, "update", UPDATING, lambda: None, "Updating")
    return answers.created(
        call, going, found, provider="Microsoft.Compute", location=place, status=200
    )


# ---- changing -------------------------------------------------------------------------------------
def _change(
    call: Call, found: state.Document, verb: str, seconds: float, then: Any, meanwhile: str
) -> Operation:
    if call.operations.running(found["id"]) is not None:
        raise errors.conflict(found["name"])
    found["properties"]["provisioningState"] = meanwhile

    def done() -> None:
        found["properties"]["provisioningState"] = "Succeeded"
        then()

    return call.operations.begin(resource=found["id"], verb=verb, seconds=seconds, end=done)


@routes.patch(PATH)
def update(call: Call) -> Answer:
    """Tags only; everything else of this line is made by PUT."""
    found = _find(call)
    found["tags"] = {**found["tags"], **(call.body().get("tags") or {})}
    operation = _change(call, found, "update", UPDATING, lambda: None, "Updating")
    return answers.created(
        call, operation, found, provider="Microsoft.Compute", location=found["location"], status=200
    )


def _power(call: Call, verb: str, during: str, after: str, seconds: float) -> Answer:
    found = _find(call)
    operation = _change(
        call,
        found,
        verb,
        seconds,
        lambda: view.power(call.state, found["id"], after),
        "Updating",
    )
    view.power(call.state, found["id"], during)
    return answers.accepted(
        call, operation, provider="Microsoft.Compute", location=found["location"]
    )


@routes.post(PATH + "/start")
def start(call: Call) -> Answer:
    return _power(call, "start", "starting", "running", STARTING)


@routes.post(PATH + "/restart")
def restart(call: Call) -> Answer:
    return _power(call, "restart", "starting", "running", STARTING)


@routes.post(PATH + "/powerOff")
def power_off(call: Call) -> Answer:
    return _power(call, "powerOff", "stopping", "stopped", STOPPING)


@routes.post(PATH + "/deallocate")
def deallocate(call: Call) -> Answer:
    return _power(call, "deallocate", "deallocating", "deallocated", STOPPING)


# ---- deleting -------------------------------------------------------------------------------------
@routes.delete(PATH)
def delete(call: Call) -> Answer:
    found = call.state.get(_id(call), KIND)
    if found is None:
        return Answer(status=204)
    going = call.operations.running(found["id"])
    if going is None or going.verb != "delete":
        if going is not None:
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
            seconds=DELETING,
            end=lambda: forget(call.state, found),
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
    current.remove(machine["id"], KIND)


def forget_group(current: state.State, group_id: str) -> None:
    for machine in current.all(KIND, group_id):
        forget(current, machine)


def _cascades(option: Any) -> bool:
    return str(option).lower() == "delete"
