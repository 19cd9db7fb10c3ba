"""Where a person acts: a message or a view, the element that is meant, and what it holds."""

from __future__ import annotations

from typing import Any

from sandbox.slack import elements
from sandbox.slack.payloads import Place
from sandbox.slack.refusals import Impossible
from sandbox.slack.views import View, Views
from sandbox.slack.workspace import Workspace

Node = dict[str, Any]


class Places:
    """What cannot be found, or was never on offer, raises `Impossible`."""

    def __init__(self, workspace: Workspace, views: Views) -> None:
        self._workspace = workspace
        self._views = views
        self._seen: dict[tuple[str, str, str], list[Node]] = {}
        """Options that external selects have shown, by place, block and action."""

    def place(self, user: str, channel: str = "", ts: str = "", view_id: str = "") -> Place:
        """The message (also an ephemeral of this person) or the view of this person."""
        if view_id:
            return self.own_view(user, view_id)
        where = self._workspace.channel(channel)
        found = where.messages.get(ts) or where.ephemerals.get(ts)
        seen = where.seen_by(self._workspace.people[user])
        if found is None or found.only_for not in (None, user) or not seen:
            raise Impossible("message_not_found", f"There is no message {ts} in {where.name}.")
        return found

    def own_view(self, user: str, view_id: str) -> View:
        home = self._views.homes.get(user)
        for view in [*self._views.stack(user), *([home] if home else [])]:
            if view.id == view_id:
                return view
        raise Impossible("view_not_found", f"{user} has no view {view_id} open.")

    def element(
        self, place: Place, action_id: str, block_id: str = "", value: Any = None
    ) -> tuple[Node, Node]:
        """The one (block, element) that is meant; `value` tells buttons of one action id apart."""
        everything = list(elements.found_in(place.blocks))
        found = [
            (block, element)
            for block, element in everything
            if element["action_id"] == action_id and block_id in ("", block["block_id"])
        ]
        if len(found) > 1 and isinstance(value, str):
            found = [pair for pair in found if pair[1].get("value") == value] or found
        if not found:
            known = [f"{b['block_id']}/{e['action_id']}" for b, e in everything]
            raise Impossible("no_such_element", f"There is no {action_id!r} here, only {known}.")
        return found[0]

    def typed(
        self, place: Place, given: elements.Values, *, strict: bool = False
    ) -> elements.Values:
        """What the place holds now: initial, known, then what was given, as state objects.

        A page may speak of fields that an update has just taken away: they are left out, unless
        `strict` (a test that misspells a field wants to hear of it).
        """
        known = place.typed if isinstance(place, View) else {}
        values = elements.overlay(place.blocks, known)
        for block_id, actions in given.items():
            for action_id, one in actions.items():
                try:
                    block, element = self.element(place, action_id, block_id)
                    chosen = self.state(place, block, element, one)
                except Impossible:
                    if strict:
                        raise
                    continue
                if element["type"] not in elements.BUTTONS | {"overflow"}:
                    values[block_id][action_id] = chosen
        return values

    def state(self, place: Place, block: Node, element: Node, given: Any) -> Node:
        if element["type"] in elements.BUTTONS:
            return {"type": element["type"]}
        try:
            return elements.state(element, given, self._seen.get(_key(place, block, element)))
        except LookupError as absent:
            raise Impossible("no_such_option", str(absent.args[0])) from absent

    def remember(self, place: Place, block: Node, element: Node, options: list[Node]) -> None:
        """What an external select has just shown; only whole options of it can be chosen."""
        seen = self._seen.setdefault(_key(place, block, element), [])
        seen.extend(option for option in options if option not in seen)


def _key(place: Place, block: Node, element: Node) -> tuple[str, str, str]:
    id_ = place.id if isinstance(place, View) else place.ts
    return id_, block["block_id"], element["action_id"]
