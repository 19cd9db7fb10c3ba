"""How requests travel: one session, bearer tokens, retries that honour Retry-After."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any

import aiohttp
from azure.core import AsyncPipelineClient
from azure.core.pipeline import policies
from azure.core.pipeline.transport import AioHttpTransport

from azureops import tokens

if TYPE_CHECKING:
    from azure.core.credentials_async import AsyncTokenCredential

CONNECT_SECONDS = 10
READ_SECONDS = 60
RETRIES = {
    "retry_total": 8,
    "retry_connect": 2,
    "retry_status": 6,
    "retry_backoff_factor": 0.5,
    "retry_backoff_max": 4,
}
"""Tried again: no connection, broken reads of repeatable calls, 408, 429 and 5xx. A Retry-After
in the answer wins over the backoff: where many calls wait for one bucket, some wait several times.
A person waits: give up after about fifteen seconds without one.
"""
AGENT = "failback-ps"


def tls_context(ca_bundle: str) -> ssl.SSLContext:
    """The system's authorities (SSL_CERT_FILE honoured) and `ca_bundle`'s. Blocks for 15 ms."""
    context = ssl.create_default_context()
    if ca_bundle:
        context.load_verify_locations(cafile=ca_bundle)
    return context


def session(context: ssl.SSLContext) -> aiohttp.ClientSession:
    """One pool of connections; the SDK unpacks bodies itself, and Azure's APIs use no cookies."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(ssl=context, limit=100),
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        trust_env=True,
    )


def transport(shared: aiohttp.ClientSession) -> AioHttpTransport:
    """Never give `connection_verify` to a client: that builds a TLS context per request."""
    return AioHttpTransport(
        session=shared,
        session_owner=False,
        connection_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
    )


def for_clients(credential: AsyncTokenCredential, scope: str) -> list[Any]:
    """The policies of a management client.

    Without the SDK's automatic registration of resource providers: it would change a subscription
    behind the plan's back. Without its HTTP logging: bodies hold passwords.
    """
    return [
        policies.RequestIdPolicy(),
        policies.UserAgentPolicy(base_user_agent=AGENT),
        policies.HeadersPolicy(),
        policies.ContentDecodePolicy(),
        policies.AsyncRetryPolicy(**RETRIES),
        tokens.BearerPolicy(credential, scope),
    ]


def reads(
    base_url: str, scope: str, credential: AsyncTokenCredential, shared: aiohttp.ClientSession
) -> AsyncPipelineClient[Any, Any]:
    """The same without decoding: `arm` reads bodies with orjson, once."""
    kept = [
        policy
        for policy in for_clients(credential, scope)
        if not isinstance(policy, policies.ContentDecodePolicy)
    ]
    return AsyncPipelineClient(base_url, policies=kept, transport=transport(shared))


def anonymous(base_url: str, shared: aiohttp.ClientSession) -> AsyncPipelineClient[Any, Any]:
    """For the public price list: no token goes there."""
    return AsyncPipelineClient(
        base_url,
        policies=[
            policies.UserAgentPolicy(base_user_agent=AGENT),
            policies.AsyncRetryPolicy(**{**RETRIES, "retry_total": 2, "retry_status": 2}),
        ],
        transport=transport(shared),
    )
