"""A template's parameters: what is given is checked against what is declared, as Azure words it.

https://learn.microsoft.com/azure/azure-resource-manager/templates/parameters and
https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-invalid-template
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.azure import errors
from sandbox.azure import template_types as types
from sandbox.azure.template_scope import Scope
from sandbox.azure.template_types import invalid


def reckon(template: Mapping[str, Any], given: Mapping[str, Any], scope: Scope) -> dict[str, Any]:
    """All parameters by lower-case name. `given` is `{name: {"value"}}`."""
    declared: Mapping[str, Any] = template.get("parameters") or {}
    known = {name.lower(): name for name in declared}
    extra = [name for name in given if name.lower() not in known]
    if extra:
        raise invalid(
            f"The template parameters '{', '.join(extra)}' in the parameters file are not valid; "
            "they are not present in the original template and can therefore not be provided at "
            f"deployment time. The only supported parameters for this template are "
            f"'{', '.join(declared)}'. Please see https://aka.ms/arm-pass-parameter-values for "
            "usage details."
        )
    passed = {name.lower(): each for name, each in given.items()}
    found: dict[str, Any] = {}
    for at, (name, definition) in enumerate(declared.items()):
        found[name.lower()] = _one(
            name, types.resolved(definition, template), passed.get(name.lower()), scope, at
        )
        types.check(name, definition, found[name.lower()], template)
        scope.parameters = found
    return found


def _one(name: str, definition: Mapping[str, Any], given: Any, scope: Scope, at: int) -> Any:
    if str(definition.get("type", "")).lower() not in types.TYPES:
        raise invalid(
            f"The template parameter '{name}' at line '1' and column '{20 + at}' has the invalid "
            f"type '{definition.get('type')}'. Please see https://aka.ms/arm-syntax-parameters "
            "for usage details."
        )
    if isinstance(given, Mapping) and "reference" in given:
        raise errors.AzureError(
            400,
            "KeyVaultParameterReferenceSecretRetrieveFailed",
            f"The secret of KeyVault parameter '{name}' cannot be retrieved. Http status code: "
            "'Forbidden'. Please see https://aka.ms/arm-keyvault for usage details.",
        )
    if given is not None and (given.get("value") is not None or "defaultValue" not in definition):
        value = given.get("value")
    elif "defaultValue" in definition:
        scope.own = True
        value = scope.value(definition["defaultValue"])
        scope.own = False
    elif definition.get("nullable"):
        return None
    else:
        raise invalid(
            f"The value for the template parameter '{name}' at line '1' and column '{20 + at}' is "
            "not provided. Please see https://aka.ms/arm-create-parameter-file for usage details."
        )
    return value


def public(template: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters as a deployment shows them: secure ones by type only."""
    shown = {}
    for name, definition in (template.get("parameters") or {}).items():
        declared = str(types.resolved(definition, template)["type"]).lower()
        shown[name] = {"type": types.SHOWN[declared]}
        if declared not in types.SECURE:
            shown[name]["value"] = values[name.lower()]
    return shown
