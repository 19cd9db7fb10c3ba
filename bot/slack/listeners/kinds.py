"""One Bolt listener for each kind of request; the handler is found in a dictionary.

Bolt asks its listeners one after the other, 7 µs each: a listener for every verb and button would
make the ack slower with each of them.
"""

from __future__ import annotations

import enum
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.listener.async_listener import AsyncListener
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

log = structlog.get_logger(__name__)

Body = dict[str, Any]
Handler = Callable[[AsyncAck, Body], Awaitable[None]]


@dataclass(frozen=True, kw_only=True)
class Own:
    """The one workspace that is served, and what is said to requests of any other."""

    team: str
    stranger: Handler


class Kind(enum.StrEnum):
    """The payload's `type`; a slash command has none."""

    COMMAND = "command"  # Named by the command.
    ACTION = "block_actions"  # Named by the action id up to its first dot.
    OPTIONS = "block_suggestion"  # Named like actions.
    SUBMISSION = "view_submission"  # Named by the view's callback id.
    CLOSED = "view_closed"  # Named like submissions.
    EVENT = "event_callback"  # Named by the event's type.
    SHORTCUT = "shortcut"  # Named by its callback id.
    ON_MESSAGE = "message_action"  # A message shortcut, named by its callback id.


def team_of(body: Body) -> str:
    """The workspace that a request is of. Empty where Slack does not say, and in an Enterprise
    organisation, whose people have several: there the directory alone decides who counts."""
    if body.get("enterprise") or body.get("enterprise_id"):
        return ""
    return str(body.get("team_id") or (body.get("team") or {}).get("id") or "")


def kind_of(body: Body) -> str:
    if "command" in body:
        return Kind.COMMAND
    return str(body.get("type", ""))


def name_of(kind: str, body: Body) -> str:
    """What the handlers are keyed by."""
    if kind == Kind.COMMAND:
        return str(body["command"])
    if kind == Kind.ACTION:
        return str(body["actions"][0]["action_id"]).partition(".")[0]
    if kind == Kind.OPTIONS:
        return str(body["action_id"]).partition(".")[0]
    if kind in {Kind.SUBMISSION, Kind.CLOSED}:
        return str(body["view"]["callback_id"])
    if kind == Kind.EVENT:
        return str(body["event"]["type"])
    return str(body.get("callback_id", ""))


class Listener(AsyncListener):
    """Everything of one kind. What nobody handles is acknowledged: Slack must not repeat it."""

    matchers = ()
    middleware = ()
    lazy_functions = ()
    auto_acknowledgement = False
    ack_timeout = 3

    def __init__(
        self,
        kind: Kind,
        handlers: Mapping[str, Handler],
        *,
        ends_with_ack: bool = False,
        own: Own | None = None,
    ) -> None:
        self.kind = kind
        self._own = own
        self.ends_with_ack = ends_with_ack
        self._handlers = handlers

        async def listen(**_: Any) -> BoltResponse:
            raise NotImplementedError("run_ack_function is called instead")

        listen.__name__ = f"listen_to_{kind.name.lower()}"
        self.ack_function = listen  # Bolt logs its name

    async def async_matches(self, *, req: AsyncBoltRequest, resp: BoltResponse) -> bool:
        return kind_of(req.body) == self.kind

    async def run_ack_function(
        self, *, request: AsyncBoltRequest, response: BoltResponse
    ) -> BoltResponse | None:
        body = request.body
        name = name_of(self.kind, body)
        handler = self._handlers.get(name)
        if self._own is not None and team_of(body) not in {self._own.team, ""}:
            log.warning("another-workspace", kind=self.kind.value, team=team_of(body))
            handler = self._own.stranger
        if handler is None:
            log.info("unhandled", kind=self.kind.value, name=name)
            await request.context.ack()
            return None
        await handler(request.context.ack, body)
        return None


def register(
    app: AsyncApp,
    handlers: Mapping[Kind, Mapping[str, Handler]],
    ends_with_ack: Collection[Kind] = (),
    own: Own | None = None,
) -> None:
    """Commands first: they are what people wait for. `ends_with_ack` names the kinds whose handlers
    do nothing after their ack: they are awaited, without a task of their own."""
    for kind in Kind:
        # Bolt's decorators wrap a function in reflection that costs more than all the rest of the
        # way to it; a listener of our own class goes into the same list that they append to.
        app._async_listeners.append(
            Listener(kind, handlers.get(kind, {}), ends_with_ack=kind in ends_with_ack, own=own)
        )
