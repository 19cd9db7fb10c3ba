"""Guests and deactivated people: what they see, where they may come, what the app is told."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from tests.scenario.sandbox_slack.stages import JSON, Stage
from tests.scenario.sandbox_slack.test_page import looking

RITA, LENA, MAREK, BO = "U0RITA001", "U0LENA001", "U0MAREK01", "U0BO00001"
BOT = "U0FAILBOT"
INCIDENT, APPROVALS, AUDIT, RANDOM = "C0INCIDENT", "C0APPROVE1", "C0AUDIT01", "C0RANDOM1"
ONCALL = "S0ONCALL1"


async def members(stage: Stage, channel: str) -> list[str]:
    found: list[str] = (await stage.client.conversations_members(channel=channel))["members"]
    return found


async def refused(stage: Stage, **arguments: Any) -> JSON:
    with pytest.raises(SlackApiError) as raised:
        await stage.client.conversations_invite(**arguments)
    answer = raised.value.response.data
    assert isinstance(answer, dict)
    return answer


async def seen(stage: Stage, user: str) -> set[str]:
    channels = (await stage.get("bootstrap", user=user))["channels"]
    return {one["id"] for one in channels if one["kind"] != "im"}


@pytest.fixture
async def inviting(stage: Stage) -> Stage:
    """The app may invite."""
    await stage.do("scopes", add=["channels:manage", "groups:write", "mpim:write", "im:write"])
    return stage


# ---- deactivated people ------------------------------------------------------------------------
async def test_who_is_deactivated_is_signed_out_and_in_no_channel(stage: Stage) -> None:
    assert RITA in await members(stage, INCIDENT)
    async with looking(stage, RITA) as rita:
        await stage.do("deactivate", user=RITA)
        await rita.hear("signed_out")
        assert await rita.is_over()
    assert (await stage.get("bootstrap", user=RITA))["error"] == "account_inactive"
    for channel in (INCIDENT, APPROVALS, RANDOM):
        assert RITA not in await members(stage, channel)
    listed = (await stage.client.users_conversations(user=RITA, types="public_channel"))["channels"]
    assert listed == []


async def test_what_a_deactivated_person_said_and_the_direct_message_stay(stage: Stage) -> None:
    said = await stage.do("say", user=RITA, channel=INCIDENT, text="I was here")
    await stage.client.chat_postMessage(channel=RITA, text="hello")
    await stage.do("deactivate", user=RITA)
    history = (await stage.client.conversations_history(channel=INCIDENT))["messages"]
    assert said["ts"] in [one["ts"] for one in history]
    listed = (await stage.client.conversations_list(types="im"))["channels"]
    assert {one["user"]: one["is_user_deleted"] for one in listed}[RITA]


async def test_a_reactivated_person_is_not_added_to_the_channels_again(stage: Stage) -> None:
    await stage.do("deactivate", user=RITA)
    await stage.do("reactivate", user=RITA)
    assert INCIDENT in await seen(stage, RITA), "public: she may come again"
    assert RITA not in await members(stage, INCIDENT)
    await stage.post("join", user=RITA, channel=INCIDENT)
    assert RITA in await members(stage, INCIDENT)


async def test_user_groups_keep_a_deactivated_member(stage: Stage) -> None:
    """Nothing public says that they leave: an app must look at the account itself."""
    await stage.do("deactivate", user=RITA)
    assert RITA in (await stage.client.usergroups_users_list(usergroup=ONCALL))["users"]
    assert (await stage.client.users_info(user=RITA))["user"]["deleted"]


async def test_a_disabled_group_is_there_only_for_who_asks_for_it(stage: Stage) -> None:
    await stage.do("disable_group", group=ONCALL)
    with pytest.raises(SlackApiError, match="no_such_subteam"):
        await stage.client.usergroups_users_list(usergroup=ONCALL)
    listed = await stage.client.usergroups_users_list(usergroup=ONCALL, include_disabled=True)
    assert RITA in listed["users"]
    ids = [one["id"] for one in (await stage.client.usergroups_list())["usergroups"]]
    assert ONCALL not in ids


# ---- guests ------------------------------------------------------------------------------------
@pytest.mark.parametrize("guest", ["multi", "single"])
async def test_a_guest_sees_the_own_channels_only(stage: Stage, guest: str) -> None:
    await stage.do("remove", channel=RANDOM, user=BO)
    assert RANDOM in await seen(stage, BO)
    async with looking(stage, BO) as bo:
        await stage.do("person", user=BO, guest=guest)
        gone = {(await bo.hear("channel_gone"))["channel"] for _ in range(3)}
        assert gone == {APPROVALS, AUDIT, RANDOM}
    assert await seen(stage, BO) == {INCIDENT}
    hidden = await stage.get("messages", user=BO, channel=RANDOM)
    assert hidden["error"] == "channel_not_found"
    assert (await stage.post("join", user=BO, channel=RANDOM))["error"] == "user_is_restricted"
    with pytest.raises(AssertionError, match="channel_not_found"):
        await stage.do("command", user=BO, channel=RANDOM, text="help")
    listed = (await stage.client.conversations_list())["channels"]
    assert RANDOM in [one["id"] for one in listed], "the app is no guest"


async def test_a_single_channel_guest_comes_into_one_channel(inviting: Stage) -> None:
    for channel in (INCIDENT, RANDOM):
        await inviting.do("remove", channel=channel, user=BO)
    await inviting.do("person", user=BO, guest="single")
    await inviting.client.conversations_invite(channel=APPROVALS, users=BO)
    answer = await refused(inviting, channel=INCIDENT, users=BO)
    assert answer["error"] == "ura_max_channels"
    assert answer["errors"] == [{"user": BO, "ok": False, "error": "ura_max_channels"}]
    asked = await inviting.post("invite", user=RITA, channel=INCIDENT, invitee=BO)
    assert asked["error"] == "ura_max_channels"
    await inviting.do("person", user=BO, guest="multi")
    await inviting.client.conversations_invite(channel=INCIDENT, users=BO)
    assert await seen(inviting, BO) == {INCIDENT, APPROVALS}


# ---- several at once ---------------------------------------------------------------------------
async def test_one_who_cannot_come_keeps_the_others_out(inviting: Stage) -> None:
    await inviting.do("remove", channel=INCIDENT, user=BO)
    answer = await refused(inviting, channel=INCIDENT, users=f"U0NONE,{BOT},{BO}")
    assert answer["error"] == "user_not_found"
    assert [(one["user"], one["error"]) for one in answer["errors"]] == [
        ("U0NONE", "user_not_found"),
        (BOT, "cant_invite_self"),
    ]
    assert BO not in await members(inviting, INCIDENT)
    await inviting.client.conversations_invite(channel=INCIDENT, users=f"U0NONE,{BO}", force=True)
    assert BO in await members(inviting, INCIDENT)


async def test_a_deactivated_person_keeps_nobody_out(inviting: Stage) -> None:
    await inviting.do("remove", channel=INCIDENT, user=BO)
    await inviting.do("deactivate", user=MAREK)
    answer = await refused(inviting, channel=INCIDENT, users=f"{MAREK},{BO}")
    assert answer["error"] == "cant_invite"
    assert BO in await members(inviting, INCIDENT)
    assert MAREK not in await members(inviting, INCIDENT)


# ---- lists -------------------------------------------------------------------------------------
async def test_a_page_of_channels_may_be_short_and_not_the_last(stage: Stage) -> None:
    everything = [one["id"] for one in (await stage.client.conversations_list())["channels"]]
    await stage.do("archive", channel=everything[0], user=RITA)
    first = await stage.client.conversations_list(exclude_archived=True, limit=1)
    assert first["channels"] == []
    found: list[str] = []
    pages = await stage.client.conversations_list(exclude_archived=True, limit=1)
    async for page in pages:
        found += [one["id"] for one in page["channels"]]
    assert found == everything[1:]


async def test_a_persons_channels_come_without_the_bots_membership(stage: Stage) -> None:
    listed = (await stage.client.users_conversations(user=RITA))["channels"]
    assert listed
    assert all("is_member" not in one and "num_members" not in one for one in listed)
