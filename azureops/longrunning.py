"""Azure's long operations: submitted once, followed by token, also by another process.

A token is plain JSON that may be stored: the operation's name, the resource, and the SDK's
continuation token reduced to what polling needs: no request body, no answer's body but its
provisioning state. A token of another operation would be accepted silently by the SDK, so the
name stands beside it and is checked.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from azure.core.exceptions import AzureError as SdkError
from azure.core.exceptions import HttpResponseError
from azure.core.polling import AsyncLROPoller

from azureops import azure as connection
from azureops import continuation, ids, refusals
from azureops.errors import AzureError
from azureops.reading import Object, text
from azureops.refusal_table import Refusal
from core.sentences import number, say

if TYPE_CHECKING:
    from azureops.azure import Azure

Token = dict[str, Any]
"""`{"operation", "resource", "api_version", "token"}`: texts only."""

T = TypeVar("T")

_FAILED = frozenset({"failed", "canceled", "cancelled"})
_CHANGING = frozenset({"creating", "updating"})
_LOOKS = 8  # how often a resource may still look well after its deletion was accepted


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of operation. `name` stands in stored tokens: never change it.

    `limit` is how long following one may take, far beyond what Azure usually needs. `means` tells
    what some of Azure's codes, in lower case, mean in this operation and not in others.
    """

    name: str
    api_version: str
    limit: timedelta
    means: Mapping[str, Refusal] = field(default_factory=dict)


class Deleting(Protocol):
    """What the SDK's operations on things within a resource group have in common."""

    def begin_delete(
        self, resource_group_name: str, name: str, /
    ) -> Awaitable[AsyncLROPoller[Any]]: ...


async def submitted(kind: Kind, begin: Awaitable[AsyncLROPoller[Any]], resource: str) -> Token:
    """Await the SDK's `begin_…` call and give what is needed to follow it.

    `resource` is the id to look at when Azure has forgotten the operation.
    """
    try:
        poller = await begin
    except SdkError as refused:
        raise refusals.from_exception(refused, kind.means) from refused
    return {
        "operation": kind.name,
        "resource": resource,
        "api_version": kind.api_version,
        "token": continuation.strip(poller.continuation_token()),
    }


async def submitted_delete(
    kind: Kind, begin: Awaitable[AsyncLROPoller[Any]], resource: str
) -> Token | None:
    """The same for a deletion; None when there is nothing to delete."""
    try:
        return await submitted(kind, begin, resource)
    except AzureError as refused:
        if refused.status == 404:
            return None
        raise


async def submit_delete(kind: Kind, client: Deleting, resource: str) -> Token | None:
    """Ask for the deletion of something in a resource group; None when it is gone already."""
    begin = client.begin_delete(ids.group_of(resource), ids.name_of(resource))
    return await submitted_delete(kind, begin, resource)


async def follow(
    azure: Azure, token: Token, kind: Kind, read: Callable[[Azure, str], Awaitable[T | None]]
) -> T:
    """Wait for the operation's end; the resource, read again.

    Raises `AzureError` when the operation failed or was cancelled, with Azure's own reason, or is
    `overdue`, and `ValueError` when `token` belongs to another operation.
    """
    await _ended(azure, token, kind, gone_is_done=False)
    return await settled(azure, token["resource"], lambda: read(azure, token["resource"]))


async def settled(azure: Azure, resource: str, look: Callable[[], Awaitable[T | None]]) -> T:
    """What `look` finds, asked again while Azure's reads may lag behind its writes; else `absent`.

    Source: learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-not-found
    """
    loop = asyncio.get_running_loop()
    end = loop.time() + azure.settling
    while True:
        found = await look()
        if found is not None:
            return found
        if loop.time() > end:
            raise absent(resource)
        await asyncio.sleep(azure.interval)


async def follow_delete(azure: Azure, token: Token, kind: Kind) -> None:
    """Wait until the resource is gone."""
    await _ended(azure, token, kind, gone_is_done=True)


def overdue(resource: str, limit: timedelta, *, gone: bool = False) -> AzureError:
    """Azure has accepted it, has not refused it since, and needs longer than we wait in one go."""
    name, minutes = ids.name_of(resource), number(limit.total_seconds() / 60)
    return AzureError(
        say(
            "azure-not-gone",
            "{name} is not gone after {minutes} minutes. Azure goes on with it.",
            name=name,
            minutes=minutes,
        )
        if gone
        else say(
            "azure-not-ready",
            "{name} is not ready after {minutes} minutes. Azure goes on with it.",
            name=name,
            minutes=minutes,
        ),
        remedy=say(
            "azure-overdue-remedy", "Look in the portal at its activity log for what holds it up."
        ),
        code="azure-overdue",
        retriable=True,
    )


def absent(resource: str) -> AzureError:
    """The operation ended well, yet the resource is not there: someone deleted it meanwhile."""
    return AzureError(
        say(
            "azure-absent",
            "Azure reported success, but {resource} is not there any more.",
            resource=resource,
        ),
        remedy=say(
            "azure-absent-remedy",
            "Someone may have deleted it meanwhile: see the activity log, then try again.",
        ),
        code="azure-not-found",
        status=404,
    )


async def _ended(azure: Azure, token: Token, kind: Kind, *, gone_is_done: bool) -> None:
    """Azure's operations may hang for days, and nobody can stop one: the waiting has an end."""
    if token.get("operation") != kind.name:
        raise ValueError(f"a token of {token.get('operation')!r} cannot follow {kind.name!r}")
    try:
        async with asyncio.timeout(kind.limit.total_seconds()) as waiting:
            await _either(azure, token, kind, gone_is_done=gone_is_done)
    except TimeoutError as late:
        if not waiting.expired():
            raise
        raise overdue(token["resource"], kind.limit, gone=gone_is_done) from late


async def _either(azure: Azure, token: Token, kind: Kind, *, gone_is_done: bool) -> None:
    """By the operation, or by the resource where that shows the end first.

    Azure wants to be asked for an operation every ten seconds or so (Retry-After), which may be
    longer than the whole takes; the resource may be read meanwhile like any other. Only a good end
    is believed of it: why an operation failed is known by the operation.
    """
    asked = asyncio.ensure_future(_asked(azure, token, kind, gone_is_done=gone_is_done))
    seen = asyncio.ensure_future(_seen(azure, token, gone_is_done=gone_is_done))
    try:
        await asyncio.wait({asked, seen}, return_when=asyncio.FIRST_COMPLETED)
        if asked.done() or not seen.result():
            await asked
    finally:
        asked.cancel()
        seen.cancel()
        await asyncio.gather(asked, seen, return_exceptions=True)


async def _asked(azure: Azure, token: Token, kind: Kind, *, gone_is_done: bool) -> None:
    if not await _poll(azure, token, kind):
        await _watch(azure, token, gone_is_done=gone_is_done)


async def _seen(azure: Azure, token: Token, *, gone_is_done: bool) -> bool:
    """True once the resource has visibly come to its good end; False: it does not show any."""
    changing = there = False
    while True:
        try:
            raw = await azure.arm.get(token["resource"], token["api_version"])
        except AzureError:
            return False  # judging what does not answer is left to the operation's own poll
        state = text(raw, "properties", "provisioningState").lower() if raw else ""
        if gone_is_done and raw is None:
            return there  # One never seen may only be too new for a read that lags.
        there = raw is not None
        if raw is not None and not state:
            return False
        # What was there before may still show its old end: a change must have been seen.
        if changing and not gone_is_done and state == "succeeded":
            return True
        changing = changing or state in _CHANGING
        await asyncio.sleep(azure.interval)


async def _poll(azure: Azure, token: Token, kind: Kind) -> bool:
    """True: the operation ended well. False: Azure does not know it (any more).

    Short of an answer (no connection, 429, 5xx beyond the retries) it asks again until
    `azure.patience` is used up: the operation goes on in Azure whether we can see it or not.
    """
    loop = asyncio.get_running_loop()
    silent_since = 0.0
    while True:
        asked = loop.time()
        try:
            await (await _poller(azure, token)).wait()
        except HttpResponseError as refused:
            if refused.status_code == 404:
                return False
            error = refusals.from_exception(refused, kind.means)
            cause: SdkError = refused
        except SdkError as refused:
            error = refusals.from_exception(refused)
            cause = refused
        else:
            return True
        if not silent_since or loop.time() - asked > azure.patience / 2:
            silent_since = asked  # it answered meanwhile
        if not _silent(error) or loop.time() - silent_since > azure.patience:
            raise error from cause
        await asyncio.sleep(azure.interval)


def _silent(error: AzureError) -> bool:
    return error.retriable and (error.status in {0, 408, 429} or error.status >= 500)


async def _poller(azure: Azure, token: Token) -> AsyncLROPoller[Any]:
    sdk = await connection.lazily("azure.mgmt.core.polling.async_arm_polling")
    return AsyncLROPoller.from_continuation_token(
        polling_method=sdk.AsyncARMPolling(timeout=azure.interval),
        continuation_token=token["token"],
        client=azure.pipeline,
        deserialization_callback=_nothing,
    )


def _nothing(_: Any) -> None:
    """The resource is read again by its noun, in the lean way."""


async def _watch(azure: Azure, token: Token, *, gone_is_done: bool) -> None:
    """Judge by the resource itself once Azure has forgotten the operation."""
    well = 0
    while True:
        raw = await _raw(azure, token)
        if raw is None and gone_is_done:
            return
        if raw is None:
            raw = await settled(azure, token["resource"], functools.partial(_raw, azure, token))
        state = text(raw, "properties", "provisioningState").lower()
        if state in _FAILED:
            raise _forgotten(
                say(
                    "azure-forgotten-state",
                    "Azure has forgotten the operation, and {resource} is in the state {state!r}.",
                    resource=token["resource"],
                    state=state,
                )
            )
        if not gone_is_done and state in {"", "succeeded"}:
            return
        # An accepted deletion may take some seconds to show.
        well = well + 1 if state == "succeeded" else 0
        if well == _LOOKS:
            raise _forgotten(
                say(
                    "azure-forgotten-there",
                    "Azure has forgotten the operation, and {resource} is still there.",
                    resource=token["resource"],
                )
            )
        await asyncio.sleep(azure.interval)


async def _raw(azure: Azure, token: Token) -> Object | None:
    return await patiently(azure, lambda: azure.arm.get(token["resource"], token["api_version"]))


async def patiently(azure: Azure, look: Callable[[], Awaitable[T]]) -> T:
    """What `look` reads; without an answer it is asked again, as the operation is in `_poll`."""
    loop = asyncio.get_running_loop()
    end = loop.time() + azure.patience
    while True:
        try:
            return await look()
        except AzureError as refused:
            if not _silent(refused) or loop.time() > end:
                raise
        await asyncio.sleep(azure.interval)


def _forgotten(sentence: str) -> AzureError:
    return AzureError(
        sentence,
        remedy=say(
            "azure-forgotten-remedy",
            "See the resource's activity log in the portal for the reason, then try again.",
        ),
        code="azure-failed",
    )
