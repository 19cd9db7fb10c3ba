"""A deployment's request, read: its template checked, its parameters and variables reckoned."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.azure import (
    api_versions,
    errors,
    state,
    template_inputs,
    template_links,
    template_plan,
    template_types,
)
from sandbox.azure.routing import Call
from sandbox.azure.template_parser import ExpressionError
from sandbox.azure.template_places import cloud
from sandbox.azure.template_scope import NotYetError, Scope, World

MODES = ("Incremental", "Complete")
MOST_BYTES = 4 << 20


@dataclass(kw_only=True)
class Reading:
    """One deployment, understood. `plan` is what is to be made, in order."""

    name: str
    place: template_plan.Place
    mode: str
    template: Mapping[str, Any]
    scope: Scope
    plan: list[template_plan.Planned]
    values: dict[str, Any]

    def outputs(self) -> dict[str, Any]:
        """The outputs, reckoned now: `{name: {"type", "value"}}`, secure ones by type only."""
        found: dict[str, Any] = {}
        for name, each in (self.template.get("outputs") or {}).items():
            if not self.scope.value(each.get("condition", True)):
                continue
            written = str(template_types.resolved(each, self.template).get("type", ""))
            declared = written.lower()
            shown: dict[str, Any] = {"type": template_types.SHOWN.get(declared, written)}
            if declared not in template_types.SECURE:
                loop = each.get("copy")
                shown["value"] = (
                    self.scope.unrolled({"name": name, **loop})
                    if isinstance(loop, Mapping)
                    else self.scope.value(each.get("value"))
                )
            found[name] = shown
        return found


def read(call: Call, place: template_plan.Place, name: str, *, runs: bool = True) -> Reading:
    """The deployment a request asks for. 400 InvalidTemplate says what is wrong with it.

    With `runs` false (validate, what-if) references to what is not there yet stay unreckoned.
    """
    properties = call.body().get("properties")
    if not isinstance(properties, Mapping):
        raise errors.AzureError(
            400,
            "InvalidRequestContent",
            "The request content was invalid and could not be deserialized: 'Required property "
            "'properties' not found in JSON. Path '', line 1, position 2.'.",
        )
    template = _template(call.state, properties)
    world = _world(call, place, name, template, runs)
    scope = Scope(world=world, parameters={}, variables={}, lenient=not runs)
    given = properties.get("parameters") or {}
    try:
        values = template_inputs.reckon(template, given, scope)
        scope.parameters = values
        scope.variables = _variables(template, scope)
        plan = template_plan.plan(template, scope, place)
    except ExpressionError as exc:
        raise template_types.invalid(
            f"Unable to process template language expressions for the template of deployment "
            f"'{name}' at line '1' and column '1'. '{exc}'"
        ) from exc
    return Reading(
        name=name,
        place=place,
        mode=_mode(properties),
        template=template,
        scope=scope,
        plan=plan,
        values=values,
    )


def _template(current: state.State, properties: Mapping[str, Any]) -> Mapping[str, Any]:
    template = properties.get("template")
    if template is None and properties.get("templateLink"):
        template = template_links.fetch(current, properties["templateLink"])
    if isinstance(template, str):
        try:
            template = json.loads(template)
        except ValueError as exc:
            raise template_types.invalid(f"The template is not valid JSON: {exc}") from exc
    if not isinstance(template, Mapping):
        raise errors.AzureError(
            400,
            "InvalidRequestContent",
            "The request content was invalid and could not be deserialized: 'The template or the "
            "template link is required.'.",
        )
    for key in ("$schema", "contentVersion", "resources"):
        if key not in template:
            raise errors.AzureError(
                400,
                "InvalidRequestContent",
                "The request content was invalid and could not be deserialized: 'Required "
                f"property '{key}' not found in JSON. Path 'properties.template', line 1, position "
                f"{len(json.dumps(template)) + 30}.'.",
            )
    return template


def _mode(properties: Mapping[str, Any]) -> str:
    given = str(properties.get("mode") or "")
    found = next((each for each in MODES if each.lower() == given.lower()), None)
    if found is None:
        raise errors.AzureError(
            400,
            "InvalidDeploymentMode" if given else "DeploymentModeRequired",
            f"The deployment mode '{given}' is not valid. The supported modes are "
            f"'{','.join(MODES)}'.",
        )
    return found


def _variables(template: Mapping[str, Any], scope: Scope) -> dict[str, Any]:
    """Raw variables by lower-case name; those of `copy` are unrolled at once."""
    raw: dict[str, Any] = {}
    for name, value in (template.get("variables") or {}).items():
        if name.lower() != "copy":
            raw[name.lower()] = value
    scope.variables = raw
    for loop in (template.get("variables") or {}).get("copy") or []:
        low = str(loop["name"]).lower()
        raw[low] = None
        scope.reckoned[low] = scope.unrolled(loop)
    return raw


def _world(
    call: Call, place: template_plan.Place, name: str, template: Mapping[str, Any], runs: bool
) -> World:
    current = call.state
    subscription = current.subscriptions[place.subscription.lower()]
    group = current.group(place.subscription, place.group) if place.group else None

    def fetch(resource: str, version: str, full: bool) -> Any:
        wanted = version or api_versions.newest(_kind(resource)) or "2024-03-01"
        try:
            found = call.dispatch("GET", resource, wanted).body
        except errors.AzureError as refusal:
            if not runs:
                raise NotYetError(refusal.message) from refusal
            raise
        return found if full else found.get("properties") or {}

    def ask(resource: str, version: str, function: str) -> Any:
        if not runs:
            raise NotYetError(f"'{function}' is only known during a deployment.")
        return call.dispatch("POST", f"{resource}/{function}", version, {}).body

    return World(
        subscription={
            "id": subscription["id"],
            "subscriptionId": subscription["subscriptionId"],
            "tenantId": subscription["tenantId"],
            "displayName": subscription["displayName"],
        },
        group=None if group is None else dict(group),
        deployment={
            "name": name,
            "properties": {
                "template": {"contentVersion": template["contentVersion"]},
                "mode": str((call.body().get("properties") or {}).get("mode")),
                "provisioningState": "Accepted",
            },
        },
        deployer={
            "objectId": call.object_id,
            "tenantId": subscription["tenantId"],
            "userPrincipalName": "",  # service principals have none
        },
        now=current.clock.now(),
        endpoints=cloud(call.base + "/"),
        read=fetch,
        ask=ask,
    )


def _kind(resource: str) -> str:
    _, found, tail = resource.rpartition("/providers/")
    parts = tail.split("/")
    return "/".join([parts[0], *parts[1::2]]) if found else "Microsoft.Resources/resourceGroups"
