"""A server that gives one example's answer, and the package's own client that asks for it."""

from __future__ import annotations

import importlib
import inspect
import json
import re
import ssl
import time
import urllib.parse
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web
from azure.core.credentials import AccessToken
from azure.core.pipeline.transport import AioHttpTransport

from sandbox import authority
from tests.conformance.examples import models
from tests.conformance.examples.cases import Example
from tests.conformance.openapi import catalogue

ACCEPTED = 202


@dataclass(kw_only=True)
class Replayed:
    """What the client sent, and what it gave back (JSON of its models)."""

    verb: str = ""
    path: str = ""
    version: str = ""
    body: Any = None
    given: Any = None
    sent: list[str] = field(default_factory=list)


class Token:
    """Any token will do: the other side is a recording."""

    async def get_token(self, *_: str, **__: Any) -> AccessToken:
        return AccessToken("example", int(time.time()) + 3600)

    async def get_token_info(self, *_: str, **__: Any) -> AccessToken:
        return AccessToken("example", int(time.time()) + 3600)

    async def close(self) -> None: ...


def operation(example: Example) -> catalogue.Operation:
    """The package's operation of this name."""
    return next(
        one
        for one in catalogue.operations()
        if one.service == example.service and one.id.lower() == example.operation.lower()
    )


def address(example: Example) -> str:
    """The path that the description and the example's parameters make together."""
    given = {plain(name): value for name, value in example.parameters.items()}
    found = operation(example)

    def value(match: re.Match[str]) -> str:
        return str(given[plain(match[1])])

    return re.sub(r"\{(\w+)\}", value, found.pattern)


def plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


async def replay(example: Example, status: int, ca: authority.Authority) -> Replayed:
    """Send the example's request with the real client; it is answered with this status."""
    seen = Replayed()
    async with _serving(example, status, seen, ca) as base, _client(example, base, ca) as client:
        found = operation(example)
        group = next(
            one for one in vars(client).values() if type(one).__name__ == found.group + "Operations"
        )
        method = getattr(group, found.name)
        more = _quick(found)
        # Clients of the older generator keep one version a group and do not hand on the client's.
        if hasattr(group, "_api_version") or not hasattr(client._config, "api_version"):
            more["api_version"] = example.parameters["api-version"]
        silent = status == ACCEPTED and "body" not in example.responses[status]
        outcome = await _outcome(found, method(**_arguments(example, method), **more), silent)
        seen.given = models.written(outcome)
    return seen


def _quick(found: catalogue.Operation) -> dict[str, Any]:
    return {"polling": False} if found.name.startswith("begin_") else {}


async def _outcome(found: catalogue.Operation, result: Any, silent: bool) -> Any:
    if found.paged:
        return await _page(result)
    if inspect.isawaitable(result):
        result = await result
    if found.name.startswith("begin_"):
        # Accepted without a word: no outcome yet; what was sent is all there is to see.
        return None if silent else await result.result()
    return await _page(result) if hasattr(result, "by_page") else result


async def _page(result: Any) -> dict[str, Any]:
    """The first page as the service wrote it: what is in it, and where the next one lies."""
    pages = result.by_page()
    page: dict[str, Any] = {"value": [one async for one in await anext(pages)]}
    if pages.continuation_token is not None:
        page["nextLink"] = pages.continuation_token
    return page


def _arguments(example: Example, method: Any) -> dict[str, Any]:
    wanted = inspect.signature(method).parameters
    given = {plain(name): value for name, value in example.parameters.items()}
    for used in ("apiversion", *map(plain, example.strays)):
        given.pop(used)
    if "subscription_id" not in wanted:
        given.pop("subscriptionid", None)
    found = {name: given.pop(plain(name)) for name in list(wanted) if plain(name) in given}
    bodies = [name for name in wanted if name not in found and name not in ("kwargs",)]
    for value in given.values():
        # The body is called otherwise in each example; what is plain is an option of the query
        # that the package has no argument for (`monitor`, `$top`).
        if isinstance(value, dict):
            found[bodies[0]] = value
    return {
        name: models.build(models.body_model(method, name), value)
        if isinstance(value, dict)
        else value
        for name, value in found.items()
    }


@asynccontextmanager
async def _serving(
    example: Example, status: int, seen: Replayed, ca: authority.Authority
) -> AsyncIterator[str]:
    answer = example.responses[status]

    async def handle(request: web.Request) -> web.Response:
        raw = await request.read()
        seen.verb, seen.version = request.method, request.query.get("api-version", "")
        seen.path = urllib.parse.unquote(request.rel_url.raw_path)
        seen.body = json.loads(raw) if raw else None
        seen.sent.append(f"{request.method} {request.path}")
        headers = {name: str(value) for name, value in (answer.get("headers") or {}).items()}
        if "body" not in answer:
            return web.Response(status=status, headers=headers)
        return web.json_response(answer["body"], status=status, headers=headers)

    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=ca.server_context()).start()
    try:
        yield f"https://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def _client(example: Example, base: str, ca: authority.Authority) -> AsyncIterator[Any]:
    package = importlib.import_module(catalogue.PACKAGES[example.service] + ".aio")
    kind = getattr(package, package.__all__[0])
    context = ssl.create_default_context(cafile=str(ca.bundle))
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=context)) as session:
        arguments: dict[str, Any] = {
            "base_url": base,
            "api_version": example.parameters["api-version"],
            "credential_scopes": [base + "/.default"],
            "transport": AioHttpTransport(session=session, session_owner=False),
            "retry_total": 0,
        }
        if "subscription_id" in inspect.signature(kind).parameters:
            arguments["subscription_id"] = example.parameters.get("subscriptionId", "none")
        async with kind(Token(), **arguments) as client:
            yield client
