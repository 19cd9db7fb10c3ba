"""`/api/<method>`: token, scope, rate, method, answer, in that order."""

from __future__ import annotations

import dataclasses
import hmac
from collections.abc import Callable
from secrets import token_hex

from aiohttp import web

from sandbox.slack.rates import Rates
from sandbox.slack.refusals import SlackError
from sandbox.slack.views import Views
from sandbox.slack.web_api import (
    bookmarks,
    calls,
    chat,
    conversations,
    files,
    marks,
    membership,
    people,
    scheduled,
    usergroups,
)
from sandbox.slack.web_api import views as view_methods
from sandbox.slack.web_api.moods import Moods
from sandbox.slack.workspace import Workspace

METHODS: dict[str, calls.Method] = (
    chat.METHODS
    | scheduled.METHODS
    | conversations.METHODS
    | membership.METHODS
    | view_methods.METHODS
    | people.METHODS
    | usergroups.METHODS
    | marks.METHODS
    | bookmarks.METHODS
    | files.METHODS
)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Tokens:
    """Random for each start. Never shown in a repr."""

    bot: str = dataclasses.field(repr=False)
    app: str = dataclasses.field(repr=False)


class WebApi:
    def __init__(
        self, *, workspace: Workspace, views: Views, tokens: Tokens, rates: Rates,
        connect: Callable[[], calls.Answer],
    ) -> None:  # fmt: skip
        self._workspace = workspace
        self._views = views
        self._tokens = tokens
        self._rates = rates
        self._connect = connect
        self.scopes = set(workspace.app.scopes)
        """Those granted at the installation; a story act may take some away."""
        self.moods = Moods()
        self.page_url = ""

    async def handle(self, request: web.Request) -> web.Response:
        name = request.match_info["method"]
        headers = {"X-OAuth-Scopes": ",".join(sorted(self.scopes)), "X-Slack-Req-Id": token_hex(16)}
        if name in METHODS and METHODS[name].scopes:
            headers["X-Accepted-OAuth-Scopes"] = ",".join(METHODS[name].scopes)
        try:
            broken = self.moods.check(name)
            if broken:
                page = "<!DOCTYPE html><html><body>Server Error</body></html>"
                return web.Response(status=broken, text=page, content_type="text/html")
            answer = await self._answer(name, request)
        except SlackError as refused:
            body = refused.body()
            if refused.code == "ratelimited":
                headers["Retry-After"] = str(body.pop("retry_after"))
                return web.json_response(body, status=429, headers=headers)
            return web.json_response(body, headers=headers)
        return web.json_response({"ok": True} | answer, headers=headers)

    async def _answer(self, name: str, request: web.Request) -> calls.Answer:
        method = METHODS.get(name)
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        arguments = await calls.arguments(request)
        self._allow(method, _token(request, arguments))
        wait = self._rates.wait(name, method.tier, str(arguments.get("channel", "")))
        if wait:
            raise SlackError("ratelimited", retry_after=wait)
        call = calls.Call(
            workspace=self._workspace, views=self._views, arguments=arguments,
            connect=self._connect, page_url=self.page_url, scopes=self.scopes, moods=self.moods,
        )  # fmt: skip
        return method.run(call)

    def may_read_files(self, request: web.Request) -> bool:
        token = _token(request, {})
        good = hmac.compare_digest(token, self._tokens.bot) and not self.moods.refusal
        return good and "files:read" in self.scopes

    def _allow(self, method: calls.Method, token: str) -> None:
        if method.caller == "any":
            return
        if not token:
            raise SlackError("not_authed")
        known = self._tokens.app if method.caller == "app" else self._tokens.bot
        other = self._tokens.bot if method.caller == "app" else self._tokens.app
        if not hmac.compare_digest(token, known):
            wrong_kind = hmac.compare_digest(token, other)
            raise SlackError("not_allowed_token_type" if wrong_kind else "invalid_auth")
        if self.moods.refusal:
            raise SlackError(self.moods.refusal)
        if method.scopes and not self.scopes & set(method.scopes):
            provided = ",".join(sorted(self.scopes))
            raise SlackError("missing_scope", needed=method.scopes[0], provided=provided)


def _token(request: web.Request, arguments: calls.Answer) -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if kind == "Bearer" else str(arguments.get("token", ""))
