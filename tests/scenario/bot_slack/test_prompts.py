"""A finding's prompt: its menu snoozes and dismisses, for those who may, once."""

from __future__ import annotations

import dataclasses
import functools

import pytest

from bot.slack.cards import buttons
from tests.scenario.bot_slack.stage import (
    BO,
    INCIDENT,
    JSON,
    LENA,
    RITA,
    Stage,
    shown,
    until,
    values,
)
from workflow import findings


def seen(name: str, about: str = "9.61") -> findings.Observation:
    return findings.Observation(
        server=f"/fabric/processservers/{name}",
        server_name=name,
        kind="outdated",
        severity="warning",
        sentence=f"{name} runs 9.56.",
        evidence={"reminder": 3},
        channel=INCIDENT,
        about=about,
        rule="the fabric's own status",
        source="learn.microsoft.com",
    )


async def test_snoozed_from_the_menu_by_one_who_may(stage: Stage) -> None:
    await stage.workflow.findings.record("fabric", "outdated", [seen("ps-a")])
    prompt = await stage.see("ps-a runs 9.56.")
    assert "Rule: the fabric's own status" in shown(prompt)
    assert "Reminder" not in shown(prompt)

    await stage.choose(prompt, "snooze-1h", BO, action_id="finding")
    await stage.whisper("may not ask for snooze", BO)
    (still,) = await stage.workflow.findings.open()
    assert still.state is findings.State.OPEN

    await stage.choose(prompt, "snooze-1h", RITA, action_id="finding")
    snoozed = await stage.see("*Snoozed* until")
    assert snoozed["ts"] == prompt["ts"]
    assert RITA in shown(snoozed)

    await stage.choose(prompt, "snooze-until", RITA, action_id="finding")
    view = await stage.view("You hear of", user=RITA)
    wrong = {"until": {"until": "next week"}}
    refused = await stage.do("submit", user=RITA, view_id=view["id"], values=wrong)
    assert "is no moment" in str(refused["errors"])
    given = {"until": {"until": "2d"}}
    assert (await stage.do("submit", user=RITA, view_id=view["id"], values=given))[
        "result"
    ] == "closed"
    (later,) = await stage.workflow.findings.open()
    assert later.snoozed_until is not None
    assert (later.snoozed_until - stage.clock.now()).days == 1


async def test_run_here_knows_the_finding(stage: Stage) -> None:
    await stage.workflow.findings.record("fabric", "outdated", [seen("ps-a"), seen("ps-b")])
    prompt = await stage.see("ps-b runs 9.56.")
    where = {"channel": INCIDENT, "ts": prompt["ts"], "callback_id": "failback_ps_here"}
    await stage.do("shortcut", user=RITA, **where)
    view = await stage.view("What to do")
    order = {"user": RITA, "view_id": view["id"], "values": {"verb": {"verb": "snooze"}}}
    assert (await stage.do("submit", **order))["result"] == "updated"
    form = await stage.view("Finding or server")
    (found,) = [one for one in await stage.workflow.findings.open() if one.server_name == "ps-b"]
    assert form["blocks"][1]["element"]["initial_value"] == found.id, "not all of its server"
    order = {"user": RITA, "view_id": form["id"], "values": values(form, until="2 days")}
    assert (await stage.do("submit", **order))["result"] == "closed"
    await stage.whisper("Snoozed", RITA)


async def test_an_uncovered_network_is_deployed_in_from_its_prompt(stage: Stage) -> None:
    vault = "/subscriptions/s/resourcegroups/rg-v/providers/microsoft.recoveryservices/vaults/rsv"
    network = "/subscriptions/s/resourcegroups/rg-n/providers/microsoft.network/virtualnetworks/vn"
    gap = dataclasses.replace(
        seen("ps-x"),
        kind="uncovered-network",
        server=f"{network}#cs",
        server_name="vn",
        sentence="No process server.",
        evidence={"fabric": "cs", "region": "westeurope", "network": "rg-n/VN"},
    )
    await stage.workflow.findings.record(vault, "uncovered-network", [gap])
    prompt = await stage.see("No process server.")
    await stage.click(prompt, "deploy", RITA)
    view = await stage.view("westeurope", user=RITA)
    assert '"initial_value": "rsv/cs"' in shown(view)
    assert '"initial_value": "rg-n/VN"' in shown(view)


async def test_dismissed_with_a_reason_for_its_version(stage: Stage) -> None:
    await stage.workflow.findings.record("fabric", "outdated", [seen("ps-b")])
    prompt = await stage.see("ps-b runs 9.56.")
    await stage.choose(prompt, "dismiss", RITA, action_id="finding")
    view = await stage.view("may stay as it is", user=RITA)
    given = {"reason": {"reason": "is retired on Friday"}}
    done = await stage.do("submit", user=RITA, view_id=view["id"], values=given)
    assert done["result"] == "closed"
    dismissed = await stage.see("*Dismissed* by")
    assert "is retired on Friday" in shown(dismissed)
    await stage.workflow.findings.record("fabric", "outdated", [seen("ps-b", about="9.62")])
    await stage.see("Open again: ps-b is not in order.")


async def test_no_window_is_offered_where_none_is_set(stage: Stage) -> None:
    await stage.workflow.findings.record("fabric", "outdated", [seen("ps-w")])
    prompt = await stage.see("ps-w runs 9.56.")
    assert "snooze-1h" in shown(prompt)
    assert "snooze-window" not in shown(prompt)
    (finding,) = await stage.workflow.findings.open()
    value = buttons.write(buttons.Value(operation=finding.id, do="snooze-window"))
    place = {"channel_id": INCIDENT, "message_ts": prompt["ts"]}
    older = {
        "type": "block_actions",
        "team": {"id": "T0CONTOSO", "domain": "contoso"},
        "user": {"id": RITA, "team_id": "T0CONTOSO"},
        "container": {"type": "message", **place},
        "channel": {"id": INCIDENT},
        "trigger_id": "1.2.window",
        "actions": [
            {"type": "overflow", "action_id": "finding", "selected_option": {"value": value}}
        ],
    }
    assert await stage.forge(older) == 200
    await stage.whisper("no maintenance window will come", RITA)


async def refused(stage: Stage, count: int) -> JSON | None:
    told = [m for m in await stage.messages() if "that it belongs to" in shown(m)]
    return told[0] if len(told) == count else None


async def test_a_copy_of_a_prompts_buttons_does_nothing(stage: Stage) -> None:
    await stage.workflow.findings.record("fabric", "outdated", [seen("ps-c")])
    prompt = await stage.see("ps-c runs 9.56.")
    (finding,) = await stage.workflow.findings.open()
    for count, action in enumerate(("users", "upgrade", "fabric"), 1):
        place = {"channel_id": INCIDENT, "message_ts": "1.000001"}
        copied = {
            "type": "block_actions",
            "team": {"id": "T0CONTOSO", "domain": "contoso"},
            "user": {"id": RITA, "team_id": "T0CONTOSO"},
            "container": {"type": "message", **place},
            "channel": {"id": INCIDENT},
            "trigger_id": f"1.2.{action}",
            "actions": [{"type": "button", "action_id": action, "value": finding.id}],
        }
        assert await stage.forge(copied) == 200
        await until(functools.partial(refused, stage, count), f"{action} refused")
    assert (await stage.do("views", user=RITA))["views"] == []
    await stage.click(prompt, "upgrade", RITA)
    await stage.view("ps-c", user=RITA)


@pytest.mark.parametrize("many", [10])
async def test_many_at_once_are_one_message(stage: Stage, many: int) -> None:
    names = [f"ps-{n:02}" for n in range(many)]
    await stage.workflow.findings.record("fabric", "outdated", [seen(name) for name in names])
    digest = await stage.see("10 findings at once")
    assert all(name in shown(digest) for name in names)
    await stage.workflow.findings.record("fabric", "outdated", [])
    closed = await stage.see("Resolved: all of 10 findings")
    assert closed["ts"] == digest["ts"]
    assert len([m for m in await stage.messages(LENA) if m["ts"] != digest["ts"]]) <= 1
