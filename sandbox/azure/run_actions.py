"""The older run command: an action of a machine, whose result is its answer; one at a time.

https://learn.microsoft.com/azure/virtual-machines/windows/run-command
"""

from __future__ import annotations

from typing import Any

from sandbox.azure import answers, errors, machine_agent, machines, reads
from sandbox.azure import run_execution as execution
from sandbox.azure.routing import Answer, Call, Fidelity, Routes

routes = Routes()
LOCATION = "/subscriptions/{sub}/providers/Microsoft.Compute/locations/{location}/runCommands"
SCHEMA = "http://schema.management.azure.com/schemas/2016-11-17/runcommands.json"


def _document(name: str) -> dict[str, Any]:
    shown = machine_agent.BUILT_IN[name]
    return {
        "$schema": SCHEMA,
        "id": name,
        "osType": "Windows",
        "label": shown,
        "description": shown,
    }


@routes.get(LOCATION, fidelity=Fidelity.FIXED)
def listed(call: Call) -> Answer:
    """The commands that come with the service, for Windows."""
    return answers.page(call, [_document(name) for name in machine_agent.BUILT_IN])


@routes.get(LOCATION + "/{command}", fidelity=Fidelity.FIXED)
def one(call: Call) -> Answer:
    """One of them."""
    for name in machine_agent.BUILT_IN:
        if name.lower() == call["command"].lower():
            return answers.ok({**_document(name), "script": [], "parameters": []})
    raise errors.AzureError(
        404, "NotFound", f"The entity was not found in this Azure location: {call['command']}."
    )


@routes.post(
    machines.PATH + "/runCommand",
    fidelity=Fidelity.PARTIAL,
    note="Scripts run on a model of Windows; of the built-in commands only RunPowerShellScript "
    "and IPConfig do something.",
)
def run(call: Call) -> Answer:
    """Run a script; the operation's result is its output and its errors."""
    machine = reads.find(call, machines.KIND)
    body = call.body()
    if not body.get("commandId"):
        raise errors.missing("commandId")
    machine_agent.require_agent(
        call.state, machine, text="The operation requires the VM to be running (or set to run)."
    )
    resource = f"{machine['id']}/runCommand"
    if call.operations.running(resource) is not None:
        raise errors.AzureError(
            409,
            "Conflict",
            "Run command extension execution is in progress. Please wait for completion before "
            "invoking a run command.",
        )
    script = machine_agent.built_in(str(body["commandId"]), body.get("script") or [])
    pairs = {str(e.get("name")): e.get("value") for e in body.get("parameters") or []}
    work = execution.Run(
        current=call.state, machine=machine, script=script, parameters=pairs, done=_result
    )
    operation = execution.begin(call.operations, work, resource=resource, verb="runCommand")
    return answers.accepted(
        call, operation, provider="Microsoft.Compute", location=machine["location"]
    )


def _result(done: execution.Run) -> dict[str, Any]:
    """Both streams as statuses; the action never says that a script failed."""
    if done.status == "TimedOut":
        raise errors.AzureError(
            409,
            "VMExtensionProvisioningTimeout",
            "Provisioning of VM extension RunCommandWindows has timed out. Extension provisioning "
            "has taken too long to complete. The extension did not report a message.",
        )
    seen = done.seen()
    return {
        "value": [
            {
                "code": f"ComponentStatus/{name}/succeeded",
                "level": "Info",
                "displayStatus": "Provisioning succeeded",
                "message": seen[key],
            }
            for name, key in (("StdOut", "output"), ("StdErr", "error"))
        ]
    }
