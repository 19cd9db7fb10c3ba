"""Events API: what the app subscribed to, retried as Slack retries.

https://docs.slack.dev/apis/events-api: at once, after one minute, after five minutes.
"""

from __future__ import annotations

import asyncio
import secrets
from typing import Any

from sandbox.slack import messages
from sandbox.slack.delivery import EVENT, Ack, Delivery
from sandbox.slack.views import Views
from sandbox.slack.workspace import Workspace

RETRIES = (0.0, 60.0, 300.0)
"""Seconds to wait before the first, second and third retry."""

REASONS = {"operation_timeout": "http_timeout", "dispatch_failed": "http_error"}


class Events:
    def __init__(
        self,
        workspace: Workspace,
        views: Views,
        delivery: Delivery,
        token: str,
        retries: tuple[float, ...] = RETRIES,
    ) -> None:
        self._workspace = workspace
        self._views = views
        self._delivery = delivery
        self._token = token
        self._retries = retries
        self._tasks: set[asyncio.Task[Ack]] = set()

    def emit(self, event: dict[str, Any]) -> asyncio.Task[Ack] | None:
        """Deliver in the background if the app subscribed to it; the task ends with the ack."""
        name = event["type"]
        if name == "message":
            name = f"message.{event['channel_type']}"
        if name not in self._workspace.app.events:
            return None
        return self.force(event)

    def force(self, event: dict[str, Any], event_id: str = "") -> asyncio.Task[Ack]:
        """Deliver whether subscribed or not; a given `event_id` repeats an earlier delivery."""
        task = asyncio.create_task(self._deliver(self._wrapped(event, event_id)))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def said(self, message: messages.Message) -> None:
        """A person's post, seen by the app as app_mention or as a direct message."""
        channel = self._workspace.channels[message.channel]
        bot = self._workspace.app.user_id
        if bot not in channel.members or message.user == bot:
            return
        shown = message.wire() | {"channel": channel.id, "event_ts": message.ts}
        if channel.is_im:
            self.emit(shown | {"channel_type": "im"})
        elif ("user", bot) in messages.mentions(message.text, message.blocks):
            self.emit(shown | {"type": "app_mention"})

    def home_opened(self, user: str, tab: str = "home") -> asyncio.Task[Ack] | None:
        view = self._views.homes.get(user)
        event: dict[str, Any] = {
            "type": "app_home_opened",
            "user": user,
            "channel": self._workspace.direct(user).id,
            "tab": tab,
            "event_ts": self._workspace.new_ts(),
        }
        return self.emit(event | ({"view": self._views.wire(view)} if view else {}))

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _wrapped(self, event: dict[str, Any], event_id: str) -> dict[str, Any]:
        app, team = self._workspace.app, self._workspace.team
        return {
            "token": self._token,
            "team_id": team.id,
            "api_app_id": app.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": event_id or "Ev" + secrets.token_hex(5).upper(),
            "event_time": int(self._workspace.clock()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": team.id,
                    "user_id": app.user_id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
        }

    async def _deliver(self, payload: dict[str, Any]) -> Ack:
        ack = await self._delivery.deliver(EVENT, payload)
        for number, pause in enumerate(self._retries, start=1):
            if not ack.problem:
                break
            await asyncio.sleep(pause)
            reason = REASONS.get(ack.problem, "unknown_error")
            ack = await self._delivery.deliver(EVENT, payload, retry=(number, reason))
        return ack
