"""Only what Slack signed, and signed recently, gets in."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import ingress, payload
from bot.slack.listeners.kinds import Body, Kind
from tests.unit.bot_slack import requests


@pytest.fixture
def asgi() -> ingress.Ingress:
    async def heard(ack: AsyncAck, body: Body) -> None:
        await ack(body["text"])

    return requests.serve({Kind.COMMAND: {"/failback-ps": heard}})[0]


async def test_a_signed_request_is_heard(asgi: ingress.Ingress) -> None:
    answer = await requests.post(asgi, requests.command(text='deploy name="ä b" &=+%'))
    assert answer.body.decode() == 'deploy name="ä b" &=+%'


async def test_a_body_in_many_parts_is_put_together(asgi: ingress.Ingress) -> None:
    answer = await requests.post(asgi, requests.command(text="x" * 500), parts=7)
    assert answer.body == b"x" * 500


@pytest.mark.parametrize("minutes", [-6, 6])
async def test_an_old_or_future_signature_is_refused(asgi: ingress.Ingress, minutes: int) -> None:
    body = requests.command()
    headers = requests.sign(body, requests.NOW + timedelta(minutes=minutes))
    assert (await requests.post(asgi, body, headers)).status == 401


async def test_within_five_minutes_it_is_taken(asgi: ingress.Ingress) -> None:
    body = requests.command()
    headers = requests.sign(body, requests.NOW - timedelta(seconds=299))
    assert (await requests.post(asgi, body, headers)).status == 200


@pytest.mark.parametrize(
    "stamp", [b"", b"now", b"-1", b"1e9", b"9" * 400, "١٢٣".encode(), b" 1763900000"]
)
async def test_a_strange_timestamp_is_refused_not_a_failure(
    asgi: ingress.Ingress, stamp: bytes
) -> None:
    headers = [(b"x-slack-request-timestamp", stamp), (b"x-slack-signature", b"v0=00")]
    assert (await requests.post(asgi, requests.command(), headers)).status == 401


async def test_wrong_or_missing_signatures_are_refused(asgi: ingress.Ingress) -> None:
    body = requests.command()
    assert (await requests.post(asgi, body, [])).status == 401
    assert (await requests.post(asgi, body, requests.sign(body, secret="other"))).status == 401
    assert (await requests.post(asgi, body + b"x", requests.sign(body))).status == 401


async def test_other_methods_and_paths_are_refused(asgi: ingress.Ingress) -> None:
    assert (await requests.post(asgi, b"", method="GET")).status == 405
    assert (await requests.post(asgi, b"", path="/slack/other")).status == 404


async def test_a_huge_body_is_refused(asgi: ingress.Ingress) -> None:
    body = b"a" * (ingress.MAX_BODY + 1)
    assert (await requests.post(asgi, body, [])).status == 413
    assert (await requests.post(asgi, body, [], parts=5)).status == 413


@pytest.mark.parametrize("body", [b"{", b"payload=%7B", b"\xff\xfe=1", b"payload=%5B%5D"])
async def test_what_cannot_be_read_is_a_400(asgi: ingress.Ingress, body: bytes) -> None:
    assert (await requests.post(asgi, body)).status == 400


async def test_url_verification_is_answered(asgi: ingress.Ingress) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "abc"}).encode()
    assert (await requests.post(asgi, body)).json == {"challenge": "abc"}


async def test_unknown_requests_are_acknowledged(asgi: ingress.Ingress) -> None:
    event = {"type": "event_callback", "event_id": "Ev1", "event": {"type": "app_home_opened"}}
    assert (await requests.post(asgi, json.dumps(event).encode())).status == 200
    action = {"type": "block_actions", "actions": [{"action_id": "unknown"}], "user": {"id": "U"}}
    assert (await requests.post(asgi, requests.interaction(action))).status == 200


def test_forms_are_read_as_the_standard_library_reads_them() -> None:
    assert payload.read(b"a=1&b=&c=%C3%A4+x&d=a%3Db&empty") == {
        "a": "1",
        "b": "",
        "c": "ä x",
        "d": "a=b",
    }
