"""For the whole suite."""

from __future__ import annotations

import pytest

LONGEST = "tests/acceptance/workflow/model/"
"""Minutes on one core, by far the longest: begun last, it would keep everybody waiting."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
