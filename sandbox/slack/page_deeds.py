"""The page's further deeds: shortcuts, edits, pins, files, places, presence (PAGE_API.md)."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable
from typing import Any

from sandbox.slack.events import Events
from sandbox.slack.files import File, Files
from sandbox.slack.interactions import Interactions, Outcome
from sandbox.slack.messages import Message
from sandbox.slack.refusals import Impossible
from sandbox.slack.speech import Speech
from sandbox.slack.views import Views
from sandbox.slack.workspace import Workspace

Body = dict[str, Any]
Deed = Callable[[str, Body], Awaitable[Body]]


class PageDeeds:
    def __init__(
        self, workspace: Workspace, views: Views, speech: Speech, interactions: Interactions,
        events: Events,
    ) -> None:  # fmt: skip
        self._workspace = workspace
        self._views = views
        self._speech = speech
        self._interactions = interactions
        self._events = events

    def table(self) -> dict[str, Deed]:
        names = (
            "shortcut", "edit", "delete", "pin", "upload", "leave", "archive", "rename", "create",
            "dm", "presence",
        )  # fmt: skip
        return {name: getattr(self, f"_{name}") for name in names}

    async def _shortcut(self, user: str, body: Body) -> Body:
        if body.get("ts"):
            outcome = await self._interactions.shortcut(
                user, body["channel"], body["ts"], body["callback_id"]
            )
        else:
            outcome = await self._interactions.global_shortcut(user, body["callback_id"])
        return _told(outcome)

    async def _edit(self, user: str, body: Body) -> Body:
        said = self._speech.edit(user, body["channel"], body["ts"], str(body["text"]))
        return {"message": self._workspace.page_message(said, user)}

    async def _delete(self, user: str, body: Body) -> Body:
        message = self._workspace.message(body["channel"], body["ts"])
        if message.user != user:
            raise Impossible("cant_delete_message", "Only your own messages can be deleted.")
        self._workspace.delete(message)
        return {}

    async def _pin(self, user: str, body: Body) -> Body:
        self._speech.pin(user, body["channel"], body["ts"], remove=bool(body.get("remove")))
        return {}

    async def _upload(self, user: str, body: Body) -> Body:
        said = upload(self._workspace, user, body, base64.b64decode(body["content"]))
        return {"message": self._workspace.page_message(said, user)}

    async def _leave(self, user: str, body: Body) -> Body:
        self._workspace.leave(self._workspace.channel(body["channel"]), user)
        return {}

    async def _archive(self, user: str, body: Body) -> Body:
        place = self._workspace.channel(body["channel"])
        self._workspace.archive(place, user, archived=bool(body["archived"]))
        return {}

    async def _rename(self, user: str, body: Body) -> Body:
        place = self._workspace.channel(body["channel"])
        self._workspace.rename(place, user, str(body["name"]))
        return {}

    async def _create(self, user: str, body: Body) -> Body:
        made = self._workspace.create(str(body["name"]), user, private=bool(body.get("private")))
        return {"channel": self._workspace.page_channel(made, user)}

    async def _dm(self, user: str, body: Body) -> Body:
        made = self._workspace.group_direct([user, *body["users"]])
        return {"channel": self._workspace.page_channel(made, user)}

    async def _presence(self, user: str, body: Body) -> Body:
        person = self._workspace.people[user]
        if "presence" in body:
            person.presence = body["presence"]
        if "status" in body:
            person.status_emoji = str(body["status"].get("emoji", ""))
            person.status_text = str(body["status"].get("text", ""))
        self._speech.tell_person(user)
        return {}


def upload(workspace: Workspace, user: str, body: Body, content: bytes) -> Message:
    """A person shares a file in a channel: the message that shows it."""
    place = workspace.channel(body["channel"])
    if user not in place.members:
        raise Impossible("not_in_channel", f"Join #{place.name} first to share files there.")
    if place.archived:
        raise Impossible("is_archived", f"#{place.name} is archived.")
    file = workspace.files.add(
        File(
            id=Files.new_id(), name=str(body["name"]), user=user, length=len(content),
            created=int(workspace.time.now()), content=content, complete=True,
            alt_txt=str(body.get("alt_txt", "")),
        )
    )  # fmt: skip
    said = Message(
        channel=place.id, ts=workspace.new_ts(), user=user, text=str(body.get("text", "")),
        thread_ts=body.get("thread_ts") or None,
    )  # fmt: skip
    return workspace.share(file, said)


def _told(outcome: Outcome) -> Body:
    if outcome.ack.problem:
        raise Impossible(outcome.ack.problem, outcome.message)
    return {"ms": round(outcome.ack.ms, 2)}
