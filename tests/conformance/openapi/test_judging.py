"""The judge of whole exchanges tells what is wrong, and says nothing of what is right."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from tests.conformance.openapi.exchanges import Exchange
from tests.conformance.openapi.judging import Judge

BASE = "https://127.0.0.1:1"
GROUP = "/subscriptions/s/resourceGroups/g"
MACHINE = GROUP + "/providers/Microsoft.Compute/virtualMachines/m"
STATUS = f"{BASE}/subscriptions/s/providers/p/locations/l/operations/o?api-version=1"
RESULT = f"{BASE}/subscriptions/s/providers/p/locations/l/operationResults/o?api-version=1"
ACCEPTED = {"Azure-AsyncOperation": STATUS, "Location": RESULT, "Retry-After": "10"}
ENDED = {"name": "o", "status": "Succeeded", "startTime": "2026-01-05T09:30:00Z",
         "endTime": "2026-01-05T09:31:00Z"}  # fmt: skip


def said(
    verb: str, path: str, status: int, body: Any = None, service: str = "arm", **headers: str
) -> Exchange:
    return Exchange(
        service=service, verb=verb, path=path.partition("?")[0].removeprefix(BASE),
        url=path, status=status, headers=headers,
        body=b"" if body is None else orjson.dumps(body),
    )  # fmt: skip


def told(*seen: Exchange) -> list[str]:
    return list(Judge().faults(seen))


def test_a_long_operation_as_it_should_be_has_no_faults() -> None:
    begun = said("POST", MACHINE + "/runCommand", 202, **ACCEPTED)
    document = said("GET", STATUS, 200, ENDED)
    result = said("GET", RESULT, 200, {"value": [{"code": "c", "message": "done"}]})
    assert told(begun, document, result) == []


@pytest.mark.parametrize(
    ("one", "fault"),
    [
        (said("POST", MACHINE + "/start", 204), "is none of (200, 202)"),
        (said("POST", MACHINE + "/start", 202), "says nowhere how it goes"),
        (
            said("POST", MACHINE + "/start", 202, Location="/relative?api-version=1"),
            "Location is no address with a version",
        ),
        (
            said("POST", MACHINE + "/start", 202, **ACCEPTED | {"Retry-After": "soon"}),
            "Retry-After is no number of seconds",
        ),
        (said("DELETE", MACHINE, 204, {}), "has a body"),
        (said("PUT", MACHINE, 201), "has no body"),
        (said("PUT", MACHINE, 201, {"location": "x", "odd": 1}), "$.odd: unknown to"),
        (said("PUT", MACHINE, 400, {"code": "x"}), "$.error: missing"),
        (said("PUT", MACHINE, 400, {"error": {"code": "x"}}), "$.error.message: missing"),
        (
            said("PUT", MACHINE, 400, {"error": {"code": "x", "message": "y", "why": "z"}}),
            "$.error.why: unknown to",
        ),
        (
            said("GET", "/secrets/a", 404, {"error": {"code": "x", "message": "y", "target": "z"}},
                 "keyvault"),
            "$.error.target: unknown to KeyVaultErrorError",
        ),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_told(one: Exchange, fault: str) -> None:
    (found,) = told(one)
    assert found.startswith(fault)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"status": None}, "$.status: None is not for an operation's document"),
        ({"state": "x"}, "$.state: 'x' is not for an operation's document"),
        ({"status": "InProgress"}, "$.endTime: before the end"),
        ({"status": "Failed"}, "$.error: comes with a failure"),
        ({"error": {"code": "x", "message": "y"}}, "$.error: comes with a failure"),
        ({"endTime": "now"}, "$.endTime: 'now' is not a time"),
    ],
)
def test_a_wrong_document_of_an_operation_is_told(change: dict[str, Any], fault: str) -> None:
    begun = said("POST", MACHINE + "/start", 202, **ACCEPTED)
    assert fault in told(begun, said("GET", STATUS, 200, ENDED | change))


def test_a_result_is_of_the_operation_that_began_it() -> None:
    begun = said("POST", MACHINE + "/runCommand", 202, **ACCEPTED)
    (found,) = told(begun, said("GET", RESULT, 200, {"values": []}))
    assert found == "$.values: unknown to RunCommandResult"
