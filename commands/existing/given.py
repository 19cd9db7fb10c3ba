"""What a step of a verb on an existing process server is given, read once into names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from core import json


@dataclass(frozen=True, kw_only=True)
class Given:
    """The approved plan's arguments, as `plan.arguments` makes them, and earlier results."""

    plan: dict[str, Any]
    results: dict[str, dict[str, Any]]

    @property
    def name(self) -> str:
        return str(self.plan["name"])

    @property
    def address(self) -> str:
        return str(self.plan["ip"])

    @property
    def machine_id(self) -> str:
        return str(self.plan["machine_id"])

    @property
    def uniques(self) -> dict[str, str]:
        """Of the resources that the plan was made for, by id in small letters: which very one.
        Empty where a plan makes them itself."""
        found: dict[str, str] = self.plan.get("uniques") or {}
        return found

    @property
    def fabric_id(self) -> str:
        return str(self.plan["fabric_id"])


def read(arguments: json.Object) -> Given:
    return Given(
        plan=cast("dict[str, Any]", arguments["plan"]),
        results=cast("dict[str, dict[str, Any]]", arguments.get("results") or {}),
    )
