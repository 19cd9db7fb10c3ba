"""The ack reaches Slack at once, and survives whatever the listener does afterwards."""

from __future__ import annotations

import asyncio
import time

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.listeners import kinds
from bot.slack.listeners.kinds import Body, Kind
from tests.unit.bot_slack import requests


async def test_answers_while_the_listener_still_works() -> None:
    release = asyncio.Event()
    ended: list[str] = []

    async def slow(ack: AsyncAck, body: Body) -> None:
        await ack("heard")
        await release.wait()
        ended.append(body["text"])

    asgi, runner = requests.serve({Kind.COMMAND: {"/failback-ps": slow}})
    answer = await requests.post(asgi, requests.command(text="deploy"))
    assert (answer.status, answer.body) == (200, b"heard")
    assert ended == []
    release.set()
    await asyncio.gather(*runner.running)
    assert ended == ["deploy"]


async def test_keeps_the_ack_of_a_listener_that_raises_right_after_it() -> None:
    async def broken(ack: AsyncAck, _: Body) -> None:
        await ack("heard")
        raise RuntimeError("after the ack")

    asgi, _ = requests.serve({Kind.COMMAND: {"/failback-ps": broken}})
    answer = await requests.post(asgi, requests.command())
    assert (answer.status, answer.body) == (200, b"heard")


async def test_a_listener_that_raises_before_its_ack_answers_500_at_once() -> None:
    async def broken(_: AsyncAck, __: Body) -> None:
        raise RuntimeError("before the ack")

    asgi, _ = requests.serve({Kind.COMMAND: {"/failback-ps": broken}})
    begun = time.monotonic()
    answer = await requests.post(asgi, requests.command())
    assert answer.status == 500
    assert time.monotonic() - begun < 1


async def test_a_listener_that_never_acks_is_answered_when_it_ends() -> None:
    async def silent(_: AsyncAck, __: Body) -> None:
        return

    asgi, _ = requests.serve({Kind.COMMAND: {"/failback-ps": silent}})
    answer = await requests.post(asgi, requests.command())
    assert answer.status == 404


async def test_the_first_ack_counts_once_it_is_sent() -> None:
    async def twice(ack: AsyncAck, _: Body) -> None:
        await ack("first")
        await asyncio.sleep(0.01)
        await ack("second")

    asgi, _ = requests.serve({Kind.COMMAND: {"/failback-ps": twice}})
    assert (await requests.post(asgi, requests.command())).body == b"first"


async def test_a_request_of_another_workspace_reaches_no_handler() -> None:
    heard: list[str] = []

    async def handle(ack: AsyncAck, body: Body) -> None:
        heard.append(body.get("team_id") or body["team"]["id"])
        await ack("heard")

    async def strange(ack: AsyncAck, _: Body) -> None:
        await ack("elsewhere")

    asgi, _ = requests.serve(
        {Kind.COMMAND: {"/failback-ps": handle}, Kind.ACTION: {"approve": handle}},
        kinds.Own(team="T0CONTOSO", stranger=strange),
    )
    click = {"type": "block_actions", "actions": [{"action_id": "approve"}]}
    for body in (
        requests.command(team_id="T0FABRIKAM"),
        requests.interaction({**click, "team": {"id": "T0FABRIKAM"}}),
    ):
        assert (await requests.post(asgi, body)).body == b"elsewhere"
    assert heard == []
    for body in (
        requests.command(),
        requests.interaction({**click, "team": {"id": "T0CONTOSO"}}),
        requests.interaction({**click, "team": {"id": "T0SISTER1"}, "enterprise": {"id": "E1"}}),
    ):
        assert (await requests.post(asgi, body)).body == b"heard"


async def test_many_at_once_each_get_their_own_ack() -> None:
    async def echo(ack: AsyncAck, body: Body) -> None:
        await asyncio.sleep(0.001)
        await ack(body["text"])

    asgi, runner = requests.serve({Kind.COMMAND: {"/failback-ps": echo}})
    answers = await asyncio.gather(
        *(requests.post(asgi, requests.command(text=f"n{n}")) for n in range(50))
    )
    assert [one.body for one in answers] == [f"n{n}".encode() for n in range(50)]
    await asyncio.sleep(0)
    assert not runner.running
