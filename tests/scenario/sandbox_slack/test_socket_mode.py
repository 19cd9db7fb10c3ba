"""Socket Mode as it is on the wire: https://docs.slack.dev/apis/events-api/using-socket-mode.

A bare WebSocket client stands where the SDK would: what is sent, when, and to which connection.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.control import Control
from sandbox.slack.server import LocalSlack
from tests.scenario.sandbox_slack.stages import JSON

RITA, INCIDENT = "U0RITA001", "C0INCIDENT"
BRIEF = 0.15
REVOKED = {"type": "tokens_revoked", "tokens": {}}
Socket = aiohttp.ClientWebSocketResponse


class App:
    """What an app can do without Bolt."""

    def __init__(self, slack: LocalSlack, http: aiohttp.ClientSession, control: Control) -> None:
        self._http = http
        self._control = f"{control.url}/_control/slack"
        self._web = AsyncWebClient(base_url=slack.api_url)
        self._token = slack.secrets.app_token

    async def url(self) -> JSON:
        answer = await self._web.apps_connections_open(app_token=self._token)
        assert isinstance(answer.data, dict)
        return answer.data

    async def dial(self, url: str = "") -> Socket:
        return await self._http.ws_connect(url or (await self.url())["url"])

    async def greeted(self) -> Socket:
        """A connection after its hello."""
        socket = await self.dial()
        assert (await heard(socket))["type"] == "hello"
        return socket

    async def do(self, name: str, **order: Any) -> JSON:
        async with self._http.post(self._control, json={"do": name} | order) as answer:
            body: JSON = await answer.json()
            assert answer.status == 200, body
            return body

    def doing(self, name: str, **order: Any) -> asyncio.Task[JSON]:
        return asyncio.create_task(self.do(name, **order))

    def typing(self) -> asyncio.Task[JSON]:
        return self.doing("command", user=RITA, channel=INCIDENT, text="help")


async def heard(socket: Socket) -> JSON:
    said: JSON = await socket.receive_json(timeout=5)
    return said


async def acknowledge(socket: Socket) -> JSON:
    envelope = await heard(socket)
    await socket.send_json({"envelope_id": envelope["envelope_id"]})
    return envelope


async def is_closed(socket: Socket) -> bool:
    return (await socket.receive(timeout=5)).type is aiohttp.WSMsgType.CLOSE


@pytest.fixture
def patience() -> float:
    """Seconds in which the app must answer; a test that does not answer says less."""
    return 3.0


@pytest.fixture
async def app(patience: float) -> AsyncIterator[App]:
    control = Control()
    await control.start()
    slack = LocalSlack(control, mode="socket", patience=patience)
    await slack.start()
    async with aiohttp.ClientSession() as http, asyncio.timeout(30):
        yield App(slack, http, control)
    await slack.stop()
    await control.stop()


async def test_a_connection_is_greeted_and_told_how_many_there_are(app: App) -> None:
    first, second = await app.dial(), await app.dial()
    hello = await heard(first)
    assert (hello["type"], hello["num_connections"]) == ("hello", 1)
    assert hello["connection_info"] == {"app_id": "A0FAILBOT"}
    assert hello["debug_info"]["approximate_connection_time"] > 0
    assert (await heard(second))["num_connections"] == 2


async def test_a_url_is_good_for_one_connection(app: App) -> None:
    url = (await app.url())["url"]
    await app.dial(url)
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await app.dial(url)
    assert refused.value.status == 404


async def test_an_eleventh_connection_is_too_many(app: App) -> None:
    many = [await app.greeted() for _ in range(10)]
    late = await app.dial()
    told = await heard(late)
    assert (told["type"], told["reason"]) == ("disconnect", "too_many_websockets")
    assert await is_closed(late)
    await many.pop().close()
    await app.greeted()


async def test_a_warning_comes_ten_seconds_before_the_disconnect(app: App) -> None:
    old = await app.greeted()
    assert (await app.do("disconnect", reason="warning"))["asked"] == 1
    told = await heard(old)
    assert (told["type"], told["reason"]) == ("disconnect", "warning")
    assert told["debug_info"]["host"]
    typed = app.typing()
    await acknowledge(old)  # until then it goes on
    assert (await typed)["ack"]["status"] == 200
    await app.do("advance", seconds=9)
    new = await app.greeted()
    await app.do("advance", seconds=1)
    assert (await heard(old))["reason"] == "refresh_requested"
    assert await is_closed(old)
    typed = app.typing()
    await acknowledge(new)
    assert (await typed)["ack"]["status"] == 200


async def test_what_is_under_way_may_be_answered_before_the_disconnect(app: App) -> None:
    old, new = await app.greeted(), await app.greeted()
    typed = app.typing()
    envelope = await heard(old)
    parting = app.doing("disconnect")
    assert (await heard(old))["reason"] == "refresh_requested"
    await old.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "in time"}})
    assert await is_closed(old)
    assert (await heard(new))["reason"] == "refresh_requested"
    assert await is_closed(new)
    assert (await parting)["asked"] == 2
    assert (await typed)["ack"]["body"] == {"text": "in time"}


async def test_nothing_new_goes_to_a_connection_that_was_told_to_go(app: App) -> None:
    old = await app.greeted()
    held = app.typing()
    envelope = await heard(old)
    parting = app.doing("disconnect")
    assert (await heard(old))["reason"] == "refresh_requested"
    new = await app.greeted()
    typed = [app.typing() for _ in range(3)]
    for _ in typed:
        await acknowledge(new)
    assert [(await one)["ack"]["status"] for one in typed] == [200] * 3
    await old.send_json({"envelope_id": envelope["envelope_id"]})
    assert (await held)["ack"]["status"] == 200
    assert await is_closed(old)
    await parting


async def test_an_envelope_that_went_down_with_its_connection_goes_over_another(app: App) -> None:
    first, second = await app.greeted(), await app.greeted()
    typed = app.typing()
    lost = await heard(first)
    await first.close()
    assert await acknowledge(second) == lost
    assert (await typed)["ack"]["status"] == 200


async def test_an_app_without_a_connection_cannot_be_reached(app: App) -> None:
    socket = await app.greeted()
    await socket.close()
    assert (await app.typing())["ack"]["problem"] == "dispatch_failed"


async def test_socket_mode_is_switched_off_and_on_again(app: App) -> None:
    socket = await app.greeted()
    parting = app.doing("disconnect", reason="link_disabled")
    assert (await heard(socket))["reason"] == "link_disabled"
    assert await is_closed(socket)
    await parting
    told = await app.url()
    assert told["response_metadata"]["messages"] == ["[WARN] Socket Mode is not turned on."]
    vain = await app.dial(told["url"])
    assert (await heard(vain))["type"] == "hello"
    assert (await app.typing())["ack"]["problem"] == "dispatch_failed"
    await app.do("socket_mode")
    assert "response_metadata" not in await app.url()
    typed = app.typing()
    await acknowledge(vain)
    assert (await typed)["ack"]["status"] == 200


@pytest.mark.parametrize("patience", [BRIEF])
async def test_an_event_that_is_not_acknowledged_comes_three_times_more(app: App) -> None:
    """At once, after a minute and after five: https://docs.slack.dev/apis/events-api#retries."""
    socket = await app.greeted()
    sent = app.doing("event", event=REVOKED)
    envelopes = [await heard(socket), await heard(socket)]
    for pause in (60, 300):
        with pytest.raises(TimeoutError):
            await socket.receive(timeout=2 * BRIEF)
        await app.do("advance", seconds=pause)
        envelopes.append(await heard(socket))
    assert (await sent)["ack"]["problem"] == "operation_timeout"
    told = [(one["retry_attempt"], one["retry_reason"]) for one in envelopes]
    assert told == [(0, ""), (1, "timeout"), (2, "timeout"), (3, "timeout")]
    assert len({one["payload"]["event_id"] for one in envelopes}) == 1
    assert not any(one["accepts_response_payload"] for one in envelopes)


@pytest.mark.parametrize("patience", [BRIEF])
async def test_a_command_that_is_not_acknowledged_never_comes_again(app: App) -> None:
    socket = await app.greeted()
    typed = app.typing()
    envelope = await heard(socket)
    assert "retry_attempt" not in envelope
    assert (await typed)["ack"]["problem"] == "operation_timeout"
    await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "late"}})
    again = app.typing()
    assert (await heard(socket))["envelope_id"] != envelope["envelope_id"]
    await again
    whispers = (await app.do("messages", channel=INCIDENT, user=RITA))["messages"]
    assert "late" not in [one["text"] for one in whispers]
