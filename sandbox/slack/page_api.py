"""What the page in the browser asks and does. PAGE_API.md beside this file says it in full."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from sandbox.slack import seed
from sandbox.slack.delivery import Delivery
from sandbox.slack.events import Events
from sandbox.slack.interactions import Interactions, Outcome
from sandbox.slack.messages import Message
from sandbox.slack.page_deeds import PageDeeds
from sandbox.slack.payloads import Place
from sandbox.slack.places import Places
from sandbox.slack.refusals import Impossible, SlackError
from sandbox.slack.speech import Speech, page_groups, page_person
from sandbox.slack.submissions import Submissions
from sandbox.slack.views import Views
from sandbox.slack.wire import Wire
from sandbox.slack.workspace import Workspace

Body = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class PageApi:
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
        delivery: Delivery,
        wire: Wire,
    ) -> None:
        self._workspace = workspace
        self._views = views
        self._places = places
        self._interactions = interactions
        self._submissions = submissions
        self._speech = speech
        self._events = events
        self._delivery = delivery
        self._wire = wire
        self._deeds = PageDeeds(workspace, views, speech, interactions, events)

    def routes(self) -> list[web.RouteDef]:
        does = {
            "send": self._send,
            "command": self._command,
            "action": self._action,
            "options": self._options,
            "submit": self._submit,
            "close": self._close,
            "home": self._home,
            "read": self._read,
            "join": self._join,
            "invite": self._invite,
            "react": self._react,
        } | self._deeds.table()
        return [
            web.get("/people", self._people),
            web.get("/bootstrap", self._bootstrap),
            web.get("/messages", self._messages),
            web.get("/live", self._live),
            web.get("/wire", self._wire_since),
            web.get("/files/{id}", self._file),
            *(web.post(f"/{name}", _posted(do)) for name, do in does.items()),
        ]

    # ---- reading -------------------------------------------------------------------------------
    async def _people(self, _: web.Request) -> web.Response:
        team, people = self._team(), self._workspace.people.values()
        shown = [page_person(self._workspace, p.id) for p in people if not p.is_bot | p.deleted]
        return web.json_response({"ok": True, "team": team, "people": shown})

    async def _bootstrap(self, request: web.Request) -> web.Response:
        workspace, user = self._workspace, self._who(request.query)
        app = workspace.app
        me = workspace.people[user]
        channels = [c for c in workspace.channels.values() if c.seen_by(me)]
        home = self._views.homes.get(user)
        shown: Body = {
            "ok": True,
            "team": self._team(),
            "me": page_person(workspace, user),
            "people": [page_person(workspace, id_) for id_ in workspace.people],
            "bot": {
                "user_id": app.user_id,
                "bot_id": app.bot_id,
                "app_id": app.app_id,
                "name": app.name,
            },
            "groups": page_groups(workspace),
            "channels": [workspace.page_channel(c, user) for c in channels],
            "commands": list(app.commands),
            "shortcuts": list(app.shortcuts),
            "views": [self._views.wire(v) for v in self._views.stack(user)],
            "home": self._views.wire(home) if home else None,
            "app": {"mode": self._delivery.mode, "online": self._delivery.online},
            "start_here": list(seed.START_HERE),
        }
        return web.json_response(shown)

    async def _messages(self, request: web.Request) -> web.Response:
        query, user = request.query, self._who(request.query)
        channel = self._workspace.channel(query.get("channel", ""))
        if not channel.seen_by(self._workspace.people[user]):
            raise SlackError("channel_not_found")
        thread, before = query.get("thread_ts", ""), query.get("before", "")
        limit, session = int(query.get("limit", "100")), query.get("session", "")
        everything: list[Message] = [
            *channel.messages.values(),
            *(m for m in channel.ephemerals.values() if m.only_for == user and m.ts >= session),
        ]
        found = [m for m in everything if _belongs(m, thread) and (not before or m.ts < before)]
        found.sort(key=lambda m: m.ts)
        shown = [self._workspace.page_message(m, user) for m in found[-limit:]]
        return web.json_response({"ok": True, "messages": shown, "has_more": len(found) > limit})

    async def _live(self, request: web.Request) -> web.StreamResponse:
        user = self._who(request.query)
        socket = web.WebSocketResponse(heartbeat=20)
        await socket.prepare(request)
        with self._workspace.live.page(user, wire="wire" in request.query) as events:
            await socket.send_json({"type": "hello", "session": self._workspace.new_ts()})
            sender = asyncio.create_task(_pass_on(socket, events))
            try:
                async for _ in socket:
                    pass
            finally:
                sender.cancel()
        return socket

    async def _wire_since(self, request: web.Request) -> web.Response:
        query = request.query
        found = self._wire.since(int(query.get("since", "0")), int(query.get("limit", "200")))
        return web.json_response({"ok": True} | found)

    async def _file(self, request: web.Request) -> web.Response:
        """The page's own door to a file: whoever looks at the page is signed in."""
        file = self._workspace.files.all.get(request.match_info["id"])
        if file is None or file.content is None:
            raise Impossible("file_not_found", "This file was deleted.")
        headers = {"X-Content-Type-Options": "nosniff"}
        return web.Response(body=file.content, content_type=file.mimetype, headers=headers)

    # ---- doing ---------------------------------------------------------------------------------
    async def _send(self, user: str, body: Body) -> Body:
        said = self._speech.say(
            user, body["channel"], str(body.get("text", "")), body.get("thread_ts")
        )
        return {"message": self._workspace.page_message(said, user)}

    async def _command(self, user: str, body: Body) -> Body:
        line = str(body["text"]).strip()
        if line.startswith("/invite "):
            self._speech.invited_by_line(user, body["channel"], line)
            return {"ms": 0.0}
        line = self._speech.tokens(line, named=True)
        return _told(await self._interactions.command(user, body["channel"], line))

    async def _action(self, user: str, body: Body) -> Body:
        outcome = await self._interactions.action(
            user, self._place(user, body), body["action_id"], block_id=body.get("block_id", ""),
            value=body.get("value"), state=body.get("state"),
        )  # fmt: skip
        return _told(outcome)

    async def _options(self, user: str, body: Body) -> Body:
        outcome = await self._interactions.options(
            user, self._place(user, body), body["action_id"], str(body.get("query", "")),
            block_id=body.get("block_id", ""), state=body.get("state"),
        )  # fmt: skip
        _told(outcome)
        answer = outcome.ack.body
        if "option_groups" in answer:
            return {"option_groups": answer["option_groups"]}
        return {"options": answer.get("options", [])}

    async def _submit(self, user: str, body: Body) -> Body:
        outcome = await self._submissions.submit(user, body["view_id"], body.get("values") or {})
        if outcome.errors:
            return {"ok": False, "error": "field_errors", "errors": outcome.errors}
        return _told(outcome) | {"outcome": outcome.result}

    async def _close(self, user: str, body: Body) -> Body:
        everything = bool(body.get("all"))
        await self._submissions.close(user, body["view_id"], everything=everything)
        return {}

    async def _home(self, user: str, body: Body) -> Body:
        self._events.home_opened(user, str(body.get("tab", "home")))
        home = self._views.homes.get(user)
        return {"home": self._views.wire(home) if home else None}

    async def _read(self, user: str, body: Body) -> Body:
        channel = self._workspace.channel(body["channel"])
        return dict(self._workspace.mark_read(channel, user, str(body["ts"])))

    async def _join(self, user: str, body: Body) -> Body:
        self._speech.join(user, body["channel"])
        return {}

    async def _invite(self, user: str, body: Body) -> Body:
        self._speech.invite(user, body["channel"], body["invitee"])
        return {}

    async def _react(self, user: str, body: Body) -> Body:
        remove = bool(body.get("remove"))
        self._speech.react(user, body["channel"], body["ts"], body["name"], remove=remove)
        return {}

    # ---- inside --------------------------------------------------------------------------------
    def _place(self, user: str, body: Body) -> Place:
        return self._places.place(
            user, body.get("channel", ""), body.get("ts", ""), body.get("view_id", "")
        )

    def _who(self, given: Any) -> str:
        return known(self._workspace, str(given.get("user", "")))

    def _team(self) -> Body:
        team = self._workspace.team
        return {"id": team.id, "name": team.name, "domain": team.domain}


def known(workspace: Workspace, user: str) -> str:
    """The id of an active person; nobody else can sign in or act."""
    person = workspace.people.get(user)
    if person is None or person.is_bot:
        raise Impossible("user_not_found", f"There is no person {user!r} in this workspace.")
    if person.deleted:
        raise Impossible("account_inactive", f"The account of {person.real_name} is deactivated.")
    return user


def _belongs(message: Message, thread: str) -> bool:
    if thread:
        return thread in (message.ts, message.thread_ts)
    return not message.is_reply or message.broadcast


def _told(outcome: Outcome) -> Body:
    """`ms` of a good ack; a bad one becomes the page's refusal."""
    if outcome.ack.problem:
        raise Impossible(outcome.ack.problem, outcome.message)
    return {"ms": round(outcome.ack.ms, 2)}


def _posted(do: Callable[[str, Body], Awaitable[Body]]) -> Handler:
    async def handle(request: web.Request) -> web.Response:
        workspace = request.app[WORKSPACE]
        try:
            body = json.loads(await request.read())
            return web.json_response({"ok": True} | await do(known(workspace, body["user"]), body))
        except (KeyError, TypeError, ValueError) as broken:
            sentence = f"The page sent something unexpected: {broken!r}."
            raise Impossible("invalid_arguments", sentence) from broken

    return handle


@web.middleware
async def refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """What cannot be done becomes a sentence that the page shows."""
    try:
        return await handler(request)
    except Impossible as refused:
        body = {"ok": False, "error": refused.code, "message": refused.sentence}
        return web.json_response(body, status=400)
    except SlackError as refused:
        body = {"ok": False, "error": refused.code, "message": f"Slack says {refused}."}
        return web.json_response(body, status=400)


WORKSPACE: web.AppKey[Workspace] = web.AppKey("workspace", Workspace)


async def _pass_on(socket: web.WebSocketResponse, events: asyncio.Queue[Body]) -> None:
    while not socket.closed:
        event = await events.get()
        await socket.send_json(event)
        if event["type"] == "signed_out":
            await socket.close()
