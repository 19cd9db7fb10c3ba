"""What a verb must look like to be run."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.workflow import toys
from workflow import procedures


@pytest.mark.parametrize(
    "verb",
    [
        toys.Toy(steps=(*toys.STEPS, replace(toys.STEPS[0], name="again"))),
        toys.Toy(undo=(*toys.UNDO, toys.STEPS[1])),
    ],
    ids=["in two steps", "in a step and in clean up"],
)
def test_parts_of_the_same_name_are_refused(verb: toys.Toy) -> None:
    repeated = "deploy: parts of the same name: "
    with pytest.raises(ValueError, match=rf"^{repeated}(follow, submit|start)$"):
        procedures.check(verb)


def test_parts_of_different_names_are_fine() -> None:
    procedures.check(toys.Toy())
