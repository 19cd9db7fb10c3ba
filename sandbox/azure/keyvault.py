"""Key Vault: secrets, with soft delete, behind the challenge real clients answer.

A client's first request carries no token and gets 401 with
`WWW-Authenticate: Bearer authorization="https://<authority>/<tenant>", resource="<resource>"`.
The SDK then checks that the vault's host and port *end with* a dot and the resource's host and port
(https://aka.ms/azsdk/blog/vault-uri). A vault at `https://127.0.0.1:8443` satisfies that with the
resource `https://0.0.1:8443`: no name has to resolve and no check has to be turned off. `localhost`
cannot be used: nothing of it is left after a dot. Tokens are for that resource.

Shapes: https://learn.microsoft.com/rest/api/keyvault/secrets. All vaults of this Azure share this
one server: names cannot have hosts of their own here. `facts("/keyvault")` holds the switches
`purge_protection` (bool) and `deleting` (seconds of Azure's clock a deletion takes), which the act
`vault` sets.
"""

from __future__ import annotations

import base64
import hmac
import secrets
import urllib.parse
import uuid
from datetime import timedelta
from typing import Any

import orjson
from aiohttp import web

from sandbox.azure import (
    access,
    acting,
    entra,
    errors,
    paging,
    provider_limits,
    secret_rules,
    state,
)

KEEP = timedelta(days=90)
ACTION = "Microsoft.KeyVault/vaults/secrets/"
HOME = "/keyvault"
Bundle = dict[str, Any]
acts = acting.Acts()


@acts.act("vault")
def switch(world: acting.World, order: acting.Order) -> Any:
    """`{"purge_protection"?, "deleting"?}`: how the vault treats deleted secrets."""
    facts = world.state.facts(HOME)
    if "purge_protection" in order:
        facts["purge_protection"] = bool(order["purge_protection"])
    if "deleting" in order:
        facts["deleting"] = float(order["deleting"])
    return dict(facts)


Reply = tuple[int, Any]


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
        for method, path, action, act in (
            ("PUT", "/secrets/{name}", "setSecret/action", self._set),
            ("GET", "/secrets", "readMetadata/action", self._list),
            ("GET", "/secrets/", "readMetadata/action", self._list),
            ("POST", "/secrets/restore", "restore/action", self._restore),
            ("GET", "/secrets/{name}/versions", "readMetadata/action", self._versions),
            ("GET", "/secrets/{name}", "getSecret/action", self._get),
            ("GET", "/secrets/{name}/", "getSecret/action", self._get),
            ("GET", "/secrets/{name}/{version}", "getSecret/action", self._get),
            ("PATCH", "/secrets/{name}/{version}", "update/action", self._update),
            ("PATCH", "/secrets/{name}/", "update/action", self._update),
            ("POST", "/secrets/{name}/backup", "backup/action", self._backup),
            ("DELETE", "/secrets/{name}", "delete", self._delete),
            ("GET", "/deletedsecrets", "readMetadata/action", self._deleted_list),
            ("GET", "/deletedsecrets/{name}", "readMetadata/action", self._deleted),
            ("DELETE", "/deletedsecrets/{name}", "purge/action", self._purge),
            ("POST", "/deletedsecrets/{name}/recover", "recover/action", self._recover),
        ):
            add(method, path, self._route(action, act))
        add("*", "/{tail:.*}", self._route("readMetadata/action", self._nothing))
        return app

    def _route(self, action: str, act: Any) -> Any:
        async def handle(request: web.Request) -> web.Response:
            try:
                self._authorize(request, action)
                body = await request.read()
                status, answer = act(secret_rules.Asked(request, body))
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
        provider_limits.take_of_vault(self._state, HOME)
        secret_rules.require_version(request.query.get("api-version", ""))
        if access.denied(self._state, ACTION + action, "/"):
            name = request.match_info.get("name", "")
            raise secret_rules.forbidden(ACTION + action, grant.client, name)

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
                "recoveryLevel": self._level(),
                "recoverableDays": KEEP.days,
                **secret_rules.attributes(given),
            },
            "tags": secret_rules.tags(given),
        }
        if given.get("contentType"):
            bundle["contentType"] = given["contentType"]
        self._state.secrets.setdefault(name.lower(), []).append(bundle)
        return bundle

    def _level(self) -> str:
        protected = self._state.facts(HOME).get("purge_protection")
        return "Recoverable" if protected else "Recoverable+Purgeable"

    def _require_free(self, name: str) -> None:
        """The name is not that of a deleted secret."""
        gone = self._state.deleted_secrets.get(name.lower())
        if gone is not None:
            raise (
                secret_rules.is_deleted(name)
                if self._ended(gone)
                else secret_rules.is_being_deleted(name)
            )

    def _set(self, asked: secret_rules.Asked) -> Reply:
        secret_rules.require_name(asked.name)
        body = secret_rules.read(asked.raw)
        value = secret_rules.require_value(body)
        self._require_free(asked.name)
        return 200, self.put(asked.name, value, body)

    def _find(self, name: str) -> list[Bundle]:
        found = self._state.secrets.get(name.lower())
        if not found:
            raise secret_rules.not_found(name)
        return found

    def _get(self, asked: secret_rules.Asked) -> Reply:
        bundle = self._version(asked.name, asked.version)
        if not bundle["attributes"]["enabled"]:
            raise secret_rules.is_disabled()
        return 200, bundle

    def _version(self, name: str, version: str) -> Bundle:
        found = self._find(name)
        if not version:
            return found[-1]
        for bundle in found:
            if bundle["id"].endswith("/" + version.lower()):
                return bundle
        raise secret_rules.not_found(f"{name}/{version}")

    def _update(self, asked: secret_rules.Asked) -> Reply:
        bundle = self._version(asked.name, asked.version)
        body = secret_rules.read(asked.raw)
        bundle["attributes"].update(secret_rules.attributes(body))
        bundle["attributes"]["updated"] = int(self._state.clock.now().timestamp())
        if body.get("tags") is not None:
            bundle["tags"] = secret_rules.tags(body)
        if body.get("contentType") is not None:
            bundle["contentType"] = body["contentType"]
        return 200, secret_rules.item(bundle, whole=True)

    def _list(self, asked: secret_rules.Asked) -> Reply:
        everyone = sorted(self._state.secrets.items())
        shown = [secret_rules.item(found[-1], whole=False) for _, found in everyone if found]
        return self._page(asked, shown)

    def _versions(self, asked: secret_rules.Asked) -> Reply:
        found = self._find(asked.name)
        return self._page(asked, [secret_rules.item(each, whole=True) for each in found])

    def _page(self, asked: secret_rules.Asked, items: list[Bundle]) -> Reply:
        """A page of at most `maxresults`, and where the next one is."""
        size = secret_rules.most(asked.query)
        try:
            start = paging.start(self._state, asked.path, asked.query.get("$skiptoken", ""))
        except ValueError as exc:
            raise secret_rules.bad("The continuation token is invalid.") from exc
        following = None
        if start + size < len(items):
            token = paging.token(self._state, asked.path, start + size)
            query = {**asked.query, "maxresults": str(size), "$skiptoken": token}
            following = f"{self.base}{asked.path}?{urllib.parse.urlencode(query, safe='$')}"
        return 200, {"value": items[start : start + size], "nextLink": following}

    # ---- backups -----------------------------------------------------------------------------
    def _backup(self, asked: secret_rules.Asked) -> Reply:
        """All versions in one sealed text; only this Azure can open it."""
        found = self._find(asked.name)
        content = orjson.dumps({"name": asked.name, "versions": found})
        sealed = hmac.digest(self._seal, content, "sha256") + content
        return 200, {"value": base64.urlsafe_b64encode(sealed).decode().rstrip("=")}

    def _restore(self, asked: secret_rules.Asked) -> Reply:
        text = str(secret_rules.read(asked.raw).get("value") or "")
        try:
            sealed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        except ValueError as exc:
            raise secret_rules.bad("Malformed backup blob.") from exc
        if not hmac.compare_digest(sealed[:32], hmac.digest(self._seal, sealed[32:], "sha256")):
            raise secret_rules.bad("Backup blob cannot be opened by this vault.")
        content = orjson.loads(sealed[32:])
        self._require_free(content["name"])
        if content["name"].lower() in self._state.secrets:
            raise errors.AzureError(
                409, "Conflict", f"Secret {content['name']} already exists: it cannot be restored."
            )
        self._state.secrets[content["name"].lower()] = content["versions"]
        return 200, secret_rules.item(content["versions"][-1], whole=True)

    @property
    def _seal(self) -> bytes:
        facts = self._state.facts(HOME)
        return str(facts.setdefault("seal", secrets.token_hex(32))).encode()

    # ---- deleted ones ------------------------------------------------------------------------
    def _ended(self, gone: Bundle) -> bool:
        """Whether a deletion is over, so that the secret can be seen among the deleted."""
        return self._state.clock.elapsed() >= float(gone.get("until", 0.0))

    def _delete(self, asked: secret_rules.Asked) -> Reply:
        name = asked.name.lower()
        found = self._find(name)
        now = self._state.clock.now()
        shown = {
            **secret_rules.item(found[-1], whole=True),
            "recoveryId": f"{self.base}/deletedsecrets/{asked.name}",
            "deletedDate": int(now.timestamp()),
            "scheduledPurgeDate": int((now + KEEP).timestamp()),
        }
        until = self._state.clock.elapsed() + self._state.facts(HOME).get("deleting", 0.0)
        self._state.deleted_secrets[name] = {"shown": shown, "versions": found, "until": until}
        del self._state.secrets[name]
        return 200, shown

    def _expire(self) -> None:
        """Whatever has been deleted for its whole retention is purged."""
        now = self._state.clock.now().timestamp()
        for name, gone in list(self._state.deleted_secrets.items()):
            if gone["shown"]["scheduledPurgeDate"] <= now:
                del self._state.deleted_secrets[name]

    def _deleted_list(self, asked: secret_rules.Asked) -> Reply:
        self._expire()
        everyone = sorted(self._state.deleted_secrets.items())
        shown = [{**gone["shown"]} for _, gone in everyone if self._ended(gone)]
        for each in shown:
            each["id"] = each["id"].rsplit("/", 1)[0]
        return self._page(asked, shown)

    def _gone(self, name: str) -> Bundle:
        self._expire()
        found = self._state.deleted_secrets.get(name.lower())
        if found is None or not self._ended(found):
            raise errors.AzureError(404, "SecretNotFound", f"Deleted Secret not found: {name}")
        return found

    def _deleted(self, asked: secret_rules.Asked) -> Reply:
        return 200, self._gone(asked.name)["shown"]

    def _changing(self, name: str) -> Bundle:
        """The deleted secret, or 409 while its deletion goes on."""
        found = self._state.deleted_secrets.get(name.lower())
        if found is not None and not self._ended(found):
            raise secret_rules.is_being_deleted(name)
        return self._gone(name)

    def _purge(self, asked: secret_rules.Asked) -> Reply:
        self._changing(asked.name)
        if self._state.facts(HOME).get("purge_protection"):
            raise secret_rules.is_protected()
        del self._state.deleted_secrets[asked.name.lower()]
        return 204, None

    def _recover(self, asked: secret_rules.Asked) -> Reply:
        found = self._changing(asked.name)
        del self._state.deleted_secrets[asked.name.lower()]
        self._state.secrets[asked.name.lower()] = found["versions"]
        return 200, secret_rules.item(found["versions"][-1], whole=True)

    def _nothing(self, _: secret_rules.Asked) -> Reply:
        raise errors.AzureError(404, "NotFound", "The requested address does not exist here.")


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
