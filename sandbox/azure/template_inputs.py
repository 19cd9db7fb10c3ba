"""A template's parameters: what is given is checked against what is declared, as Azure words it.

https://learn.microsoft.com/azure/azure-resource-manager/templates/parameters and
https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-invalid-template
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.azure import errors
from sandbox.azure.template_functions import kind
from sandbox.azure.template_scope import Scope

SECURE = ("securestring", "secureobject")
TYPES: dict[str, tuple[str, ...]] = {
    "string": ("String",),
    "securestring": ("String",),
    "int": ("Integer",),
    "bool": ("Boolean",),
    "object": ("Object",),
    "secureobject": ("Object",),
    "array": ("Array",),
}
SHOWN = {
    "string": "String", "securestring": "SecureString", "int": "Int", "bool": "Bool",
    "object": "Object", "secureobject": "SecureObject", "array": "Array",
}  # fmt: skip


def invalid(message: str) -> errors.AzureError:
    """400 InvalidTemplate with the frame Azure puts around every such message."""
    return errors.AzureError(
        400, "InvalidTemplate", f"Deployment template validation failed: '{message}'."
    )


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
        found[name.lower()] = _one(name, definition, passed.get(name.lower()), scope, at)
        scope.parameters = found
    return found


def _one(name: str, definition: Mapping[str, Any], given: Any, scope: Scope, at: int) -> Any:
    declared = str(definition.get("type", "")).lower()
    if declared not in TYPES:
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
    _check(name, definition, value, declared)
    return value


def _check(name: str, definition: Mapping[str, Any], value: Any, declared: str) -> None:
    if kind(value) not in TYPES[declared]:
        raise invalid(
            f"Template parameter JToken type is not valid. Expected '{', '.join(TYPES[declared])}'."
            f" Actual '{kind(value)}'. Please see https://aka.ms/arm-create-parameter-file for "
            "usage details."
        )
    wrong = f"The provided value for the template parameter '{name}' is not valid. "
    allowed = definition.get("allowedValues")
    if allowed is not None:
        several = isinstance(value, list) and not any(isinstance(each, list) for each in allowed)
        for each in value if several else [value]:
            if each not in allowed:
                raise invalid(
                    f"{wrong}The value '{each}' is not part of the allowed value(s): "
                    f"'{','.join(map(str, allowed))}'."
                )
    if isinstance(value, (str, list)):
        _range(wrong + "Length of the value should be", len(value), definition, "Length")
    elif isinstance(value, int) and not isinstance(value, bool):
        _range(wrong + "The value should be", value, definition, "Value")


def _range(wrong: str, size: int, definition: Mapping[str, Any], what: str) -> None:
    least, most = definition.get(f"min{what}"), definition.get(f"max{what}")
    if least is not None and size < least:
        raise invalid(f"{wrong} greater than or equal to '{least}'.")
    if most is not None and size > most:
        raise invalid(f"{wrong} less than or equal to '{most}'.")


def public(template: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters as a deployment shows them: secure ones by type only."""
    shown = {}
    for name, definition in (template.get("parameters") or {}).items():
        declared = str(definition["type"]).lower()
        shown[name] = {"type": SHOWN[declared]}
        if declared not in SECURE:
            shown[name]["value"] = values[name.lower()]
    return shown
