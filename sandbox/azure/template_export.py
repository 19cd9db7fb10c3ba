"""A group's resources as a template: what `exportTemplate` answers.

https://learn.microsoft.com/azure/azure-resource-manager/templates/export-template-portal. Names
become parameters unless asked not to; what providers add by themselves is left out.
"""

from __future__ import annotations

import re
from typing import Any

from sandbox.azure import answers as say
from sandbox.azure import errors, resources, state
from sandbox.azure.deployment_changes import GIVEN
from sandbox.azure.deployment_runs import hashed, minified
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
PATH = "/subscriptions/{sub}/resourceGroups/{rg}/exportTemplate"
SCHEMA = "https://schema.management.azure.com/schemas/2015-01-01/deploymentTemplate.json#"
EXPORTING = 4.0  # seconds on Azure's clock
PLAIN = "SkipAllParameterization"
KEPT = ("location", "tags", "sku", "kind", "plan", "zones", "identity", "properties")


@routes.post(PATH, "Microsoft.Resources/subscriptions/resourceGroups/exportTemplate/action")
def export(call: Call) -> Answer:
    """202, then `{"template"}` with the resources named, or all for `*`."""
    call.state.group(call["sub"], call["rg"])
    body = call.body()
    wanted = [str(each).lower() for each in body.get("resources") or []]
    if not wanted:
        raise errors.AzureError(
            400,
            "ExportTemplateResourcesNotSpecified",
            "The list of resources to export must hold '*' or the ids of resources.",
        )
    plain = PLAIN.lower() in str(body.get("options") or "").lower()
    found = [
        each
        for each in resources.tracked(call.state, call.group_id)
        if "*" in wanted or each["id"].lower() in wanted
    ]
    operation = call.operations.begin(
        resource=f"{call.group_id}/exportTemplate",
        verb="export",
        seconds=EXPORTING,
        end=lambda: {"template": template(found, plain=plain)},
    )
    where = call.url(f"/subscriptions/{call['sub']}/operationresults/{operation.id}")
    return Answer(status=202, headers={"Location": where, **call.state.clock.retry(5)})


@routes.post("/providers/Microsoft.Resources/calculateTemplateHash", "*/action")
def template_hash(call: Call) -> Answer:
    """A template without whitespace, and a number that only it decides."""
    content = call.body()
    return say.ok({"minifiedTemplate": minified(content), "templateHash": hashed(content)})


def template(found: list[state.Document], *, plain: bool) -> dict[str, Any]:
    """Resources as a template; names are parameters unless `plain`."""
    names = {} if plain else {each["id"]: _parameter(each) for each in found}
    parameters = {
        names[each["id"]]: {"defaultValue": each["name"], "type": "String"}
        for each in found
        if each["id"] in names
    }
    return {
        "$schema": SCHEMA,
        "contentVersion": "1.0.0.0",
        "parameters": parameters,
        "variables": {},
        "resources": [_resource(each, names) for each in found],
    }


def _parameter(document: state.Document) -> str:
    kind = document["type"].rpartition("/")[2]
    return f"{kind}_{re.sub(r'[^A-Za-z0-9]', '_', document['name'])}_name"


def _resource(document: state.Document, names: dict[str, str]) -> dict[str, Any]:
    name = names.get(document["id"])
    body = {key: _cleaned(document[key]) for key in KEPT if document.get(key)}
    return {
        "type": document["type"],
        "apiVersion": resources.version(document["type"]),
        "name": f"[parameters('{name}')]" if name else document["name"],
        **body,
    }


def _cleaned(value: Any) -> Any:
    """Without what providers add, and with brackets at the start of texts escaped."""
    if isinstance(value, dict):
        return {key: _cleaned(each) for key, each in value.items() if key not in GIVEN}
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    return f"[{value}" if isinstance(value, str) and value.startswith("[") else value
