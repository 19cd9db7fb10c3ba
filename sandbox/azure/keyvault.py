"""Key Vault: secrets, with soft delete, behind the challenge real clients answer.

A client's first request carries no token and gets 401 with
`WWW-Authenticate: Bearer authorization="https://<authority>/<tenant>", resource="<resource>"`.
The SDK then checks that the vault's host and port *end with* a dot and the resource's host and port
(https://aka.ms/azsdk/blog/vault-uri). A vault at `https://127.0.0.1:8443` satisfies that with the
resource `https://0.0.1:8443`: no name has to resolve and no check has to be turned off. `localhost`
cannot be used: nothing of it is left after a dot. Tokens are for that resource.

Shapes: https://learn.microsoft.com/rest/api/keyvault/secrets
"""

from __future__ import annotations

import re
import secrets
import uuid
from datetime import timedelta
from typing import Any

import orjson
from aiohttp import web

from sandbox.azure import access, entra, errors, state

NAME = re.compile(r"^[0-9a-zA-Z-]{1,127}$")
VERSION = re.compile(r"^[0-9a-f]{32}$")
KEEP = timedelta(days=90)
ACTION = "Microsoft.KeyVault/vaults/secrets/"
Bundle = dict[str, Any]


class KeyVault:
    """One vault. Its secrets are `state.secrets[name]`: versions, oldest first."""

    def __init__(self, current: state.State, identity: entra.Entra) -> None:
        self.base = ""
        self._state = current
        self._identity = identity

    @property
    def resource(self) -> str:
        """What tokens for this vault are asked for; see above."""
        return self.base.replace("://127.", "://", 1)

    def application(self) -> web.Application:
        app = web.Application(client_max_size=1 << 20)
        add = app.router.add_route
        add("PUT", "/secrets/{name}", self._route("setSecret/action", self._set))
        add("GET", "/secrets", self._route("readMetadata/action", self._list))
        add("GET", "/secrets/{name}/versions", self._route("readMetadata/action", self._versions))
        for path in ("/secrets/{name}", "/secrets/{name}/", "/secrets/{name}/{version}"):
            add("GET", path, self._route("getSecret/action", self._get))
        add("PATCH", "/secrets/{name}/{version}", self._route("setSecret/action", self._update))
        add("DELETE", "/secrets/{name}", self._route("delete", self._delete))
        add("GET", "/deletedsecrets", self._route("readMetadata/action", self._deleted_list))
        add("GET", "/deletedsecrets/{name}", self._route("readMetadata/action", self._deleted))
        add("DELETE", "/deletedsecrets/{name}", self._route("purge/action", self._purge))
        add("POST", "/deletedsecrets/{name}/recover", self._route("recover/action", self._recover))
        add("*", "/{tail:.*}", self._route("readMetadata/action", self._nothing))
        return app

    def _route(self, action: str, act: Any) -> Any:
        async def handle(request: web.Request) -> web.Response:
            try:
                self._authorize(request, action)
                body = await request.read()
                status, answer = act(request.match_info, body)
            except errors.AzureError as refusal:
                status, answer, headers = refusal.status, refusal.body(), refusal.headers
            else:
                headers = {}
            return _respond(status, answer, headers)

        return handle

    def _authorize(self, request: web.Request, action: str) -> None:
        grant = self._identity.check(request.headers.get("Authorization"), "keyvault")
        if isinstance(grant, str):
            text = {
                "missing": "AKV10000: Request is missing a Bearer or PoP token.",
                "expired": "AKV10022: Invalid audience or expired token: the token has expired.",
                "audience": "AKV10022: Invalid audience. Expected the vault's own resource.",
            }.get(grant, "AKV10046: Unable to resolve the key used for signature validation.")
            authority = f"{self._identity.base}/{self._identity.tenant}"
            challenge = f'Bearer authorization="{authority}", resource="{self.resource}"'
            raise errors.AzureError(
                401, "Unauthorized", text, headers={"WWW-Authenticate": challenge}
            )
        if not request.query.get("api-version"):
            raise errors.AzureError(400, "BadParameter", "api-version must be specified")
        if access.denied(self._state, ACTION + action, "/"):
            raise errors.AzureError(
                403,
                "Forbidden",
                f"Caller is not authorized to perform action on resource. Action: "
                f"'{ACTION}{action}' Caller: appid={grant.client}",
                inner="ForbiddenByRbac",
            )

    # ---- secrets -----------------------------------------------------------------------------
    def put(self, name: str, value: str, body: Bundle | None = None) -> Bundle:
        """Add a version of a secret; answers it with its value."""
        given = body or {}
        now = int(self._state.clock.now().timestamp())
        version = uuid.uuid4().hex
        bundle: Bundle = {
            "value": value,
            "id": f"{self.base}/secrets/{name}/{version}",
            "attributes": {
                "enabled": True,
                "created": now,
                "updated": now,
                "recoveryLevel": "Recoverable+Purgeable",
                "recoverableDays": KEEP.days,
                **{
                    key: each
                    for key, each in (given.get("attributes") or {}).items()
                    if key in ("enabled", "exp", "nbf") and each is not None
                },
            },
            "tags": given.get("tags") or {},
        }
        if given.get("contentType"):
            bundle["contentType"] = given["contentType"]
        self._state.secrets.setdefault(name.lower(), []).append(bundle)
        return bundle

    def _set(self, path: Any, raw: bytes) -> tuple[int, Any]:
        name = path["name"]
        if not NAME.match(name):
            raise errors.AzureError(
                400,
                "BadParameter",
                f"The request URI contains an invalid name: {name}",
            )
        if name.lower() in self._state.deleted_secrets:
            raise errors.AzureError(
                409,
                "Conflict",
                f"Secret {name} is currently in a deleted but recoverable state, and its name "
                "cannot be reused; in this state, the secret can only be recovered or purged.",
                inner="ObjectIsDeletedButRecoverable",
            )
        body = _object(raw)
        if not isinstance(body.get("value"), str):
            raise errors.AzureError(400, "BadParameter", "Property 'value' is required.")
        return 200, self.put(name, body["value"], body)

    def _find(self, name: str) -> list[Bundle]:
        found = self._state.secrets.get(name.lower())
        if not found:
            raise _not_found(name)
        return found

    def _get(self, path: Any, _: bytes) -> tuple[int, Any]:
        bundle = self._version(path["name"], path.get("version", ""))
        if not bundle["attributes"]["enabled"]:
            raise errors.AzureError(
                403,
                "Forbidden",
                "Operation get is not allowed on a disabled secret.",
                inner="SecretDisabled",
            )
        return 200, bundle

    def _version(self, name: str, version: str) -> Bundle:
        found = self._find(name)
        if not version:
            return found[-1]
        for bundle in found:
            if bundle["id"].endswith("/" + version.lower()):
                return bundle
        raise _not_found(f"{name}/{version}")

    def _update(self, path: Any, raw: bytes) -> tuple[int, Any]:
        bundle = self._version(path["name"], path["version"])
        body = _object(raw)
        bundle["attributes"].update(body.get("attributes") or {})
        if body.get("tags") is not None:
            bundle["tags"] = body["tags"]
        return 200, {key: each for key, each in bundle.items() if key != "value"}

    def _list(self, *_: Any) -> tuple[int, Any]:
        value = [_item(found[-1], whole=False) for found in self._state.secrets.values() if found]
        return 200, {"value": value, "nextLink": None}

    def _versions(self, path: Any, _: bytes) -> tuple[int, Any]:
        value = [_item(bundle, whole=True) for bundle in self._find(path["name"])]
        return 200, {"value": value, "nextLink": None}

    # ---- deleted ones ------------------------------------------------------------------------
    def _delete(self, path: Any, _: bytes) -> tuple[int, Any]:
        name = path["name"].lower()
        found = self._find(name)
        now = self._state.clock.now()
        shown = {
            **_item(found[-1], whole=True),
            "recoveryId": f"{self.base}/deletedsecrets/{name}",
            "deletedDate": int(now.timestamp()),
            "scheduledPurgeDate": int((now + KEEP).timestamp()),
        }
        self._state.deleted_secrets[name] = {"shown": shown, "versions": found}
        del self._state.secrets[name]
        return 200, shown

    def _deleted_list(self, *_: Any) -> tuple[int, Any]:
        value = [each["shown"] for each in self._state.deleted_secrets.values()]
        return 200, {"value": value, "nextLink": None}

    def _gone(self, name: str) -> Bundle:
        found = self._state.deleted_secrets.get(name.lower())
        if found is None:
            raise _not_found(name)
        return found

    def _deleted(self, path: Any, _: bytes) -> tuple[int, Any]:
        return 200, self._gone(path["name"])["shown"]

    def _purge(self, path: Any, _: bytes) -> tuple[int, Any]:
        self._gone(path["name"])
        del self._state.deleted_secrets[path["name"].lower()]
        return 204, None

    def _recover(self, path: Any, _: bytes) -> tuple[int, Any]:
        found = self._gone(path["name"])
        del self._state.deleted_secrets[path["name"].lower()]
        self._state.secrets[path["name"].lower()] = found["versions"]
        return 200, _item(found["versions"][-1], whole=True)

    def _nothing(self, *_: Any) -> tuple[int, Any]:
        raise errors.AzureError(404, "NotFound", "The requested address does not exist here.")


def _item(bundle: Bundle, *, whole: bool) -> Bundle:
    """A secret without its value; `whole` keeps the version in its id."""
    shown = {key: each for key, each in bundle.items() if key != "value"}
    if not whole:
        shown["id"] = bundle["id"].rsplit("/", 1)[0]
    return shown


def _object(raw: bytes) -> Bundle:
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError as exc:
        raise errors.AzureError(400, "BadParameter", "The request body is not JSON.") from exc
    return body if isinstance(body, dict) else {}


def _not_found(name: str) -> errors.AzureError:
    return errors.AzureError(
        404,
        "SecretNotFound",
        f"A secret with (name/id) {name} was not found in this key vault. If you recently deleted "
        "this secret you may be able to recover it using the correct recovery command. For help "
        "resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182",
    )


def _respond(status: int, body: Any, headers: dict[str, str]) -> web.Response:
    common = {
        "Cache-Control": "no-cache",
        "x-ms-request-id": str(uuid.uuid4()),
        "x-ms-keyvault-service-version": "1.9.2000.1",
        "x-ms-keyvault-network-info": f"conn_type=Ipv4;addr=127.0.0.1;act_addr_fam=InterNetwork;"
        f"id={secrets.token_hex(4)}",
        **headers,
    }
    if body is None:
        return web.Response(status=status, headers=common)
    return web.Response(
        status=status,
        headers=common,
        body=orjson.dumps(body),
        content_type="application/json",
        charset="utf-8",
    )
