"""The local Slack as one server: Web API, response URLs, Socket Mode and the page, on one port."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

from sandbox.control import Control
from sandbox.slack import page_api, panels, seed
from sandbox.slack.acts import Acts
from sandbox.slack.delivery import PATIENCE, HttpDelivery
from sandbox.slack.events import RETRIES, Events
from sandbox.slack.installation import Enterprise
from sandbox.slack.interactions import Interactions
from sandbox.slack.payloads import Payloads
from sandbox.slack.places import Places
from sandbox.slack.rates import Rates
from sandbox.slack.refusals import SlackError
from sandbox.slack.response_urls import ResponseUrls
from sandbox.slack.socket_mode import SocketDelivery
from sandbox.slack.speech import Speech
from sandbox.slack.submissions import Submissions
from sandbox.slack.triggers import Triggers
from sandbox.slack.uploads import Uploads
from sandbox.slack.views import Views
from sandbox.slack.web_api.server import Tokens, WebApi
from sandbox.slack.wire import Watched, Wire

PAGE = Path(__file__).parent / "page"
SERVICE = "slack_api"


def _token(prefix: str) -> str:
    return f"{prefix}-{secrets.randbelow(10**12):012d}-{secrets.token_hex(16)}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Secrets:
    """Made anew for each start; never in a repr."""

    bot_token: str = field(default_factory=lambda: _token("xoxb"), repr=False)
    app_token: str = field(default_factory=lambda: _token("xapp-1"), repr=False)
    signing_secret: str = field(default_factory=lambda: secrets.token_hex(16), repr=False)
    verification_token: str = field(default_factory=lambda: secrets.token_hex(12), repr=False)


class LocalSlack:
    """`mode`: "http" posts to `request_url`, "socket" waits for the app's WebSocket.

    `retries` are the pauses in seconds before an event's retries, `patience` the seconds in which
    the app must answer; `azure` adds the page's panel for
    the local Azure, which must then be registered at the same control. What is public here is for
    launchers and tests; the wire is what counts. `limited` switches Slack's rate limits on;
    `enterprise` puts the workspace into an Enterprise organisation.
    """

    def __init__(
        self,
        control: Control,
        *,
        port: int = 0,
        mode: str = "http",
        request_url: str = "",
        retries: tuple[float, ...] = RETRIES,
        patience: float = PATIENCE,
        azure: bool = False,
        limited: bool = False,
        enterprise: Enterprise | None = None,
    ) -> None:
        if mode not in ("http", "socket"):
            raise ValueError(f"mode is 'http' or 'socket', not {mode!r}")
        self.secrets = Secrets()
        self.workspace = seed.workspace(enterprise)
        self.clock = self.workspace.time
        self.wire = Wire(self.workspace.live.tell_drawers)
        self.triggers = Triggers(self.clock.monotonic)
        self.views = Views(self.workspace, self.triggers)
        self.response_urls = ResponseUrls(self.workspace, self.clock.monotonic)
        self.rates = Rates(self.clock.monotonic)
        self.rates.enforced = limited
        self._control = control
        self._port = port
        self._azure = azure
        self._socket = SocketDelivery(
            self.workspace.app.app_id, self.clock.sleep, self._app_changed, patience
        )
        self._socket.switched_on = mode == "socket"
        self._http = HttpDelivery(request_url, self.secrets.signing_secret, patience)
        self._mode = mode
        self.delivery = Watched(self._http if mode == "http" else self._socket, self.wire)
        self._runner: web.AppRunner | None = None
        self.url = ""
        self._compose(retries)

    def _compose(self, retries: tuple[float, ...]) -> None:
        token = self.secrets.verification_token
        self.events = Events(self.workspace, self.views, self.delivery, token, retries)
        self.speech = Speech(self.workspace, self.events)
        self.places = Places(self.workspace, self.views)
        payloads = Payloads(self.workspace, self.views, token)
        self.interactions = Interactions(
            workspace=self.workspace,
            places=self.places,
            triggers=self.triggers,
            response_urls=self.response_urls,
            payloads=payloads,
            delivery=self.delivery,
        )
        self.submissions = Submissions(
            places=self.places,
            views=self.views,
            triggers=self.triggers,
            payloads=payloads,
            delivery=self.delivery,
        )
        self.web_api = WebApi(
            workspace=self.workspace,
            views=self.views,
            tokens=Tokens(bot=self.secrets.bot_token, app=self.secrets.app_token),
            rates=self.rates,
            connect=self._connections_open,
        )
        self.acts = Acts(
            workspace=self.workspace,
            views=self.views,
            places=self.places,
            interactions=self.interactions,
            submissions=self.submissions,
            speech=self.speech,
            events=self.events,
            rates=self.rates,
            scopes=self.web_api.scopes,
            socket=self._socket,
            fault=self._control.fault,
            web_api=self.web_api,
            delivery=self.delivery,
        )

    @property
    def api_url(self) -> str:
        """For SLACK_API_URL."""
        return f"{self.url}/api/"

    async def start(self) -> None:
        self._runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        host, bound = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{bound}"
        self.response_urls.base = f"{self.url}/hooks"
        self.web_api.page_url = self.workspace.base = f"{self.url}/"
        self._control.register("slack", act=self.acts.act, snapshot=self._snapshot)

    async def stop(self) -> None:
        self.workspace.schedule.close()
        await self.events.close()
        await self._socket.close()
        await self._http.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    # ---- the application -----------------------------------------------------------------------
    def _application(self) -> web.Application:
        """The Web API and response URLs are journaled; the page is not traffic of the app."""
        app = web.Application()
        watched = [self._control.middleware(SERVICE)]
        api = web.Application(
            middlewares=[self.wire.middleware("web_api"), *watched], client_max_size=8 * 2**20
        )
        api.router.add_route("*", "/{method}", self.web_api.handle)
        hooks = web.Application(middlewares=[self.wire.middleware("response_url"), *watched])
        hooks.router.add_post("/{key:.+}", self._answer_url)
        uploads = Uploads(self.workspace, self.web_api)
        upload = web.Application(
            middlewares=[self.wire.middleware("upload"), *watched], client_max_size=64 * 2**20
        )
        upload.router.add_post("/v1/{key}", uploads.take)
        page = web.Application(middlewares=[page_api.refusals], client_max_size=64 * 2**20)
        app.add_subapp("/api", api)
        app.add_subapp("/hooks", hooks)
        app.add_subapp("/upload", upload)
        app.router.add_get("/files-pri/{key}/{rest:.*}", uploads.serve)
        app.router.add_get("/link", self._socket.handle)
        page[page_api.WORKSPACE] = self.workspace
        page.router.add_routes(self._page().routes())
        page.router.add_routes(panels.Panels(self._control, azure=self._azure).routes())
        app.add_subapp("/page", page)
        app.router.add_get("/{path:.*}", _static)
        return app

    def _page(self) -> page_api.PageApi:
        return page_api.PageApi(
            workspace=self.workspace,
            views=self.views,
            places=self.places,
            interactions=self.interactions,
            submissions=self.submissions,
            speech=self.speech,
            events=self.events,
            delivery=self.delivery,
            wire=self.wire,
        )

    async def _answer_url(self, request: web.Request) -> web.Response:
        try:
            body: Any = await request.json()
            self.response_urls.take(request.match_info["key"], body)
        except SlackError as refused:
            status = 404 if refused.code.endswith("_url") else 200
            return web.json_response(refused.body(), status=status)
        except ValueError:
            return web.json_response({"ok": False, "error": "invalid_payload"}, status=400)
        return web.Response(text="ok")

    def _connections_open(self) -> dict[str, Any]:
        """An app whose settings do not say Socket Mode gets a URL too, and only a warning. Slack
        does not document it; Bolt for JavaScript logs it, and no event ever comes."""
        base = self.url.replace("http", "ws", 1)
        ticket, app_id = self._socket.ticket(), self.workspace.app.app_id
        answer: dict[str, Any] = {"url": f"{base}/link?ticket={ticket}&app_id={app_id}"}
        if not self._socket.switched_on:
            answer["response_metadata"] = {"messages": ["[WARN] Socket Mode is not turned on."]}
        return answer

    async def app_connected(self, within: float = 10.0) -> bool:
        """Socket Mode: true once the app has a connection. HTTP: always true."""
        return self._mode == "http" or await self._socket.connected(within)

    def _app_changed(self) -> None:
        state = {"mode": self.delivery.mode, "online": self.delivery.online}
        self.workspace.live.tell_all({"type": "app"} | state)

    def _snapshot(self) -> dict[str, Any]:
        return {
            "channels": [
                c.wire(self.workspace.app.user_id) for c in self.workspace.channels.values()
            ],
            "people": [p.wire(self.workspace.team.id) for p in self.workspace.people.values()],
            "online": self.delivery.online,
            "now": self.clock.now(),
            "limited": self.rates.enforced,
            "scopes": sorted(self.web_api.scopes),
        }


async def _static(request: web.Request) -> web.StreamResponse:
    """A file of the page; permalinks and the root are the page itself."""
    path = request.match_info["path"]
    if not path or path.startswith("archives/"):
        path = "index.html"
    file = (PAGE / path).resolve()
    if not file.is_relative_to(PAGE) or not file.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(file, headers={"Cache-Control": "no-cache"})
