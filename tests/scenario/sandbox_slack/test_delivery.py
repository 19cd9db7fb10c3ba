"""How things reach the app, and what the app may answer."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
from aiohttp import ClientSession
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier

from sandbox.control import Control
from sandbox.slack import events
from sandbox.slack.delivery import encoded, sign
from sandbox.slack.server import LocalSlack
from tests.scenario.sandbox_slack.conftest import open_stage
from tests.scenario.sandbox_slack.stages import Stage

RITA, LENA, INCIDENT, RANDOM = "U0RITA001", "U0LENA001", "C0INCIDENT", "C0RANDOM1"
PLAIN = "plain_text"
BRIEF = 0.15
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}
TITLE = {"type": PLAIN, "text": "Step"}
FIELD = {"type": "input", "block_id": "b", "label": TITLE, "optional": True,
         "element": {"type": "plain_text_input", "action_id": "a"}}  # fmt: skip


def modal(**more: Any) -> dict[str, Any]:
    return {"type": "modal", "title": TITLE, "blocks": [SECTION], "callback_id": "step"} | more


def form(**more: Any) -> dict[str, Any]:
    return modal(blocks=[FIELD], submit=TITLE) | more


def test_the_signature_is_the_one_that_slack_sdk_expects() -> None:
    body, _ = encoded("slash_commands", {"text": "déploy & go"})
    verifier = SignatureVerifier("secret")
    signature = sign("secret", "1763900000", body)
    assert verifier.generate_signature(timestamp="1763900000", body=body) == signature


async def test_a_private_ack_works_where_the_bot_is_no_member(mode: str, stage: Stage) -> None:
    @stage.bolt.command("/failback-ps")
    async def command(ack: Any) -> None:
        await ack(text="Only you see this.", blocks=[SECTION])

    typed = await stage.do("command", user=RITA, channel=RANDOM, text="help")
    assert typed["ack"]["body"]["text"] == "Only you see this.", mode
    mine = (await stage.do("messages", channel=RANDOM, user=RITA))["messages"][-1]
    assert (mine["text"], mine["ephemeral"]) == ("Only you see this.", True)
    hers = (await stage.do("messages", channel=RANDOM, user=LENA))["messages"]
    assert not [m for m in hers if m["ephemeral"]]


async def test_a_response_url_is_good_for_five_answers(stage: Stage) -> None:
    urls: asyncio.Queue[str] = asyncio.Queue()

    @stage.bolt.command("/failback-ps")
    async def command(ack: Any, body: Any) -> None:
        await ack()
        urls.put_nowait(body["response_url"])

    await stage.do("command", user=RITA, channel=RANDOM, text="help")
    url = await urls.get()
    async with ClientSession() as session:
        statuses = []
        for kind in ("ephemeral", "in_channel", "ephemeral", "ephemeral", "ephemeral", "ephemeral"):
            async with session.post(url, json={"text": kind, "response_type": kind}) as answer:
                statuses.append(answer.status)
    assert statuses == [200] * 5 + [404]
    hers = (await stage.do("messages", channel=RANDOM, user=LENA))["messages"]
    assert [m["text"] for m in hers if m.get("bot_id")] == ["in_channel"]


async def test_an_answer_may_replace_or_delete_its_message(stage: Stage) -> None:
    done = asyncio.Event()

    @stage.bolt.action("go")
    async def go(ack: Any, respond: Any, body: Any) -> None:
        await ack()
        if body["container"]["is_ephemeral"]:
            assert "message" not in body
            await respond(delete_original=True)
        else:
            await respond(text="replaced", replace_original=True)
        done.set()

    press = {"type": "button", "action_id": "go", "text": {"type": PLAIN, "text": "Go"}}
    blocks = [{"type": "actions", "elements": [press]}]
    said = await stage.client.chat_postMessage(channel=INCIDENT, text="x", blocks=blocks)
    await stage.do("action", user=RITA, channel=INCIDENT, ts=said["ts"], action_id="go")
    await done.wait()
    assert (await stage.do("messages", channel=INCIDENT))["messages"][-1]["text"] == "replaced"

    done.clear()
    whisper = await stage.client.chat_postEphemeral(
        channel=INCIDENT, user=RITA, text="y", blocks=blocks
    )
    click = {"channel": INCIDENT, "ts": whisper["message_ts"], "action_id": "go"}
    with pytest.raises(AssertionError, match="message_not_found"):
        await stage.do("action", user=LENA, **click)
    await stage.do("action", user=RITA, **click)
    await done.wait()
    mine = (await stage.do("messages", channel=INCIDENT, user=RITA))["messages"]
    assert not [m for m in mine if m["ephemeral"]]


async def test_a_submission_may_update_push_and_clear(mode: str, stage: Stage) -> None:
    closed: list[bool] = []
    answers: list[dict[str, Any]] = [
        {"response_action": "update", "view": form(private_metadata="2")},
        {"response_action": "push", "view": form(notify_on_close=True)},
        {"response_action": "clear"},
    ]

    @stage.bolt.view("step")
    async def submitted(ack: Any) -> None:
        await ack(**answers.pop(0))

    @stage.bolt.view_closed("step")
    async def gone(ack: Any, body: Any) -> None:
        closed.append(body["is_cleared"])
        await ack()

    opened = await stage.client.views_open(trigger_id=stage.slack.triggers.issue(RITA), view=form())
    first = opened["view"]["id"]
    values = {"b": {"a": "typed"}}
    outcome = await stage.do("submit", user=RITA, view_id=first, values=values)
    assert outcome["result"] == "updated", mode
    outcome = await stage.do("submit", user=RITA, view_id=first)
    assert outcome["result"] == "pushed"
    bottom, top = (await stage.do("views", user=RITA))["views"]
    assert bottom["state"]["values"]["b"]["a"]["value"] == "typed"
    assert top["previous_view_id"] == first
    await stage.do("close", user=RITA, view_id=top["id"])
    assert closed == [False]
    outcome = await stage.do("submit", user=RITA, view_id=first)
    assert outcome["result"] == "cleared"
    assert (await stage.do("views", user=RITA))["views"] == []


async def test_slacks_client_checks_fields_before_the_app_hears_of_them(stage: Stage) -> None:
    needed = FIELD | {"optional": False, "element": FIELD["element"] | {"max_length": 5}}  # type: ignore[operator]  # a plain table
    opened = await stage.client.views_open(
        trigger_id=stage.slack.triggers.issue(RITA), view=form(blocks=[needed])
    )
    view_id = opened["view"]["id"]
    empty = await stage.do("submit", user=RITA, view_id=view_id)
    assert empty["errors"] == {"b": "Please complete this required field."}
    long = await stage.do("submit", user=RITA, view_id=view_id, values={"b": {"a": "x" * 6}})
    assert long["errors"] == {"b": "Must be less than 6 characters."}


async def test_an_action_in_a_modal_carries_what_was_typed(stage: Stage) -> None:
    seen: asyncio.Queue[Any] = asyncio.Queue()

    @stage.bolt.action("size")
    async def chosen(ack: Any, body: Any) -> None:
        await ack()
        seen.put_nowait(body)

    option = {"text": {"type": PLAIN, "text": "Large"}, "value": "L"}
    select = {"type": "static_select", "action_id": "size", "options": [option]}
    blocks = [FIELD, {"type": "actions", "block_id": "row", "elements": [select]}]
    opened = await stage.client.views_open(
        trigger_id=stage.slack.triggers.issue(RITA), view=form(blocks=blocks)
    )
    view_id = opened["view"]["id"]
    await stage.do(
        "action", user=RITA, view_id=view_id, action_id="size", value="L",
        state={"b": {"a": "half"}},
    )  # fmt: skip
    body = await seen.get()
    assert body["actions"][0]["selected_option"] == option
    values = body["view"]["state"]["values"]
    assert values["b"]["a"]["value"] == "half"
    assert values["row"]["size"]["selected_option"] == option

    renamed = FIELD | {"block_id": "c"}
    await stage.client.views_update(view_id=view_id, view=form(blocks=[renamed, blocks[1]]))
    [view] = (await stage.do("views", user=RITA))["views"]
    assert view["state"]["values"]["c"]["a"]["value"] is None
    assert view["state"]["values"]["row"]["size"]["selected_option"] == option


async def test_events_are_retried_until_the_app_takes_them(mode: str, stage: Stage) -> None:
    heard: asyncio.Queue[Any] = asyncio.Queue()

    @stage.bolt.event("app_home_opened")
    async def opened(event: Any, client: Any) -> None:
        view = {"type": "home", "blocks": [SECTION]}
        await client.views_publish(user_id=event["user"], view=view)
        heard.put_nowait(event)

    @stage.bolt.event("app_mention")
    async def mentioned(event: Any) -> None:
        heard.put_nowait(event)

    home = await stage.do("home", user=RITA)
    assert home["ack"]["status"] == 200, mode
    assert (await heard.get())["tab"] == "home"
    assert (await stage.do("views", user=RITA))["home"]["blocks"][0]["text"]["text"] == "hello"

    await stage.do("say", user=RITA, channel=INCIDENT, text="@failback-ps are you there?")
    assert (await heard.get())["text"] == "<@U0FAILBOT> are you there?"


def _retry(request: AsyncBoltRequest) -> tuple[str, str]:
    """Number and reason of a retry, "" on the first delivery."""
    number, reason = (
        request.headers.get(f"x-slack-retry-{name}", [""])[0] for name in ("num", "reason")
    )
    return number, reason


def _refusing(stage: Stage, times: int, **headers: str) -> list[tuple[str, str, str]]:
    """The app fails for so many deliveries; what each one said: event, number, reason of retry."""
    heard: list[tuple[str, str, str]] = []

    @stage.bolt.middleware
    async def listen(req: AsyncBoltRequest, next_: Any) -> Any:
        heard.append((req.body["event_id"], *_retry(req)))
        given: dict[str, str | Sequence[str]] = {n.replace("_", "-"): v for n, v in headers.items()}
        return BoltResponse(status=500, headers=given) if len(heard) <= times else await next_()

    @stage.bolt.event("tokens_revoked")
    async def revoked() -> None:
        """Taken."""

    return heard


REVOKED = {"type": "tokens_revoked", "tokens": {}}


async def test_a_failed_event_comes_again_and_says_so_until_it_is_taken(stage: Stage) -> None:
    heard = _refusing(stage, times=2)
    answer = await stage.do("event", event=REVOKED, event_id="Ev1")
    assert answer["ack"]["status"] == 200
    assert heard == [("Ev1", "", ""), ("Ev1", "1", "http_error"), ("Ev1", "2", "http_error")]


async def test_an_event_comes_again_three_times_at_most(stage: Stage) -> None:
    heard = _refusing(stage, times=99)
    answer = await stage.do("event", event=REVOKED, event_id="Ev2")
    assert answer["ack"]["status"] == 500
    assert [number for _, number, _ in heard] == ["", "1", "2", "3"]
    assert events.RETRIES == (0.0, 60.0, 300.0)  # https://docs.slack.dev/apis/events-api#retries


async def test_an_app_may_ask_for_no_retry(stage: Stage) -> None:
    heard = _refusing(stage, times=99, x_slack_no_retry="1")
    await stage.do("event", event=REVOKED, event_id="Ev3")
    assert len(heard) == 1


@pytest.fixture
async def brief() -> AsyncIterator[Stage]:
    """Slack waits for an answer only that long, and between its retries as long as it does."""
    async with asyncio.timeout(30):
        async for one in open_stage("http", patience=BRIEF, retries=events.RETRIES):
            yield one


async def test_a_slow_app_is_asked_again_at_once_after_a_minute_and_after_five(
    brief: Stage,
) -> None:
    heard: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
    over = asyncio.Event()

    @brief.bolt.middleware
    async def listen(req: AsyncBoltRequest) -> BoltResponse:
        heard.put_nowait(_retry(req))
        await over.wait()
        return BoltResponse(status=200)

    sent = asyncio.ensure_future(brief.do("event", event=REVOKED))
    told = [await heard.get(), await heard.get()]
    for pause in (60, 300):
        await asyncio.sleep(2 * BRIEF)
        assert heard.empty()
        await brief.do("advance", seconds=pause)
        told.append(await heard.get())
    assert (await sent)["ack"]["problem"] == "operation_timeout"
    assert told == [("", ""), *((number, "http_timeout") for number in "123")]
    over.set()


async def test_an_app_that_is_gone_is_asked_again_and_told_why() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        slack = LocalSlack(Control(), request_url=url, retries=(0.0, 0.0))
        ack = await slack.events.force(REVOKED)
        await slack.stop()
    assert (ack.status, ack.problem) == (0, "dispatch_failed")
    headers = [one["headers"] for one in slack.wire.since(0)["entries"]]
    reasons = [one.get("X-Slack-Retry-Reason") for one in headers]
    assert reasons == [None, "connection_failed", "connection_failed"]


async def test_an_event_may_be_answered_by_any_2xx_and_a_command_not(stage: Stage) -> None:
    @stage.bolt.middleware
    async def listen() -> BoltResponse:
        return BoltResponse(status=204)

    taken = (await stage.do("event", event=REVOKED))["ack"]
    assert (taken["status"], taken.get("problem")) == (204, None)
    typed = (await stage.do("command", user=RITA, channel=INCIDENT, text="help"))["ack"]
    assert (typed["status"], typed["problem"]) == (204, "dispatch_failed")


async def test_socket_mode_connections_are_refreshed(stage: Stage, mode: str) -> None:
    if mode == "http":
        assert (await stage.do("disconnect"))["asked"] == 0
        return

    @stage.bolt.command("/failback-ps")
    async def command(ack: Any) -> None:
        await ack("here")

    assert (await stage.do("disconnect"))["asked"] == 1
    assert await stage.slack.app_connected(20)
    typed = await stage.do("command", user=RITA, channel=INCIDENT, text="help")
    assert typed["ack"]["status"] == 200
