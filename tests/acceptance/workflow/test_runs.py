"""How a run fails, goes on, is cleaned up, and what it leaves behind; on both databases."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests import postgres
from tests.acceptance.workflow import bench, server
from tests.acceptance.workflow.bench import Bot
from tests.unit.workflow import toys
from tests.unit.workflow.toys import BO, LEADS, LENA, MAREK, ONCALL, RITA
from workflow import desk, operations, plans, policies, procedures
from workflow.operations import State, StepState

WHOLE = ["submit", "follow", "start", "prove"]


async def test_no_answer_before_the_first_effect_stops_it_and_retry_checks_anew(bot: Bot) -> None:
    waiting = await bot.planned()
    bot.world.unreachable = True
    await bot.vote(waiting, LENA)
    failed = await bot.settled(waiting)
    assert (failed.state, failed.reason) == (State.FAILED, "Azure gave no answer.")
    assert failed.failure is not None
    assert failed.failure.code == "no-answer"
    assert bot.world.effects() == []
    bot.world.unreachable = False
    await bot.service.desk.retry(failed.id, RITA, bot.delivery())
    done = await bot.until(failed, State.SUCCEEDED)
    assert done.attempt == 2
    assert bot.world.effects() == WHOLE


async def test_what_could_not_be_planned_is_over(bot: Bot) -> None:
    going = await bot.planned()
    bot.world.unreachable = True
    failed = await bot.settled(await bot.ask())
    assert (failed.state, failed.unplanned) == (State.FAILED, True)
    find = bot.service.desk.find
    assert [one.id for one in await find(over=True)] == [failed.id]
    assert [one.id for one in await find(over=False)] == [going.id]


async def test_a_blocking_finding_is_not_offered(bot: Bot) -> None:
    bot.world.findings = (
        plans.Finding(
            check="ip-free", severity=plans.Severity.BLOCKING, sentence="The address is taken."
        ),
    )
    blocked = await bot.settled(await bot.ask())
    assert (blocked.state, blocked.reason) == (State.BLOCKED, "The address is taken.")


async def test_a_failed_step_says_why_and_goes_on_from_there(bot: Bot) -> None:
    bot.world.fail["start"] = procedures.StepFailed(
        "The size is not to be had here.",
        cause="Azure has no room.",
        remedy="Try another size.",
        provider_code="AllocationFailed",
        provider_message="no capacity",
        code="allocation",
    )
    failed = await bot.ran()
    assert failed.state is State.FAILED
    assert failed.failure == operations.Failure(
        step="start",
        code="allocation",
        sentence="The size is not to be had here.",
        cause="Azure has no room.",
        remedy="Try another size.",
        provider_code="AllocationFailed",
        provider_message="no capacity",
    )
    assert [s.state for s in failed.steps] == [StepState.DONE, StepState.FAILED, StepState.PENDING]
    with pytest.raises(policies.Refused):
        await bot.service.desk.retry(failed.id, BO, bot.delivery())
    bot.world.address = "10.0.0.9"  # a retry after effects is never planned again
    await bot.service.desk.retry(failed.id, MAREK, bot.delivery())
    done = await bot.until(failed, State.SUCCEEDED)
    assert bot.world.effects() == WHOLE
    assert [s.attempt for s in done.steps] == [1, 2, 2]
    assert done.result == {"did": "prove", "saw": ["follow", "start", "submit"]}


async def test_what_a_failed_operation_made_is_cleaned_up(bot: Bot) -> None:
    bot.world.fail["prove"] = procedures.StepFailed("It is not there.")
    failed = await bot.ran()
    desk = bot.service.desk
    await desk.clean(failed.id, RITA, bot.delivery())
    cleaned = await bot.until(failed, State.CLEANED)
    assert bot.world.effects() == ["submit", "follow", "start", "remove"]
    assert (cleaned.steps[-1].phase, cleaned.steps[-1].state) == ("clean", StepState.DONE)
    with pytest.raises(operations.Lost):
        await desk.clean(failed.id, RITA, bot.delivery())


async def test_a_clean_up_that_failed_is_done_again_and_never_retried_as_a_run(bot: Bot) -> None:
    bot.world.fail["prove"] = procedures.StepFailed("It is not there.")
    bot.world.fail["remove"] = procedures.StepFailed("Azure refuses.")
    failed = await bot.ran()
    desk = bot.service.desk
    await desk.clean(failed.id, RITA, bot.delivery())
    again = await bot.until(failed, State.FAILED)
    assert again.failure is not None
    assert again.failure.step == "remove"
    with pytest.raises(policies.Refused) as refused:
        await desk.retry(failed.id, RITA, bot.delivery())
    assert refused.value.code == "cleaning-begun"
    await desk.clean(failed.id, LENA, bot.delivery())
    await bot.until(failed, State.CLEANED)


async def test_an_unforeseen_exception_ends_in_a_clear_card_without_its_text(bot: Bot) -> None:
    bot.world.fail["submit"] = ValueError("password=hunter2")  # type: ignore[assignment] # a bug
    failed = await bot.ran()
    assert failed.failure is not None
    assert failed.failure.code == "unexpected"
    assert "ValueError" in failed.failure.sentence
    assert "hunter2" not in str(failed)


@pytest.mark.parametrize("answer", [["a"], {"when": object()}, {"x": float("nan")}, {1: "a"}])
async def test_what_is_no_json_is_refused_loudly(bot: Bot, answer: object) -> None:
    bot.world.answer = answer
    failed = await bot.ran()
    assert failed.failure is not None
    assert (failed.failure.step, failed.failure.code) == ("prove", "not-json")


async def test_one_operation_at_a_time_on_one_thing(bot: Bot) -> None:
    bot.world.fail["start"] = procedures.StepFailed("No.")
    first = await bot.ran()
    assert first.state is State.FAILED, "it holds its locks: its pieces stand there"
    second = await bot.ran()
    assert second.state is State.FAILED
    assert second.reason == f"Operation {first.id} is working on toy."
    await bot.service.desk.cancel(first.id, RITA, bot.delivery())
    assert (await bot.service.desk.get(first.id)).state is State.CANCELLED
    await bot.service.desk.retry(second.id, RITA, bot.delivery())
    await bot.until(second, State.SUCCEEDED)


async def test_usual_times_are_known_after_three_runs(bot: Bot) -> None:
    for _ in range(3):
        assert (await bot.ran()).typical_seconds is None
    bot.watch.ahead += desk.TYPICAL_KEPT
    known = (await bot.planned()).typical_seconds
    assert known is not None
    assert set(known) == {"make", "start", "prove"}
    assert all(0 <= seconds < 5 for seconds in known.values())


async def test_find_looks_by_verb_state_target_and_person(bot: Bot) -> None:
    done = await bot.ran(name="ps-7")
    other = await bot.planned(name="ps-8")
    desk = bot.service.desk
    assert [o.id for o in await desk.find()] == [other.id, done.id]
    assert [o.id for o in await desk.find(target="ps-7")] == [done.id]
    assert [o.id for o in await desk.find(states=[State.AWAITING_APPROVAL])] == [other.id]
    assert await desk.find(verb="other") == []
    assert other.precedent is not None
    assert other.precedent.operation_id == done.id
    assert (await desk.find(limit=1))[0] == replace(other, precedent=None)
    with pytest.raises(policies.Refused) as unknown:
        await desk.get("op-none")
    assert unknown.value.code == "unknown-operation"


async def test_cancel_is_for_what_runs(bot: Bot) -> None:
    waiting = await bot.planned()
    desk = bot.service.desk
    with pytest.raises(policies.Refused, match="It has not begun to run"):
        await desk.cancel(waiting.id, RITA, bot.delivery())
    await bot.vote(waiting, LENA)
    done = await bot.settled(waiting)
    with pytest.raises(operations.Lost):
        await desk.cancel(done.id, RITA, bot.delivery())


async def test_who_is_no_approver_any_more_neither_retries_nor_cleans_up_nor_cancels(
    bot: Bot,
) -> None:
    bot.world.fail["start"] = procedures.StepFailed("No.")
    failed = await bot.ran()
    await bot.service.load(
        policies.parse(
            [
                {
                    "verbs": ["*"],
                    "requesters": {"groups": [ONCALL]},
                    "approvers": [{"people": [LENA]}],
                }
            ]
        )
    )
    desk = bot.service.desk
    for wish in (desk.retry, desk.clean, desk.cancel):
        with pytest.raises(policies.Refused) as refused:
            await wish(failed.id, MAREK, bot.delivery())
        assert refused.value.code == "not-requester-or-lead"
        assert refused.value.remedy == f"Ask <@{RITA}> or <@{LENA}>."
    await desk.retry(failed.id, LENA, bot.delivery())
    assert (await bot.settled(failed)).state is State.SUCCEEDED


async def test_without_a_rule_nothing_more_is_made_and_its_requester_cleans_up(bot: Bot) -> None:
    bot.world.fail["start"] = procedures.StepFailed("No.")
    failed = await bot.ran()
    await bot.service.load(())
    desk = bot.service.desk
    for wish, person, code in (
        (desk.retry, RITA, "no-policy"),
        (desk.retry, LENA, "not-requester-or-lead"),
        (desk.clean, LENA, "not-requester-or-lead"),
    ):
        with pytest.raises(policies.Refused) as refused:
            await wish(failed.id, person, bot.delivery())
        assert refused.value.code == code
    await desk.clean(failed.id, RITA, bot.delivery())
    assert (await bot.settled(failed)).state is State.CLEANED


async def test_two_must_approve_where_the_rule_says_so(
    database_url: str, world: toys.World
) -> None:
    rules = policies.parse(
        [
            {
                "verbs": ["deploy"],
                "requesters": {"groups": [ONCALL]},
                "approvers": [{"groups": [LEADS], "quorum": 2}],
            }
        ]
    )
    async with bench.serve(database_url, world, rules=rules) as bot:
        waiting = await bot.planned()
        assert waiting.quorum == 2
        both = await asyncio.gather(bot.vote(waiting, LENA), bot.vote(waiting, MAREK))
        assert {o.id for o in both} == {waiting.id}
        done = await bot.settled(waiting)
        assert done.state is State.SUCCEEDED
        assert {v.person for v in done.votes} == {LENA, MAREK}


async def test_what_needs_no_approval_goes_straight_on(
    database_url: str, world: toys.World
) -> None:
    verbs = {"deploy": toys.Toy(needs_approval=False)}
    async with bench.serve(database_url, world, verbs=verbs) as bot:
        done = await bot.until(await bot.ask(), State.SUCCEEDED)
        assert done.votes == ()


async def test_a_place_without_a_rule_is_blocked(database_url: str, world: toys.World) -> None:
    rules = policies.parse(
        [
            {
                "verbs": ["deploy"],
                "where": {"region": "eastus"},
                "requesters": {"groups": [ONCALL]},
                "approvers": [{"groups": [LEADS]}],
            }
        ]
    )
    async with bench.serve(database_url, world, rules=rules) as bot:
        blocked = await bot.settled(await bot.ask())
        assert blocked.state is State.BLOCKED
        assert blocked.reason.startswith("No rule lets anybody run deploy here.")


async def test_a_verb_with_two_parts_of_one_name_is_not_served(
    database_url: str, world: toys.World
) -> None:
    verbs = {"deploy": toys.Toy(undo=(*toys.UNDO, toys.STEPS[1]))}
    with pytest.raises(ValueError, match="same name: start"):
        async with bench.serve(database_url, world, verbs=verbs):
            pass


async def test_the_database_is_restarted_in_the_middle_of_a_run(
    postgres_server: postgres.Server, tmp_path: Path
) -> None:
    gated = server.Gated(folder=tmp_path)
    (tmp_path / "gate-before-start").touch()
    with postgres_server.database() as url:
        async with bench.serve(url, gated, verbs={"deploy": server.verb()}) as bot:
            waiting = await bot.planned()
            await bot.vote(waiting, LENA)
            while not (tmp_path / "at-before-start").exists():  # noqa: ASYNC110 - a file wakes nobody
                await asyncio.sleep(0.01)
            await asyncio.to_thread(postgres_server.stop)
            (tmp_path / "go-before-start").touch()
            await asyncio.to_thread(postgres_server.start)
            done = await bot.settled(waiting)
            assert done.state is State.SUCCEEDED
            assert gated.effects() == WHOLE


async def test_ended_runs_are_forgotten_by_the_engine_and_nothing_begins_anew(bot: Bot) -> None:
    done = await bot.ran()
    waiting = await bot.planned(name="ps-2")
    engine = bot.service.engine
    assert engine is not None
    ids = [f"plan:{done.id}", f"run:{done.id}:1"]
    assert await engine.ended(ids) == set(ids)
    await engine.purge(bot.watch.now() + timedelta(days=1))
    assert await engine.ended(ids) == frozenset()
    await bot.vote(waiting, LENA)
    await bot.until(waiting, State.SUCCEEDED)
    assert (await bot.service.desk.get(done.id)).state is State.SUCCEEDED
    assert bot.world.effects() == [*WHOLE, *WHOLE]


async def test_no_row_of_either_database_is_pickled(tmp_path: Path, world: toys.World) -> None:
    async with bench.serve(f"sqlite:///{tmp_path}/bot.db", world) as bot:
        await bot.ran()
    with sqlite3.connect(tmp_path / "bot.engine.db") as connection:
        kept = connection.execute(
            "SELECT serialization, inputs, output FROM workflow_status"
        ).fetchall()
        kept += connection.execute(
            "SELECT serialization, output, error FROM operation_outputs"
        ).fetchall()
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert {row[0] for row in kept} == {"failback_ps_json"}
    for value in (v for row in kept for v in row[1:] if v is not None):
        json.loads(value)
