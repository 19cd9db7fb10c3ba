"""Four built-in policy definitions, with the identifiers and parameters of the real ones.

Sources: https://learn.microsoft.com/azure/governance/policy/samples/built-in-policies and the
definitions published in the repository Azure/azure-policy.
"""

from __future__ import annotations

from typing import Any

KIND = "Microsoft.Authorization/policyDefinitions"
PREFIX = f"/providers/{KIND}/"
LOCATIONS = "e56962a6-4747-49cd-b67b-bf8b01975c4c"
TYPES = "6c112d4e-5bc7-47ae-a041-ea2d9dccd749"
TAG = "871b6d14-10aa-478d-b590-94f262ecfa99"
SIZES = "cccc23c7-8427-4f53-ad12-b6a63eb452b3"


def _built_in(  # noqa: PLR0917 - as the columns of the table below
    name: str,
    title: str,
    about: str,
    category: str,
    rule: dict[str, Any],
    parameters: dict[str, Any],
    *,
    mode: str = "Indexed",
) -> dict[str, Any]:
    return {
        "properties": {
            "displayName": title,
            "policyType": "BuiltIn",
            "mode": mode,
            "description": about,
            "metadata": {"version": "1.0.0", "category": category},
            "version": "1.0.0",
            "parameters": parameters,
            "policyRule": rule,
            "versions": ["1.0.0"],
        },
        "id": PREFIX + name,
        "type": KIND,
        "name": name,
    }


def _parameter(kind: str, title: str, about: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "metadata": {"description": about, "displayName": title}, **more}


DEFINITIONS = (
    _built_in(
        LOCATIONS,
        "Allowed locations",
        "This policy enables you to restrict the locations your organization can specify when "
        "deploying resources. Use to enforce your geo-compliance requirements. Excludes resource "
        "groups, Microsoft.AzureActiveDirectory/b2cDirectories, and resources that use the "
        "'global' region.",
        "General",
        {
            "if": {
                "allOf": [
                    {
                        "field": "location",
                        "notIn": "[parameters('listOfAllowedLocations')]",
                    },
                    {"field": "location", "notEquals": "global"},
                    {
                        "field": "type",
                        "notEquals": "Microsoft.AzureActiveDirectory/b2cDirectories",
                    },
                ]
            },
            "then": {"effect": "deny"},
        },
        {
            "listOfAllowedLocations": _parameter(
                "Array",
                "Allowed locations",
                "The list of locations that can be specified when deploying resources.",
            )
        },
    ),
    _built_in(
        TYPES,
        "Not allowed resource types",
        "Restrict which resource types can be deployed in your environment. Limiting resource "
        "types can reduce the complexity and attack surface of your environment while also "
        "helping to manage costs. Compliance results are only shown for non-compliant resources.",
        "General",
        {
            "if": {
                "allOf": [
                    {"field": "type", "in": "[parameters('listOfResourceTypesNotAllowed')]"},
                    {"value": "[field('type')]", "exists": True},
                ]
            },
            "then": {"effect": "[parameters('effect')]"},
        },
        {
            "listOfResourceTypesNotAllowed": _parameter(
                "Array",
                "Not allowed resource types",
                "The list of resource types that cannot be deployed.",
            ),
            "effect": _parameter(
                "String",
                "Effect",
                "Enable or disable the execution of the policy",
                allowedValues=["Audit", "Deny", "Disabled"],
                defaultValue="Deny",
            ),
        },
        mode="All",
    ),
    _built_in(
        TAG,
        "Require a tag on resources",
        "Enforces existence of a tag. Does not apply to resource groups.",
        "Tags",
        {
            "if": {"field": "[concat('tags[', parameters('tagName'), ']')]", "exists": "false"},
            "then": {"effect": "deny"},
        },
        {"tagName": _parameter("String", "Tag Name", "Name of the tag, such as 'environment'")},
    ),
    _built_in(
        SIZES,
        "Allowed virtual machine size SKUs",
        "This policy enables you to specify a set of virtual machine size SKUs that your "
        "organization can deploy.",
        "Compute",
        {
            "if": {
                "allOf": [
                    {"field": "type", "equals": "Microsoft.Compute/virtualMachines"},
                    {
                        "not": {
                            "field": "Microsoft.Compute/virtualMachines/sku.name",
                            "in": "[parameters('listOfAllowedSKUs')]",
                        }
                    },
                ]
            },
            "then": {"effect": "Deny"},
        },
        {
            "listOfAllowedSKUs": _parameter(
                "Array",
                "Allowed Size SKUs",
                "The list of size SKUs that can be specified for virtual machines.",
            )
        },
    ),
)
BUILT_IN = {each["name"]: each for each in DEFINITIONS}
