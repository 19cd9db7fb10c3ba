"""For the whole suite."""

from __future__ import annotations

import gc

import hypothesis
import pytest

from sandbox import authority

# What is imported and collected stays. Walking it again and again cost a tenth of the suite, and
# two seconds at a time, during which no loop of a test goes on.
gc.disable()
gc.set_threshold(10_000, 20, 20)

# No test asserts a time: on a busy machine an example may take as long as it likes.
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("patient")

LONGEST = tuple(
    f"tests/{name}"
    for name in (
        "acceptance/test_life_killed",
        "acceptance/test_life_browser",
        "acceptance/test_refusals",
        "acceptance/test_kill",
        "acceptance/workflow/model/",
        "acceptance/workflow/test_requests",
        "acceptance/workflow/test_runs",
        "acceptance/test_secrets",
        "acceptance/test_browser",
        "acceptance/test_gate",
        "scenario/test_serve",
        "scenario/test_terminal",
        "acceptance/page/test_look",
        "acceptance/",
        "scenario/",
    )
)
"""Minutes each, or many: a worker has a file whole, and what begins last keeps all waiting."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def turn(item: pytest.Item) -> int:
        found = (n for n, name in enumerate(LONGEST) if item.nodeid.startswith(name))
        return next(found, len(LONGEST))

    items.sort(key=turn)


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def ca(tmp_path_factory: pytest.TempPathFactory) -> authority.Authority:
    """One certificate authority for every local Azure that a test makes in its own process."""
    return authority.Authority(tmp_path_factory.mktemp("ca"))
