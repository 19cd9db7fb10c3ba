"""What a person does with the app, from the click to what the app's answer makes of it.

Used by the page and by the story acts alike. Each returns an `Outcome` with the app's ack; what
the person could not have done at all raises `Impossible`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox.slack import elements, messages, sizes
from sandbox.slack.delivery import INTERACTIVE, SLASH, Ack, Delivery
from sandbox.slack.payloads import Payloads, Place, action_ts
from sandbox.slack.places import Places
from sandbox.slack.refusals import Impossible, SlackError
from sandbox.slack.response_urls import ResponseUrls
from sandbox.slack.triggers import Triggers
from sandbox.slack.views import View
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
        places: Places,
        triggers: Triggers,
        response_urls: ResponseUrls,
        payloads: Payloads,
        delivery: Delivery,
    ) -> None:
        self._workspace = workspace
        self._places = places
        self._triggers = triggers
        self._urls = response_urls
        self._payloads = payloads
        self._delivery = delivery

    # ---- slash commands ------------------------------------------------------------------------
    async def command(self, user: str, channel: str, line: str) -> Outcome:
        """`line` is the whole line, `/failback-ps deploy`."""
        place = self._workspace.channel(channel)
        if not place.seen_by(self._workspace.people[user]):
            raise Impossible("channel_not_found", "This person cannot look at that channel.")
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

    # ---- actions and options -------------------------------------------------------------------
    async def action(
        self, user: str, place: Place, action_id: str, *, block_id: str = "", value: Any = None,
        state: elements.Values | None = None,
    ) -> Outcome:  # fmt: skip
        """A click or a choice. `value` and `state` as a person's page gives them."""
        block, element = self._places.element(place, action_id, block_id, value)
        chosen = self._places.state(place, block, element, value)
        view_id = place.id if isinstance(place, View) else None
        trigger = self._triggers.issue(user, view_id)
        values = self._places.typed(place, state or {})
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
        block, element = self._places.element(place, action_id, block_id)
        if isinstance(place, View) and state:
            place.typed = self._places.typed(place, state)
        payload = self._payloads.suggestion(
            user=user, place=place, block_id=block["block_id"], action_id=action_id, query=query
        )
        ack = await self._delivery.deliver(INTERACTIVE, payload)
        answer = ack.body if isinstance(ack.body, dict) else {}
        found = sizes.suggestion_faults(answer)
        if not ack.problem and found:
            ack = Ack(status=ack.status, body=ack.body, ms=ack.ms, problem="invalid_options")
            return Outcome(ack=ack, message=f"No results. {' '.join(found)}")
        grouped = [o for g in answer.get("option_groups", ()) for o in g["options"]]
        options = [*answer.get("options", ()), *grouped]
        self._places.remember(place, block, element, options)
        return Outcome(ack=ack, message="No results." if ack.problem else "")

    async def global_shortcut(self, user: str, callback_id: str) -> Outcome:
        """A shortcut from the composer: no channel, no message, no response_url."""
        trigger = self._triggers.issue(user)
        payload = self._payloads.global_shortcut(
            user=user, callback_id=callback_id, trigger_id=trigger
        )
        ack = await self._delivery.deliver(INTERACTIVE, payload)
        return Outcome(ack=ack, trigger_id=trigger, message=TROUBLE if ack.problem else "")

    async def shortcut(self, user: str, channel: str, ts: str, callback_id: str) -> Outcome:
        """A message shortcut."""
        message = self._places.place(user, channel, ts)
        assert isinstance(message, messages.Message)  # noqa: S101 - place() without a view id
        trigger = self._triggers.issue(user)
        payload = self._payloads.shortcut(
            user=user, message=message, callback_id=callback_id, trigger_id=trigger,
            url=self._urls.issue("actions", user, message.channel, message),
        )  # fmt: skip
        ack = await self._delivery.deliver(INTERACTIVE, payload)
        return Outcome(ack=ack, trigger_id=trigger, message=TROUBLE if ack.problem else "")


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
