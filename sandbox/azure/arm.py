"""Resource Manager's front: token, subscription, permission, locks, then the routing table."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import Any

import orjson
from aiohttp import web

from sandbox.azure import (
    access,
    api_versions,
    conditions,
    entra,
    errors,
    metadata,
    provider_limits,
    routing,
    state,
)
from sandbox.azure.operations import Operations

OPERATION = re.compile(r"/[a-z]*operation(s|results?|status(es)?)/[^/]+$", re.IGNORECASE)
TERMINAL = ("succeeded", "failed", "canceled")
SLASHES = re.compile("/{2,}")
ALWAYS = {
    "Cache-Control": "no-cache",
    "Pragma": "no-cache",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
}
VERSION = re.compile(r"^\d{4}-\d{2}-\d{2}(-preview|-privatepreview|-beta)?$")


class Arm:
    """The service at `FAILBACK_PS_ARM_URL`."""

    def __init__(
        self,
        current: state.State,
        operations: Operations,
        identity: entra.Entra,
        tables: Sequence[routing.Routes],
    ) -> None:
        self.base = ""
        self.urls: dict[str, str] = {}
        self._state = current
        self._operations = operations
        self._identity = identity
        self._router = routing.Router(tables)
        operations.when_ended = current.lag.changed
        operations.when_told = current.lag.reported

    def application(self) -> web.Application:
        app = web.Application(client_max_size=4 << 20)
        app.router.add_route("*", "/{tail:.*}", self._handle)
        return app

    async def _handle(self, request: web.Request) -> web.Response:
        open_to_all = self._unguarded(request)
        if open_to_all is not None:
            return open_to_all
        self._operations.settle()
        call = routing.Call(
            state=self._state,
            operations=self._operations,
            method=request.method,
            # A scope that begins with a slash in a client's hand makes two of them.
            path=SLASHES.sub("/", request.path).rstrip("/") or "/",
            query=request.query,
            raw=await request.read(),
            base=self.base,
            if_match=request.headers.get("If-Match", ""),
            if_none_match=request.headers.get("If-None-Match", ""),
        )
        try:
            answer = self._answer(call, request.headers.get("Authorization"))
        except errors.AzureError as refusal:
            answer = routing.Answer(
                status=refusal.status, body=refusal.body(), headers=refusal.headers
            )
        return _respond(request, answer, call.headers)

    def _unguarded(self, request: web.Request) -> web.Response | None:
        """What needs no token: the addresses of this cloud."""
        path = request.path.lower()
        if path == metadata.PATH:
            status, body = metadata.answer(self.urls, request.query.get("api-version", ""))
        elif path == metadata.ALIASES.lower():
            status, body = 200, metadata.aliases()
        else:
            return None
        return _respond(request, routing.Answer(status=status, body=body), {})

    def _answer(self, call: routing.Call, authorization: str | None) -> routing.Answer:
        grant = self._identity.check(authorization, "arm")
        if isinstance(grant, str):
            raise self._unauthorized(grant)
        call.client = call.object_id = grant.client
        call.front = self._route
        call.headers |= self._state.throttle.take(
            self._check_subscription(call), grant.client, call.method
        )
        call.headers |= provider_limits.take(self._state, call)
        if call.method not in ("GET", "HEAD"):
            return self._write(call)
        if not OPERATION.search(call.path):
            call.state = self._state.lag.view(call.path)
        return self._route(call)

    def _write(self, call: routing.Call) -> routing.Answer:
        stamps = conditions.Stamps(self._state, call.path)
        try:
            answer = self._route(call)
        finally:
            stamps.renew()
            self._state.lag.changed()
        elsewhere = "Azure-AsyncOperation" in answer.headers or "Location" in answer.headers
        if not elsewhere and _goes_on(answer.body):
            self._state.lag.reported(call.path)
        return answer

    def _head(self, call: routing.Call) -> routing.Answer:
        """Whether there is such a resource: 204, or 404; any other refusal as it is."""
        call.method = "GET"
        try:
            self._route(call)
        except errors.AzureError as refusal:
            if refusal.status != 404:
                raise
            return routing.Answer(status=404)
        return routing.Answer(status=204)

    def _route(self, call: routing.Call) -> routing.Answer:
        """What happens to a request whose caller is known; also to one a deployment makes."""
        _check_version(call)
        found = self._router.find(call.method, call.path)
        if found is None and call.method == "HEAD":
            return self._head(call)
        self._check_subscription(call)
        if found is None:
            raise _no_such_address(call)
        entry, call.args = found
        if not api_versions.served(entry.pattern, call.api_version):
            raise self._no_such_version(call, entry)
        call.action = entry.action
        access.require(call)
        self._check_group(call)
        self._check_provider(call, entry)
        access.require_unlocked(call)
        access.require_policy(call)
        if call.method in ("PUT", "PATCH", "DELETE"):
            conditions.require(call)
        answer = entry.handler(call)
        call.headers |= conditions.header(answer)
        return answer

    def _no_such_version(self, call: routing.Call, entry: routing.Entry) -> errors.AzureError:
        regions = list(self._state.locations)
        wanted = call.body().get("location") if call.method == "PUT" and call.raw else None
        there = self._state.get(call.path) or {}
        where = str(wanted or there.get("location") or regions[0])
        return api_versions.refusal(entry.pattern, call.api_version, where, regions)

    def _unauthorized(self, why: str) -> errors.AzureError:
        challenge = f'Bearer authorization_uri="{self._identity.base}/{self._identity.tenant}"'
        code, text = {
            "missing": (
                "AuthenticationFailed",
                "Authentication failed. The 'Authorization' header is missing.",
            ),
            "expired": (
                "ExpiredAuthenticationToken",
                "The access token expiry is earlier than the current time.",
            ),
            "audience": (
                "InvalidAuthenticationTokenAudience",
                f"The access token is for another audience or resource than '{self.base}'.",
            ),
        }.get(why, ("InvalidAuthenticationToken", "The access token is invalid."))
        challenge += f', error="invalid_token", error_description="{text}"'
        return errors.AzureError(401, code, text, headers={"WWW-Authenticate": challenge})

    def _check_subscription(self, call: routing.Call) -> str:
        """The subscription in the path, empty for a tenant's address; 404 if there is none."""
        parts = call.path.split("/", 3)
        if len(parts) < 3 or parts[1].lower() != "subscriptions":
            return ""
        subscription = parts[2].lower()
        if subscription not in self._state.subscriptions:
            raise errors.subscription_not_found(parts[2])
        return subscription

    def _check_group(self, call: routing.Call) -> None:
        """The group in the path exists, and is not going away under a write."""
        scope = call.args.get("scope", "").split("/")
        if len(scope) > 4:
            self._state.group(scope[2], scope[4])
        if "rg" not in call.args or "/providers/" not in call.path:
            return
        group = self._state.group(call["sub"], call["rg"])
        if call.method == "PUT" and group["properties"]["provisioningState"] == "Deleting":
            raise errors.AzureError(
                409,
                "ResourceGroupBeingDeleted",
                f"The resource group '{group['name']}' is in deprovisioning state and cannot "
                "perform this operation.",
            )

    def _check_provider(self, call: routing.Call, entry: routing.Entry) -> None:
        """Whatever is asked of a provider, reading too, wants the subscription registered with it:
        https://github.com/cloudquery/cloudquery/pull/7339 of reads,
        https://aka.ms/rps-not-found of the rest. The body is that of
        https://github.com/Azure/OpenShift/issues/21."""
        namespace = entry.pattern.rpartition("/providers/")[2].split("/")[0]
        subscription = state.subscription_of(call.path).lower()
        given = self._state.providers.get((subscription, namespace.lower()), "Registered")
        if given not in ("Registered", "Registering"):
            code = "MissingSubscriptionRegistration"
            words = (
                f"The subscription is not registered to use namespace '{namespace}'. See "
                "https://aka.ms/rps-not-found for how to register subscriptions."
            )
            details = [{"code": code, "target": namespace, "message": words}]
            raise errors.AzureError(409, code, words, details=details)


def _goes_on(body: Any) -> bool:
    """Whether a client that gets this will poll the resource's own address until it is ready."""
    properties = body.get("properties") if isinstance(body, dict) else None
    reached = properties.get("provisioningState") if isinstance(properties, dict) else None
    return reached is not None and reached.lower() not in TERMINAL


def _check_version(call: routing.Call) -> None:
    if not call.api_version:
        raise errors.AzureError(
            400,
            "MissingApiVersionParameter",
            "The api-version query parameter (?api-version=) is required for all requests.",
        )
    if not VERSION.match(call.api_version):
        raise errors.AzureError(
            400,
            "InvalidApiVersionParameter",
            f"The api-version '{call.api_version}' is invalid.",
        )


def _no_such_address(call: routing.Call) -> errors.AzureError:
    tail = call.path.rpartition("/providers/")[2] if "/providers/" in call.path else ""
    if not tail:
        return errors.AzureError(
            404, "InvalidRequestUri", f"The requested uri '{call.path}' does not exist here."
        )
    namespace, _, rest = tail.partition("/")
    kind = "/".join(rest.split("/")[0::2])
    return errors.AzureError(
        404,
        "InvalidResourceType",
        f"The resource type '{kind}' could not be found in the namespace '{namespace}' for api "
        f"version '{call.api_version}'.",
    )


def _respond(request: web.Request, answer: routing.Answer, counted: dict[str, str]) -> web.Response:
    correlation = request.headers.get("x-ms-correlation-request-id") or _guid()
    headers = {
        **ALWAYS,
        "x-ms-request-id": _guid(),
        "x-ms-correlation-request-id": correlation,
        "x-ms-routing-request-id": f"SANDBOX:{correlation}",
        **counted,
        **answer.headers,
    }
    if request.headers.get("x-ms-return-client-request-id", "").lower() == "true":
        headers["x-ms-client-request-id"] = request.headers.get("x-ms-client-request-id", "")
    if answer.body is None:
        return web.Response(status=answer.status, headers=headers)
    headers["Content-Type"] = "application/json; charset=utf-8"
    return web.Response(status=answer.status, headers=headers, body=orjson.dumps(answer.body))


def _guid() -> str:
    """As `uuid.uuid4` makes them, in a fifth of the time: two go out with each answer."""
    digits = f"{random.getrandbits(128):032x}"
    variant = "89ab"[int(digits[16], 16) & 3]
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"
