"""A machine's power and instance view: what runs on it now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sandbox.azure import guest, images, state
from sandbox.azure.clock import stamp

SHOWN = {
    "creating": "VM creating",
    "starting": "VM starting",
    "running": "VM running",
    "stopping": "VM stopping",
    "stopped": "VM stopped",
    "deallocating": "VM deallocating",
    "deallocated": "VM deallocated",
}
PROVISIONING = {
    "Creating": ("ProvisioningState/creating", "Creating"),
    "Updating": ("ProvisioningState/updating", "Updating"),
    "Deleting": ("ProvisioningState/deleting", "Deleting"),
    "Failed": ("ProvisioningState/failed", "Provisioning failed"),
    "Succeeded": ("ProvisioningState/succeeded", "Provisioning succeeded"),
}


def power(current: state.State, machine_id: str, name: str) -> None:
    """Set a machine's power; when it stops running, remember since when."""
    facts = current.facts(machine_id)
    if facts.get("power") == "running" and name != "running":
        facts["stopped_at"] = current.clock.now().isoformat()
        facts["boots"] = facts.get("boots", 0) + 1
    facts["power"] = name
    machine = current.get(machine_id) if "guest" in facts else None
    if machine is not None and name == "running":
        guest.booted(current, machine)
    elif machine is not None and name == "deallocated":
        guest.deallocated(current, machine)


def running(current: state.State, machine_id: str) -> bool:
    return current.facts(machine_id).get("power") == "running"


def stopped_at(current: state.State, machine_id: str) -> datetime | None:
    found = current.facts(machine_id).get("stopped_at")
    return datetime.fromisoformat(found) if found else None


def generation(machine: state.Document) -> str:
    """The hypervisor generation the machine was made with: that of its image."""
    reference = machine["properties"]["storageProfile"].get("imageReference") or {}
    image = images.find(*(str(reference.get(key)) for key in ("publisher", "offer", "sku")))
    return image.generation if image else "V1"


def instance(current: state.State, machine: state.Document) -> dict[str, Any]:
    properties = machine["properties"]
    now = stamp(current.clock.now())
    code, shown = PROVISIONING[properties["provisioningState"]]
    statuses = [_status(code, shown, now, "Error" if code.endswith("failed") else "Info")]
    name = current.facts(machine["id"]).get("power", "running")
    if name != "creating":
        statuses.append(_status(f"PowerState/{name}", SHOWN[name]))
    found: dict[str, Any] = {
        "computerName": properties["osProfile"]["computerName"],
        "osName": images.product(properties["storageProfile"].get("imageReference") or {}),
        "osVersion": "Microsoft Windows NT 10.0.17763.0",
        "hyperVGeneration": generation(machine),
        "statuses": statuses,
        "disks": [
            {"name": each["name"], "statuses": [_status(code, shown, now)]}
            for each in (
                properties["storageProfile"]["osDisk"],
                *properties["storageProfile"]["dataDisks"],
            )
        ],
    }
    if name == "running":
        found["vmAgent"] = _agent(current, machine, now)
    boot = (properties.get("diagnosticsProfile") or {}).get("bootDiagnostics") or {}
    if boot.get("storageUri"):
        address = f"{boot['storageUri'].rstrip('/')}/bootdiagnostics-{machine['name']}"
        found["bootDiagnostics"] = {"consoleScreenshotBlobUri": f"{address}/screenshot.bmp"}
    return found


def _agent(current: state.State, machine: state.Document, now: str) -> dict[str, Any]:
    """How the agent inside reports; one that is silent is unknown, as in Azure."""
    if current.facts(machine["id"]).get("agent") == "down":
        silent = _status("ProvisioningState/Unavailable", "Not Ready", now, "Warning")
        silent["message"] = "VM status blob is found but not yet populated."
        return {"vmAgentVersion": "Unknown", "statuses": [silent]}
    ready = _status("ProvisioningState/succeeded", "Ready", now)
    ready["message"] = "GuestAgent is running and processing the extensions."
    return {
        "vmAgentVersion": "2.7.41491.1176",
        "extensionHandlers": [],
        "statuses": [ready],
    }


def _status(code: str, shown: str, time: str = "", level: str = "Info") -> dict[str, str]:
    status = {"code": code, "level": level, "displayStatus": shown}
    if time:
        status["time"] = time
    return status
