"""Extensions of a machine: kept, with the state the agent reports; what they install is not done.

https://learn.microsoft.com/rest/api/compute/virtual-machine-extensions
"""

from __future__ import annotations

from typing import Any

from sandbox.azure import answers, errors, groups, machine_agent, machines, reads, state
from sandbox.azure.routing import Answer, Call, Fidelity, Routes

routes = Routes()
KIND = "Microsoft.Compute/virtualMachines/extensions"
LIST = machines.PATH + "/extensions"
PATH = LIST + "/{extension}"
INSTALLING, REMOVING = 30.0, 20.0  # seconds on Azure's clock
NEEDED = ("publisher", "type", "typeHandlerVersion")
NOTE = "What the extension would do inside the machine is not done; it ends as Succeeded."


def _id(call: Call) -> str:
    return f"{machines.id_of(call)}/extensions/{call['extension']}"


def _find(call: Call) -> state.Document:
    reads.parent(call, machines.KIND)
    found = call.state.get(_id(call), KIND)
    if found is None:
        raise errors.not_found(KIND, f"{call['name']}/{call['extension']}", call["rg"])
    return found


def _shown(call: Call, found: state.Document) -> state.Document:
    if "instanceview" not in call.query.get("$expand", "").lower():
        return found
    properties = found["properties"]
    done = properties["provisioningState"] == "Succeeded"
    word = "succeeded" if done else "transitioning"
    view = {
        "name": found["name"],
        "type": f"{properties['publisher']}.{properties['type']}",
        "typeHandlerVersion": properties["typeHandlerVersion"],
        "statuses": [
            {
                "code": f"ProvisioningState/{word}",
                "level": "Info",
                "displayStatus": "Provisioning succeeded" if done else "Transitioning",
            }
        ],
    }
    return {**found, "properties": {**properties, "instanceView": view}}


@routes.get(PATH)
def one(call: Call) -> Answer:
    """The extension; `$expand=instanceView` adds what the agent reports."""
    return answers.ok(_shown(call, _find(call)))


@routes.get(LIST)
def listed(call: Call) -> Answer:
    """All extensions of a machine, in one answer."""
    reads.parent(call, machines.KIND)
    found = call.state.all(KIND, machines.id_of(call))
    return answers.ok({"value": [_shown(call, each) for each in found]})


@routes.put(PATH, fidelity=Fidelity.PARTIAL, note=NOTE)
def create(call: Call) -> Answer:
    """Install or change it; protected settings are answered nowhere."""
    machine = reads.parent(call, machines.KIND)
    body = call.body()
    place = groups.location(call, body.get("location"))
    given = {k: v for k, v in (body.get("properties") or {}).items() if k != "protectedSettings"}
    found = call.state.get(_id(call), KIND)
    return _begin(call, machine, found, {"place": place, "given": given, "tags": body.get("tags")})


@routes.patch(PATH, fidelity=Fidelity.PARTIAL, note=NOTE)
def update(call: Call) -> Answer:
    """Change some of its properties."""
    found = _find(call)
    body = call.body()
    given = {**found["properties"], **(body.get("properties") or {})}
    given.pop("protectedSettings", None)
    what = {"place": found["location"], "given": given, "tags": body.get("tags", found["tags"])}
    return _begin(call, reads.parent(call, machines.KIND), found, what)


def _begin(
    call: Call, machine: state.Document, found: state.Document | None, what: dict[str, Any]
) -> Answer:
    machine_agent.require_agent(call.state, machine)
    for name in NEEDED:
        if not what["given"].get(name):
            raise errors.missing(name)
    document: state.Document = {
        "name": call["extension"],
        "id": _id(call),
        "type": KIND,
        "location": what["place"],
        "tags": what["tags"] or {},
        "properties": {
            "autoUpgradeMinorVersion": True,
            **what["given"],
            "provisioningState": "Creating" if found is None else "Updating",
        },
    }
    call.state.put(document)
    properties = document["properties"]
    operation = call.operations.begin(
        resource=document["id"],
        verb="create",
        seconds=INSTALLING,
        end=lambda: properties.update(provisioningState="Succeeded"),
        failed=lambda: properties.update(provisioningState="Failed"),
    )
    return answers.created(
        call,
        operation,
        document,
        provider="Microsoft.Compute",
        location=what["place"],
        status=201 if found is None else 200,
    )


@routes.delete(PATH)
def delete(call: Call) -> Answer:
    """Remove it; the machine must be running."""
    machine = reads.parent(call, machines.KIND)
    found = call.state.get(_id(call), KIND)
    if found is None:
        return Answer(status=204)
    machine_agent.require_agent(call.state, machine)
    found["properties"]["provisioningState"] = "Deleting"

    def gone() -> None:
        call.state.remove(found["id"], KIND)

    operation = call.operations.begin(
        resource=found["id"], verb="delete", seconds=REMOVING, end=gone
    )
    return answers.accepted(
        call, operation, provider="Microsoft.Compute", location=found["location"]
    )
