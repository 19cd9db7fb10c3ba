"""Our scripts on a machine, as managed run commands: submitted, followed, cancelled, deleted.

learn.microsoft.com/azure/virtual-machines/windows/run-command-managed and
learn.microsoft.com/rest/api/compute/virtual-machine-run-commands. They run asynchronously: Azure's
operation ends once the agent has the script, and the script's end is read from the instance view.
Otherwise the operation would have to live as long as a set-up does, and Azure gives up an
extension's after 90 minutes.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from azureops import exit_codes, ids, longrunning, machines, script_results, scripts
from azureops.azure import Azure
from azureops.longrunning import Token
from azureops.orders import Order
from azureops.reading import Object, at, count, instant, text
from azureops.reading import tags as tags_of
from azureops.refusal_table import Refusal
from azureops.script_results import Command, Execution, Result, ScriptFailed
from core.sentences import say

if TYPE_CHECKING:
    from azure.mgmt.compute.aio.operations import VirtualMachineRunCommandsOperations

API = machines.API
PREFIX = "failback-ps"
TAG = "failback-ps-script"
OPERATION = "failback-ps-script-of"  # not the tag of what a server consists of
LONGEST = 64  # characters of a name; no document gives a limit, extensions' is 80
GRACE = timedelta(minutes=15)  # for the agent to take a script, and to report its end
OFF = frozenset(
    {
        machines.Power.STOPPING, machines.Power.STOPPED,
        machines.Power.DEALLOCATING, machines.Power.DEALLOCATED,
    }
)  # fmt: skip
_MEANS = {
    "operationnotallowed": Refusal(
        code="script-machine-off",
        sentence=say(
            "azure-machine-off",
            "The machine takes no script: it is not running, or may not have extensions.",
        ),
        remedy=say("azure-machine-off-remedy", "Start the machine, then try again."),
    ),
    "vmagentstatuscommunicationerror": Refusal(
        code="script-no-agent",
        sentence=say(
            "azure-no-agent",
            "The machine's agent does not answer, so that no script can reach it.",
        ),
        remedy=say(
            "azure-no-agent-remedy",
            "Windows may still be starting: try again in some minutes. If it stays so, see "
            "aka.ms/vmextensionwindowstroubleshoot.",
        ),
        retriable=True,
    ),
}
START = longrunning.Kind(name="start run command", api_version=API, limit=GRACE, means=_MEANS)
CANCELLING = longrunning.Kind(name="cancel run command", api_version=API, limit=GRACE, means=_MEANS)
DELETION = longrunning.Kind(name="delete run command", api_version=API, limit=GRACE)


def id_of(machine_id: str, order: Order, operation: str, part: str = "") -> str:
    """The same order of the same operation is the same resource; `part` tells two of them apart."""
    wanted = "-".join(filter(None, (PREFIX, order.script, operation, part)))
    name = re.sub(r"[^a-z0-9]+", "-", wanted.lower()).strip("-")
    if name != wanted or len(name) > LONGEST:
        digest = hashlib.sha256(wanted.encode()).hexdigest()[:8]
        name = f"{name[: LONGEST - 9].rstrip('-')}-{digest}"
    return f"{machine_id}/runCommands/{name}"


async def submit(
    azure: Azure, machine: machines.Machine, order: Order, *, operation: str, part: str = "",
    tags: Mapping[str, str] | None = None,
) -> Token:  # fmt: skip
    """Send the order, unless it is seen to have been sent: a second PUT runs the script again.

    One that Azure could not hand to the agent is sent again. The order's secrets go to Azure as
    protected parameters and are in nothing that is returned.
    """
    resource = id_of(machine.id, order, operation, part)
    found = await get(azure, resource)
    if found is not None and (found.over or not found.failed):
        return token_of(resource)
    script = scripts.load(order.script)
    body: Any = {
        "location": machine.location,
        "tags": {**(tags or {}), TAG: f"{script.name} {script.version}", OPERATION: operation},
        "properties": {
            "source": {"script": script.text},
            "parameters": _pairs(order.given),
            "protectedParameters": _pairs(order.protected),
            "asyncExecution": True,
            "timeoutInSeconds": int(order.limit.total_seconds()),
            "treatFailureAsDeploymentFailure": False,
        },
    }
    begin = (await _client(azure, resource)).begin_create_or_update(*_place(resource), body)
    return await longrunning.submitted(START, begin, resource)


def token_of(resource: str) -> Token:
    """To follow what was sent before."""
    return {"operation": START.name, "resource": resource, "api_version": API, "token": ""}


async def follow(azure: Azure, token: Token, *, waited: timedelta = timedelta()) -> Result:
    """Wait for the script's end; raises `ScriptFailed` unless it did what it is for.

    `waited` is how long that was done already, before a restart: the limit counts it."""
    if token.get("token"):
        await longrunning.follow(azure, token, START, get)
    elif token.get("operation") != START.name:
        raise ValueError(f"a token of {token.get('operation')!r} cannot follow {START.name!r}")
    return script_results.judge(await _ended(azure, token["resource"], waited))


async def get(azure: Azure, resource: str) -> Command | None:
    """With its instance view. None: there is no such run command (or machine)."""
    raw = await azure.arm.get(resource, API, {"$expand": "instanceView"})
    return read(raw) if raw else None


async def list_all(azure: Azure, machine_id: str, operation: str) -> tuple[str, ...]:
    """The ids of an operation's run commands on a machine, whichever attempt sent them."""
    found = await azure.arm.get_all(f"{machine_id}/runCommands", API)
    return tuple(text(raw, "id") for raw in found if tags_of(raw).get(OPERATION) == operation)


async def cancel(azure: Azure, resource: str) -> Command | None:
    """Stop the script where it is, if it has not ended; how it stands then. None: there is none."""
    found = await get(azure, resource)
    if found is None or found.over:
        return found
    blank: Any = {"properties": {"source": {"script": ""}}}
    begin = (await _client(azure, resource)).begin_update(*_place(resource), blank)
    token = await longrunning.submitted(CANCELLING, begin, resource)
    await longrunning.follow(azure, token, CANCELLING, get)
    return await _ended(azure, resource)


async def submit_delete(azure: Azure, resource: str) -> Token | None:
    """Forget the run command, as one does with its result read; it is cancelled if it runs."""
    begin = (await _client(azure, resource)).begin_delete(*_place(resource))
    return await longrunning.submitted_delete(DELETION, begin, resource)


async def follow_delete(azure: Azure, token: Token) -> None:
    await longrunning.follow_delete(azure, token, DELETION)


def read(raw: Object) -> Command:
    """A run command from Azure's JSON, with or without instance view."""
    view = at(raw, "properties", "instanceView")
    execution = text(view, "executionState")
    name = text(raw, "name")
    return Command(
        id=text(raw, "id"),
        name=name,
        script=_script_of(name),
        state=text(raw, "properties", "provisioningState"),
        execution=Execution(execution) if execution in set(Execution) else Execution.UNKNOWN,
        exit_code=count(at(view, "exitCode")) or 0,
        message=text(view, "executionMessage"),
        output=text(view, "output"),
        error=text(view, "error"),
        timeout=count(at(raw, "properties", "timeoutInSeconds")) or 0,
        started_at=instant(at(view, "startTime")),
        ended_at=instant(at(view, "endTime")),
    )


async def _ended(azure: Azure, resource: str, waited: timedelta = timedelta()) -> Command:
    """Looked at until it is over, its time is, or its machine went off and cannot report it."""
    loop = asyncio.get_running_loop()
    begun = loop.time() - waited.total_seconds()
    while True:
        command = await _seen(azure, resource)
        if command.over:
            return command
        if command.failed:
            raise ScriptFailed(
                command,
                "not-started",
                say("azure-not-handed", "Azure could not hand it to the machine's agent."),
                remedy=say(
                    "azure-not-handed-remedy",
                    "Look at the machine's extensions in the portal, then try again.",
                ),
            )
        if await _is_off(azure, ids.parent_of(resource)):
            command = await _seen(azure, resource)  # it may have ended just before
            if command.over:
                return command
            raise script_results.refused(command, exit_codes.BY_NUMBER[exit_codes.SHUT_DOWN])
        limit = timedelta(seconds=command.timeout) + GRACE
        if loop.time() - begun > limit.total_seconds():
            raise longrunning.overdue(resource, limit)
        await asyncio.sleep(azure.interval)


async def _seen(azure: Azure, resource: str) -> Command:
    return await longrunning.settled(
        azure, resource, lambda: longrunning.patiently(azure, lambda: get(azure, resource))
    )


async def _is_off(azure: Azure, machine_id: str) -> bool:
    machine = await longrunning.patiently(azure, lambda: machines.get(azure, machine_id))
    return machine is not None and machine.power in OFF


async def _client(azure: Azure, resource: str) -> VirtualMachineRunCommandsOperations:
    return (await azure.compute(ids.subscription_of(resource))).virtual_machine_run_commands


def _place(resource: str) -> tuple[str, str, str]:
    """Resource group, machine and name, as the SDK wants them."""
    machine = ids.name_of(ids.parent_of(resource))
    return ids.group_of(resource), machine, ids.name_of(resource)


def _pairs(values: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in values.items()]


def _script_of(name: str) -> str:
    found = (each for each in scripts.names() if name.startswith(f"{PREFIX}-{each}-"))
    return next(found, "")
