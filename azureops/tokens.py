"""Asking for a new token when Azure calls ours invalid though its time is not over.

That happens when tokens are revoked, keys are rolled, or this computer's clock is wrong; the SDK
would go on sending the cached one until it expires.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import orjson
from azure.core.pipeline import policies

if TYPE_CHECKING:
    from azure.core.credentials import AccessToken
    from azure.core.credentials_async import AsyncTokenCredential


def not_before_now() -> str:
    """Claims that make a credential pass over its cache and ask for a new token.

    It is what Entra ID itself asks for after a revocation; see
    learn.microsoft.com/entra/identity-platform/claims-challenge.
    """
    value = {"access_token": {"nbf": {"essential": True, "value": str(int(time.time()))}}}
    return orjson.dumps(value).decode()


class BearerPolicy(policies.AsyncBearerTokenCredentialPolicy[Any, Any]):
    """Resource Manager says `error="invalid_token"` in its challenge: renew and try once more."""

    async def on_challenge(self, request: Any, response: Any) -> bool:
        challenge = response.http_response.headers.get("WWW-Authenticate", "")
        if 'error="invalid_token"' not in challenge:
            return bool(await super().on_challenge(request, response))
        await self.authorize_request(request, *self._scopes, claims=not_before_now())
        return True


class Renewing:
    """A credential for a client that cannot ask for a new token by itself: `renew` makes it."""

    def __init__(self, inner: AsyncTokenCredential) -> None:
        self._inner = inner
        self._renew = False

    def renew(self) -> None:
        """The next token will be a new one, whatever the cache holds."""
        self._renew = True

    async def get_token(self, *scopes: str, **options: Any) -> AccessToken:
        if self._renew:
            self._renew = False
            options = {**options, "claims": options.get("claims") or not_before_now()}
        return await self._inner.get_token(*scopes, **options)

    async def close(self) -> None:
        """The inner credential is shared and ended by its owner."""

    async def __aenter__(self) -> Renewing:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
