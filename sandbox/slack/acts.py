"""`POST /_control/slack`: story acts, by which scenario tests are the people.

Each order is `{"do": name, …}`; see the methods for their fields. An act that a person could not do
is refused with a sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.control import OrderError
from sandbox.slack.delivery import Delivery
from sandbox.slack.events import Events
from sandbox.slack.interactions import Interactions, Outcome
from sandbox.slack.mood_acts import MoodActs
from sandbox.slack.page_api import known
from sandbox.slack.payloads import Place
from sandbox.slack.people import Person
from sandbox.slack.place_acts import PlaceActs
from sandbox.slack.places import Places
from sandbox.slack.rates import Rates
from sandbox.slack.refusals import Impossible, SlackError
from sandbox.slack.socket_mode import SocketDelivery
from sandbox.slack.speech import Speech
from sandbox.slack.submissions import Submissions
from sandbox.slack.views import Views
from sandbox.slack.web_api.server import WebApi
from sandbox.slack.workspace import Workspace

Order = dict[str, Any]
COMMAND = "/failback-ps"


class Acts(PlaceActs, MoodActs):
    def __init__(
        self,
        *,
        workspace: Workspace,
        views: Views,
        places: Places,
        interactions: Interactions,
        submissions: Submissions,
        speech: Speech,
        events: Events,
        rates: Rates,
        scopes: set[str],
        socket: SocketDelivery,
        fault: Callable[[Order], str],
        web_api: WebApi,
        delivery: Delivery,
    ) -> None:
        self._workspace = workspace
        self._views = views
        self._places = places
        self._interactions = interactions
        self._submissions = submissions
        self._speech = speech
        self._events = events
        self._rates = rates
        self._scopes = scopes
        self._socket = socket
        self._fault = fault
        self._web_api = web_api
        self._delivery = delivery

    async def act(self, order: Order) -> Order:
        """One order; raises `OrderError` with a sentence, also for a missing field."""
        name = str(order.get("do", ""))
        do = getattr(self, f"do_{name}", None)
        if do is None:
            names = sorted(n.removeprefix("do_") for n in dir(self) if n.startswith("do_"))
            raise OrderError(f"Slack's acts are {names}, not {name!r}")
        try:
            answer: Order = await do(order)
        except Impossible as impossible:
            raise OrderError(f"{impossible.code}: {impossible.sentence}") from impossible
        except SlackError as refused:
            raise OrderError(str(refused)) from refused
        except KeyError as missing:
            if missing.args[0] in order:
                raise
            given = " ".join((do.__doc__ or "").split())
            raise OrderError(f"{name} lacks {missing.args[0]!r}. It is given: {given}") from missing
        return answer

    # ---- the app's doors -----------------------------------------------------------------------
    async def do_command(self, order: Order) -> Order:
        """`user`, `channel`, `text` (`deploy name=x`; a leading `/…` names another command)."""
        text = str(order.get("text", ""))
        line = text if text.startswith("/") else f"{COMMAND} {text}".strip()
        return _shown(await self._interactions.command(self._who(order), order["channel"], line))

    async def do_action(self, order: Order) -> Order:
        """`user`, `channel`+`ts` or `view_id`, `action_id`, `block_id`?, `value`?, `state`?."""
        outcome = await self._interactions.action(
            self._who(order), self._place(order), order["action_id"],
            block_id=order.get("block_id", ""), value=order.get("value"), state=order.get("state"),
        )  # fmt: skip
        return _shown(outcome)

    async def do_options(self, order: Order) -> Order:
        """`user`, `view_id` or `channel`+`ts`, `action_id`, `block_id`?, `query`, `state`?."""
        outcome = await self._interactions.options(
            self._who(order), self._place(order), order["action_id"], str(order.get("query", "")),
            block_id=order.get("block_id", ""), state=order.get("state"),
        )  # fmt: skip
        body = outcome.ack.body if isinstance(outcome.ack.body, dict) else {}
        return _shown(outcome) | {k: body[k] for k in ("options", "option_groups") if k in body}

    async def do_submit(self, order: Order) -> Order:
        """`user`, `view_id`, `values`: {block_id: {action_id: value}}. `result`: closed, updated,
        pushed, cleared or errors."""
        values = order.get("values") or {}
        if flat := [block for block, typed in values.items() if not isinstance(typed, dict)]:
            raise OrderError(f"values are {{block_id: {{action_id: value}}}}; {flat} are not")
        return _shown(
            await self._submissions.submit(self._who(order), order["view_id"], values, strict=True)
        )

    async def do_close(self, order: Order) -> Order:
        """`user`, `view_id`, `all`?."""
        everything = bool(order.get("all"))
        outcome = await self._submissions.close(
            self._who(order), order["view_id"], everything=everything
        )
        return _shown(outcome)

    async def do_shortcut(self, order: Order) -> Order:
        """`user`, `channel`, `ts`, `callback_id`: a message shortcut."""
        outcome = await self._interactions.shortcut(
            self._who(order), order["channel"], order["ts"], order["callback_id"]
        )
        return _shown(outcome)

    async def do_home(self, order: Order) -> Order:
        """`user` opens the App Home; waits for the ack of the event."""
        user = self._who(order)
        task = self._events.home_opened(user)
        ack = (await task).wire() if task else {}
        home = self._views.homes.get(user)
        return {"ack": ack, "home": self._views.wire(home) if home else None}

    async def do_event(self, order: Order) -> Order:
        """`event`: any event object; `event_id`? repeats an earlier one. Waits for the ack."""
        ack = await self._events.force(order["event"], str(order.get("event_id", "")))
        return {"ack": ack.wire()}

    # ---- looking -------------------------------------------------------------------------------
    async def do_views(self, order: Order) -> Order:
        """`user`: the open modals, bottom first, and the Home."""
        user = self._who(order)
        home = self._views.homes.get(user)
        return {
            "views": [self._views.wire(v) for v in self._views.stack(user)],
            "home": self._views.wire(home) if home else None,
        }

    async def do_messages(self, order: Order) -> Order:
        """`channel`, `user`? (adds that person's ephemerals), `thread_ts`?; oldest first."""
        channel = self._workspace.channel(order["channel"])
        user, thread = order.get("user"), order.get("thread_ts")
        whispers = [m for m in channel.ephemerals.values() if user and m.only_for == user]
        found = sorted([*channel.messages.values(), *whispers], key=lambda m: m.ts)
        shown = [
            channel.wire_message(m, with_metadata=True)
            | {"ephemeral": m.only_for is not None, "notified": sorted(m.notified)}
            for m in found
            if thread in (None, m.ts, m.thread_ts)
        ]
        return {"messages": shown, "badge": channel.badge(user) if user else None}

    # ---- people --------------------------------------------------------------------------------
    async def do_say(self, order: Order) -> Order:
        """`user`, `channel`, `text`, `thread_ts`?: a person writes."""
        said = self._speech.say(
            self._who(order), order["channel"], order["text"], order.get("thread_ts")
        )
        return {"ts": said.ts, "channel": said.channel}

    async def do_invite(self, order: Order) -> Order:
        """`channel`, `user`: somebody, or the bot, becomes a member."""
        self._workspace.join(self._workspace.channel(order["channel"]), order["user"])
        return {}

    async def do_connect(self, order: Order) -> Order:
        """`user`, `real_name`, `team`, `channel`, `teams`?: somebody of another workspace comes
        into a channel through Slack Connect; `teams` where it is one of the same organisation."""
        stranger = Person(
            id=order["user"], name=order["real_name"].lower(), real_name=order["real_name"],
            team=order["team"], teams=tuple(order.get("teams", ())),
        )  # fmt: skip
        self._workspace.people[stranger.id] = stranger
        self._workspace.join(self._workspace.channel(order["channel"]), stranger.id)
        return {}

    async def do_remove(self, order: Order) -> Order:
        """`channel`, `user`: somebody, or the bot, is removed from it."""
        self._workspace.leave(self._workspace.channel(order["channel"]), order["user"])
        return {}

    async def do_leave_group(self, order: Order) -> Order:
        """`user`, `group`: no longer a member of the user group."""
        self._speech.leave_group(order["user"], order["group"])
        return {}

    async def do_join_group(self, order: Order) -> Order:
        """`user`, `group`: a member of the user group from now on."""
        self._speech.join_group(order["user"], order["group"])
        return {}

    async def do_deactivate(self, order: Order) -> Order:
        """`user`: the account is switched off."""
        self._speech.deactivate(order["user"])
        return {}

    async def do_reactivate(self, order: Order) -> Order:
        """`user`: the account is on again."""
        self._speech.deactivate(order["user"], deleted=False)
        return {}

    async def do_delete(self, order: Order) -> Order:
        """`channel`, `ts`: an admin deletes a message."""
        self._workspace.delete(self._workspace.message(order["channel"], order["ts"]))
        return {}

    # ---- inside --------------------------------------------------------------------------------
    def _who(self, order: Order) -> str:
        return known(self._workspace, str(order["user"]))

    def _place(self, order: Order) -> Place:
        return self._places.place(
            str(order["user"]), order.get("channel", ""), order.get("ts", ""),
            order.get("view_id", ""),
        )  # fmt: skip


def _shown(outcome: Outcome) -> Order:
    """`trigger_id`, `ack` {status, body, ms, problem?}, and what it made of the person's screen."""
    shown: Order = {"trigger_id": outcome.trigger_id, "ack": outcome.ack.wire()}
    if outcome.result:
        shown["result"] = outcome.result
    if outcome.errors:
        shown["errors"] = outcome.errors
    return shown | ({"message": outcome.message} if outcome.message else {})
