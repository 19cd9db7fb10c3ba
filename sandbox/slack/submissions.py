"""Submitting and closing modals, and what the app's answer does to the stack of views.

https://docs.slack.dev/surfaces/modals#response_actions
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.slack import elements, findings, typed
from sandbox.slack.delivery import INTERACTIVE, Ack, Delivery
from sandbox.slack.interactions import TROUBLE, Outcome
from sandbox.slack.payloads import Payloads
from sandbox.slack.places import Places
from sandbox.slack.refusals import Impossible, SlackError
from sandbox.slack.triggers import Triggers
from sandbox.slack.views import View, Views


class Submissions:
    def __init__(
        self,
        *,
        places: Places,
        views: Views,
        triggers: Triggers,
        payloads: Payloads,
        delivery: Delivery,
    ) -> None:
        self._places = places
        self._views = views
        self._triggers = triggers
        self._payloads = payloads
        self._delivery = delivery

    async def submit(
        self, user: str, view_id: str, given: elements.Values, *, strict: bool = False
    ) -> Outcome:
        """`given` and `strict` as in `Places.typed`."""
        view = self._places.own_view(user, view_id)
        if view not in self._views.stack(user):
            raise Impossible("view_not_found", "A Home has no submit button.")
        view.typed = self._places.typed(view, given, strict=strict)
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
            fault = findings.late(f"input blocks are {inputs}", "/errors")
            raise SlackError("invalid_errors", str(fault))
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
        view = self._places.own_view(user, view_id)
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
