"""What a person does with the app, from the click to what the app's answer makes of it.

Used by the page and by the story acts alike. Each returns an `Outcome` with the app's ack; what
the person could not have done at all raises `Impossible`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.slack import elements, messages, size_rules, typed
from sandbox.slack.delivery import INTERACTIVE, SLASH, Ack, Delivery
from sandbox.slack.payloads import Payloads, Place, action_ts
from sandbox.slack.refusals import Impossible, SlackError
from sandbox.slack.response_urls import ResponseUrls
from sandbox.slack.triggers import Triggers
from sandbox.slack.views import View, Views
from sandbox.slack.workspace import Workspace

TROUBLE = "We had some trouble connecting. Try again?"


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What became of an interaction. `result`: closed, updated, pushed, cleared, errors."""

    ack: Ack
    trigger_id: str = ""
    result: str = ""
    errors: dict[str, str] | None = None
    message: str = ""
    """What the person reads when it went wrong."""


class Interactions:
    def __init__(
        self,
        *,
        workspace: Workspace,
        views: Views,
        triggers: Triggers,
        response_urls: ResponseUrls,
        payloads: Payloads,
        delivery: Delivery,
    ) -> None:
        self._workspace = workspace
        self._views = views
        self._triggers = triggers
        self._urls = response_urls
        self._payloads = payloads
        self._delivery = delivery
        self._seen: dict[tuple[str, str, str], list[dict[str, Any]]] = {}

    # ---- slash commands ------------------------------------------------------------------------
    async def command(self, user: str, channel: str, line: str) -> Outcome:
        """`line` is the whole line, `/failback-ps deploy`."""
        place = self._workspace.channel(channel)
        command, _, text = line.strip().partition(" ")
        if command not in [c["command"] for c in self._workspace.app.commands]:
            sentence = f"{command} is not a valid command."
            self._workspace.slackbot(place.id, user, sentence)
            raise Impossible("unknown_command", sentence)
        trigger = self._triggers.issue(user)
        payload = self._payloads.command(
            user=user, channel=place.id, command=command, text=text.strip(), trigger_id=trigger,
            url=self._urls.issue("commands", user, place.id, None),
        )  # fmt: skip
        ack = await self._delivery.deliver(SLASH, payload)
        message = f'{command} failed with the error "{ack.problem}"' if ack.problem else ""
        if message:
            self._workspace.slackbot(place.id, user, message)
        else:
            self._answered(user, place.id, line, ack)
        return Outcome(ack=ack, trigger_id=trigger, message=message)

    def _answered(self, user: str, channel: str, line: str, ack: Ack) -> None:
        body = {"text": ack.body} if isinstance(ack.body, str) else ack.body
        if not isinstance(body, dict) or not any(body.get(k) for k in ("text", "blocks")):
            return
        if body.get("response_type") == "in_channel":
            said = messages.Message(
                channel=channel, ts=self._workspace.new_ts(), user=user, text=line
            )
            self._workspace.post(said)
        try:
            self._urls.direct(user, channel, body)
        except SlackError as refused:
            self._workspace.slackbot(
                channel, user, f'{line.split(maxsplit=1)[0]} failed with the error "{refused.code}"'
            )

    # ---- finding what was clicked --------------------------------------------------------------
    def place(self, user: str, channel: str = "", ts: str = "", view_id: str = "") -> Place:
        """The message (also an ephemeral of this person) or the view of this person."""
        if view_id:
            return self._own_view(user, view_id)
        where = self._workspace.channel(channel)
        found = where.messages.get(ts) or where.ephemerals.get(ts)
        if found is None or found.only_for not in (None, user):
            raise Impossible("message_not_found", f"There is no message {ts} in {where.name}.")
        return found

    def _own_view(self, user: str, view_id: str) -> View:
        home = self._views.homes.get(user)
        for view in [*self._views.stack(user), *([home] if home else [])]:
            if view.id == view_id:
                return view
        raise Impossible("view_not_found", f"{user} has no view {view_id} open.")

    def element(
        self, place: Place, action_id: str, block_id: str = "", value: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
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

    # ---- actions and options -------------------------------------------------------------------
    async def action(
        self, user: str, place: Place, action_id: str, *, block_id: str = "", value: Any = None,
        state: elements.Values | None = None,
    ) -> Outcome:  # fmt: skip
        """A click or a choice. `value` and `state` as a person's page gives them."""
        block, element = self.element(place, action_id, block_id, value)
        chosen = self._state(place, block, element, value)
        view_id = place.id if isinstance(place, View) else None
        trigger = self._triggers.issue(user, view_id)
        values = self.typed(place, state or {})
        if element["type"] not in elements.BUTTONS | {"overflow"}:
            values.setdefault(block["block_id"], {})[element["action_id"]] = chosen
        if isinstance(place, View):
            place.typed, url = values, ""
        else:
            url = self._urls.issue("actions", user, place.channel, place)
        payload = self._payloads.actions(
            user=user, place=place, actions=[_action(block, element, chosen)], values=values,
            trigger_id=trigger, url=url,
        )  # fmt: skip
        ack = await self._delivery.deliver(INTERACTIVE, payload)
        return Outcome(ack=ack, trigger_id=trigger, message=TROUBLE if ack.problem else "")

    async def options(
        self, user: str, place: Place, action_id: str, query: str, *, block_id: str = "",
        state: elements.Values | None = None,
    ) -> Outcome:  # fmt: skip
        """What an external select offers for what was typed so far."""
        block, element = self.element(place, action_id, block_id)
        if isinstance(place, View) and state:
            place.typed = self.typed(place, state)
        payload = self._payloads.suggestion(
            user=user, place=place, block_id=block["block_id"], action_id=action_id, query=query
        )
        ack = await self._delivery.deliver(INTERACTIVE, payload)
        answer = ack.body if isinstance(ack.body, dict) else {}
        found = size_rules.suggestion_faults(answer)
        if not ack.problem and found:
            ack = Ack(status=ack.status, body=ack.body, ms=ack.ms, problem="invalid_options")
            return Outcome(ack=ack, message=f"No results. {' '.join(found)}")
        grouped = [o for g in answer.get("option_groups", ()) for o in g["options"]]
        seen = self._seen.setdefault(_key(place, block, element), [])
        seen.extend(o for o in [*answer.get("options", ()), *grouped] if o not in seen)
        return Outcome(ack=ack, message="No results." if ack.problem else "")

    # ---- views ---------------------------------------------------------------------------------
    async def submit(self, user: str, view_id: str, given: elements.Values) -> Outcome:
        view = self._own_view(user, view_id)
        if view not in self._views.stack(user):
            raise Impossible("view_not_found", "A Home has no submit button.")
        view.typed = self.typed(view, given)
        wrong = typed.errors(view.blocks, view.values())
        if wrong:
            ack = Ack(status=0, body={"response_action": "errors", "errors": wrong}, ms=0.0)
            return Outcome(ack=ack, result="errors", errors=wrong)
        trigger = self._triggers.issue(user, view.id)
        payload = self._payloads.submission(user=user, view=view, trigger_id=trigger)
        ack = await self._delivery.deliver(INTERACTIVE, payload)
        if ack.problem:
            return Outcome(ack=ack, trigger_id=trigger, message=TROUBLE)
        return self._submitted(view, ack, trigger)

    def _submitted(self, view: View, ack: Ack, trigger: str) -> Outcome:
        body = ack.body if isinstance(ack.body, dict) else {}
        answers: dict[str, Callable[[View, dict[str, Any]], str]] = {
            "errors": self._errors,
            "update": self._update,
            "push": self._push,
            "clear": self._clear,
        }
        does = answers.get(str(body.get("response_action", "")), self._close_one)
        try:
            result = does(view, body)
        except SlackError as refused:
            problem = Ack(status=ack.status, body=body, ms=ack.ms, problem=refused.code)
            message = f"{TROUBLE} ({refused})"
            return Outcome(ack=problem, trigger_id=trigger, message=message)
        wrong = body["errors"] if result == "errors" else None
        return Outcome(ack=ack, trigger_id=trigger, result=result, errors=wrong)

    def _errors(self, view: View, body: dict[str, Any]) -> str:
        """Slack accepts errors for input blocks of this view only."""
        inputs = {b["block_id"] for b in view.blocks if b["type"] == "input"}
        wrong = body.get("errors")
        if not isinstance(wrong, dict) or not wrong or not set(wrong) <= inputs:
            raise SlackError(
                "invalid_errors", size_rules.wrong(f"input blocks are {inputs}", "/errors")
            )
        return "errors"

    def _update(self, view: View, body: dict[str, Any]) -> str:
        self._views.update(view, body.get("view"))
        return "updated"

    def _push(self, view: View, body: dict[str, Any]) -> str:
        self._views.push_on(view.user, view.id, self._views.checked(body.get("view")))
        return "pushed"

    def _clear(self, view: View, _: dict[str, Any]) -> str:
        self._views.clear(view.user)
        return "cleared"

    def _close_one(self, view: View, _: dict[str, Any]) -> str:
        self._views.pop(view)
        return "closed"

    async def close(self, user: str, view_id: str, *, everything: bool = False) -> Outcome:
        """The person closes one view, or the whole stack with the cross in the corner."""
        view = self._own_view(user, view_id)
        everything = everything or bool(view.content.get("clear_on_close"))
        closed = self._views.clear(user) if everything else [view]
        if not everything:
            self._views.pop(view)
        ack = Ack(status=200, body="", ms=0.0)
        for one in reversed(closed):
            if one.content.get("notify_on_close"):
                payload = self._payloads.closed(user=user, view=one, cleared=everything)
                ack = await self._delivery.deliver(INTERACTIVE, payload)
        return Outcome(ack=ack, result="cleared" if everything else "closed")

    async def shortcut(self, user: str, channel: str, ts: str, callback_id: str) -> Outcome:
        """A message shortcut."""
        message = self.place(user, channel, ts)
        assert isinstance(message, messages.Message)  # noqa: S101 - place() without a view id
        trigger = self._triggers.issue(user)
        payload = self._payloads.shortcut(
            user=user, message=message, callback_id=callback_id, trigger_id=trigger,
            url=self._urls.issue("actions", user, message.channel, message),
        )  # fmt: skip
        ack = await self._delivery.deliver(INTERACTIVE, payload)
        return Outcome(ack=ack, trigger_id=trigger, message=TROUBLE if ack.problem else "")

    # ---- states --------------------------------------------------------------------------------
    def typed(self, place: Place, given: elements.Values) -> elements.Values:
        """What the place holds now: initial, known, then what was given, as state objects."""
        known = place.typed if isinstance(place, View) else {}
        values = elements.overlay(place.blocks, known)
        for block_id, actions in given.items():
            for action_id, one in actions.items():
                block, element = self.element(place, action_id, block_id)
                if element["type"] not in elements.BUTTONS | {"overflow"}:
                    values[block_id][action_id] = self._state(place, block, element, one)
        return values

    def _state(
        self, place: Place, block: dict[str, Any], element: dict[str, Any], given: Any
    ) -> dict[str, Any]:
        if element["type"] in elements.BUTTONS:
            return {"type": element["type"]}
        try:
            return elements.state(element, given, self._seen.get(_key(place, block, element)))
        except LookupError as absent:
            raise Impossible("no_such_option", str(absent.args[0])) from absent


def _key(place: Place, block: dict[str, Any], element: dict[str, Any]) -> tuple[str, str, str]:
    id_ = place.id if isinstance(place, View) else place.ts
    return id_, block["block_id"], element["action_id"]


def _action(
    block: dict[str, Any], element: dict[str, Any], chosen: dict[str, Any]
) -> dict[str, Any]:
    shown = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": action_ts(),
    }
    carried = ("text", "value", "style", "url", "placeholder", "confirm") + (
        ("initial_option", "initial_options") if element["type"] in elements.MENUS else ()
    )
    if element["type"] not in elements.BUTTONS:
        carried = tuple(name for name in carried if name not in ("text", "value", "style", "url"))
    kept = {name: element[name] for name in carried if name in element}
    return shown | kept | {k: v for k, v in chosen.items() if k != "type"}
