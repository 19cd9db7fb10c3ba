"""Symbolic names in templates: languageVersion 2.0.

https://learn.microsoft.com/azure/azure-resource-manager/templates/resource-declaration#use-symbolic-name
and https://learn.microsoft.com/azure/azure-resource-manager/templates/resource-dependency
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sandbox.azure import errors, template_plan
from tests.unit.sandbox.test_template_language import GROUP, SUBSCRIPTION, scope

PLACE = template_plan.Place(subscription=SUBSCRIPTION, group="rg-one")


def disk(name: str, **more: Any) -> dict[str, Any]:
    return {"type": "Microsoft.Compute/disks", "apiVersion": "2024-03-02", "name": name, **more}


LOOP = {"name": "loop", "count": 2}
OLD = disk("old", existing=True)


@pytest.mark.parametrize(
    ("resources", "order"),
    [
        ({"two": disk("b", dependsOn=["one"]), "one": disk("a")}, [("a", ""), ("b", "a")]),
        # A symbolic name goes before a resource's own name.
        ({"x": disk("b", dependsOn=["b"]), "b": disk("a")}, [("a", ""), ("b", "a")]),
        ({"two": disk("b", tags={"t": "[reference('one').x]"}), "one": disk("a")},
         [("a", ""), ("b", "a")]),
        ({"old": OLD, "one": disk("a", dependsOn=["old"])}, [("a", "")]),
        # Who waits for an existing one waits for what it waits for.
        ({"two": disk("b", dependsOn=["old"]), "old": {**OLD, "dependsOn": ["one"]},
          "one": disk("a")}, [("a", ""), ("b", "a")]),
        # One and the same may be read and made.
        ({"old": disk("a", existing=True), "one": disk("a"), "two": disk("b", dependsOn=["old"])},
         [("a", ""), ("b", "a")]),
        ({"all": disk("b", dependsOn=["few"]),
          "few": disk("[format('a{0}', copyIndex())]", copy=LOOP)},
         [("a0", ""), ("a1", ""), ("b", "a0 a1")]),
        ({"last": disk("b", dependsOn=["few[1]"]),
          "few": disk("[format('a{0}', copyIndex())]", copy={"name": "few", "count": 2})},
         [("a0", ""), ("a1", ""), ("b", "a1")]),
        ({"two": disk("b", dependsOn=["one"]), "one": disk("a", condition=False)}, [("b", "")]),
    ],
)  # fmt: skip
def test_symbolic_names_order_what_is_made(
    resources: dict[str, Any], order: list[tuple[str, str]]
) -> None:
    planned = template_plan.plan({"resources": resources}, scope(), PLACE)
    found = [
        (each.name, " ".join(sorted(key.rpartition("/")[2] for key in each.after)))
        for each in planned
    ]
    assert found == order
    assert "existing" not in planned[0].body()


def test_a_symbolic_name_that_nobody_has_is_said() -> None:
    with pytest.raises(errors.AzureError) as wrong:
        template_plan.plan({"resources": {"one": disk("a", dependsOn=["two"])}}, scope(), PLACE)
    assert "The resource 'two' is not defined in the template" in wrong.value.message


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("[reference('old')]", ("old", "2024-03-02", False)),
        ("[reference('old', '2023-01-02', 'full')]", ("old", "2023-01-02", True)),
        ("[reference('few[1]')]", ("a1", "2024-03-02", False)),
    ],
)
def test_a_reference_by_symbolic_name_reads_in_the_version_declared(
    text: str, asked: tuple[str, str, bool]
) -> None:
    where = scope()
    where.world = replace(where.world, read=lambda *given: given)
    few = disk("[format('a{0}', copyIndex())]", copy=LOOP)
    template_plan.plan({"resources": {"old": OLD, "few": few}}, where, PLACE)
    name, *rest = asked
    assert where.value(text) == (f"{GROUP}/providers/Microsoft.Compute/disks/{name}", *rest)
