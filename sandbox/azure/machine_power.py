"""What one does to a machine's power: start, stop, deallocate, restart, redeploy, generalize.

States and wordings: https://learn.microsoft.com/azure/virtual-machines/states-billing and
https://learn.microsoft.com/rest/api/compute/virtual-machines
"""

from __future__ import annotations

from collections.abc import Callable

from sandbox.azure import answers, capacity, errors, machines, state
from sandbox.azure import machine_view as view
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
STARTING, STOPPING, SKIPPING, REDEPLOYING = 30.0, 40.0, 5.0, 90.0  # seconds on Azure's clock
UP = ("running", "starting")


def _begin(
    call: Call, found: state.Document, *, during: str, after: str, seconds: float,
    then: Callable[[], None] | None = None,
) -> Answer:  # fmt: skip
    def done() -> None:
        if then is not None:
            then()
        view.power(call.state, found["id"], after)

    def back() -> None:
        found["properties"]["provisioningState"] = "Failed"
        view.power(call.state, found["id"], before)

    before = str(call.state.facts(found["id"]).get("power"))
    verb = call.path.rsplit("/", 1)[1]
    operation = machines.change(call, found, verb=verb, seconds=seconds, then=done)
    operation.failed = back
    view.power(call.state, found["id"], during)
    return answers.accepted(
        call, operation, provider="Microsoft.Compute", location=found["location"]
    )


def _require_up(call: Call, found: state.Document) -> None:
    if call.state.facts(found["id"]).get("power") not in UP:
        raise errors.AzureError(
            409,
            "OperationNotAllowed",
            "The operation requires the VM to be running (or set to run).",
        )


def _require_specialized(call: Call, found: state.Document) -> None:
    if call.state.facts(found["id"]).get("generalized"):
        raise errors.AzureError(
            409,
            "OperationNotAllowed",
            f"Operation '{call.path.rsplit('/', 1)[1]}' is not allowed on VM '{found['name']}' "
            "since the VM is generalized.",
        )


@routes.post(machines.PATH + "/start")
def start(call: Call) -> Answer:
    """Run it; one that was deallocated needs capacity again, and may fail for want of it."""
    found = machines.find(call)
    _require_specialized(call, found)
    allocate = call.state.facts(found["id"]).get("power") == "deallocated"
    return _begin(
        call, found, during="starting", after="running", seconds=STARTING,
        then=(lambda: capacity.require(call.state, found)) if allocate else None,
    )  # fmt: skip


@routes.post(machines.PATH + "/restart")
def restart(call: Call) -> Answer:
    """Restart it; it must be running."""
    found = machines.find(call)
    _require_up(call, found)
    return _begin(call, found, during="starting", after="running", seconds=STARTING)


@routes.post(machines.PATH + "/powerOff")
def power_off(call: Call) -> Answer:
    """Stop it and keep its place (it is still billed); `skipShutdown=true` does not ask Windows."""
    skip = call.query.get("skipShutdown", "").lower() == "true"
    found = machines.find(call)
    if call.state.facts(found["id"]).get("power") == "deallocated":
        return _begin(call, found, during="deallocated", after="deallocated", seconds=SKIPPING)
    seconds = SKIPPING if skip else STOPPING
    return _begin(call, found, during="stopping", after="stopped", seconds=seconds)


@routes.post(machines.PATH + "/deallocate")
def deallocate(call: Call) -> Answer:
    """Stop it and give its place back; the temporary disk is erased."""
    found = machines.find(call)
    return _begin(call, found, during="deallocating", after="deallocated", seconds=STOPPING)


@routes.post(machines.PATH + "/redeploy")
def redeploy(call: Call) -> Answer:
    """Move it to another host: it restarts there with an empty temporary disk."""
    found = machines.find(call)
    _require_up(call, found)

    def moved() -> None:
        capacity.require(call.state, found)
        view.power(call.state, found["id"], "deallocated")

    return _begin(call, found, during="starting", after="running", seconds=REDEPLOYING, then=moved)


@routes.post(machines.PATH + "/reapply")
def reapply(call: Call) -> Answer:
    """Apply the model again; a failed provisioning state becomes Succeeded."""
    found = machines.find(call)
    operation = machines.change(call, found, verb="reapply", seconds=machines.UPDATING)
    return answers.accepted(
        call, operation, provider="Microsoft.Compute", location=found["location"]
    )


@routes.post(machines.PATH + "/generalize")
def generalize(call: Call) -> Answer:
    """Mark it generalized: an image can be made of it, and it never starts again."""
    found = machines.find(call)
    if call.state.facts(found["id"]).get("power") not in ("stopped", "deallocated"):
        raise errors.AzureError(
            409,
            "OperationNotAllowed",
            f"Operation 'generalize' is not allowed on VM '{found['name']}' since the VM is "
            "running. Stop it first.",
        )
    call.state.facts(found["id"])["generalized"] = True
    return Answer(status=200)
