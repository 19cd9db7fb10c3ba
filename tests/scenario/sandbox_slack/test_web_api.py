"""The Web API by the real SDK: answers, refusals, sizes, limits."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack import triggers
from sandbox.slack.refusals import SlackError
from tests.scenario.sandbox_slack.stages import Stage

RITA, BO, INCIDENT, RANDOM = "U0RITA001", "U0BO00001", "C0INCIDENT", "C0RANDOM1"
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}
TITLE = {"type": "plain_text", "text": "Deploy"}


async def refused(coroutine: Any) -> dict[str, Any]:
    with pytest.raises(SlackApiError) as caught:
        await coroutine
    answer = caught.value.response
    return {"status": answer.status_code, "headers": answer.headers, **answer.data}


async def test_the_token_says_who_one_is(stage: Stage) -> None:
    me = await stage.client.auth_test()
    assert (me["team_id"], me["user_id"], me["bot_id"]) == ("T0CONTOSO", "U0FAILBOT", "B0FAILBOT")
    stranger = AsyncWebClient(token="xoxb-wrong", base_url=stage.slack.api_url)
    assert (await refused(stranger.auth_test()))["error"] == "invalid_auth"
    nobody = AsyncWebClient(base_url=stage.slack.api_url)
    assert (await refused(nobody.auth_test()))["error"] == "not_authed"


async def test_posting_where_the_bot_may_not(stage: Stage) -> None:
    post = stage.client.chat_postMessage
    assert (await refused(post(channel=RANDOM, text="x")))["error"] == "not_in_channel"
    assert (await refused(post(channel="C0NOWHERE", text="x")))["error"] == "channel_not_found"
    assert (await refused(post(channel=INCIDENT)))["error"] == "no_text"
    await stage.do("invite", channel=RANDOM, user="U0FAILBOT")
    assert (await post(channel=RANDOM, text="now"))["ok"]
    await stage.do("remove", channel=RANDOM, user="U0FAILBOT")
    assert (await refused(post(channel=RANDOM, text="x")))["error"] == "not_in_channel"


async def test_editing_keeps_metadata_and_drops_blocks_that_are_not_sent(stage: Stage) -> None:
    client = stage.client
    metadata = {"event_type": "card", "event_payload": {"key": "op-1"}}
    said = await client.chat_postMessage(
        channel=INCIDENT, text="a", blocks=[SECTION], metadata=metadata
    )
    await client.chat_update(channel=INCIDENT, ts=said["ts"], text="b")
    found = await client.conversations_history(
        channel=INCIDENT, include_all_metadata=True, oldest=said["ts"], inclusive=True
    )
    [message] = found["messages"]
    assert message["text"] == "b"
    assert "blocks" not in message
    assert message["metadata"] == metadata
    without = await client.conversations_history(channel=INCIDENT, limit=1)
    assert "metadata" not in without["messages"][0]
    lost = await refused(client.chat_update(channel=INCIDENT, ts="1.000001", text="b"))
    assert lost["error"] == "message_not_found"
    hers = await stage.do("say", user=RITA, channel=INCIDENT, text="mine")
    foreign = await refused(client.chat_update(channel=INCIDENT, ts=hers["ts"], text="b"))
    assert foreign["error"] == "cant_update_message"


async def test_a_thread_is_counted_at_its_parent(stage: Stage) -> None:
    parent = await stage.client.chat_postMessage(channel=INCIDENT, text="card")
    for text in ("one", "two"):
        await stage.client.chat_postMessage(channel=INCIDENT, text=text, thread_ts=parent["ts"])
    thread = await stage.client.conversations_replies(channel=INCIDENT, ts=parent["ts"])
    assert [m["text"] for m in thread["messages"]] == ["card", "one", "two"]
    assert thread["messages"][0]["reply_count"] == 2
    history = await stage.client.conversations_history(channel=INCIDENT, limit=1)
    assert [m["text"] for m in history["messages"]] == ["card"]
    assert history["has_more"]
    link = await stage.client.chat_getPermalink(channel=INCIDENT, message_ts=parent["ts"])
    assert f"/archives/{INCIDENT}/p" in link["permalink"]


def button(**more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "Go"}} | more


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


@pytest.mark.parametrize(
    ("blocks", "place"),
    [
        ([SECTION] * 51, "/blocks]"),
        ([{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}], "/0/text/text"),
        ([{"type": "section", "text": {"type": "mrkdwn", "text": ""}}], "/blocks/0/text/text"),
        ([{"type": "section"}], "/blocks/0/type]"),
        ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "/blocks/0/text/type"),
        ([{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}], "/blocks/0/text"),
        ([{"type": "nonsense"}], "/blocks/0/type"),
        ([actions(button(text={"type": "plain_text", "text": "x" * 76}))], "/elements/0/text/text"),
        ([actions(button(value="x" * 2001))], "/blocks/0/elements/0/value"),
        ([actions(button(style="loud"))], "/blocks/0/elements/0/style"),
        ([actions(button(), button())], "/blocks/0/elements/1/action_id"),
        ([actions(*[button(action_id=str(n)) for n in range(26)])], "/blocks/0/elements]"),
        ([SECTION | {"block_id": "b"}, SECTION | {"block_id": "b"}], "/blocks/1/block_id"),
        ([SECTION | {"fields": [{"type": "mrkdwn", "text": "x" * 2001}]}], "/blocks/0/fields/0"),
        ([{"type": "context", "elements": []}], "/blocks/0/elements"),
    ],
)  # fmt: skip
async def test_blocks_that_slack_refuses(stage: Stage, blocks: Any, place: str) -> None:
    answer = await refused(stage.client.chat_postMessage(channel=INCIDENT, text="x", blocks=blocks))
    assert answer["error"] == "invalid_blocks"
    messages = answer["response_metadata"]["messages"]
    assert any(place in message for message in messages)
    assert [f"[ERROR] {one}" for one in answer["errors"]] == messages


async def test_modals_that_slack_refuses(stage: Stage) -> None:
    field = {"type": "input", "label": TITLE, "element": {"type": "plain_text_input"}}
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"title": {"type": "plain_text", "text": "x" * 25}}, "/view/title/text"),
        ({"private_metadata": "x" * 3001}, "/view/private_metadata"),
        ({"blocks": [SECTION] * 101}, "/view/blocks"),
        ({"blocks": [field]}, "/view/blocks/0/input"),
        ({"type": "home"}, "/view/type"),
    ]
    for change, place in wrong:
        trigger = stage.slack.triggers.issue(RITA)
        view = {"type": "modal", "title": TITLE, "blocks": [SECTION]} | change
        answer = await refused(stage.client.views_open(trigger_id=trigger, view=view))
        assert answer["error"] == "invalid_arguments"
        assert any(place in m for m in answer["response_metadata"]["messages"]), change


async def test_a_trigger_opens_one_view_within_three_seconds(stage: Stage) -> None:
    view = {"type": "modal", "title": TITLE, "blocks": [SECTION], "external_id": "mine"}
    trigger = stage.slack.triggers.issue(RITA)
    opened = await stage.client.views_open(trigger_id=trigger, view=view)
    again = await refused(stage.client.views_open(trigger_id=trigger, view=view))
    assert again["error"] in ("exchanged_trigger_id", "duplicate_external_id")
    del view["external_id"]
    again = await refused(stage.client.views_open(trigger_id=trigger, view=view))
    assert again["error"] == "exchanged_trigger_id"

    found = await stage.client.views_update(external_id="mine", view=view)
    assert found["view"]["id"] == opened["view"]["id"]
    stale = await refused(
        stage.client.views_update(
            view_id=opened["view"]["id"], hash=opened["view"]["hash"], view=view
        )
    )
    assert stale["error"] == "hash_conflict"


def test_a_trigger_is_too_old_after_three_seconds() -> None:
    now = [100.0]
    some = triggers.Triggers(monotonic=lambda: now[0])
    young, old = some.issue(RITA), some.issue(RITA)
    now[0] += 2.9
    assert some.use(young).user == RITA
    now[0] += 0.2
    with pytest.raises(SlackError, match="expired_trigger_id"):
        some.use(old)
    with pytest.raises(SlackError, match="invalid_trigger_id"):
        some.use("1.2.never")


async def test_three_views_are_the_deepest_stack(stage: Stage) -> None:
    view = {"type": "modal", "title": TITLE, "blocks": [SECTION]}
    top = await stage.client.views_open(trigger_id=stage.slack.triggers.issue(RITA), view=view)
    for _ in range(2):
        trigger = stage.slack.triggers.issue(RITA, top["view"]["id"])
        top = await stage.client.views_push(trigger_id=trigger, view=view)
    trigger = stage.slack.triggers.issue(RITA, top["view"]["id"])
    answer = await refused(stage.client.views_push(trigger_id=trigger, view=view))
    assert answer["error"] == "push_limit_reached"
    await stage.do("close", user=RITA, view_id=top["view"]["id"])
    assert len((await stage.do("views", user=RITA))["views"]) == 2


async def test_people_and_groups(stage: Stage) -> None:
    users = await stage.client.usergroups_users_list(usergroup="S0LEADS01")
    assert users["users"] == ["U0LENA001", "U0MAREK01"]
    await stage.do("leave_group", user="U0MAREK01", group="S0LEADS01")
    users = await stage.client.usergroups_users_list(usergroup="S0LEADS01")
    assert users["users"] == ["U0LENA001"]
    await stage.do("deactivate", user=BO)
    person = (await stage.client.users_info(user=BO))["user"]
    assert person["deleted"]
    assert (await refused(stage.client.users_info(user="U0NOBODY")))["error"] == "user_not_found"
    missing = await refused(stage.client.usergroups_users_list(usergroup="S0NONE"))
    assert missing["error"] == "no_such_subteam"
    listed = await stage.client.users_list(limit=2)
    assert len(listed["members"]) == 2
    assert listed["response_metadata"]["next_cursor"]


async def test_limits_and_scopes_can_be_switched(stage: Stage) -> None:
    await stage.do("rate_limit", method="chat.postMessage", times=1, retry_after=7)
    answer = await refused(stage.client.chat_postMessage(channel=INCIDENT, text="x"))
    assert (answer["status"], answer["error"]) == (429, "ratelimited")
    assert answer["headers"]["Retry-After"] == "7"
    assert (await stage.client.chat_postMessage(channel=INCIDENT, text="x"))["ok"]

    await stage.do("rate_limit", enforce=True)
    many = [stage.client.chat_postMessage(channel=INCIDENT, text="x") for _ in range(12)]
    answers = await asyncio.gather(*many, return_exceptions=True)
    assert any("ratelimited" in str(answer) for answer in answers)
    await stage.do("rate_limit", enforce=False)

    await stage.do("scopes", remove=["usergroups:read"])
    answer = await refused(stage.client.usergroups_users_list(usergroup="S0LEADS01"))
    assert (answer["error"], answer["needed"]) == ("missing_scope", "usergroups:read")


async def test_a_full_minute_is_refused_until_time_goes_on(stage: Stage) -> None:
    await stage.do("rate_limit", enforce=True)
    many = [stage.client.usergroups_list() for _ in range(40)]  # tier 2: 20 a minute
    answers = await asyncio.gather(*many, return_exceptions=True)
    refusals = [one.response for one in answers if isinstance(one, SlackApiError)]
    assert len(answers) - len(refusals) in range(20, 30)
    assert {one.status_code for one in refusals} == {429}
    after = int(refusals[-1].headers["Retry-After"])
    assert after in (1, 2, 3)
    await stage.client.users_list()
    await stage.do("advance", seconds=after)
    await stage.client.usergroups_list()


async def test_of_an_attachment_slack_keeps_what_it_knows(stage: Stage) -> None:
    given = {"text": "known", "colour": "unknown", "fields": "no list", "footer": "kept"}
    said = await stage.client.chat_postMessage(channel=INCIDENT, text="x", attachments=[given])
    known = {"id": 1, "fallback": "known", "text": "known", "footer": "kept"}
    assert said["message"]["attachments"] == [known]


async def test_faults_and_journal_of_the_control_endpoint_reach_slack(stage: Stage) -> None:
    order = {"service": "slack_api", "method": "POST", "path": "chat.postMessage", "times": 1}
    stage.control.fault(order | {"then": {"status": 503, "headers": {}, "body": {}}})
    answer = await refused(stage.client.chat_postMessage(channel=INCIDENT, text="lost"))
    assert answer["status"] == 503
    await stage.client.chat_postMessage(channel=INCIDENT, text="kept")
    entries = stage.control.entries(service="slack_api", path="chat.postMessage")
    assert [e["status"] for e in entries] == [503, 200]
    assert "kept" in str(entries[-1]["body"])
    assert stage.slack.secrets.bot_token not in str(entries)
