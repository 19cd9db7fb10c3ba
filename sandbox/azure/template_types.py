"""Types of a template's parameters: the simple ones, and those a template defines itself.

https://learn.microsoft.com/azure/azure-resource-manager/templates/definitions. The sentences are
Azure's as users report them: Azure/bicep issues 11747 (types) and 20322 (sealed objects). A
property that is not nullable and not given is checked as null.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.azure import errors
from sandbox.azure.template_functions import kind

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


REFERENCE = "#/definitions/"
USAGE = "Please see https://aka.ms/arm-syntax-parameters for usage details."


def resolved(definition: Mapping[str, Any], template: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a `$ref` stands for, with what is written beside it. 400 if it leads nowhere."""
    seen: list[str] = []
    while "$ref" in definition:
        path = str(definition["$ref"])
        name = path.removeprefix(REFERENCE)
        target = (template.get("definitions") or {}).get(name)
        if target is None or path == name or path in seen:
            raise invalid(
                f"The type reference '{path}' is not valid: could not find a type definition with "
                f"this name. {USAGE}"
            )
        seen.append(path)
        definition = {**target, **{k: v for k, v in definition.items() if k != "$ref"}}
    return definition


def check(
    path: str, definition: Mapping[str, Any], value: Any, template: Mapping[str, Any]
) -> None:
    """400 InvalidTemplate if a value is not what is declared; `path` is `parameter.property`."""
    definition = resolved(definition, template)
    if value is None and definition.get("nullable"):
        return
    _require_type(path, definition, value, template)
    wrong = f"The provided value for the template parameter '{path}' is not valid. "
    _require_allowed(wrong, definition, value)
    if isinstance(value, (str, list)):
        _require_size(wrong + "Length of the value should be", len(value), definition, "Length")
    elif isinstance(value, int) and not isinstance(value, bool):
        _require_size(wrong + "The value should be", value, definition, "Value")
    if isinstance(value, Mapping):
        _require_properties(path, wrong, definition, value, template)
    items = definition.get("items")
    if isinstance(value, list) and isinstance(items, Mapping):
        for at, each in enumerate(value):
            check(f"{path}[{at}]", items, each, template)


def _require_type(
    path: str, definition: Mapping[str, Any], value: Any, template: Mapping[str, Any]
) -> None:
    expected = TYPES.get(str(definition.get("type", "")).lower(), ())
    if kind(value) in expected or (not expected and "type" not in definition):
        return
    shown = ", ".join(expected)
    usage = "Please see https://aka.ms/arm-create-parameter-file for usage details."
    if str(template.get("languageVersion", "")).startswith("2."):
        raise invalid(
            f"The provided value for the template parameter '{path}' is not valid. Expected a "
            f"value of type '{shown}', but received a value of type '{kind(value)}'. {usage}"
        )
    raise invalid(
        f"Template parameter JToken type is not valid. Expected '{shown}'. Actual "
        f"'{kind(value)}'. {usage}"
    )


def _require_allowed(wrong: str, definition: Mapping[str, Any], value: Any) -> None:
    allowed = definition.get("allowedValues")
    if allowed is None:
        return
    several = isinstance(value, list) and not any(isinstance(each, list) for each in allowed)
    for each in value if several else [value]:
        if each not in allowed:
            raise invalid(
                f"{wrong}The value '{each}' is not part of the allowed value(s): "
                f"'{','.join(map(str, allowed))}'."
            )


def _require_size(wrong: str, size: int, definition: Mapping[str, Any], what: str) -> None:
    least, most = definition.get(f"min{what}"), definition.get(f"max{what}")
    if least is not None and size < least:
        raise invalid(f"{wrong} greater than or equal to '{least}'. {USAGE}")
    if most is not None and size > most:
        raise invalid(f"{wrong} less than or equal to '{most}'. {USAGE}")


def _require_properties(
    path: str,
    wrong: str,
    definition: Mapping[str, Any],
    value: Mapping[str, Any],
    template: Mapping[str, Any],
) -> None:
    declared: Mapping[str, Any] = definition.get("properties") or {}
    given = {name.lower(): each for name, each in value.items()}
    known = {name.lower() for name in declared}
    others = [name for name in value if name.lower() not in known]
    further = definition.get("additionalProperties")
    if others and further is False:
        listed = ", ".join(f"'{name}'" for name in others)
        raise invalid(
            f"{wrong}The object does not allow values with properties not defined in the schema, "
            f"but the following unknown properties were present: [{listed}]. {USAGE}"
        )
    for name, each in declared.items():
        check(f"{path}.{name}", each, given.get(name.lower()), template)
    if isinstance(further, Mapping):
        for name in others:
            check(f"{path}.{name}", further, value[name], template)
