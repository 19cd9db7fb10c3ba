"""The floor and the stock contestant for the ack: run as `python -m benchmarks.floor bare|stock`.

`bare` only checks Slack's signature. `stock` is Bolt's async app with its own ASGI adapter as the
documentation shows it. Both on uvicorn with uvloop and httptools, as the bot is.
"""

from __future__ import annotations

import socket
import sys
from typing import Any

import uvicorn
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.signature import SignatureVerifier

SECRET = "benchmark-signing-secret"  # noqa: S105 - of this benchmark only


async def bare(scope: Any, receive: Any, send: Any) -> None:
    body = b""
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    headers = {name.decode(): value.decode() for name, value in scope["headers"]}
    valid = SignatureVerifier(SECRET).is_valid_request(body, headers)
    await send({"type": "http.response.start", "status": 200 if valid else 401, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def stock() -> Any:
    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T0", bot_token="xoxb-0", bot_id="B0")  # noqa: S106 - no token of anybody

    app = AsyncApp(signing_secret=SECRET, authorize=authorize)

    @app.command("/failback-ps")
    async def acknowledge(ack: Any) -> None:
        await ack()

    return AsyncSlackRequestHandler(app, path="/slack/events")


def main() -> None:
    listening = socket.create_server(("127.0.0.1", int(sys.argv[2])))
    app = bare if sys.argv[1] == "bare" else stock()
    config = uvicorn.Config(
        app, loop="uvloop", http="httptools", log_level="error", access_log=False, lifespan="off"
    )
    uvicorn.Server(config).run([listening])


if __name__ == "__main__":
    main()
