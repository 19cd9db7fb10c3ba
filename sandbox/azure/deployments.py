"""Template deployments at a resource group and at a subscription.

https://learn.microsoft.com/rest/api/resources/deployments. Templates are given in the request;
links to templates elsewhere are refused, as Azure refuses those it cannot download.
"""

from __future__ import annotations

import re
import uuid
import weakref
from typing import Any

from sandbox.azure import answers as say
from sandbox.azure import (
    clock,
    deployment_changes,
    deployment_checks,
    deployment_runs,
    deployment_templates,
    errors,
    state,
    template_inputs,
    template_plan,
)
from sandbox.azure.operations import Operation
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
KIND = "Microsoft.Resources/deployments"
GROUP = "/subscriptions/{sub}/resourceGroups/{rg}/providers/Microsoft.Resources/deployments"
# Clients ask for a group's deployment operations at this older address.
OLD = "/subscriptions/{sub}/resourcegroups/{rg}/deployments"
READ = "Microsoft.Resources/deployments/operations/read"
WIDE = "/subscriptions/{sub}/providers/Microsoft.Resources/deployments"
NAME = re.compile(r"^[-\w._()]{1,64}(?<!\.)$")
DONE = ("Succeeded", "Failed", "Canceled")
VALIDATING = 2.0  # seconds on Azure's clock
# By operation id; a run lives as long as its operation.
_runs: weakref.WeakValueDictionary[str, deployment_runs.Run] = weakref.WeakValueDictionary()


def _place(call: Call) -> template_plan.Place:
    if "rg" in call.args:
        group = call.state.group(call["sub"], call["rg"])
        return template_plan.Place(subscription=call["sub"], group=group["name"])
    return template_plan.Place(subscription=call["sub"])


def _id(call: Call) -> str:
    return f"{_place(call).id}/providers/{KIND}/{call['name']}"


def _find(call: Call) -> state.Document:
    found = call.state.get(_id(call), KIND)
    if found is None:
        raise errors.AzureError(
            404, "DeploymentNotFound", f"Deployment '{call['name']}' could not be found."
        )
    return found


def _region(call: Call) -> str:
    """A subscription's deployment has a region of its own."""
    given = call.body().get("location")
    if "rg" in call.args:
        if given:
            raise errors.AzureError(
                400,
                "InvalidDeployment",
                f"The 'location' property is not allowed for '{call['name']}' at resource group "
                "scope. Please see https://aka.ms/deploy-to-subscription for usage details.",
            )
        return ""
    if not given:
        raise errors.AzureError(
            400,
            "LocationRequired",
            f"The location property is required for '{call['name']}' at subscription scope.",
        )
    return str(given).lower().replace(" ", "")


# ---- reading -------------------------------------------------------------------------------
@routes.get(GROUP)
@routes.get(WIDE)
def listed(call: Call) -> Answer:
    """Deployments of a group or a subscription, newest first; `$filter=provisioningState eq`."""
    place = _place(call).id
    depth = len(place.split("/")) + 4
    wanted = re.search(
        r"provisioningState eq '(\w+)'", call.query.get("$filter", ""), re.IGNORECASE
    )
    found = [
        each
        for each in reversed(call.state.all(KIND, place))
        if len(each["id"].split("/")) == depth
        and (not wanted or each["properties"]["provisioningState"].lower() == wanted[1].lower())
    ]
    return say.page(call, found)


@routes.get(GROUP + "/{name}")
@routes.get(WIDE + "/{name}")
def one(call: Call) -> Answer:
    """One deployment as it stands, or 404 DeploymentNotFound."""
    return say.ok(_find(call))


@routes.head(GROUP + "/{name}")
@routes.head(WIDE + "/{name}")
def exists(call: Call) -> Answer:
    """204 if there is such a deployment, else 404."""
    return Answer(status=204 if call.state.get(_id(call), KIND) else 404)


@routes.get(OLD + "/{name}/operations", READ)
@routes.get(GROUP + "/{name}/operations")
@routes.get(WIDE + "/{name}/operations")
def operations(call: Call) -> Answer:
    """What was sent for each resource, and how it went."""
    return say.page(call, call.state.facts(_find(call)["id"]).get("operations", []))


@routes.get(OLD + "/{name}/operations/{operation}", READ)
@routes.get(GROUP + "/{name}/operations/{operation}")
@routes.get(WIDE + "/{name}/operations/{operation}")
def operation(call: Call) -> Answer:
    """One of them, or 404 DeploymentOperationNotFound."""
    for each in call.state.facts(_find(call)["id"]).get("operations", []):
        if each["operationId"].lower() == call["operation"].lower():
            return say.ok(each)
    raise errors.AzureError(
        404,
        "DeploymentOperationNotFound",
        f"The deployment operation '{call['operation']}' could not be found.",
    )


@routes.get(GROUP + "/{name}/operationStatuses/{operation}")
@routes.get(WIDE + "/{name}/operationStatuses/{operation}")
def status(call: Call) -> Answer:
    """How a deployment goes, as pollers ask."""
    found = call.operations.get(call["operation"])
    if found is None:
        raise errors.AzureError(
            404, "NotFound", f"The operation '{call['operation']}' was not found."
        )
    if found.ended is None:
        return Answer(body={"status": "Running"}, headers=call.state.clock.retry(5))
    body: dict[str, Any] = {"status": found.status}
    document = call.state.get(_id(call), KIND)
    if document is not None and document["properties"]["provisioningState"] == "Canceled":
        body["status"] = "Canceled"
    elif found.failure is not None:
        body["error"] = found.failure.inner()
    return say.ok(body)


@routes.post(GROUP + "/{name}/exportTemplate")
@routes.post(WIDE + "/{name}/exportTemplate")
def export(call: Call) -> Answer:
    """The template that was deployed."""
    found = _find(call)
    return say.ok({"template": call.state.facts(found["id"]).get("template") or {}})


# ---- deploying -----------------------------------------------------------------------------
@routes.put(GROUP + "/{name}")
@routes.put(WIDE + "/{name}")
def deploy(call: Call) -> Answer:
    """Check the template, then begin: 201 with the deployment `Accepted`."""
    if not NAME.match(call["name"]):
        raise errors.AzureError(
            400,
            "InvalidDeploymentName",
            f"The provided deployment name '{call['name']}' is not valid: it must be 1 to 64 "
            "letters, digits, '-', '.', '_', '(' or ')'.",
        )
    known = call.state.get(_id(call), KIND)
    if known is not None:
        _require_ended(call, known)
    region = _region(call)
    reading = deployment_templates.read(call, _place(call), call["name"])
    deployment_checks.require(call, reading)
    document = _build(call, reading, region)
    call.state.put(document)
    now = call.state.clock.now()
    facts = call.state.facts(document["id"])
    facts.clear()
    facts.update(template=reading.template, begun=now.isoformat(), operations=[])
    run = deployment_runs.Run(call, reading, document)
    begun = run.begin()
    _runs[begun.id] = run
    where = call.url(f"{document['id']}/operationStatuses/{begun.id}")
    return Answer(
        status=200 if known else 201,
        body={**document, "properties": {**document["properties"]}},
        headers={"Azure-AsyncOperation": where, **call.state.clock.retry(5)},
    )


def _require_ended(call: Call, known: state.Document) -> None:
    if known["properties"]["provisioningState"] not in DONE:
        began = call.state.facts(known["id"]).get("begun", "")
        raise errors.AzureError(
            409,
            "DeploymentActive",
            f"Unable to edit or replace deployment '{known['name']}': previous deployment from "
            f"'{began}' is still active. Please see https://aka.ms/arm-deploy for usage details.",
        )


def _build(call: Call, reading: deployment_templates.Reading, region: str) -> state.Document:
    body = call.body()
    link = body["properties"].get("templateLink")
    shown = link and {
        "uri": link.get("uri"),
        "contentVersion": reading.template["contentVersion"],
    }
    now = call.state.clock.now()
    return {
        "id": f"{reading.place.id}/providers/{KIND}/{call['name']}",
        "name": call["name"],
        "type": KIND,
        **({"location": region} if region else {}),
        **({"tags": body["tags"]} if body.get("tags") else {}),
        "properties": {
            "templateHash": deployment_runs.hashed(reading.template),
            "parameters": template_inputs.public(reading.template, reading.values),
            "mode": reading.mode,
            "provisioningState": "Accepted",
            "timestamp": clock.stamp(now),
            "duration": "PT0S",
            "correlationId": str(uuid.uuid4()),
            **({"templateLink": shown} if shown else {}),
            **deployment_runs.described(reading, body),
        },
    }


@routes.delete(GROUP + "/{name}")
@routes.delete(WIDE + "/{name}")
def delete(call: Call) -> Answer:
    """Forget a deployment; what it made stays: 202, or 204 if there was none."""
    found = call.state.get(_id(call), KIND)
    if found is None:
        return Answer(status=204)
    _require_ended(call, found)

    def gone() -> None:
        call.state.remove(found["id"], KIND)
        call.state.facts(found["id"]).clear()

    begun = call.operations.begin(resource=found["id"], verb="delete", seconds=VALIDATING, end=gone)
    return _accepted(call, begun)


def _accepted(call: Call, begun: Operation) -> Answer:
    where = call.url(f"/subscriptions/{call['sub']}/operationresults/{begun.id}")
    return Answer(status=202, headers={"Location": where, **call.state.clock.retry(5)})


@routes.post(GROUP + "/{name}/cancel")
@routes.post(WIDE + "/{name}/cancel")
def cancel(call: Call) -> Answer:
    """Begin nothing more: 204, or 409 if it has ended."""
    found = _find(call)
    begun = call.operations.running(found["id"])
    if begun is None or found["properties"]["provisioningState"] in DONE:
        raise errors.AzureError(
            409,
            "DeploymentCannotBeCancelled",
            f"The deployment '{found['name']}' cannot be cancelled because it is in the terminal "
            f"state '{found['properties']['provisioningState']}'.",
        )
    _runs[begun.id].cancel()
    return Answer(status=204)


# ---- asking beforehand ---------------------------------------------------------------------
@routes.post(GROUP + "/{name}/validate")
@routes.post(WIDE + "/{name}/validate")
def validate(call: Call) -> Answer:
    """What a deployment of this would be: 200, or the refusal it would meet at once."""
    region = _region(call)
    reading = deployment_templates.read(call, _place(call), call["name"], runs=False)
    deployment_checks.require(call, reading)
    document = _build(call, reading, region)
    document["properties"]["provisioningState"] = "Succeeded"
    document.pop("location", None)
    document["properties"]["validatedResources"] = [{"id": each.id} for each in reading.plan]
    return say.ok(document)


@routes.post(GROUP + "/{name}/whatIf")
@routes.post(WIDE + "/{name}/whatIf")
def what_if(call: Call) -> Answer:
    """202, then each resource's change: Create, Modify, NoChange, Delete, Ignore."""
    _region(call)
    reading = deployment_templates.read(call, _place(call), call["name"], runs=False)
    settings = (call.body()["properties"].get("whatIfSettings") or {}).get("resultFormat", "")
    payloads = str(settings).lower() != "resourceidonly"

    def told() -> dict[str, Any]:
        found = deployment_changes.changes(call.state, reading, payloads=payloads)
        return {"status": "Succeeded", "properties": {"changes": found}}

    begun = call.operations.begin(
        resource=_id(call) + "/whatIf", verb="what-if", seconds=VALIDATING, end=told
    )
    return _accepted(call, begun)
