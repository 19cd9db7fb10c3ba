"""Types that a template defines itself, and what Azure says of values that are not of them.

https://learn.microsoft.com/azure/azure-resource-manager/templates/definitions; the sentences are
from Azure/bicep issues 11747 and 20322.
"""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.azure import errors, template_inputs, template_types
from tests.unit.sandbox.test_template_language import scope

DEFINITIONS = {
    "name": {"type": "string", "minLength": 3, "maxLength": 5},
    "size": {"$ref": "#/definitions/number", "maxValue": 9},
    "number": {"type": "int", "minValue": 1},
    "color": {"type": "string", "allowedValues": ["red", "blue"], "nullable": True},
    "disk": {
        "type": "object",
        "properties": {
            "name": {"$ref": "#/definitions/name"},
            "size": {"$ref": "#/definitions/size"},
            "color": {"$ref": "#/definitions/color"},
        },
        "additionalProperties": False,
    },
    "disks": {"type": "array", "items": {"$ref": "#/definitions/disk"}, "maxLength": 2},
    "tags": {"type": "object", "additionalProperties": {"type": "string", "minLength": 1}},
    "open": {"type": "object", "properties": {"a": {"type": "int"}}},
    "secret": {"type": "securestring"},
    "round": {"$ref": "#/definitions/round"},
}
DISK = {"name": "data", "size": 4}


def template(kind: str, **more: Any) -> dict[str, Any]:
    parameter = {"$ref": f"#/definitions/{kind}", **more}
    return {
        "languageVersion": "2.0",
        "definitions": DEFINITIONS,
        "parameters": {"given": parameter},
    }


def reckoned(kind: str, value: Any, **more: Any) -> Any:
    return template_inputs.reckon(template(kind, **more), {"given": {"value": value}}, scope())


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("name", "data"),
        ("size", 9),
        ("color", "red"),
        ("color", None),
        ("disk", DISK),
        ("disk", {**DISK, "color": None}),
        ("disk", {"Name": "data", "SIZE": 4}),  # names are told apart without regard to case
        ("disks", [DISK, {**DISK, "color": "blue"}]),
        ("tags", {"any": "x"}),
        ("open", {"a": 1, "b": "unknown"}),
    ],
)
def test_values_of_a_type_are_taken(kind: str, value: Any) -> None:
    assert reckoned(kind, value) == {"given": value}


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("name", "ab", ("parameter 'given' is not valid. Length of the value should be greater "
         "than or equal to '3'. Please see https://aka.ms/arm-syntax-parameters")),
        ("size", 10, "The value should be less than or equal to '9'"),
        ("size", 0, "The value should be greater than or equal to '1'"),
        ("color", "green", "The value 'green' is not part of the allowed value(s): 'red,blue'"),
        ("disk", "data", ("parameter 'given' is not valid. Expected a value of type 'Object', but "
         "received a value of type 'String'. Please see https://aka.ms/arm-create-parameter-file")),
        ("disk", {**DISK, "name": "too long"}, "'given.name' is not valid. Length of the value"),
        ("disk", {"name": "data"}, "'given.size' is not valid. Expected a value of type 'Integer'"),
        ("disk", {**DISK, "bar": 1, "baz": 2}, ("The object does not allow values with properties "
         "not defined in the schema, but the following unknown properties were present: "
         "['bar', 'baz']. Please see https://aka.ms/arm-syntax-parameters")),
        ("disks", [DISK, {**DISK, "size": 0}], "'given[1].size' is not valid"),
        ("disks", [DISK] * 3, "Length of the value should be less than or equal to '2'"),
        ("tags", {"any": ""}, "'given.any' is not valid"),
        ("nowhere", 1, "The type reference '#/definitions/nowhere' is not valid"),
        ("round", 1, "The type reference '#/definitions/round' is not valid"),
    ],
)  # fmt: skip
def test_values_of_another_type_are_refused(kind: str, value: Any, said: str) -> None:
    with pytest.raises(errors.AzureError) as wrong:
        reckoned(kind, value)
    assert wrong.value.code == "InvalidTemplate"
    assert said in wrong.value.message


def test_what_stands_beside_a_reference_adds_to_it() -> None:
    assert reckoned("name", None, nullable=True) == {"given": None}
    assert reckoned("name", None, defaultValue="abc") == {"given": "abc"}
    found = template_types.resolved(template("size")["parameters"]["given"], template("size"))
    assert found == {"type": "int", "minValue": 1, "maxValue": 9}


def test_a_secure_type_is_not_shown() -> None:
    assert template_inputs.public(template("secret"), {"given": "x"}) == {
        "given": {"type": "SecureString"}
    }
