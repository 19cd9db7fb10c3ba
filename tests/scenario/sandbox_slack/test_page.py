"""The page's API: what a person's browser asks, does and hears."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any

from aiohttp import WSMsgType

from tests.scenario.sandbox_slack.stages import Stage

RITA, LENA, BO = "U0RITA001", "U0LENA001", "U0BO00001"
INCIDENT, APPROVALS = "C0INCIDENT", "C0APPROVE1"
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}


class Ears:
    def __init__(self, socket: Any) -> None:
        self._socket = socket

    async def hear(self, kind: str) -> dict[str, Any]:
        """The next event of that kind."""
        while True:
            event: dict[str, Any] = await self._socket.receive_json(timeout=5)
            if event["type"] == kind:
                return event

    async def is_over(self) -> bool:
        """Whether the server closes the connection next."""
        return (await self._socket.receive(timeout=5)).type is WSMsgType.CLOSE


@contextlib.asynccontextmanager
async def looking(stage: Stage, user: str) -> AsyncIterator[Ears]:
    url = f"{stage.slack.url}/page/live?user={user}"
    async with stage.page.ws_connect(url) as socket:
        ears = Ears(socket)
        await ears.hear("hello")
        yield ears


async def test_signing_in(stage: Stage) -> None:
    people = await stage.get("people")
    assert [p["name"] for p in people["people"]] == ["rita", "lena", "marek", "bo"]
    frame = await stage.get("bootstrap", user=RITA)
    assert frame["me"]["groups"] == ["S0ONCALL1"]
    names = {c["name"]: c for c in frame["channels"]}
    assert set(names) == {"dr-incident", "dr-approvals", "dr-audit", "random", "failback-ps"}
    assert not names["random"]["bot_is_member"]
    assert not names["dr-audit"]["is_member"]
    assert names["failback-ps"]["kind"] == "im"
    assert (await stage.get("bootstrap", user="U0NOBODY"))["error"] == "user_not_found"
    async with stage.page.get(f"{stage.slack.url}/") as answer:
        assert answer.status == 200
    async with stage.page.get(f"{stage.slack.url}/../server.py") as answer:
        assert answer.status == 404


async def test_a_new_post_calls_and_an_edit_does_not(stage: Stage) -> None:
    async with looking(stage, LENA) as lena:
        text = "<!subteam^S0LEADS01> please look"
        said = await stage.client.chat_postMessage(channel=APPROVALS, text=text)
        assert (await lena.hear("message"))["message"]["mentions_me"]
        assert (await lena.hear("notify"))["from"] == "U0FAILBOT"
        badge = await lena.hear("badge")
        assert (badge["unread"], badge["mentions"]) == (1, 1)
        edit = "<!subteam^S0LEADS01> look again"
        await stage.client.chat_update(channel=APPROVALS, ts=said["ts"], text=edit)
        assert (await lena.hear("message_changed"))["message"]["text"] == edit
        read = await stage.post("read", user=LENA, channel=APPROVALS, ts=said["ts"])
        assert (read["unread"], read["mentions"]) == (0, 0)
        fallback = await stage.client.chat_postMessage(
            channel=APPROVALS, text=text, blocks=[SECTION]
        )
        event = await lena.hear("message")
        assert event["message"]["ts"] == fallback["ts"]
        assert not event["message"]["mentions_me"]


async def test_what_one_person_sees_alone(stage: Stage) -> None:
    async with looking(stage, RITA) as rita, looking(stage, BO) as bo:
        await stage.client.chat_postEphemeral(channel=INCIDENT, user=RITA, text="psst")
        await stage.client.chat_postMessage(channel=INCIDENT, text="all")
        assert (await rita.hear("ephemeral"))["message"]["text"] == "psst"
        event = await bo._socket.receive_json(timeout=5)
        assert event["message"]["text"] == "all"
    mine = await stage.get("messages", user=RITA, channel=INCIDENT)
    his = await stage.get("messages", user=BO, channel=INCIDENT)
    assert len(mine["messages"]) == len(his["messages"]) + 1


async def test_writing_and_threads(stage: Stage) -> None:
    sent = await stage.post("send", user=RITA, channel=INCIDENT, text="@lena see #dr-audit <b>")
    message = sent["message"]
    assert message["text"] == "<@U0LENA001> see <#C0AUDIT01> &lt;b&gt;"
    async with looking(stage, BO) as bo:
        body = {"channel": INCIDENT, "thread_ts": message["ts"], "text": "reply"}
        await stage.post("send", user=LENA, **body)
        assert (await bo.hear("message"))["message"]["thread_ts"] == message["ts"]
        assert (await bo.hear("message_changed"))["message"]["reply_count"] == 1
    thread = await stage.get("messages", user=BO, channel=INCIDENT, thread_ts=message["ts"])
    assert len(thread["messages"]) == 2
    refused = await stage.post("send", user=RITA, channel="C0AUDIT01", text="hi")
    assert refused["error"] == "not_in_channel"
    await stage.post("command", user=RITA, channel="C0RANDOM1", text="/invite @failback-ps")
    frame = await stage.get("bootstrap", user=RITA)
    assert next(c for c in frame["channels"] if c["name"] == "random")["bot_is_member"]


async def test_a_modal_from_opening_to_closing(stage: Stage) -> None:
    options = [{"text": {"type": "plain_text", "text": "one"}, "value": "1"}]

    @stage.bolt.command("/failback-ps")
    async def command(ack: Any, body: Any, client: Any) -> None:
        await ack()
        assert body["text"] == "deploy for=<@U0LENA001|lena>"
        title = {"type": "plain_text", "text": "Deploy"}
        pick = {"type": "external_select", "action_id": "pick"}
        blocks = [{"type": "input", "block_id": "b", "label": title, "element": pick}]
        view = {"type": "modal", "callback_id": "v", "title": title, "submit": title}
        await client.views_open(trigger_id=body["trigger_id"], view=view | {"blocks": blocks})

    @stage.bolt.options("pick")
    async def offer(ack: Any) -> None:
        await ack(options=options)

    @stage.bolt.view("v")
    async def submitted(ack: Any, view: Any) -> None:
        chosen = view["state"]["values"]["b"]["pick"]["selected_option"]
        if chosen != options[0]:
            await ack(response_action="errors", errors={"b": "no"})
        else:
            await ack()

    async with looking(stage, RITA) as rita:
        line = "/failback-ps deploy for=@lena"
        typed = await stage.post("command", user=RITA, channel=INCIDENT, text=line)
        assert typed["ok"]
        assert typed["ms"] < 3000
        event = await rita.hear("views")
        view = event["stack"][0]
        assert event["why"] == "opened"
        where = {"user": RITA, "view_id": view["id"]}
        found = await stage.post("options", **where, block_id="b", action_id="pick", query="on")
        assert found["options"] == options
        empty = await stage.post("submit", **where, values={"b": {"pick": None}})
        assert empty["errors"] == {"b": "Please complete this required field."}
        done = await stage.post("submit", **where, values={"b": {"pick": options[0]}})
        assert done["outcome"] == "closed"
        assert (await rita.hear("views"))["stack"] == []


async def test_an_unknown_command_is_answered_privately(stage: Stage) -> None:
    async with looking(stage, RITA) as rita:
        answer = await stage.post("command", user=RITA, channel=INCIDENT, text="/deploy")
        assert answer["error"] == "unknown_command"
        assert "/deploy is not a valid command" in (await rita.hear("ephemeral"))["message"]["text"]
