"""For the whole suite."""

from __future__ import annotations

import hypothesis
import pytest

from sandbox import authority

# No test asserts a time: on a busy machine an example may take as long as it likes.
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("patient")

LONGEST = tuple(
    f"tests/acceptance/{name}"
    for name in (
        "workflow/model/",
        "test_life_killed",
        "test_life_browser",
        "test_kill",
        "test_secrets",
        "test_browser",
        "test_gate",
    )
)
"""Minutes each: begun last, they would keep everybody waiting."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.fixture(scope="session")
def ca(tmp_path_factory: pytest.TempPathFactory) -> authority.Authority:
    """One certificate authority for every local Azure that a test makes in its own process."""
    return authority.Authority(tmp_path_factory.mktemp("ca"))
