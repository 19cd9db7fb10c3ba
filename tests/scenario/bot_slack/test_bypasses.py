"""Every way round an approval gate that the field knows, tried on this one."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from tests.scenario.bot_slack.stage import BO, INCIDENT, LENA, MAREK, RITA, Stage, shown
from workflow import operations
from workflow.operations import State

LINE = "build place=north wood=pine name=hut"


async def waiting(
    stage: Stage, by: str = RITA, line: str = LINE
) -> tuple[operations.Operation, Any]:
    """An operation that waits for approval, and its card."""
    await stage.type(line, user=by)
    name = line.rpartition("=")[2]
    card = await stage.see(f"Build {name} of")
    (operation,) = [o for o in await stage.workflow.desk.find() if o.values["name"] == name]
    return operation, card


async def unmoved(stage: Stage, operation: operations.Operation) -> None:
    """Nobody's vote counted, nothing ran."""
    fresh = await stage.workflow.desk.get(operation.id)
    assert fresh.state is State.AWAITING_APPROVAL
    assert fresh.votes == ()
    assert stage.world.made == []


def click(operation: operations.Operation, card: Any, by: str = LENA, **changes: Any) -> Any:
    """A click on *Approve*, as Slack would send it."""
    button = next(
        e for b in card["blocks"] for e in b.get("elements", ()) if e.get("action_id") == "approve"
    )
    place = {"channel_id": INCIDENT, "message_ts": card["ts"]}
    return {
        "type": "block_actions",
        "team": {"id": "T0CONTOSO", "domain": "contoso"},
        "user": {"id": by, "team_id": "T0CONTOSO"},
        "api_app_id": "A0FAILBOT",
        "container": {"type": "message", **place},
        "channel": {"id": INCIDENT},
        "message": {"ts": card["ts"]},
        "trigger_id": "1.2.3",
        "actions": [
            {
                "type": "button",
                "block_id": "x",
                "action_id": "approve",
                "action_ts": f"{time.time():.6f}",
                "value": button["value"],
            }
        ],
        **changes,
    }


async def test_an_admin_cannot_approve_what_they_asked_for(stage: Stage) -> None:
    operation, card = await waiting(stage, LENA)  # an admin, on call and a lead
    await stage.click(card, "approve", LENA)
    await stage.whisper("Das haben Sie selbst angefordert", LENA)
    await unmoved(stage, operation)


async def test_who_left_the_group_a_second_before_is_no_approver(stage: Stage) -> None:
    operation, card = await waiting(stage)
    await stage.do("leave_group", user=LENA, group="S0LEADS01")
    await stage.click(card, "approve", LENA)
    refused = await stage.whisper("gehört nicht zu denen", LENA)
    assert "Entscheiden kann: <!subteam^S0LEADS01>" in shown(refused)
    await unmoved(stage, operation)


async def test_who_was_deactivated_a_second_before_is_nobody(stage: Stage) -> None:
    operation, card = await waiting(stage)
    payload = click(operation, card)
    await stage.do("deactivate", user=LENA)
    assert await stage.forge(payload) == 200
    await unmoved(stage, operation)


async def test_a_card_whose_plan_has_changed_runs_nothing(stage: Stage) -> None:
    operation, card = await waiting(stage)
    stage.world.street = "Oak Street"
    await stage.click(card, "approve", LENA)
    stale = await stage.see("Plan again")
    assert "`Elm Street`" in shown(stale)
    assert "`Oak Street`" in shown(stale)
    assert stage.world.made == []
    # Planned again it is another plan: the vote for the old one is worth nothing.
    await stage.click(stale, "plan-again", RITA)
    again = (await stage.workflow.desk.find())[0]
    assert again.id != operation.id
    await stage.see("one approval from")
    assert (await stage.workflow.desk.get(again.id)).votes == ()


async def test_a_vote_for_another_plan_is_refused(stage: Stage) -> None:
    operation, card = await waiting(stage)
    payload = click(operation, card)
    payload["actions"][0]["value"] = payload["actions"][0]["value"].replace(
        operation.plan_hash, "ab" * 32
    )
    assert await stage.forge(payload) == 200
    await unmoved(stage, operation)


async def test_forged_and_replayed_requests_reach_nobody(stage: Stage) -> None:
    operation, card = await waiting(stage)
    assert await stage.forge(click(operation, card), secret="guessed") == 401
    assert await stage.forge(click(operation, card), age=301) == 401
    await unmoved(stage, operation)


async def test_another_workspace_decides_nothing(stage: Stage) -> None:
    operation, card = await waiting(stage)
    other = {"id": "T0EVIL001", "domain": "evil"}
    assert await stage.forge(click(operation, card, team=other)) == 200
    await unmoved(stage, operation)


async def test_a_value_copied_from_another_card_decides_nothing(stage: Stage) -> None:
    operation, card = await waiting(stage)
    other, _ = await waiting(stage, line="build place=north wood=pine name=shed")
    payload = click(operation, card)
    copied = payload["actions"][0]["value"].replace(operation.id, other.id)
    payload["actions"][0]["value"] = copied.replace(operation.plan_hash, other.plan_hash)
    assert await stage.forge(payload) == 200
    await unmoved(stage, operation)
    await unmoved(stage, other)


async def test_a_copy_in_a_direct_message_decides_nothing(stage: Stage) -> None:
    operation, card = await waiting(stage)
    place = {"type": "message", "channel_id": "D0LENA0001", "message_ts": "1764000000.000100"}
    payload = click(operation, card, container=place, channel={"id": "D0LENA0001"})
    assert await stage.forge(payload) == 200
    await unmoved(stage, operation)


async def test_a_button_on_an_expired_card_says_so(stage: Stage) -> None:
    operation, card = await waiting(stage)
    payload = click(operation, card)
    stage.clock.ahead = timedelta(hours=4, minutes=1)
    await stage.see("*Expired.*")
    payload["container"]["message_ts"] = card["ts"]
    assert await stage.forge(payload) in {200, 401}
    stage.clock.ahead = timedelta()
    assert await stage.forge(payload) == 200
    assert (await stage.workflow.desk.get(operation.id)).state is State.EXPIRED
    assert stage.world.made == []


async def test_two_accounts_of_one_person_are_one_person(stage: Stage) -> None:
    address = "rita.ortega@contoso.example"
    operation, card = await waiting(stage)
    await stage.do("person", user=MAREK, email=address.upper())
    await stage.click(card, "approve", MAREK)
    refused = await stage.whisper("has one e-mail address with", MAREK)
    assert f"<@{RITA}>" in shown(refused)
    await unmoved(stage, operation)


async def test_a_bystander_is_told_privately_who_can(stage: Stage) -> None:
    operation, card = await waiting(stage)
    await stage.click(card, "approve", BO)
    refused = await stage.whisper("is not among the approvers", BO)
    assert "<!subteam^S0LEADS01> can decide" in shown(refused)
    assert not [m for m in await stage.messages(LENA) if m["ephemeral"]]
    await unmoved(stage, operation)
