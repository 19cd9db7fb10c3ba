"""Managed run commands: scripts as resources of a machine, with an instance view of how it went.

https://learn.microsoft.com/rest/api/compute/virtual-machine-run-commands and
https://learn.microsoft.com/azure/virtual-machines/windows/run-command-managed: a PUT makes or
changes it and runs it again; a blank script, or a DELETE, cancels what runs; several run at once;
`provisioningState` says Succeeded for a script that failed, unless
`treatFailureAsDeploymentFailure`; `protectedParameters` and `runAsPassword` are answered nowhere.
"""

from __future__ import annotations

import copy
from typing import Any

from sandbox.azure import (
    answers,
    errors,
    groups,
    machine_agent,
    machine_parts,
    machines,
    reads,
    server_scripts,
    state,
)
from sandbox.azure import run_execution as execution
from sandbox.azure.routing import Answer, Call, Fidelity, Routes

routes = Routes()
KIND = "Microsoft.Compute/virtualMachines/runCommands"
LIST = machines.PATH + "/runCommands"
PATH = LIST + "/{command}"
NOTE = (
    "The bot's own scripts act by name and parameters, all others are interpreted: see below. "
    "scriptUri and the blobs for output are kept, not fetched: a script named by scriptUri fails."
)
DELETING = 5.0  # seconds on Azure's clock
SECRET = ("protectedParameters", "runAsPassword")
KEPT = (
    "source", "parameters", "asyncExecution", "runAsUser", "timeoutInSeconds", "outputBlobUri",
    "errorBlobUri", "outputBlobManagedIdentity", "errorBlobManagedIdentity",
    "treatFailureAsDeploymentFailure",
)  # fmt: skip


PART = machine_parts.Part(
    kind=KIND, argument="command",
    view=lambda current, found: current.facts(found["id"]).get("view", {}),
)  # fmt: skip


@routes.get(PATH)
def one(call: Call) -> Answer:
    """The run command; `$expand=instanceView` adds state, exit code and the end of the output."""
    return answers.ok(PART.shown(call, PART.find(call)))


@routes.get(LIST)
def listed(call: Call) -> Answer:
    """All run commands of a machine."""
    return answers.page(call, PART.all_of(call))


@routes.put(PATH, fidelity=Fidelity.PARTIAL, note=NOTE)
def create(call: Call) -> Answer:
    """Make or change it, and run its script (again)."""
    machine = reads.parent(call, machines.KIND)
    body = call.body()
    place = groups.location(call, body.get("location"))
    if place != machine["location"]:
        raise errors.invalid(
            "location", f"The location '{place}' is not the VM's location '{machine['location']}'."
        )
    found = PART.get(call)
    given = copy.deepcopy(body.get("properties") or {})
    return _apply(call, machine, found, given, body.get("tags"))


@routes.patch(PATH, fidelity=Fidelity.PARTIAL, note=NOTE)
def update(call: Call) -> Answer:
    """Change some properties, and run it again; a blank script cancels what runs."""
    found = PART.find(call)
    body = call.body()
    given = {**copy.deepcopy(found["properties"]), **(body.get("properties") or {})}
    machine = reads.parent(call, machines.KIND)
    return _apply(call, machine, found, given, body.get("tags", found["tags"]))


def _apply(
    call: Call,
    machine: state.Document,
    found: state.Document | None,
    given: dict[str, Any],
    tags: Any,
) -> Answer:
    machine_agent.require_agent(call.state, machine)
    script = _script(given, found is not None)
    _cancel(call, PART.id_of(call))
    secret = {key: given.pop(key, None) for key in SECRET}
    document: state.Document = {
        "name": call["command"],
        "id": PART.id_of(call),
        "type": KIND,
        "location": machine["location"],
        "tags": tags or {},
        "properties": {
            **{key: given[key] for key in KEPT if given.get(key) is not None},
            "provisioningState": "Creating" if found is None else "Updating",
        },
    }
    call.state.put(document)
    status = 201 if found is None else 200
    if script is None:
        document["properties"]["provisioningState"] = "Succeeded"
        return Answer(status=status, body=document)
    run = _run(call, machine, document, script, secret)
    return _started(call, document, run, status)


def _run(
    call: Call,
    machine: state.Document,
    document: state.Document,
    script: str,
    secret: dict[str, Any],
) -> execution.Run:
    properties = document["properties"]
    facts = call.state.facts(document["id"])
    return execution.Run(
        current=call.state,
        machine=machine,
        script=script,
        work=server_scripts.find(document["name"]),
        parameters=_named(properties.get("parameters")),
        secrets=_named(secret["protectedParameters"]),
        timeout=float(properties.get("timeoutInSeconds") or execution.DEFAULT_TIMEOUT),
        keep=lambda view: facts.update(view=view),
    )


def _started(call: Call, document: state.Document, run: execution.Run, status: int) -> Answer:
    """The long operation: with the script, or (asynchronous) only until it is picked up."""
    properties = document["properties"]

    def provisioned(name: str) -> None:
        properties["provisioningState"] = name

    def ended(done: execution.Run) -> Any:
        if done.status != "Succeeded" and properties.get("treatFailureAsDeploymentFailure"):
            raise errors.AzureError(
                409,
                "VMRunCommandFailed",
                f"VM '{call['name']}' run command '{document['name']}' failed with exit code "
                f"{done.code} and execution state {done.status}.",
            )
        provisioned("Succeeded")

    def down() -> None:
        provisioned("Failed")

    asynchronous = bool(properties.get("asyncExecution"))
    run.done = (lambda _: None) if asynchronous else ended
    operation = execution.begin(
        call.operations, run, resource=document["id"], verb="create", failed=down
    )
    if asynchronous:
        operation = call.operations.begin(
            resource=document["id"],
            verb="start",
            seconds=execution.PICKED_UP,
            end=lambda: provisioned("Succeeded"),
            failed=down,
        )
    return answers.created(
        call,
        operation,
        document,
        provider="Microsoft.Compute",
        location=document["location"],
        status=status,
    )


def _script(given: dict[str, Any], exists: bool) -> str | None:
    """What to run; None cancels. The source names one thing only."""
    source = given.get("source") or {}
    named = [key for key in ("script", "scriptUri", "commandId") if source.get(key)]
    if len(named) > 1:
        raise errors.invalid(
            "source", "Only one of 'script', 'scriptUri' and 'commandId' may be given as source."
        )
    if not named:
        if exists:
            return None
        raise errors.missing("source")
    if named[0] == "commandId":
        return machine_agent.built_in(str(source["commandId"]))
    if named[0] == "scriptUri":
        return f"throw 'Failed to download the script from {_bare(str(source['scriptUri']))}'"
    return str(source["script"])


def _bare(uri: str) -> str:
    """Without its signature."""
    return uri.partition("?")[0].replace("'", "")


def _named(pairs: Any) -> dict[str, str]:
    return {str(each.get("name")): str(each.get("value") or "") for each in pairs or []}


def _cancel(call: Call, resource: str) -> None:
    while True:
        operation, run = execution.going_on(call.operations, resource)
        if operation is None:
            return
        if run is not None:
            run.cancel()
        call.operations.cut(
            operation,
            errors.AzureError(
                409,
                "OperationPreempted",
                "Operation execution has been preempted by a more recent operation.",
            ),
        )


@routes.delete(PATH)
def delete(call: Call) -> Answer:
    """Cancel what runs and forget it."""
    return PART.remove(call, DELETING, lambda found: _cancel(call, found["id"]))
