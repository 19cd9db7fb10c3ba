"""Tokens that Slack refuses stop the start; a connection says whether it works."""

from __future__ import annotations

from pathlib import Path

import pytest
import structlog

from bot.slack import app, connection, socket
from sandbox import launch
from tests.scenario.bot_slack.stage import INCIDENT, LENA, RITA, Stage, until
from workflow import people

TEAM = "T0CONTOSO"


async def test_a_wrong_bot_token_is_told_without_showing_it(tmp_path: Path) -> None:
    running = await launch.start(only="slack", data_dir=tmp_path)
    link = connection.connect("xoxb-wrong-token", running.settings["SLACK_API_URL"])
    with pytest.raises(connection.NotAccepted) as caught:
        await link.identify()
    assert "xoxb-wrong-token" not in str(caught.value)
    assert "SLACK_BOT_TOKEN" in caught.value.remedy
    await link.close()
    await running.stop()


async def test_a_wrong_app_token_is_fatal_and_not_a_loop(tmp_path: Path) -> None:
    running = await launch.start(only="slack", mode="socket", data_dir=tmp_path)
    link = connection.connect(
        running.settings["SLACK_BOT_TOKEN"], running.settings["SLACK_API_URL"]
    )
    bolt = app.make_bolt(link.client, await link.identify())
    wrong = socket.Socket(bolt, link.client, "xapp-wrong-token")
    with pytest.raises(connection.NotAccepted) as caught:
        await wrong.start()
    assert "xapp-wrong-token" not in str(caught.value)
    await link.close()
    await running.stop()


async def test_it_is_told_when_socket_mode_is_switched_off(tmp_path: Path) -> None:
    running = await launch.start(only="slack", mode="socket", data_dir=tmp_path)
    assert running.slack is not None
    await running.slack.acts.do_disconnect({"reason": "link_disabled"})
    link = connection.connect(
        running.settings["SLACK_BOT_TOKEN"], running.settings["SLACK_API_URL"]
    )
    bolt = app.make_bolt(link.client, await link.identify())
    vain = socket.Socket(bolt, link.client, running.settings["SLACK_APP_TOKEN"])
    with structlog.testing.capture_logs() as told:
        await vain.start()
    assert [one["told"] for one in told if one["event"] == "slack_warns_of_connection"] == [
        "[WARN] Socket Mode is not turned on."
    ]
    await vain.close()
    await link.close()
    await running.stop()


async def ready(stage: Stage) -> dict[str, str] | None:
    return {"status": "ready"} if not await stage.slack.lacking() else None


@pytest.mark.parametrize("mode", ["socket"])
async def test_a_refreshed_socket_stays_healthy(stage: Stage, mode: str) -> None:
    await until(lambda: ready(stage), "readiness")
    await stage.do("disconnect", reason="refresh_requested")
    await until(lambda: ready(stage), "readiness after the refresh")
    await stage.type("houses")
    await stage.see("Houses")


async def test_the_directory_knows_people_and_groups_as_they_are_now(stage: Stage) -> None:
    directory = stage.link.directory
    lena = await directory.person(LENA)
    assert (lena.name, lena.active, lena.is_bot) == ("Lena Vogel", True, False)
    assert not (await directory.person("U0NOBODY1")).active
    assert LENA in await directory.members("S0LEADS01", fresh=False)
    assert await directory.members("S0NOGROUP", fresh=True) == frozenset()
    await stage.do("leave_group", user=LENA, group="S0LEADS01")
    assert LENA in await directory.members("S0LEADS01", fresh=False)
    assert LENA not in await directory.members("S0LEADS01", fresh=True)
    await stage.do("deactivate", user=RITA)
    assert not (await directory.person(RITA)).active


async def test_only_people_of_the_own_workspace_are_full_members(stage: Stage) -> None:
    where = {"team": "T0FABRIKAM", "channel": INCIDENT}
    await stage.do("connect", user="U0OTHER01", real_name="Olga", **where)
    await stage.do("connect", user="U0SISTER1", real_name="Sia", teams=["T0SISTER1", TEAM], **where)
    person = stage.link.directory.person
    assert (await person("U0OTHER01")).guest
    assert not (await person("U0SISTER1")).guest
    assert not (await person(LENA)).guest


async def test_a_lead_of_another_workspace_cannot_approve(stage: Stage) -> None:
    await stage.do(
        "connect", user="U0OTHER01", real_name="Olga", team="T0FABRIKAM", channel=INCIDENT
    )
    await stage.do("join_group", user="U0OTHER01", group="S0LEADS01")
    await stage.type("build place=north wood=pine name=hut")
    await stage.click(await stage.see("Waiting for approval"), "approve", "U0OTHER01")
    assert "guest" in str(await stage.whisper("full members", "U0OTHER01"))
    assert (await stage.workflow.desk.find())[0].votes == ()


async def test_no_answer_about_a_group_is_no_members(stage: Stage) -> None:
    await stage.call(
        "faults",
        {
            "service": "slack_api",
            "method": "GET",
            "path": "usergroups.users.list",
            "times": 1,
            "then": {"status": 503, "headers": {}, "body": {"ok": False, "error": "fatal_error"}},
        },
    )
    with pytest.raises(people.Unreachable):
        await stage.link.directory.members("S0LEADS01", fresh=True)
    assert LENA in await stage.link.directory.members("S0LEADS01", fresh=True)


async def test_without_the_scope_for_addresses_it_does_not_start_and_no_vote_counts(
    stage: Stage,
) -> None:
    await stage.type("build place=north wood=pine name=hut")
    card = await stage.see("Waiting for approval")
    await stage.do("scopes", remove=["users:read.email"])
    with pytest.raises(connection.NotAccepted, match=r"lacks the scope users:read\.email"):
        await stage.link.identify()
    await stage.click(card, "approve", LENA)
    await stage.whisper("keine E-Mail-Adresse", LENA)
    assert (await stage.workflow.desk.find())[0].votes == ()
    await stage.do("scopes", add=["users:read.email"])
    await stage.click(card, "approve", LENA)
    await stage.see("*Done")
