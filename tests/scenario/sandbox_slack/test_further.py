"""Files, schedules, lost answers, the wire's drawer and places, through the real SDK and page."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.scenario.sandbox_slack.stages import Stage

RITA, LENA, INCIDENT, RANDOM = "U0RITA001", "U0LENA001", "C0INCIDENT", "C0RANDOM1"


async def test_a_file_goes_up_is_shared_and_asks_for_a_token(stage: Stage) -> None:
    await stage.do("scopes", add=["files:write", "files:read"])
    done = await stage.client.files_upload_v2(
        channel=INCIDENT, content="a,b\n1,2\n", filename="log.csv", title="Log", alt_txt="a log"
    )
    file = (await stage.client.files_info(file=done["files"][0]["id"]))["file"]
    assert (file["filetype"], file["size"], file["channels"]) == ("csv", 8, [INCIDENT])
    token = {"Authorization": f"Bearer {stage.slack.secrets.bot_token}"}
    async with aiohttp.ClientSession() as session:
        async with session.get(file["url_private"], headers=token) as answer:
            assert await answer.text() == "a,b\n1,2\n"
        async with session.get(file["url_private"], allow_redirects=False) as answer:
            assert answer.status == 302
    shown = (await stage.get("messages", user=RITA, channel=INCIDENT))["messages"][-1]
    assert shown["files"][0]["url"] == f"/page/files/{file['id']}"


async def test_a_scheduled_message_comes_when_its_time_has_come(stage: Stage) -> None:
    now = int(stage.slack.clock.now())
    made = await stage.client.chat_scheduleMessage(channel=INCIDENT, text="later", post_at=now + 60)
    listed = await stage.client.chat_scheduledMessages_list()
    assert [one["id"] for one in listed["scheduled_messages"]] == [made["scheduled_message_id"]]
    await stage.do("advance", seconds=61)
    said = (await stage.do("messages", channel=INCIDENT))["messages"][-1]
    assert said["text"] == "later"


async def test_a_lost_answer_was_acted_on(stage: Stage) -> None:
    await stage.do("lose", method="chat.postMessage")
    # The SDK's own handler for lost connections would post it a second time.
    once = AsyncWebClient(
        token=stage.slack.secrets.bot_token, base_url=stage.slack.api_url, retry_handlers=[]
    )
    with pytest.raises(aiohttp.ClientError):
        await once.chat_postMessage(channel=INCIDENT, text="said and lost")
    said = (await stage.do("messages", channel=INCIDENT))["messages"][-1]
    assert said["text"] == "said and lost"


async def test_the_wire_shows_both_ways_and_no_secret(stage: Stage) -> None:
    @stage.bolt.command("/failback-ps")
    async def command(ack: Any, client: Any) -> None:
        await client.auth_test()
        await ack("here")

    await stage.do("command", user=RITA, channel=INCIDENT, text="help")
    found = await stage.get("wire", since="0")
    names = [one["name"] for one in found["entries"]]
    assert "/failback-ps help" in names
    assert "auth.test" in names
    typed = next(one for one in found["entries"] if one["name"] == "/failback-ps help")
    assert (typed["to"], typed["status"], typed["user"]) == ("app", 200, RITA)
    assert 0 < typed["ms"] < 3000
    assert stage.slack.secrets.bot_token not in str(found)
    assert typed["request"]["response_url"].endswith("•••")
    later = await stage.get("wire", since=str(found["last"]))
    assert later["entries"] == []


async def test_what_a_private_channel_hides(stage: Stage) -> None:
    made = await stage.do("create", user=RITA, name="dr-secret", private=True)
    hers = await stage.get("bootstrap", user=RITA)
    others = await stage.get("bootstrap", user=LENA)
    assert made["channel"] in [c["id"] for c in hers["channels"]]
    assert made["channel"] not in [c["id"] for c in others["channels"]]
    listed = await stage.client.conversations_list(types="public_channel,private_channel")
    assert made["channel"] not in [c["id"] for c in listed["channels"]]


async def test_people_have_a_language_and_a_zone_and_may_be_guests(stage: Stage) -> None:
    await stage.do("person", user=RITA, guest="single", tz="Asia/Tokyo", locale="ja-JP")
    user = (await stage.client.users_info(user=RITA, include_locale=True))["user"]
    assert (user["is_restricted"], user["is_ultra_restricted"]) == (True, True)
    assert (user["tz"], user["tz_offset"], user["locale"]) == ("Asia/Tokyo", 32400, "ja-JP")
    assert user["profile"]["email"] == "rita.ortega@contoso.example", "the app has the scope"


async def test_control_passes_through_the_page(stage: Stage) -> None:
    await stage.post("control/weather", limited=True)
    assert (await stage.get("control"))["slack"]["limited"]
    fault = {"service": "slack_api", "path": "auth.test", "times": 1, "then": {"status": 503}}
    assert (await stage.post("control/faults", **fault))["id"]
    assert len((await stage.get("control"))["faults"]) == 1
    await stage.post("control/clear")
    assert (await stage.client.auth_test())["ok"]


async def test_a_bookmark_is_added_changed_listed_and_removed(stage: Stage) -> None:
    await stage.do("scopes", add=["bookmarks:write", "bookmarks:read"])
    made = await stage.client.bookmarks_add(
        channel_id=INCIDENT, title="Runbook", type="link", link="https://example.com/runbook"
    )
    known = {"channel_id": INCIDENT, "bookmark_id": made["bookmark"]["id"]}
    await stage.client.bookmarks_edit(**known, title="Failback runbook")
    (listed,) = (await stage.client.bookmarks_list(channel_id=INCIDENT))["bookmarks"]
    assert (listed["title"], listed["link"]) == ("Failback runbook", "https://example.com/runbook")
    await stage.client.bookmarks_remove(**known)
    assert (await stage.client.bookmarks_list(channel_id=INCIDENT))["bookmarks"] == []
