"""The payloads that an app gets (https://docs.slack.dev/reference/interaction-payloads)."""

from __future__ import annotations

import time
from typing import Any

from sandbox.slack import messages
from sandbox.slack.views import View, Views
from sandbox.slack.workspace import Workspace

Payload = dict[str, Any]
Place = messages.Message | View


class Payloads:
    def __init__(self, workspace: Workspace, views: Views, token: str) -> None:
        self._workspace = workspace
        self._views = views
        self._token = token
        """The deprecated verification token, which payloads still carry."""

    def command(
        self, *, user: str, channel: str, command: str, text: str, trigger_id: str, url: str
    ) -> Payload:
        team, place = self._workspace.team, self._workspace.channels[channel]
        return {
            "token": self._token,
            "team_id": team.id,
            "team_domain": team.domain,
            "channel_id": place.id,
            "channel_name": place.spoken_name(),
            "user_id": user,
            "user_name": self._workspace.people[user].name,
            "command": command,
            "text": text,
            "api_app_id": self._workspace.app.app_id,
            "is_enterprise_install": "true" if self._org_install() else "false",
            "response_url": url,
            "trigger_id": trigger_id,
        } | self._organisation()

    def actions(
        self, *, user: str, place: Place, actions: list[Payload], values: Payload,
        trigger_id: str, url: str,
    ) -> Payload:  # fmt: skip
        shown = self._common("block_actions", user) | self._where(place)
        shown |= {"trigger_id": trigger_id, "actions": actions}
        if isinstance(place, messages.Message):
            shown |= {"state": {"values": values}, "response_url": url}
        return shown

    def suggestion(
        self, *, user: str, place: Place, block_id: str, action_id: str, query: str
    ) -> Payload:
        shown = self._common("block_suggestion", user) | self._where(place)
        return shown | {"action_id": action_id, "block_id": block_id, "value": query}

    def submission(self, *, user: str, view: View, trigger_id: str) -> Payload:
        shown = self._common("view_submission", user)
        return shown | {
            "trigger_id": trigger_id,
            "view": self._views.wire(view),
            "response_urls": [],
        }

    def closed(self, *, user: str, view: View, cleared: bool) -> Payload:
        shown = self._common("view_closed", user)
        return shown | {"view": self._views.wire(view), "is_cleared": cleared}

    def shortcut(
        self, *, user: str, message: messages.Message, callback_id: str, trigger_id: str, url: str
    ) -> Payload:
        shown = self._common("message_action", user) | self._where(message)
        del shown["container"]
        return shown | {
            "callback_id": callback_id,
            "trigger_id": trigger_id,
            "response_url": url,
            "message_ts": message.ts,
            "action_ts": action_ts(),
        }

    def global_shortcut(self, *, user: str, callback_id: str, trigger_id: str) -> Payload:
        shown = self._common("shortcut", user)
        return shown | {
            "callback_id": callback_id,
            "trigger_id": trigger_id,
            "action_ts": action_ts(),
        }

    def _org_install(self) -> bool:
        enterprise = self._workspace.enterprise
        return enterprise is not None and enterprise.org_install

    def _organisation(self) -> Payload:
        enterprise = self._workspace.enterprise
        if enterprise is None:
            return {}
        return {"enterprise_id": enterprise.id, "enterprise_name": enterprise.name}

    def _common(self, kind: str, user: str) -> Payload:
        team, person = self._workspace.team, self._workspace.people[user]
        return {
            "type": kind,
            "team": {"id": team.id, "domain": team.domain},
            "user": {
                "id": person.id,
                "username": person.name,
                "name": person.name,
                "team_id": person.team or team.id,
            },
            "api_app_id": self._workspace.app.app_id,
            "token": self._token,
            "enterprise": self._enterprise(),
            "is_enterprise_install": self._org_install(),
        }

    def _enterprise(self) -> Payload | None:
        enterprise = self._workspace.enterprise
        return {"id": enterprise.id, "name": enterprise.name} if enterprise else None

    def _where(self, place: Place) -> Payload:
        if isinstance(place, View):
            view = self._views.wire(place)
            return {"container": {"type": "view", "view_id": place.id}, "view": view}
        channel = self._workspace.channels[place.channel]
        container: Payload = {
            "type": "message",
            "message_ts": place.ts,
            "channel_id": place.channel,
            "is_ephemeral": place.only_for is not None,
        } | ({"thread_ts": place.thread_ts} if place.thread_ts else {})
        name = channel.spoken_name()
        shown: Payload = {"container": container, "channel": {"id": channel.id, "name": name}}
        if place.only_for is None:
            shown["message"] = channel.wire_message(place, with_metadata=True)
        return shown


def action_ts() -> str:
    """Of an action: seconds with six decimals, as Slack writes them."""
    return f"{time.time():.6f}"
