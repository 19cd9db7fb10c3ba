"""Every official example goes through the packages' models and comes back whole."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox import authority
from tests.conformance.examples import cases, models, replay

EVERY = [
    pytest.param(example, status, id=f"{example.name}-{status}")
    for example in cases.CASES
    for status in example.responses
]


@pytest.mark.parametrize(("example", "status"), EVERY)
async def test_an_example_is_sent_and_read_without_loss(
    example: cases.Example, status: int, ca: authority.Authority
) -> None:
    seen = await replay.replay(example, status, ca)
    assert len(seen.sent) == 1
    assert seen.verb == replay.operation(example).verb
    assert _plain(seen.path) == _plain(replay.address(example))
    assert seen.version == example.parameters["api-version"]
    bodies = [value for value in example.parameters.values() if isinstance(value, dict)]
    told = [f"sent {one}" for one in models.differences(bodies[0] if bodies else None, seen.body)]
    answer = example.responses[status]
    if "body" in answer:
        told += [f"read {one}" for one in models.differences(answer["body"], seen.given)]
    assert sorted(set(told) - example.losses.keys()) == []


def test_exceptions_name_examples_that_exist() -> None:
    names = {example.name for example in cases.CASES}
    assert cases.LOSSES.keys() | cases.STRAYS.keys() <= names


def test_no_example_is_kept_twice_and_there_are_many() -> None:
    names = [example.name.lower() for example in cases.CASES]
    assert len(names) == len(set(names))
    assert len(names) >= 400


@pytest.mark.parametrize(
    ("wanted", "got", "told"),
    [
        ({"a": 1}, {}, ["$.a: lost"]),
        ({}, {"a": 1}, ["$.a: added"]),
        ({"a": [{"b": "x"}]}, {"a": [{"b": "y"}]}, ["$.a[].b: 'x' became 'y'"]),
        ({"a": 1}, {"a": True}, ["$.a: 1 became True"]),
        ({"at": "2026-01-01T00:00:00Z"}, {"at": "2026-01-01T00:00:00+00:00"}, []),
        (
            {"at": "2026-01-01T00:00:00Z"},
            {"at": "2026-01-01T00:00:01Z"},
            ["$.at: '2026-01-01T00:00:00Z' became '2026-01-01T00:00:01Z'"],
        ),
    ],
)
def test_a_loss_is_seen(wanted: Any, got: Any, told: list[str]) -> None:
    assert models.differences(wanted, got) == told


def _plain(path: str) -> str:
    return "/" + path.strip("/").lower()
