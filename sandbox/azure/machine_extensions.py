"""Extensions of a machine: kept, with the state the agent reports; what they install is not done.

https://learn.microsoft.com/rest/api/compute/virtual-machine-extensions
"""

from __future__ import annotations

from typing import Any

from sandbox.azure import (
    answers,
    errors,
    groups,
    machine_agent,
    machine_parts,
    machines,
    reads,
    state,
)
from sandbox.azure.routing import Answer, Call, Fidelity, Routes

routes = Routes()
KIND = "Microsoft.Compute/virtualMachines/extensions"
LIST = machines.PATH + "/extensions"
PATH = LIST + "/{extension}"
INSTALLING, REMOVING = 30.0, 20.0  # seconds on Azure's clock
NEEDED = ("publisher", "type", "typeHandlerVersion")
NOTE = "What the extension would do inside the machine is not done; it ends as Succeeded."


def _view(_: state.State, found: state.Document) -> dict[str, Any]:
    """What the agent reports."""
    properties = found["properties"]
    done = properties["provisioningState"] == "Succeeded"
    word = "succeeded" if done else "transitioning"
    return {
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


PART = machine_parts.Part(kind=KIND, argument="extension", view=_view)


@routes.get(PATH)
def one(call: Call) -> Answer:
    """The extension; `$expand=instanceView` adds what the agent reports."""
    return answers.ok(PART.shown(call, PART.find(call)))


@routes.get(LIST)
def listed(call: Call) -> Answer:
    """All extensions of a machine, in one answer."""
    return answers.ok({"value": PART.all_of(call)})


@routes.put(PATH, fidelity=Fidelity.PARTIAL, note=NOTE)
def create(call: Call) -> Answer:
    """Install or change it; protected settings are answered nowhere."""
    machine = reads.parent(call, machines.KIND)
    body = call.body()
    place = groups.location(call, body.get("location"))
    given = {k: v for k, v in (body.get("properties") or {}).items() if k != "protectedSettings"}
    found = PART.get(call)
    return _begin(call, machine, found, {"place": place, "given": given, "tags": body.get("tags")})


@routes.patch(PATH, fidelity=Fidelity.PARTIAL, note=NOTE)
def update(call: Call) -> Answer:
    """Change some of its properties."""
    found = PART.find(call)
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
        "id": PART.id_of(call),
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
    return PART.remove(call, REMOVING, lambda _: machine_agent.require_agent(call.state, machine))
