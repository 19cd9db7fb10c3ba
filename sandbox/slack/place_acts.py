"""Story acts on places and people's accounts: what members and administrators do."""

from __future__ import annotations

import base64
from typing import Any

from sandbox.control import OrderError
from sandbox.slack.interactions import Interactions
from sandbox.slack.page_deeds import upload
from sandbox.slack.speech import Speech
from sandbox.slack.workspace import Workspace

Order = dict[str, Any]
PERSONAL = {
    "locale", "tz", "guest", "admin", "presence", "status_text", "status_emoji", "real_name",
    "title", "email", "workflow_bot", "teams", "team",
}  # fmt: skip


class PlaceActs:
    _workspace: Workspace
    _speech: Speech
    _interactions: Interactions

    async def do_create(self, order: Order) -> Order:
        """`user`, `name`, `private`?, `members`?: a new channel."""
        private = bool(order.get("private"))
        made = self._workspace.create(str(order["name"]), str(order["user"]), private=private)
        for member in order.get("members", ()):
            self._workspace.join(made, member)
        return {"channel": made.id}

    async def do_dm(self, order: Order) -> Order:
        """`users`: a direct message, or a group DM of all of them (with the bot if it is named)."""
        return {"channel": self._workspace.group_direct(list(order["users"])).id}

    async def do_archive(self, order: Order) -> Order:
        """`channel`, `user`?, `archived`? (false takes it back)."""
        place = self._workspace.channel(order["channel"])
        archived = bool(order.get("archived", True))
        self._workspace.archive(place, str(order.get("user", place.creator)), archived=archived)
        return {}

    async def do_rename(self, order: Order) -> Order:
        """`channel`, `name`, `user`?."""
        place = self._workspace.channel(order["channel"])
        self._workspace.rename(place, str(order.get("user", place.creator)), str(order["name"]))
        return {}

    async def do_posting(self, order: Order) -> Order:
        """`channel`, `posting`: "", read_only, thread_only, non_threadable or restricted."""
        self._workspace.channel(order["channel"]).posting = order["posting"]
        return {}

    async def do_person(self, order: Order) -> Order:
        """`user` and any of locale, tz, guest ("", multi, single), admin, presence …"""
        person = self._workspace.people[order["user"]]
        for name, value in order.items():
            if name in ("do", "user"):
                continue
            if name not in PERSONAL:
                raise OrderError(f"a person has {sorted(PERSONAL)}, not {name!r}")
            setattr(person, name, tuple(value) if name == "teams" else value)
        person.updated = int(self._workspace.time.now())
        self._speech.tell_person(person.id)
        self._workspace.tell_places(person.id)
        return {}

    async def do_edit(self, order: Order) -> Order:
        """`user`, `channel`, `ts`, `text`: a person edits the own message."""
        self._speech.edit(order["user"], order["channel"], order["ts"], order["text"])
        return {}

    async def do_react(self, order: Order) -> Order:
        """`user`, `channel`, `ts`, `name`, `remove`?."""
        remove = bool(order.get("remove"))
        self._speech.react(
            order["user"], order["channel"], order["ts"], order["name"], remove=remove
        )
        return {}

    async def do_upload(self, order: Order) -> Order:
        """`user`, `channel`, `name`, `content` (base64), `alt_txt`?, `text`?: a person shares."""
        content = base64.b64decode(order["content"])
        said = upload(self._workspace, order["user"], order, content)
        return {"ts": said.ts, "file": said.files[0]["id"]}

    async def do_global_shortcut(self, order: Order) -> Order:
        """`user`, `callback_id`: from the composer's lightning bolt."""
        outcome = await self._interactions.global_shortcut(order["user"], order["callback_id"])
        return {"trigger_id": outcome.trigger_id, "ack": outcome.ack.wire()}

    async def do_disable_group(self, order: Order) -> Order:
        """`group`, `disabled`? (false takes it back)."""
        disabled = bool(order.get("disabled", True))
        now = int(self._workspace.time.now())
        self._workspace.groups[order["group"]].disabled_at = now if disabled else 0
        return {}
