"""The way to Slack: one session, one client, one pace. Everything else is built on it."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import directory, pace, sender
from core import errors

TIMEOUT = 8.0
"""Seconds for one call, also a private answer; shorter than a claim on a post lasts, so that nobody
else sends while a call may still be under way."""

FATAL = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "not_allowed_token_type",
        "not_authed",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
    }
)
"""Errors that no retry mends (https://docs.slack.dev/reference/methods/auth.test/)."""

SILENT = "users:read.email"
"""The scope whose lack Slack does not refuse, but answers without the addresses by which two
accounts of one person are known (https://docs.slack.dev/reference/scopes/users.read.email/)."""
GRANTED = "x-oauth-scopes"
"""The header of each answer that lists what the token may; in the body it is nowhere."""


class NotAccepted(errors.BotError):
    """Slack does not accept a token: a setting is wrong, so the bot does not go on."""

    code = "slack-token-refused"


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who the bot is in its workspace."""

    team: str
    bot_user: str
    bot_id: str


@dataclass(frozen=True, kw_only=True)
class Connection:
    """`directory` is for the workflow, `sender` for what is shown."""

    client: AsyncWebClient
    session: aiohttp.ClientSession
    sender: sender.Sender
    directory: directory.Directory

    async def identify(self) -> Identity:
        """Raises `NotAccepted` for a token that is wrong or may too little, `sender.Failed` where
        Slack gives no answer."""
        try:
            found = await sender.translate(self.client.auth_test())
        except sender.Failed as error:
            if error.code in FATAL:
                raise NotAccepted(
                    f"Slack does not accept the bot's token ({error.code}).",
                    remedy="Copy the bot token again from the Slack app's page into "
                    "SLACK_BOT_TOKEN.",
                ) from None
            raise
        _scoped(found.headers)
        self.directory.team = str(found.get("team_id", ""))
        return Identity(
            team=self.directory.team,
            bot_user=str(found.get("user_id", "")),
            bot_id=str(found.get("bot_id", "")),
        )

    async def close(self) -> None:
        await self.session.close()


def connect(token: str, api_url: str, context: ssl.SSLContext | None = None) -> Connection:
    """Call inside the running loop. `context` is shared, so that no call builds its own."""
    # The SDK's own time-out counts only for sessions that it makes itself.
    session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT))
    client = AsyncWebClient(
        token=token,
        base_url=api_url,
        session=session,
        ssl=context,
        timeout=int(TIMEOUT),
        # The SDK's default repeats a call whose connection broke: that may post twice.
        retry_handlers=[],
    )
    now = asyncio.get_running_loop().time
    return Connection(
        client=client,
        session=session,
        sender=sender.Sender(client, session, pace.Pace(now=now)),
        directory=directory.Directory(client, now),
    )


def _scoped(headers: Mapping[str, str]) -> None:
    """Where no header says what is granted (a proxy may drop it), the votes say it: they do not
    count without addresses."""
    granted = next((v for k, v in headers.items() if k.lower() == GRANTED), None)
    if granted is not None and SILENT not in {one.strip() for one in granted.split(",")}:
        raise NotAccepted(
            f"The Slack app lacks the scope {SILENT}, so two accounts of one person could not be "
            "known.",
            remedy="Install the app again from the manifest (`failback-ps manifest`).",
        )
