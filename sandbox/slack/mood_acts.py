"""Story acts on Slack itself: limits, outages, lost answers, revoked tokens, time."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Any

from sandbox.control import OrderError
from sandbox.slack.delivery import EVENT, Delivery
from sandbox.slack.events import Events
from sandbox.slack.rates import Rates
from sandbox.slack.socket_mode import SocketDelivery
from sandbox.slack.web_api.server import WebApi
from sandbox.slack.workspace import Workspace

Order = dict[str, Any]


class MoodActs:
    _workspace: Workspace
    _events: Events
    _rates: Rates
    _scopes: set[str]
    _socket: SocketDelivery
    _fault: Callable[[Order], str]
    _web_api: WebApi
    _delivery: Delivery

    async def do_rate_limit(self, order: Order) -> Order:
        """`method`, `times` (-1: until 0 is given), `retry_after` seconds; or `enforce`: bool.

        `enforce` with `tight`: small bursts too, as `--weather limited`.
        """
        if "enforce" in order:
            self._rates.relax()
            self._rates.enforced = bool(order["enforce"])
            if order.get("tight") and self._rates.enforced:
                self._rates.tighten()
        if "method" in order:
            times, after = int(order.get("times", 1)), int(order.get("retry_after", 1))
            self._rates.force(order["method"], times, after)
        return {"enforce": self._rates.enforced}

    async def do_event_limit(self, order: Order) -> Order:
        """`per_hour`: deliveries of events in an hour before Slack sends app_rate_limited."""
        self._events.per_hour = int(order["per_hour"])
        return {}

    async def do_fail(self, order: Order) -> Order:
        """`method`, `error`? (`internal_error`, `fatal_error`, …), `status`? (503), `times`?.

        Slack answers most failures with 200 and `ok: false`; its edge answers 5xx with HTML.
        """
        moods, error = self._web_api.moods, str(order.get("error", ""))
        moods.fail(
            order["method"], error, int(order.get("status", 200)), int(order.get("times", 1))
        )
        return {}

    async def do_lose(self, order: Order) -> Order:
        """`method` (`chat.postMessage`, `response_url`, `upload`), `times`?: acts, then drops."""
        method = str(order["method"])
        doors = {"response_url": "^/hooks/", "upload": "^/upload/"}
        path = doors.get(method, f"^/api/{re.escape(method)}$")
        then = {"drop": "before" if order.get("before") else "after"}
        times = int(order.get("times", 1))
        return {
            "id": self._fault({"service": "slack_api", "path": path, "times": times, "then": then})
        }

    async def do_scopes(self, order: Order) -> Order:
        """`remove`: [scope], `add`: [scope]."""
        self._scopes.difference_update(order.get("remove", ()))
        self._scopes.update(order.get("add", ()))
        return {"scopes": sorted(self._scopes)}

    async def do_token(self, order: Order) -> Order:
        """`state`: "" (good), `token_revoked`, `account_inactive`, `token_expired`, …"""
        self._web_api.moods.refusal = str(order.get("state", ""))
        return {}

    async def do_preference(self, order: Order) -> Order:
        """Any of `edit_window` (seconds or null), `paid`, `deleting`, `home`, `largest_file`, …"""
        for name, value in order.items():
            if name == "do":
                continue
            if not hasattr(self._workspace.preferences, name):
                raise OrderError(f"there is no preference {name!r}")
            setattr(self._workspace.preferences, name, value)
        return {}

    async def do_manifest(self, order: Order) -> Order:
        """`events`?, `shortcuts`? ({`name`, `description`, `callback_id`, `type`}), `commands`?:
        what the installed app's manifest declares from now on."""
        declared: Order = {}
        if "events" in order:
            declared["events"] = frozenset(order["events"])
        for name in ("shortcuts", "commands"):
            if name in order:
                declared[name] = tuple(order[name])
        self._workspace.app = app = dataclasses.replace(self._workspace.app, **declared)
        return {"events": sorted(app.events), "shortcuts": app.shortcuts, "commands": app.commands}

    async def do_disconnect(self, order: Order) -> Order:
        """`reason`: `warning` (the disconnect follows in ten seconds), `refresh_requested` or
        `link_disabled` (an admin switches Socket Mode off). Answers how many connections were
        asked."""
        asked = await self._socket.disconnect(str(order.get("reason", "refresh_requested")))
        return {"asked": asked}

    async def do_socket_mode(self, order: Order) -> Order:
        """Switched on again, after a `disconnect` with `link_disabled`."""
        if self._delivery.mode != "socket":
            raise OrderError("this workspace delivers to a request URL")
        self._socket.switched_on = True
        return {}

    async def do_advance(self, order: Order) -> Order:
        """`seconds`: Slack's clock goes on at once: triggers age, scheduled messages are posted."""
        now = self._workspace.time.advance(float(order["seconds"]))
        self._workspace.schedule.post_due()
        return {"now": now}

    async def do_verify_url(self, order: Order) -> Order:
        """`challenge`?: Slack's question to a new request URL, and whether the app answered it."""
        if self._delivery.mode == "socket":
            raise OrderError("with Socket Mode there is no request URL to verify")
        challenge = str(order.get("challenge", "3eZbrw1aBm2rZgRNFdxV2595"))
        payload = {"token": "", "challenge": challenge, "type": "url_verification"}
        ack = await self._delivery.deliver(EVENT, payload)
        body = ack.body.get("challenge") if isinstance(ack.body, dict) else ack.body
        return {"ack": ack.wire(), "verified": ack.status == 200 and body == challenge}
