"""A server's load against the service's documented thresholds."""

from __future__ import annotations

from typing import Any

import pytest

from azureops import process_servers
from commands import loads


def rows(**raw: Any) -> dict[str, str]:
    return dict(loads.rows(process_servers.read_classic(raw, server_address="")))


def test_what_is_not_said_is_left_out() -> None:
    assert rows(ipAddress="10.0.0.4") == {}
    assert rows(totalMemoryInBytes=0, availableMemoryInBytes=0) == {}


@pytest.mark.parametrize(
    ("percent", "level"),
    [("80%", ""), ("81%", "warning: above 80 %"), ("95%", "warning"), ("96%", "critical")],
)
def test_cpu(percent: str, level: str) -> None:
    said = rows(cpuLoad=percent)["CPU"]
    assert level in said
    assert ("(" in said) is bool(level)


@pytest.mark.parametrize(
    ("free", "level"), [(30, ""), (29, "warning: below 30 %"), (25, "warning"), (24, "critical")]
)
def test_free_cache(free: int, level: str) -> None:
    said = rows(totalSpaceInBytes=100, availableSpaceInBytes=free)["Cache"]
    assert level in said
    assert ("(" in said) is bool(level)


def test_backlog_and_services_by_the_services_own_words() -> None:
    late = rows(throughputStatus="Red", throughputUploadPendingDataInBytes=5 << 20)
    assert late["Upload"] == "5 MB wait (critical: more than 45 minutes behind)"
    assert rows(throughputStatus="Green", throughputUploadPendingDataInBytes=0)["Upload"] == (
        "nothing waits"
    )
    assert "start them" in rows(psServiceStatus="Stopped")["Services"]
    assert rows(psServiceStatus="Running")["Services"] == "Running"
