"""A fabric's upgrade on one card: edited as it moves, with the next step, closed by itself."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

from bot.cli import plain
from bot.slack.cards import upgrade_plans as cards
from commands.upgrade_plan import Role, Row, Stand
from core import language
from tests.scenario.bot_slack.stage import INCIDENT, RITA, Stage, shown
from workflow import upgrade_plans

SINCE = datetime(2026, 11, 23, 12, tzinfo=UTC)
SERVER = Row(role=Role.SERVER, name="cs-1", stand=Stand.CURRENT, version="9.61.1.1")
OLD = Row(
    role=Role.PROCESS_SERVER,
    name="ps-old",
    stand=Stand.READY,
    version="9.57.1.1",
    target="9.61.1.1",
    hops=("9.61.1.1",),
)
AGENTS = Row(role=Role.AGENTS, name="", stand=Stand.WAITS, version="9.50.1.1", count=3)


async def opened(stage: Stage, *rows: Row) -> tuple[upgrade_plans.UpgradePlan, bool]:
    said = [row.to_json() for row in rows]
    kept = stage.workflow.upgrade_plans
    return await kept.open("/Fabric", "cs-1", said, person=RITA, channel=INCIDENT)


async def test_one_card_offers_the_next_step_and_closes_itself(stage: Stage) -> None:
    plan, new = await opened(stage, SERVER, OLD, AGENTS)
    assert new
    card = await stage.see("can be upgraded now")
    assert "(3 to update; the oldest has 9.50.1.1)" in shown(card)
    again, new = await opened(stage, SERVER, OLD, AGENTS)
    assert (again.id, again.version, new) == (plan.id, 1, False)

    await stage.click(card, "offer", RITA)
    await stage.view("ps-old", user=RITA)

    before = await stage.workflow.posts.get(f"upgrade-plan:{plan.id}")
    await stage.type("build place=north wood=pine name=hut")
    await stage.see("Waiting for approval")
    after = await stage.workflow.posts.get(f"upgrade-plan:{plan.id}")
    assert before is not None
    assert after is not None
    assert after.wanted > before.wanted, "operations begin and end on it"

    current = dataclasses.replace(OLD, stand=Stand.CURRENT, version="9.61.1.1", hops=())
    agents = dataclasses.replace(AGENTS, stand=Stand.CURRENT, version="", count=0)
    rows = [row.to_json() for row in (SERVER, current, agents)]
    await stage.workflow.upgrade_plans.bring(plan.id, rows, over=True)
    closed = await stage.see("All of cs-1 is current since")
    assert closed["ts"] == card["ts"]
    assert "Upgrade ps-old" not in shown(closed)
    told = await stage.see("Done: all of cs-1 is current.")
    assert told["thread_ts"] == card["ts"]
    anew, new = await opened(stage, SERVER, OLD)
    assert new
    assert anew.id != plan.id


def test_who_is_at_work_is_named_and_not_offered_again() -> None:
    rows = [row.to_json() for row in (SERVER, OLD, AGENTS)]
    plan = upgrade_plans.UpgradePlan(
        id="up-1",
        fabric="/fabric",
        name="cs-1",
        channel=INCIDENT,
        rows=rows,
        version=1,
        opened_at=SINCE,
        opened_by=RITA,
        acting={"ps-old": "op-7f3k2qhd45"},
    )
    for spoken in language.LANGUAGES:
        said = plain.card(cards.render(plan, language.of(spoken)))
        assert "op-7f3k2qhd45" in said
        assert "Buttons" not in said
    gone = dataclasses.replace(plan, rows=[], closed_at=SINCE)
    assert "in its vault no more" in plain.card(cards.render(gone, language.of("en")))
