"""Socket Mode: Slack's requests over a WebSocket that the bot opens, for places without ingress."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import structlog
from slack_bolt.adapter.socket_mode.async_internals import (
    run_async_bolt_app,
    send_async_response,
)
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import connection

log = structlog.get_logger(__name__)

RETRY_AFTER = 60  # seconds until another connection may be opened: the method's tier is 1 a minute
PING = 5.0  # seconds between two pings; four missed ones mean stale, as the SDK counts


class _Client(SocketModeClient):
    """The SDK's client tries for ever, also with a token that will never be accepted, and does not
    say what Slack warns of."""

    refused: connection.NotAccepted | None = None

    async def issue_new_wss_url(self) -> str:
        try:
            answer = await self.web_client.apps_connections_open(app_token=self.app_token)
            for told in (answer.get("response_metadata") or {}).get("messages", ()):
                # Without Socket Mode in the app's settings Slack connects all the same, and sends
                # nothing: https://docs.slack.dev/apis/events-api/using-socket-mode#toggling
                log.warning("slack_warns_of_connection", told=told)
            return str(answer["url"])
        except SlackApiError as error:
            code = str(error.response.get("error"))
            if code in connection.FATAL:
                self.closed = True  # ends the SDK's loop
                self.refused = connection.NotAccepted(
                    f"Slack does not accept the app-level token ({code}).",
                    remedy="Make an app-level token with connections:write on the Slack app's "
                    "page and put it into SLACK_APP_TOKEN.",
                )
            if code == "ratelimited":
                await asyncio.sleep(int(error.response.headers.get("Retry-After", RETRY_AFTER)))
                return await self.issue_new_wss_url()
            raise


class Socket:
    """Keeps one connection. Reconnecting is the SDK's; `healthy` says whether it works."""

    def __init__(self, app: AsyncApp, client: AsyncWebClient, app_token: str) -> None:
        self._app = app
        self._client = _Client(
            app_token=app_token, logger=app.logger, web_client=client, ping_interval=PING
        )
        self._client.socket_mode_request_listeners.append(self._handle)

    async def start(self) -> None:
        """Connected when it returns. Raises `connection.NotAccepted`."""
        await self._client.connect()  # type: ignore[no-untyped-call]  # the SDK leaves it bare
        if self._client.refused is not None:
            await self.close()
            raise self._client.refused

    async def healthy(self) -> bool:
        """Connected, and a ping was answered not long ago."""
        last = self._client.last_ping_pong_time
        recent = last is None or time.time() - last < 4 * PING
        return recent and await self._client.is_connected()

    async def refused(self) -> connection.NotAccepted | None:
        """Set when Slack stopped accepting the token while running: nothing will mend it."""
        return self._client.refused

    async def close(self) -> None:
        await self._client.close()  # type: ignore[no-untyped-call]  # as above
        await asyncio.sleep(0)  # lets the SDK's cancelled tasks end

    async def _handle(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        begun = time.time()
        response: Any = await run_async_bolt_app(self._app, request)
        await send_async_response(client, request, response, begun)
