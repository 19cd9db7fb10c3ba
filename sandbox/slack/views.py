"""Views: each person's stack of modals, and the App Home that the app published for each."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

from sandbox.slack import elements, sizes
from sandbox.slack.refusals import SlackError
from sandbox.slack.triggers import Triggers
from sandbox.slack.workspace import Workspace

DEEPEST = 3
"""Views on one stack (https://docs.slack.dev/surfaces/modals)."""

KEPT = (
    "type", "title", "submit", "close", "blocks", "private_metadata", "callback_id",
    "clear_on_close", "notify_on_close", "external_id",
)  # fmt: skip


@dataclass(kw_only=True, slots=True)
class View:
    id: str
    user: str
    content: dict[str, Any]
    root: str = ""
    previous: str | None = None
    hash: str = ""
    typed: elements.Values = field(default_factory=dict)

    @property
    def blocks(self) -> list[dict[str, Any]]:
        blocks: list[dict[str, Any]] = self.content["blocks"]
        return blocks

    def values(self) -> elements.Values:
        return elements.overlay(self.blocks, self.typed)


class Views:
    def __init__(self, workspace: Workspace, triggers: Triggers) -> None:
        self._workspace = workspace
        self._triggers = triggers
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}

    # ---- finding -------------------------------------------------------------------------------
    def wire(self, view: View) -> dict[str, Any]:
        """The view object, as in payloads and answers."""
        app, team = self._workspace.app, self._workspace.team.id
        shown: dict[str, Any] = {
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            "title": None,
            "submit": None,
            "close": None,
            "clear_on_close": False,
            "notify_on_close": False,
            "submit_disabled": False,
        } | view.content
        return shown | {
            "id": view.id,
            "team_id": team,
            "app_id": app.app_id,
            "app_installed_team_id": team,
            "bot_id": app.bot_id,
            "hash": view.hash,
            "root_view_id": view.root or view.id,
            "previous_view_id": view.previous,
            "state": {"values": view.values()},
        }

    def find(self, view_id: str | None, external_id: str | None = None) -> View:
        everything = [v for stack in self.stacks.values() for v in stack]
        for view in [*everything, *self.homes.values()]:
            if view.id == view_id or (
                external_id and view.content.get("external_id") == external_id
            ):
                return view
        raise SlackError("not_found")

    def stack(self, user: str) -> list[View]:
        return self.stacks.setdefault(user, [])

    # ---- what the app does ---------------------------------------------------------------------
    def open(self, trigger_id: str, content: Any) -> View:
        """views.open: replaces whatever modal the person had open."""
        clean = self._checked(content, "modal")
        trigger = self._triggers.use(trigger_id)
        view = self._new(trigger.user, clean)
        self.stacks[trigger.user] = [view]
        self._tell(trigger.user, "opened")
        return view

    def push(self, trigger_id: str, content: Any) -> View:
        """views.push: on top of the modal in which the person acted."""
        clean = self._checked(content, "modal")
        trigger = self._triggers.use(trigger_id)
        return self.push_on(trigger.user, trigger.view_id, clean)

    def push_on(self, user: str, view_id: str | None, clean: dict[str, Any]) -> View:
        stack = self.stack(user)
        if not any(v.id == view_id for v in stack):
            raise SlackError("not_found")
        if len(stack) >= DEEPEST:
            raise SlackError("push_limit_reached")
        view = self._new(user, clean)
        view.root, view.previous = stack[0].id, stack[-1].id
        stack.append(view)
        self._tell(user, "pushed")
        return view

    def update(self, view: View, content: Any, hash_: str | None = None) -> View:
        """views.update; what was typed stays where block id, action id and kind stay."""
        clean = self._checked(content, view.content["type"], ignore=view)
        if hash_ and hash_ != view.hash:
            raise SlackError("hash_conflict")
        view.content, view.hash = clean, self._hash()
        if view.content["type"] == "home":
            self._tell_home(view)
        else:
            self._tell(view.user, "updated")
        return view

    def publish(self, user: str, content: Any, hash_: str | None = None) -> View:
        """views.publish: the App Home of one person."""
        if user not in self._workspace.people:
            raise SlackError("invalid_arguments", "invalid `user_id`")
        if not self._workspace.preferences.home:
            raise SlackError("not_enabled")
        known = self.homes.get(user)
        if known is not None:
            return self.update(known, content, hash_)
        view = self._new(user, self._checked(content, "home"))
        self.homes[user] = view
        self._tell_home(view)
        return view

    def checked(self, content: Any) -> dict[str, Any]:
        """A modal that came in an ack, checked as views.open would."""
        return self._checked(content, "modal")

    # ---- what the person does ------------------------------------------------------------------
    def pop(self, view: View) -> None:
        stack = self.stack(view.user)
        if view in stack:
            stack.remove(view)
        self._tell(view.user, "popped")

    def clear(self, user: str) -> list[View]:
        closed, self.stacks[user] = self.stack(user), []
        self._tell(user, "cleared")
        return closed

    # ---- inside --------------------------------------------------------------------------------
    def _checked(self, content: Any, kind: str, ignore: View | None = None) -> dict[str, Any]:
        found = sizes.view_faults(content, kind)
        if any("view_too_large" in one for one in found):
            raise SlackError("view_too_large")
        if found:
            raise SlackError("invalid_arguments", *found)
        external = content.get("external_id")
        for stack in self.stacks.values():
            if external and any(
                v.content.get("external_id") == external and v is not ignore for v in stack
            ):
                raise SlackError("duplicate_external_id")
        clean = {name: content[name] for name in KEPT if content.get(name) is not None}
        elements.name_all(clean["blocks"])
        return clean

    def _new(self, user: str, clean: dict[str, Any]) -> View:
        id_ = "V" + secrets.token_hex(5).upper()
        return View(id=id_, user=user, content=clean, root=id_, hash=self._hash())

    def _hash(self) -> str:
        return f"{int(self._workspace.clock())}.{secrets.token_hex(4)}"

    def _tell(self, user: str, why: str) -> None:
        stack = [self.wire(view) for view in self.stack(user)]
        self._workspace.live.tell([user], {"type": "views", "stack": stack, "why": why})

    def _tell_home(self, view: View) -> None:
        self._workspace.live.tell([view.user], {"type": "home", "view": self.wire(view)})
