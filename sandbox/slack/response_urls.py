"""response_url: five answers in thirty minutes, also where the bot is no member.

https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.slack import elements, messages, refusals, sizes
from sandbox.slack.refusals import SlackError
from sandbox.slack.workspace import Workspace

USES = 5
LIFETIME = 1800.0
"""Seconds."""


@dataclass(kw_only=True, slots=True)
class Ticket:
    user: str
    channel: str
    born: float
    source: messages.Message | None
    uses: int = 0


class ResponseUrls:
    def __init__(
        self, workspace: Workspace, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._workspace = workspace
        self._now = monotonic
        self._tickets: dict[str, Ticket] = {}
        self.base = ""
        """Set by the server once it knows its port."""

    def issue(self, kind: str, user: str, channel: str, source: messages.Message | None) -> str:
        """A URL like https://hooks.slack.com/commands/T…/…/…; `kind` is `commands` or `actions`."""
        key = (
            f"{kind}/{self._workspace.team.id}/{secrets.randbelow(10**13)}/{secrets.token_hex(12)}"
        )
        self._tickets[key] = Ticket(user=user, channel=channel, born=self._now(), source=source)
        return f"{self.base}/{key}"

    def take(self, key: str, body: dict[str, Any]) -> None:
        """One answer of the app; raises Slack's refusal."""
        ticket = self._tickets.get(key)
        if ticket is None:
            raise SlackError("invalid_url")
        if self._now() - ticket.born > LIFETIME:
            raise SlackError("expired_url")
        if ticket.uses >= USES:
            raise SlackError("used_url")
        self.answer(ticket, body)
        ticket.uses += 1

    def direct(self, user: str, channel: str, body: dict[str, Any]) -> None:
        """An ack body of a slash command, which is an answer too."""
        self.answer(Ticket(user=user, channel=channel, born=0.0, source=None), body)

    def answer(self, ticket: Ticket, body: dict[str, Any]) -> None:
        if body.get("delete_original"):
            self._delete(ticket)
            return
        said = self._said(ticket, body)
        if body.get("replace_original") and ticket.source is not None:
            self._replace(ticket.source, said)
        elif said.only_for:
            self._workspace.whisper(said)
        else:
            self._workspace.post(said)

    def _said(self, ticket: Ticket, body: dict[str, Any]) -> messages.Message:
        blocks = body.get("blocks") or []
        found = sizes.faults(blocks, sizes.MESSAGE)
        if found:
            raise refusals.invalid_blocks(found)
        if not blocks and not body.get("text") and not body.get("attachments"):
            raise SlackError("no_text")
        app = self._workspace.app
        public = body.get("response_type") == "in_channel"
        return messages.Message(
            channel=ticket.channel,
            ts=self._workspace.new_ts(),
            user=app.user_id,
            bot_id=app.bot_id,
            app_id=app.app_id,
            text=str(body.get("text") or ""),
            blocks=elements.name_all(blocks),
            attachments=body.get("attachments") or [],
            metadata=body.get("metadata"),
            thread_ts=body.get("thread_ts") or (ticket.source.thread_ts if ticket.source else None),
            only_for=None if public else ticket.user,
        )

    def _replace(self, old: messages.Message, said: messages.Message) -> None:
        old.text, old.blocks, old.attachments = said.text, said.blocks, said.attachments
        if old.only_for:
            self._workspace.whisper(old)
        else:
            old.edited = {"user": said.user, "ts": said.ts}
            self._workspace.changed(old)

    def _delete(self, ticket: Ticket) -> None:
        if ticket.source is None:
            raise SlackError("message_not_found")
        if ticket.source.only_for:
            self._workspace.unwhisper(ticket.source)
        else:
            self._workspace.delete(ticket.source)
