"""Whole exchanges against the descriptions: status, body, how a long operation goes, refusals.

What every operation of Resource Manager has in common is Microsoft's Resource Provider Contract
(github.com/cloud-and-ai-microsoft/resource-provider-contract, `v1.0/async-api-reference.md`,
`v1.0/common-api-details.md`): where a long operation says how it goes, the document found there,
the one shape of refusals.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterable, Iterator
from typing import Any

from azure.mgmt.recoveryservices import models as common

from tests.conformance.openapi import catalogue, checking, exceptions, schema
from tests.conformance.openapi.exchanges import Exchange, Exchanges

SERVICES = ("arm", "keyvault")  # the others have no description in a package
WATCHED = ("Azure-AsyncOperation", "Location")
TERMINAL = ("Succeeded", "Failed", "Canceled")
STATUS_KEYS: dict[str, Any] = {
    "id": str, "resourceId": str, "name": str, "status": str, "percentComplete": (int, float),
    "startTime": str, "endTime": str, "operations": list, "error": dict, "properties": dict,
}  # fmt: skip


class Judge:
    """Takes exchanges in their order: one answer says what the next address must answer."""

    def __init__(self) -> None:
        self._statuses: set[str] = set()
        self._results: dict[str, catalogue.Operation | None] = {}

    def faults(self, seen: Iterable[Exchange]) -> dict[str, set[str]]:
        """What the descriptions do not allow: fault to the operations and statuses it is of."""
        found: dict[str, set[str]] = {}
        for one in seen:
            if one.service not in SERVICES:
                continue
            operation = self._results.get(one.url) or described(one.verb, one.path)
            name = operation.id if operation else f"{one.verb} {one.path}"
            for fault in self._told(one, operation):
                found.setdefault(str(fault), set()).add(f"{name} {one.status}")
        return found

    def _told(self, one: Exchange, operation: catalogue.Operation | None) -> Iterator[Any]:
        if one.status >= 400:
            yield from _refusal(one, operation)
        elif one.verb == "GET" and one.url in self._statuses:
            yield from _document(one)
        elif one.verb == "GET" and one.url in self._results:
            yield from self._result(one, operation)
        elif operation is not None:
            yield from self._answer(one, operation)

    def _answer(self, one: Exchange, operation: catalogue.Operation) -> Iterator[Any]:
        if one.status not in operation.statuses:
            yield f"is none of {operation.statuses}"
        yield from _body(one, operation)
        if one.verb != "GET":
            yield from self._where(one, operation)

    def _where(self, one: Exchange, operation: catalogue.Operation | None) -> Iterator[str]:
        """Where a long operation says how it goes, and where its result will be."""
        places = {name: one.headers[name] for name in WATCHED if name in one.headers}
        if one.status == 202 and not places:
            yield "says nowhere how it goes"
        for name, url in places.items():
            if not url.startswith("https://") or "api-version=" not in url:
                yield f"{name} is no address with a version"
        if places and not one.headers.get("Retry-After", "0").isdigit():
            yield "Retry-After is no number of seconds"
        if WATCHED[0] in places:
            self._statuses.add(places[WATCHED[0]])
        if WATCHED[1] in places:
            self._results.setdefault(places[WATCHED[1]], operation)

    def _result(self, one: Exchange, operation: catalogue.Operation | None) -> Iterator[Any]:
        if one.status == 202:
            yield from self._where(one, operation)
        elif one.status not in (200, 201, 204):
            yield "is no status of a result"
        elif operation is not None:
            yield from _body(one, operation)


@functools.cache
def described(verb: str, path: str) -> catalogue.Operation | None:
    """The operation at this address; of several the one whose answer is known."""
    known = catalogue.find(verb, path)
    return checking.described(verb, path) or (known[0] if known else None)


def _body(one: Exchange, operation: catalogue.Operation) -> Iterator[Any]:
    body = one.read()
    if one.status == 204 or one.verb == "HEAD":
        if one.body:
            yield "has a body"
    elif operation.model is None:
        return
    elif body is None:
        # What is accepted may have its body later, where `Location` leads.
        if one.status != 202:
            yield "has no body"
    else:
        yield from checking.faults(operation, body)


def _refusal(one: Exchange, operation: catalogue.Operation | None) -> Iterator[Any]:
    if one.verb == "HEAD":
        return
    body = one.read()
    error = body.get("error") if isinstance(body, dict) else None
    if not isinstance(error, dict):
        yield "$.error: missing"
        return
    for name in ("code", "message"):
        if not isinstance(error.get(name), str) or not error[name]:
            yield f"$.error.{name}: missing"
    shapes = [operation.error] if operation and operation.error else []
    if one.service == "arm":
        shapes.append(common.ErrorResponse)
    tries = [schema.faults(shape, body) for shape in shapes]
    if tries and all(tries):
        yield from min(tries, key=len)


def _document(one: Exchange) -> Iterator[str]:
    """What `Azure-AsyncOperation` leads to."""
    body = one.read()
    if one.status != 200:
        yield "is no status of an operation's document"
    if not isinstance(body, dict) or "status" not in body:
        yield "$.status: missing"
        return
    for key, value in body.items():
        if not isinstance(value, STATUS_KEYS.get(key, ())):
            yield f"$.{key}: {value!r} is not for an operation's document"
    for key in ("startTime", "endTime"):
        if key in body and not schema.STAMP.match(body[key]):
            yield f"$.{key}: {body[key]!r} is not a time"
    if body["status"] not in TERMINAL and "endTime" in body:
        yield "$.endTime: before the end"
    if (body["status"] in TERMINAL[1:]) != ("error" in body):
        yield "$.error: comes with a failure"
    if "error" in body:
        yield from map(str, schema.faults(common.ErrorResponse, {"error": body["error"]}))


@contextlib.contextmanager
def watched() -> Iterator[Exchanges]:
    """An observer for a local Azure; at the end, all it saw must be what descriptions allow."""
    exchanges = Exchanges()
    yield exchanges
    require_right(exchanges)


def require_right(exchanges: Exchanges) -> dict[str, set[str]]:
    """All faults there were, each of which must be among the exceptions."""
    told = Judge().faults(exchanges.seen)
    new = {fault: ids for fault, ids in told.items() if fault not in exceptions.ALL}
    assert not new, "\n".join(f"{fault} ({', '.join(sorted(ids))})" for fault, ids in new.items())
    return told
