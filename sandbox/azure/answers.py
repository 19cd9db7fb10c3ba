"""The shapes that recur in Resource Manager's answers: pages, accepted long operations."""

from __future__ import annotations

from typing import Any

from sandbox.azure import errors, paging
from sandbox.azure.operations import Operation
from sandbox.azure.routing import Answer, Call

RETRY = 10  # Azure's usual Retry-After for compute and network, in seconds


def ok(body: Any) -> Answer:
    return Answer(body=body)


def page(call: Call, items: list[Any]) -> Answer:
    """A page of `items` by `$top` and `$skiptoken`, with `nextLink` while there are more."""
    belongs = paging.scope(call.path, call.query)
    given = {name.lower(): value for name, value in call.query.items()}
    try:
        start = paging.start(call.state, belongs, given.get("$skiptoken", ""))
    except ValueError as exc:
        raise errors.AzureError(
            400, "InvalidSkipToken", f"The skip token '{given['$skiptoken']}' is not valid."
        ) from exc
    size = call.state.page_size
    if given.get("$top", "").isdigit():
        size = max(1, min(size, int(given["$top"])))
    body: dict[str, Any] = {"value": items[start : start + size]}
    if start + size < len(items):
        drop = ("api-version", "$skiptoken")
        kept = {name: value for name, value in call.query.items() if name.lower() not in drop}
        token = paging.token(call.state, belongs, start + size)
        body["nextLink"] = call.url(call.path, **kept, **{"$skiptoken": token})
    return Answer(body=body)


def created(
    call: Call, operation: Operation, body: Any, *, provider: str, location: str, status: int = 201
) -> Answer:
    """A PUT that goes on: the resource as it is now, and where to ask how it goes."""
    return Answer(
        status=status, body=body, headers=_watch(call, operation, provider, location, RETRY)
    )


def accepted(call: Call, operation: Operation, *, provider: str, location: str) -> Answer:
    """A DELETE or POST that goes on: no body, where to ask, where the result will be."""
    headers = _watch(call, operation, provider, location, RETRY)
    place = headers["Azure-AsyncOperation"].replace("/operations/", "/operationResults/", 1)
    return Answer(status=202, headers={**headers, "Location": place})


def _watch(
    call: Call, operation: Operation, provider: str, location: str, retry: float
) -> dict[str, str]:
    path = (
        f"/subscriptions/{operation.subscription}/providers/{provider}"
        f"/locations/{location}/operations/{operation.id}"
    )
    return {
        "Azure-AsyncOperation": call.url(path),
        **call.state.clock.retry(retry),
    }
