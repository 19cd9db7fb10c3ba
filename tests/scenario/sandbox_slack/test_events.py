"""The Events API: each kind of event that an app may subscribe to, and Slack's limit of them."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.scenario.sandbox_slack.stages import JSON, Stage

RITA, LENA, BO, BOT = "U0RITA001", "U0LENA001", "U0BO00001", "U0FAILBOT"
INCIDENT, RANDOM = "C0INCIDENT", "C0RANDOM1"
EVERY = (
    "app_mention", "message.channels", "message.channel", "message.groups", "message.group",
    "message.im", "message.mpim", "reaction_added", "reaction_removed", "pin_added", "pin_removed",
    "member_joined_channel", "member_left_channel", "channel_created", "channel_archive",
    "channel_unarchive", "channel_rename", "group_archive", "group_unarchive", "group_rename",
    "file_shared",
)  # fmt: skip


class Heard:
    """What the real Bolt app got, in order."""

    def __init__(self) -> None:
        self.bodies: asyncio.Queue[JSON] = asyncio.Queue()

    async def next(self, kind: str, subtype: str | None = None) -> JSON:
        """The next event of that kind; others are passed over."""
        async with asyncio.timeout(5):
            while True:
                event: JSON = (await self.bodies.get())["event"]
                if (event["type"], event.get("subtype", subtype)) == (kind, subtype):
                    return event


@pytest.fixture
async def heard(stage: Stage) -> Heard:
    """Everything is subscribed to."""
    ears = Heard()

    @stage.bolt.use
    async def listen(body: JSON, next: Any) -> None:  # noqa: A002 - Bolt's own name
        if "event" in body:
            ears.bodies.put_nowait(body)
        await next()

    async def take() -> None:
        pass

    for kind in {name.partition(".")[0] for name in EVERY}:
        stage.bolt.event({"type": kind, "subtype": None} if kind == "message" else kind)(take)
    for subtype in ("message_changed", "message_deleted", "file_share", "channel_join"):
        stage.bolt.event({"type": "message", "subtype": subtype})(take)
    await stage.do("manifest", events=list(EVERY))
    return ears


async def test_a_message_its_edit_and_its_end(stage: Stage, heard: Heard) -> None:
    said = await stage.do("say", user=RITA, channel=INCIDENT, text="first")
    event = await heard.next("message")
    assert (event["user"], event["text"], event["ts"]) == (RITA, "first", said["ts"])
    assert event["channel_type"] == "channel"
    await stage.do("edit", user=RITA, channel=INCIDENT, ts=said["ts"], text="second")
    event = await heard.next("message", "message_changed")
    assert (event["previous_message"]["text"], event["message"]["text"]) == ("first", "second")
    assert event["hidden"]
    await stage.do("delete", channel=INCIDENT, ts=said["ts"])
    event = await heard.next("message", "message_deleted")
    assert (event["deleted_ts"], event["previous_message"]["text"]) == (said["ts"], "second")


async def test_a_reply_carries_its_thread(stage: Stage, heard: Heard) -> None:
    said = await stage.do("say", user=RITA, channel=INCIDENT, text="parent")
    await heard.next("message")
    await stage.do("say", user=LENA, channel=INCIDENT, text="reply", thread_ts=said["ts"])
    assert (await heard.next("message"))["thread_ts"] == said["ts"]


async def test_a_mention_is_told_twice(stage: Stage, heard: Heard) -> None:
    await stage.do("say", user=RITA, channel=INCIDENT, text="@failback-ps hello")
    kinds = {(await heard.bodies.get())["event"]["type"] for _ in range(2)}
    assert kinds == {"message", "app_mention"}


async def test_an_edited_mention_is_told_again(stage: Stage, heard: Heard) -> None:
    """With `edited`, by which an app knows it (https://github.com/slackapi/bolt-js/issues/960)."""
    said = await stage.do("say", user=RITA, channel=INCIDENT, text="@failback-ps hello")
    assert "edited" not in await heard.next("app_mention")
    await stage.do("edit", user=RITA, channel=INCIDENT, ts=said["ts"], text="@failback-ps hi")
    event = await heard.next("app_mention")
    assert (event["ts"], event["edited"]["user"]) == (said["ts"], RITA)


async def test_direct_messages_alone_and_in_a_group(stage: Stage, heard: Heard) -> None:
    await stage.do("say", user=RITA, channel="D0RITA001", text="psst")
    assert (await heard.next("message"))["channel_type"] == "im"
    group = await stage.do("dm", users=[RITA, LENA, BOT])
    await stage.do("say", user=RITA, channel=group["channel"], text="we three")
    assert (await heard.next("message"))["channel_type"] == "mpim"


async def test_what_is_said_where_the_bot_is_not_stays_there(stage: Stage, heard: Heard) -> None:
    await stage.do("say", user=RITA, channel=RANDOM, text="@failback-ps unheard")
    await stage.do("say", user=RITA, channel=INCIDENT, text="heard")
    assert (await heard.next("message"))["text"] == "heard"


async def test_the_bots_own_posts_are_not_told_to_it(stage: Stage, heard: Heard) -> None:
    await stage.client.chat_postMessage(channel=INCIDENT, text="mine")
    await stage.do("say", user=RITA, channel=INCIDENT, text="hers")
    assert (await heard.next("message"))["text"] == "hers"


async def test_reactions(stage: Stage, heard: Heard) -> None:
    said = await stage.client.chat_postMessage(channel=INCIDENT, text="card")
    click: JSON = {"user": RITA, "channel": INCIDENT, "ts": said["ts"], "name": "eyes"}
    await stage.do("react", **click)
    event = await heard.next("reaction_added")
    assert (event["user"], event["reaction"], event["item_user"]) == (RITA, "eyes", BOT)
    assert event["item"] == {"type": "message", "channel": INCIDENT, "ts": said["ts"]}
    await stage.do("react", **click, remove=True)
    assert (await heard.next("reaction_removed"))["reaction"] == "eyes"


async def test_pins(stage: Stage, heard: Heard) -> None:
    said = await stage.client.chat_postMessage(channel=INCIDENT, text="card")
    body: JSON = {"user": RITA, "channel": INCIDENT, "ts": said["ts"]}
    assert (await stage.post("pin", **body))["ok"]
    event = await heard.next("pin_added")
    assert (event["channel_id"], event["pin_count"]) == (INCIDENT, 1)
    assert event["item"]["message"]["ts"] == said["ts"]
    assert (await stage.post("pin", **body, remove=True))["ok"]
    assert (await heard.next("pin_removed"))["pin_count"] == 0


async def test_members_come_and_go(stage: Stage, heard: Heard) -> None:
    await stage.do("invite", channel=RANDOM, user=BOT)
    event = await heard.next("member_joined_channel")
    assert (event["user"], event["channel"], event["channel_type"]) == (BOT, RANDOM, "C")
    await stage.do("remove", channel=RANDOM, user=BO)
    event = await heard.next("member_left_channel")
    assert (event["user"], event["channel"]) == (BO, RANDOM)


async def test_the_life_of_a_channel(stage: Stage, heard: Heard) -> None:
    made = (await stage.do("create", user=RITA, name="dr-next"))["channel"]
    created = (await heard.next("channel_created"))["channel"]
    assert (created["id"], created["name"], created["creator"]) == (made, "dr-next", RITA)
    await stage.do("rename", channel=made, name="dr-later", user=RITA)
    assert (await heard.next("channel_rename"))["channel"]["name"] == "dr-later"
    await stage.do("archive", channel=made, user=RITA)
    assert (await heard.next("channel_archive"))["channel"] == made
    await stage.do("archive", channel=made, user=RITA, archived=False)
    assert (await heard.next("channel_unarchive"))["user"] == RITA


async def test_the_life_of_a_private_channel_with_the_bot_in_it(stage: Stage, heard: Heard) -> None:
    made = (await stage.do("create", user=RITA, name="dr-hush", private=True, members=[BOT]))[
        "channel"
    ]
    await stage.do("say", user=RITA, channel=made, text="hush")
    assert (await heard.next("message"))["channel_type"] == "group"
    await stage.do("archive", channel=made, user=RITA)
    assert (await heard.next("group_archive"))["channel"] == made


async def test_a_file_is_shared(stage: Stage, heard: Heard) -> None:
    sent = await stage.do("upload", user=RITA, channel=INCIDENT, name="a.csv", content="YSxi")
    assert (await heard.next("message", "file_share"))["files"][0]["id"] == sent["file"]
    event = await heard.next("file_shared")
    assert (event["file_id"], event["user_id"]) == (sent["file"], RITA)


async def test_above_the_limit_slack_says_so_instead(stage: Stage, heard: Heard) -> None:
    await stage.do("event_limit", per_hour=1)
    await stage.do("say", user=RITA, channel=INCIDENT, text="one")
    await stage.do("say", user=RITA, channel=INCIDENT, text="two")
    assert (await heard.next("message"))["text"] == "one"
    await stage.do("event", event={"type": "reaction_added"})
    limited = await _limited(stage)
    assert limited["minute_rate_limited"] % 60 == 0
    assert (limited["team_id"], limited["api_app_id"]) == ("T0CONTOSO", "A0FAILBOT")
    assert heard.bodies.empty()
    await stage.do("advance", seconds=3601)
    await stage.do("say", user=RITA, channel=INCIDENT, text="three")
    assert (await heard.next("message"))["text"] == "three"


async def _limited(stage: Stage) -> JSON:
    """The payload of app_rate_limited as it went over the wire."""
    entries = (await stage.get("wire", since="0"))["entries"]
    sent = [e["request"] for e in entries if e["to"] == "app"]
    return next(one for one in sent if one.get("type") == "app_rate_limited")


async def test_a_new_request_url_is_asked_for_the_challenge(mode: str, stage: Stage) -> None:
    if mode == "socket":
        with pytest.raises(AssertionError, match="no request URL"):
            await stage.do("verify_url")
        return
    assert (await stage.do("verify_url", challenge="abc"))["verified"]
