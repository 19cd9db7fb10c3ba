"""What Resource Manager finds out before a deployment begins: rights, purchases and policy."""

from __future__ import annotations

from typing import Any

from sandbox.azure import access, errors, policy_checks, purchases, template_plan
from sandbox.azure.deployment_templates import Reading
from sandbox.azure.routing import Call
from sandbox.azure.template_parser import ExpressionError


def require(call: Call, reading: Reading) -> None:
    """400 InvalidTemplateDeployment if the caller or a policy would refuse a resource."""
    _require_rights(call, reading)
    _require_purchases(call, reading)
    refusals = [
        refusal.inner()
        for each in reading.plan
        if each.kind.lower() != template_plan.DEPLOYMENTS
        and (refusal := _policy(call, each)) is not None
    ]
    if refusals:
        raise errors.AzureError(
            400,
            "InvalidTemplateDeployment",
            "The template deployment failed because of policy violation. Please see details for "
            "more information.",
            details=refusals,
        )


def _require_rights(call: Call, reading: Reading) -> None:
    lacking = []
    for each in reading.plan:
        action = f"{each.kind}/write"
        if each.kind.lower() == template_plan.GROUPS:
            action = "Microsoft.Resources/subscriptions/resourceGroups/write"
        if not access.may(call, action, each.id):
            lacking.append(
                f"Authorization failed for template resource '{each.name}' of type '{each.kind}'. "
                f"The client '{call.client}' with object id '{call.object_id}' does not have "
                f"permission to perform action '{action}' at scope '{each.id}'."
            )
    if lacking:
        raise errors.AzureError(
            403,
            "InvalidTemplateDeployment",
            f"Deployment failed with multiple errors: '{':'.join(lacking)}'",
        )


def _require_purchases(call: Call, reading: Reading) -> None:
    faults = []
    for each in reading.plan:
        body = _body(each) if "plan" in each.raw else None
        subscription = each.id.split("/")[2]
        if body and (found := purchases.fault(call.state, subscription, body["plan"])):
            faults.append(found)
    if faults:
        raise purchases.ineligible(faults)


def _body(planned: template_plan.Planned) -> dict[str, Any] | None:
    """What will be sent; None if it reads what is not there yet: found out when its turn comes."""
    try:
        return planned.body()
    except (ExpressionError, errors.AzureError):
        return None


def _policy(call: Call, planned: template_plan.Planned) -> errors.AzureError | None:
    body = _body(planned)
    if body is None:
        return None
    try:
        policy_checks.judge(call.state, planned.id, body)
    except errors.AzureError as refusal:
        return refusal
    return None
