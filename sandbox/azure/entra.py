"""Entra ID: tokens for client credentials, as azure-identity's real credential asks for them.

Shapes and codes: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
and .../reference-error-codes. Tokens are JWT-like and opaque to clients; services know them by
looking them up, and check audience and expiry on Azure's clock.
"""

from __future__ import annotations

import base64
import hmac
import secrets
import uuid
from dataclasses import dataclass
from typing import Any

import orjson
from aiohttp import web

from sandbox.azure import clock, errors

LIFETIME = 3600.0  # seconds
KEPT, MOST = 1000, 50_000  # tokens: beyond `KEPT` expired ones are forgotten, beyond `MOST` any
ANY_TENANT = ("common", "organizations")  # addresses for whoever has not said which tenant


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What a token says: for which service, for whom, until when (seconds since 1970)."""

    audience: str
    client: str
    expires: float


class Entra:
    """One tenant with its applications. `audiences` maps a resource's address to a service name."""

    def __init__(self, azure_clock: clock.AzureClock, tenant: str) -> None:
        self.tenant = tenant
        self.base = ""
        self.lifetime = LIFETIME
        self.applications: dict[str, str] = {}
        self.audiences: dict[str, str] = {}
        self._clock = azure_clock
        self._grants: dict[str, Grant] = {}
        self._key = secrets.token_bytes(32)

    def application(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/common/discovery/instance", self._instance)
        app.router.add_get("/{tenant}/.well-known/openid-configuration", self._discovery)
        app.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", self._discovery)
        app.router.add_get("/{tenant}/discovery/v2.0/keys", self._keys)
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        return app

    # ---- what services ask -------------------------------------------------------------------
    def check(self, header: str | None, service: str) -> Grant | str:
        """The grant of an `Authorization` header, or one of missing, invalid, expired, audience."""
        if not header or not header.lower().startswith("bearer "):
            return "missing"
        grant = self._grants.get(header[7:].strip())
        if grant is None:
            return "invalid"
        if grant.expires <= self._clock.now().timestamp():
            return "expired"
        if self.audiences.get(grant.audience) != service:
            return "audience"
        return grant

    def revoke(self) -> None:
        """Forget every token given so far; callers get 401 until they ask for a new one."""
        self._grants.clear()

    # ---- the endpoints -----------------------------------------------------------------------
    async def _instance(self, request: web.Request) -> web.Response:
        authority = f"{self.base}/{self.tenant}"
        return web.json_response(
            {
                "tenant_discovery_endpoint": f"{authority}/v2.0/.well-known/openid-configuration",
                "api-version": "1.1",
                "metadata": [],
            }
        )

    async def _discovery(self, request: web.Request) -> web.Response:
        tenant = request.match_info["tenant"].lower()
        if tenant not in (self.tenant, *ANY_TENANT):
            return self._refuse(_no_tenant(tenant))
        authority = f"{self.base}/{tenant}"
        issuer = "{tenantid}" if tenant in ANY_TENANT else tenant
        return web.json_response(
            {
                "token_endpoint": f"{authority}/oauth2/v2.0/token",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
                "jwks_uri": f"{authority}/discovery/v2.0/keys",
                "response_modes_supported": ["query", "fragment", "form_post"],
                "subject_types_supported": ["pairwise"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "response_types_supported": ["code", "id_token", "code id_token"],
                "scopes_supported": ["openid", "profile", "email", "offline_access"],
                "issuer": f"{self.base}/{issuer}/v2.0",
                "authorization_endpoint": f"{authority}/oauth2/v2.0/authorize",
                "device_authorization_endpoint": f"{authority}/oauth2/v2.0/devicecode",
                "end_session_endpoint": f"{authority}/oauth2/v2.0/logout",
                "tenant_region_scope": "EU",
                "cloud_instance_name": "microsoftonline.com",
            }
        )

    async def _keys(self, _: web.Request) -> web.Response:
        return web.json_response({"keys": []})

    async def _token(self, request: web.Request) -> web.Response:
        form = await request.post()
        given = {name: str(value) for name, value in form.items()}
        try:
            audience = self._examine(request.match_info["tenant"], given)
        except errors.AzureError as refusal:
            return self._refuse(refusal)
        token = self._issue(given["client_id"].lower(), audience)
        return web.json_response(
            {
                "token_type": "Bearer",
                "expires_in": int(self.lifetime),
                "ext_expires_in": int(self.lifetime),
                "access_token": token,
            },
            headers={"Cache-Control": "no-store, no-cache", "Pragma": "no-cache"},
        )

    def _examine(self, tenant: str, given: dict[str, str]) -> str:
        """The audience asked for, or what Entra ID refuses."""
        if tenant.lower() != self.tenant:
            raise _no_tenant(tenant)
        if given.get("grant_type") != "client_credentials":
            raise _error(
                400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type."
            )
        client = given.get("client_id", "").lower()
        secret = self.applications.get(client)
        if secret is None:
            raise _error(
                400,
                "unauthorized_client",
                700016,
                f"Application with identifier '{client}' was not found in the directory "
                "'Contoso'. This can happen if the application has not been installed by the "
                "administrator of the tenant or consented to by any user in the tenant.",
            )
        if not hmac.compare_digest(given.get("client_secret", "").encode(), secret.encode()):
            raise _error(
                401,
                "invalid_client",
                7000215,
                "Invalid client secret provided. Ensure the secret being sent in the request is "
                "the client secret value, not the client secret ID, for a secret added to app "
                f"'{client}'.",
            )
        return self._audience(given.get("scope", ""))

    def _audience(self, scopes: str) -> str:
        for scope in scopes.split():
            audience = scope.removesuffix("/.default").rstrip("/")
            if scope.endswith("/.default") and audience in self.audiences:
                return audience
        raise _error(
            400,
            "invalid_resource",
            500011,
            f"The resource principal named {scopes} was not found in the tenant named Contoso.",
        )

    def _issue(self, client: str, audience: str) -> str:
        now = self._clock.now().timestamp()
        claims = {
            "aud": audience,
            "iss": f"{self.base}/{self.tenant}/",
            "iat": int(now),
            "exp": int(now + self.lifetime),
            "appid": client,
            "oid": client,
            "tid": self.tenant,
            "uti": secrets.token_urlsafe(12),
        }
        head = _encode(orjson.dumps({"typ": "JWT", "alg": "HS256"}))
        text = f"{head}.{_encode(orjson.dumps(claims))}"
        token = f"{text}.{_encode(hmac.digest(self._key, text.encode(), 'sha256'))}"
        expires = now + self.lifetime
        self._grants[token] = Grant(audience=audience, client=client, expires=expires)
        self._forget(now)
        return token

    def _forget(self, now: float) -> None:
        """The oldest tokens go first; one forgotten is "invalid", no longer "expired"."""
        while len(self._grants) > KEPT:
            oldest = next(iter(self._grants))
            if self._grants[oldest].expires > now and len(self._grants) <= MOST:
                return
            del self._grants[oldest]

    def _refuse(self, refusal: errors.AzureError) -> web.Response:
        trace, correlation = str(uuid.uuid4()), str(uuid.uuid4())
        number = int(refusal.target or 0)
        moment = self._clock.now().strftime("%Y-%m-%d %H:%M:%SZ")
        body: dict[str, Any] = {
            "error": refusal.code,
            "error_description": f"AADSTS{number}: {refusal.message} Trace ID: {trace} "
            f"Correlation ID: {correlation} Timestamp: {moment}",
            "error_codes": [number],
            "timestamp": moment,
            "trace_id": trace,
            "correlation_id": correlation,
            "error_uri": f"{self.base}/error?code={number}",
        }
        return web.json_response(body, status=refusal.status)


def _error(status: int, code: str, number: int, message: str) -> errors.AzureError:
    return errors.AzureError(status, code, message, target=str(number))


def _no_tenant(tenant: str) -> errors.AzureError:
    return _error(
        400,
        "invalid_tenant",
        90002,
        f"Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are "
        "signing into the correct cloud.",
    )


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
