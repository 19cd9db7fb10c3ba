"""The Home tab over the wire: opened, acted in, kept up to date, and silent while all stays."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.slack import pace
from bot.slack.home import projector
from bot.slack.home.facts import key
from tests.scenario.bot_slack.stage import (
    BO,
    INCIDENT,
    LENA,
    MAREK,
    RITA,
    Stage,
    shown,
    until,
)
from tests.scenario.bot_slack.test_prompts import seen
from tests.unit.bot_slack import homes
from workflow import findings, incidents, scopes

LINE = "build name=oak place=north wood=pine"
JSON = dict[str, Any]


async def home(stage: Stage, user: str, words: str, seconds: float = 15) -> JSON:
    """The person's Home, once it shows the words."""

    async def look() -> JSON | None:
        found = (await stage.do("views", user=user))["home"]
        return found if found and words in shown(found) else None

    return await until(look, f"{words!r} in the Home of {user}", seconds)


async def opened(stage: Stage, user: str, words: str) -> JSON:
    await stage.do("home", user=user)
    return await home(stage, user, words)


async def click(stage: Stage, view: JSON, action_id: str, user: str, **more: Any) -> JSON:
    return await stage.do("action", user=user, view_id=view["id"], action_id=action_id, **more)


async def publishes(stage: Stage) -> list[datetime]:
    return [datetime.fromisoformat(one["at"]) for one in await stage.journal("views.publish")]


def actions(view: JSON) -> set[str]:
    return {
        e["action_id"]
        for b in view["blocks"]
        for e in [*b.get("elements", ()), b.get("accessory") or {}]
        if "action_id" in e
    }


async def test_each_sees_what_is_theirs_and_an_approval_in_the_home_counts(stage: Stage) -> None:
    """In the reader's language: Lena reads German, Rita's Spanish is not here."""
    await stage.type(LINE)
    card = await stage.see("Waiting for approval")
    lead = await opened(stage, LENA, "wartet auf Ihre Genehmigung")
    asked = await opened(stage, RITA, "Yours, under way")
    bystander = await opened(stage, BO, "Operations are asked for by")
    assert "approve" in actions(lead)
    assert "Build oak" in shown(bystander)
    for one in (asked, bystander):
        assert not actions(one) & {"approve", "deny", "done", "retry", "acknowledge"}
    assert "/archives/" in shown(asked), "with the way to the card"

    # Another's Home is not one's own: a payload that says so is refused, and says so privately.
    approve = next(
        one
        for block in lead["blocks"]
        for one in block.get("elements", ())
        if one.get("action_id") == "approve"
    )
    forged = {
        "type": "block_actions",
        "user": {"id": MAREK},
        "team": {"id": (await stage.link.identify()).team},
        "container": {"type": "view", "view_id": lead["id"]},
        "view": {"id": lead["id"], "type": "home", "hash": lead["hash"]},
        "trigger_id": "1.2.3",
        "actions": [approve | {"action_ts": "1.000001"}],
    }
    assert await stage.forge(forged) == 200
    (operation,) = await stage.workflow.desk.find()
    assert operation.votes == ()

    stage.world.gate.clear()
    await click(stage, lead, "approve", LENA)
    await home(stage, LENA, "Zurzeit wartet nichts auf Sie")
    await home(stage, BO, "Running")
    assert "Approved by" in shown(await stage.see("Approved by"))
    stage.world.gate.set()
    await home(stage, LENA, "0 Prozessserver")
    done = await stage.see("Done")
    assert done["ts"] == card["ts"]


async def test_an_open_incident_is_seen_by_everybody(stage: Stage) -> None:
    await opened(stage, BO, "What next")
    kept, everything = stage.workflow.incidents, scopes.Scope()
    severity = incidents.Severity.SEV1
    made = await kept.start("Munich is down", severity, everything, (), RITA, INCIDENT, "d-1")
    assert "1 open incident" in shown(await home(stage, BO, "Munich is down"))
    await kept.end(made.id, "", RITA, "d-2")

    async def gone() -> JSON | None:
        found: JSON = (await stage.do("views", user=BO))["home"]
        return None if "Munich is down" in shown(found) else found

    await until(gone, "a Home without the incident", 15)


async def test_a_refusal_and_an_answer_come_in_a_window(stage: Stage) -> None:
    await stage.type(LINE)
    await stage.see("Waiting for approval")
    view = await opened(stage, LENA, "Ihre Genehmigung")
    await click(stage, view, "deny", LENA)
    form = await stage.view("Es ist nichts geändert", user=LENA)
    await stage.do("leave_group", user=LENA, group="S0LEADS01")
    given = {"reason": {"reason": "not tonight"}}
    await stage.submit(form, LENA, given)
    direct = (await stage.link.client.conversations_open(users=LENA))["channel"]["id"]
    await stage.see("gehört nicht zu denen", user=LENA, channel=direct)
    for button in ("deny", "approve"):
        if button not in actions((await stage.do("views", user=LENA))["home"]):
            continue  # on a slow day her Home has found out meanwhile, and offers neither
        before = len(await stage.messages(LENA, direct))
        await click(stage, view, button, LENA)
        told = await _told(stage, "gehört nicht zu denen", direct, before)
        assert "Es ist nichts geändert" not in shown(told), "no form"
    (operation,) = await stage.workflow.desk.find()
    assert operation.votes == ()
    before = len(await stage.messages(LENA, direct))
    await click(stage, view, "run.help", LENA)
    await _told(stage, "/failback-ps", direct, before)


async def _told(stage: Stage, words: str, direct: str, before: int) -> JSON:
    """In a window, or where Slack was too busy to open one in time by a new direct message."""

    async def look() -> JSON | None:
        views: list[JSON] = (await stage.do("views", user=LENA))["views"]
        said = [*(await stage.messages(LENA, direct))[before:], *views[-1:]]
        return next((one for one in said if words in shown(one)), None)

    return await until(look, f"{words!r} in a window or a direct message")


async def test_findings_are_put_off_and_pages_turned_there(stage: Stage) -> None:
    names = [f"ps-{n:02}" for n in range(9)]
    kept = stage.workflow.findings
    await kept.record("fabric", "outdated", [seen(name) for name in names])
    view = await opened(stage, RITA, "Findings (9)")
    assert "1–6 of 9" in shown(view)
    await click(stage, view, "home-page.on", RITA)
    view = await home(stage, RITA, "7–9 of 9")
    menu = next(
        e for b in view["blocks"] for e in b.get("elements", ()) if e.get("action_id") == "finding"
    )
    await click(stage, view, "finding", RITA, value=menu["options"][0]["value"])
    await home(stage, RITA, "1 more is snoozed")
    assert len([f for f in await kept.open() if f.state is findings.State.SNOOZED]) == 1
    again = await opened(stage, RITA, "7–8 of 8")
    assert again["id"] == view["id"], "where one was"


async def test_a_vault_is_chosen_from_a_menu_and_from_what_is_typed(stage: Stage) -> None:
    """Remembered; more vaults than a menu carries are asked for."""
    now = stage.clock.now()

    async def watched(count: int) -> list[str]:
        vaults = [f"/subscriptions/s/resourcegroups/rg/vaults/rsv-{n:03}" for n in range(count)]
        seen = {one: [homes.server(n, vaults=count)] for n, one in enumerate(vaults)}
        kept = {
            vault: [replace(one, vault=vault, seen_at=now) for one in some]
            for vault, some in seen.items()
        }
        await stage.workflow.estate.record(kept, now, vaults)
        return vaults

    first, _ = await watched(2)
    view = await opened(stage, RITA, "ps-001")
    await click(stage, view, "home-vault", RITA, value=key(first))
    view = await home(stage, RITA, "Process servers (1)")
    assert "ps-001" not in shown(view)
    assert "Process servers (1)" in shown(await opened(stage, RITA, "ps-000"))

    *_, last = await watched(120)
    view = await opened(stage, RITA, "external_select")
    typed = await stage.do(
        "options", user=RITA, view_id=view["id"], action_id="home-vault", query="119"
    )
    assert [one["value"] for one in typed["options"]] == [key(last)]
    await click(stage, view, "home-vault", RITA, value=key(last))
    view = await home(stage, RITA, "ps-119")
    all_ = await stage.do(
        "options", user=RITA, view_id=view["id"], action_id="home-vault", query=""
    )
    assert "100 of 121" in shown(all_)


async def test_nothing_is_published_while_nothing_changes(stage: Stage) -> None:
    await opened(stage, RITA, "What next")
    await opened(stage, LENA, "Wie weiter?")
    await asyncio.sleep(projector.GAP)
    before = len(await publishes(stage))
    assert await stage.slack.homes.once() == 0
    for user in (RITA, LENA):
        await stage.do("home", user=user)
    stage.slack.homes.wake()
    assert await stage.slack.homes.once() == 0
    assert len(await publishes(stage)) == before
    # Who has not opened it for long is not served.
    stage.clock.ahead += projector.LIVE * 2
    await stage.workflow.findings.record("fabric", "outdated", [seen("ps-late")])
    assert await stage.slack.homes.once() == 0
    await stage.workflow.homes.opened(RITA, stage.clock.now(), None)
    await stage.slack.homes.once()
    await home(stage, RITA, "ps-late")
    assert len(await publishes(stage)) == before + 1


async def test_one_change_with_fifty_open_homes_is_fifty_publishes_spaced(stage: Stage) -> None:
    """Beside them a limit of Slack's, which is waited for."""
    people = [f"U0HOME{n:03}" for n in range(50)]
    for one in people:
        await stage.do("connect", user=one, real_name=one, team="T0OTHER", channel=INCIDENT)
    gap = 0.02
    stage.link.sender.pace.homes = pace.Bucket(
        asyncio.get_running_loop().time, a_minute=60 / gap, at_once=1
    )
    await stage.do("rate_limit", method="views.publish", times=1, retry_after=1)
    await stage.workflow.findings.record("fabric", "outdated", [seen("ps-a")])
    for one in people:
        await stage.workflow.homes.opened(one, stage.clock.now(), {})
    stage.slack.homes.wake()

    async def many() -> JSON | None:
        return {} if len(await publishes(stage)) > len(people) else None

    await until(many, "a publish for each, and the refused one", 60)
    for one in (people[0], people[24], people[-1]):
        await home(stage, one, "ps-a runs")
    assert await stage.slack.homes.once() == 0
    at = await publishes(stage)
    assert len(at) <= len(people) + 1, "the refused one is the one beside them"
    close = [b - a for a, b in itertools.pairwise(at) if (b - a).total_seconds() < gap / 2]
    assert len(close) < len(at) / 10


async def test_what_somebody_else_published_is_not_overwritten_blindly(stage: Stage) -> None:
    """Another replica was quicker: the guard refuses, and the next look shows the newest."""
    await opened(stage, RITA, "What next")
    other = {
        "type": "home",
        "blocks": [{"type": "section", "text": {"type": "plain_text", "text": "x"}}],
    }
    await stage.link.client.views_publish(user_id=RITA, view=other)
    await stage.workflow.findings.record("fabric", "outdated", [seen("ps-b")])
    await home(stage, RITA, "ps-b runs", seconds=30)
