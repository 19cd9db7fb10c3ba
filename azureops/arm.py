"""The lean way to read Resource Manager: one pipeline, `send_request`, orjson, `nextLink`.

The SDK's models cost twenty to thirty times as much as plain JSON on big lists, on the event loop.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urljoin, urlsplit

import orjson
from azure.core.exceptions import AzureError as SdkError
from azure.core.rest import HttpRequest

from azureops import ids, refusals
from azureops.errors import AzureError
from azureops.reading import Object, objects, text
from core.sentences import say

if TYPE_CHECKING:
    from azure.core import AsyncPipelineClient
    from azure.core.rest import AsyncHttpResponse

MOST_PAGES = 500
"""A listing longer than this is a loop in the service's links."""


class Arm:
    """Reads (and the few bodiless writes) of Resource Manager. Raises `AzureError` only."""

    def __init__(
        self,
        client: AsyncPipelineClient[Any, Any],
        base_url: str,
        most_pages: int = MOST_PAGES,
    ) -> None:
        self._most_pages = most_pages
        self._client = client
        self._base = base_url.rstrip("/")

    async def get(
        self, path: str, api_version: str, params: Mapping[str, str] | None = None
    ) -> Object | None:
        """The object at `path`; None when Azure says that it (or its parent) does not exist."""
        response = await self._send("GET", self._url(path), api_version, params)
        if response.status_code in {404, 204}:
            return None
        return _object(response, path)

    async def get_all(
        self,
        path: str,
        api_version: str,
        params: Mapping[str, str] | None = None,
        *,
        exists: bool = False,
    ) -> list[Object]:
        """Every page of a listing; empty when the parent does not exist (404).

        `exists`: it must, since somebody acts on what is absent. Then a 404 is a refusal, as it
        always is after the first page: half a listing is none.
        """
        found: list[Object] = []
        url = self._url(path)
        response = await self._send("GET", url, api_version, params)
        if response.status_code == 404 and not exists:
            return found
        for _ in range(self._most_pages):
            if response.status_code == 404:
                raise refusals.from_response(response)
            page = _object(response, path)
            found.extend(objects(page, "value"))
            link = text(page, "nextLink")
            if not link:
                return found
            url = self._same_host(urljoin(url, link))
            response = await self._send("GET", url, "", None)
        raise AzureError(
            say(
                "azure-endless",
                "Azure's listing of {path} did not end after {pages} pages.",
                path=path,
                pages=str(self._most_pages),
            ),
            remedy=say(
                "azure-endless-remedy", "Try again; if it stays so, look at Azure's status page."
            ),
            code="azure-bad-answer",
        )

    async def post(self, path: str, api_version: str, body: Object | None = None) -> Object:
        """A read that Azure wants as POST; the answer's object, empty without one."""
        response = await self._send("POST", self._url(path), api_version, None, body)
        if response.status_code == 404:
            raise refusals.from_response(response)
        return _object(response, path) if response.content else {}

    async def delete(self, path: str, api_version: str) -> bool:
        """Of what is gone at once, without a long operation. False when it was gone already."""
        response = await self._send("DELETE", self._url(path), api_version, None)
        return response.status_code not in {404, 204}

    def _url(self, path: str) -> str:
        return self._base + ids.path(path if path.startswith("/") else f"/{path}")

    def _same_host(self, link: str) -> str:
        """The bearer token goes to our Resource Manager and nowhere else."""
        here, there = urlsplit(self._base), urlsplit(link)
        if (here.scheme, here.hostname, here.port or 443) == (
            there.scheme,
            there.hostname,
            there.port or 443,
        ):
            return link
        raise AzureError(
            say(
                "azure-other-host",
                "Azure's next page is at another host, {host}; it was not fetched.",
                host=repr(there.hostname),
            ),
            remedy=say(
                "azure-other-host-remedy",
                "Check FAILBACK_PS_ARM_URL and any proxy between the bot and Azure.",
            ),
            code="azure-bad-answer",
        )

    async def _send(
        self,
        method: str,
        url: str,
        api_version: str,
        params: Mapping[str, str] | None,
        body: Object | None = None,
    ) -> AsyncHttpResponse:
        query = {**({"api-version": api_version} if api_version else {}), **(params or {})}
        request = HttpRequest(
            method, url, params=query or None, headers={"Accept": "application/json"}, json=body
        )
        try:
            response = await self._client.send_request(request)
        except SdkError as refused:
            raise refusals.from_exception(refused) from refused
        if response.status_code >= 400 and not _is_absent(response):
            raise refusals.from_response(response)
        return cast("AsyncHttpResponse", response)


def _is_absent(response: AsyncHttpResponse) -> bool:
    """404, but for a subscription that is not ours to see: that is a refusal, not an absence."""
    return response.status_code == 404 and refusals.code_of(response) != "SubscriptionNotFound"


def _object(response: AsyncHttpResponse, path: str) -> Object:
    try:
        value = orjson.loads(response.content)
    except orjson.JSONDecodeError as broken:
        raise AzureError(
            say("azure-not-json", "Azure's answer for {path} is not JSON.", path=path),
            remedy=say(
                "azure-not-json-remedy", "A proxy may stand in between. Try again in a minute."
            ),
            code="azure-bad-answer",
            status=response.status_code,
            retriable=True,
        ) from broken
    return value if isinstance(value, dict) else {"value": value}
