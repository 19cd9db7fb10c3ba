"""Events API: what the app subscribed to, retried as Slack retries.

https://docs.slack.dev/apis/events-api: at once, after one minute, after five minutes.
"""

from __future__ import annotations

import asyncio
import collections
import secrets
from typing import Any

from sandbox.slack import event_kinds
from sandbox.slack.channels import Channel
from sandbox.slack.delivery import EVENT, Ack, Delivery
from sandbox.slack.views import Views
from sandbox.slack.workspace import Workspace

RETRIES = (0.0, 60.0, 300.0)
"""Seconds to wait before the first, second and third retry."""

PER_HOUR = 30_000
"""Deliveries of events to one app in one workspace (https://docs.slack.dev/apis/events-api)."""

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
        self._sent: collections.deque[float] = collections.deque()
        self.per_hour = PER_HOUR
        workspace.listeners.append(self._happened)

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

    def _happened(self, what: str, place: Channel, facts: dict[str, Any]) -> None:
        """What happened in a place, to an app that subscribed to it."""
        for event in event_kinds.told(self._workspace, what, place, facts):
            self.emit(event)

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
        enterprise = self._workspace.enterprise
        org_install = enterprise is not None and enterprise.org_install
        shown = {
            "token": self._token,
            "team_id": team.id,
            "context_team_id": team.id,
            "context_enterprise_id": enterprise.id if enterprise else None,
            "api_app_id": app.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": event_id or "Ev" + secrets.token_hex(5).upper(),
            "event_time": int(self._workspace.clock()),
            "authorizations": [
                {
                    "enterprise_id": enterprise.id if enterprise else None,
                    "team_id": None if org_install else team.id,
                    "user_id": app.user_id,
                    "is_bot": True,
                    "is_enterprise_install": org_install,
                }
            ],
            "is_ext_shared_channel": self._shared(event),
            "event_context": "4-" + secrets.token_hex(16),
        }
        return shown | ({"enterprise_id": enterprise.id} if enterprise else {})

    def _shared(self, event: dict[str, Any]) -> bool:
        """Whether it comes from a channel that Slack Connect shares."""
        place = event.get("channel")
        known = self._workspace.channels.get(place) if isinstance(place, str) else None
        return known is not None and bool(known.teams)

    async def _deliver(self, payload: dict[str, Any]) -> Ack:
        if self._over_limit():
            return await self._delivery.deliver(EVENT, self._limited())
        ack = await self._delivery.deliver(EVENT, payload)
        for number, pause in enumerate(self._retries, start=1):
            if not ack.problem or ack.no_retry:
                break
            await self._workspace.time.sleep(pause)
            ack = await self._delivery.deliver(EVENT, payload, retry=(number, self._reason(ack)))
        return ack

    def _reason(self, ack: Ack) -> str:
        if self._delivery.mode == "socket":
            return "timeout"
        if ack.status == 0 and ack.problem == "dispatch_failed":
            return "connection_failed"
        return REASONS.get(ack.problem, "unknown_error")

    def _over_limit(self) -> bool:
        """Counts a delivery; true when this hour has had as many as Slack sends."""
        now = self._workspace.time.monotonic()
        while self._sent and now - self._sent[0] > 3600:
            self._sent.popleft()
        if len(self._sent) >= self.per_hour:
            return True
        self._sent.append(now)
        return False

    def _limited(self) -> dict[str, Any]:
        """What comes instead of events (https://docs.slack.dev/reference/events/app_rate_limited)."""
        now = int(self._workspace.clock())
        return {
            "token": self._token,
            "type": "app_rate_limited",
            "team_id": self._workspace.team.id,
            "minute_rate_limited": now - now % 60,
            "api_app_id": self._workspace.app.app_id,
        }
