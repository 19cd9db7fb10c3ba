"""Conditional requests: `If-Match` and `If-None-Match: *` on writes, and fresh etags after them.

A kind that has etags (the network's) carries one in its document and as a header, and gets a new
one whenever it is changed: https://learn.microsoft.com/azure/azure-resource-manager/management/
azure-services-resource-providers and RFC 9110, section 13. Others ignore `If-Match` with a value,
as their providers do, but `*` asks for existence of anything.
"""

from __future__ import annotations

import orjson

from sandbox.azure import errors
from sandbox.azure.routing import Answer, Call
from sandbox.azure.state import Document, State


def require(call: Call) -> None:
    """412 PreconditionFailed if what the request's headers ask for is not so."""
    if not call.if_match and not call.if_none_match:
        return
    found = call.state.get(call.path)
    if call.if_none_match == "*" and found is not None:
        raise _failed(f"The resource {call.path} already exists.")
    if not call.if_match:
        return
    if found is None:
        raise _failed(f"The resource {call.path} does not exist.")
    current = found.get("etag")
    wanted = [each.strip() for each in call.if_match.split(",")]
    if "*" not in wanted and current is not None and current not in wanted:
        raise _failed(
            f"Etag provided in if-match header {call.if_match} does not match etag {current} of "
            f"resource {found['id']} in NRP data store.",
            "PreconditionFailedEtagMismatch",
        )


def _failed(message: str, detail: str = "") -> errors.AzureError:
    details = [{"code": detail, "message": message}] if detail else None
    text = "Precondition failed." if detail else message
    return errors.AzureError(412, "PreconditionFailed", text, details=details)


class Stamps:
    """The documents at a path and above it, before a write and after: what changed is stamped."""

    def __init__(self, current: State, path: str) -> None:
        self._state = current
        found = (current.get(place) for place in _places(path))
        self._before = [
            (each, each["etag"], _print(each)) for each in found if each and "etag" in each
        ]

    def renew(self) -> None:
        for document, etag, before in self._before:
            if document["etag"] == etag and _print(document) != before:
                self._state.touch(document)


def _print(document: Document) -> bytes:
    """What a document says: as good as a copy to compare with, and far cheaper to take."""
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS)


def _places(path: str) -> list[str]:
    """The path and the resources it is nested in."""
    head, found, tail = path.rpartition("/providers/")
    parts = tail.split("/")
    ends = range(3, len(parts) + 1, 2) if found else ()
    return [f"{head}/providers/{'/'.join(parts[:end])}" for end in ends]


def header(answer: Answer) -> dict[str, str]:
    """The `ETag` header of an answer that is one document with an etag."""
    body: Document | None = answer.body if isinstance(answer.body, dict) else None
    etag = body.get("etag") if body else None
    return {"ETag": etag} if isinstance(etag, str) else {}
