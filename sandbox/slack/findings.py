"""What Slack finds wrong with blocks: how a finding is worded, and what blocks.validate tells.

Words, codes and constraints are those of Slack's own published library of schemas:
https://github.com/slackhq/hack-json-schema (`src/Exceptions.php`, `src/Constraints`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

Node = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One finding: what is wrong, and a JSON pointer to the place."""

    what: str
    at: str
    code: str = "failed_constraint"
    more: Node = field(default_factory=dict)
    """`constraint` or `field`, which blocks.validate tells beside."""
    late: bool = False
    """Found by a rule that is no schema: Slack looks at these when all schemas are met."""

    def __str__(self) -> str:
        return f"[ERROR] {self.what} [json-pointer:{self.at}]"


Faults = Iterator[Fault]


def failed(what: str, at: str, kind: str, **more: Any) -> Fault:
    return Fault(what=what, at=at, more={"constraint": {"type": kind} | more})


def untyped(what: str, at: str) -> Fault:
    return Fault(what=what, at=at, code="invalid_type")


def lacks(name: str, at: str) -> Fault:
    said = f"missing required field: {name}"
    return Fault(what=said, at=at, code="missing_field", more={"field": name})


def late(what: str, at: str) -> Fault:
    return Fault(what=what, at=at, late=True)


def settled(found: Iterable[Fault]) -> list[Fault]:
    """The late ones are only told if there is nothing else."""
    every = list(found)
    return [one for one in every if not one.late] or every
