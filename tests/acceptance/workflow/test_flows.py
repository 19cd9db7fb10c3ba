"""From wish to end, on both databases, with the real engine."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from core import clock
from tests.acceptance.workflow.bench import Bot
from tests.unit.workflow.toys import BO, LEADS, LENA, MAREK, RITA
from workflow import operations, people, plans, policies
from workflow.operations import State, StepState

WHOLE = ["submit", "follow", "start", "prove"]


async def test_a_wish_is_planned_approved_run_and_proved(bot: Bot) -> None:
    operation = await bot.ask()
    assert (operation.state, operation.version, operation.attempt) == (State.DRAFT, 1, 1)

    waiting = await bot.until(operation, State.AWAITING_APPROVAL)
    assert waiting.plan is not None
    assert waiting.plan_hash == waiting.plan.hash
    assert (waiting.approvers, waiting.quorum) == ((LEADS,), 1)
    assert waiting.expires_at is not None
    assert waiting.expires_at - waiting.updated_at == timedelta(hours=4)
    assert [s.title for s in waiting.steps] == ["Make it", "Start it", "Prove it"]
    assert bot.world.effects() == []

    approved = await bot.vote(waiting, LENA)
    assert approved.state in (State.APPROVED, State.RUNNING)
    done = await bot.settled(waiting)
    assert done.state is State.SUCCEEDED
    assert bot.world.effects() == WHOLE
    assert done.result == {"did": "prove", "saw": ["follow", "start", "submit"]}
    assert {s.state for s in done.steps} == {StepState.DONE}
    assert all(s.started_at and s.ended_at and s.started_at <= s.ended_at for s in done.steps)
    assert [(v.person, v.decision) for v in done.votes] == [(LENA, "approve")]
    assert bot.town.looks
    assert all(bot.town.looks), "whatever decides asks the source, never a cache"


async def test_its_posts_come_in_order_and_once(bot: Bot) -> None:
    done = await bot.ran()
    posts = bot.service.posts
    first = await posts.due(50)
    assert [(p.key, p.kind, p.wanted) for p in first] == [(f"card:{done.id}", "card", done.version)]
    assert await posts.due(50) == [], "it is claimed"
    await posts.shown(first[0].key, first[0].wanted, "17.1")
    notices = await posts.due(50)
    assert {p.thread_ts for p in notices} == {"17.1"}
    events = [p.payload["event"] for p in notices]
    assert events == ["approval-open", "said", "said", "said", "said", "ended"]
    assert notices[0].payload["mention"] == [LEADS]
    assert notices[-1].payload == {"event": "ended", "state": "succeeded", "mention": [RITA]}
    for notice in notices:
        await posts.shown(notice.key, 1, "17.2")
    assert await posts.due(50) == []
    await posts.lost(f"card:{done.id}")
    (again,) = await posts.due(50)
    assert (again.ts, again.shown, again.wanted) == ("", 0, done.version)


async def test_two_leads_at_once_make_one_decision_and_one_run(bot: Bot) -> None:
    waiting = await bot.planned()
    outcomes = await asyncio.gather(
        bot.vote(waiting, LENA), bot.vote(waiting, MAREK), return_exceptions=True
    )
    losers = [o for o in outcomes if isinstance(o, BaseException)]
    assert len(losers) == 1
    assert isinstance(losers[0], operations.Lost)
    done = await bot.settled(waiting)
    first = done.votes[0]
    assert len(done.votes) == 1
    assert (
        losers[0].sentence
        == f"<@{first.person}> was first and approved it: {clock.written(first.at)}."
    )
    assert bot.world.effects() == WHOLE


async def test_a_double_click_counts_once(bot: Bot) -> None:
    waiting = await bot.planned()
    desk = bot.service.desk
    same = [desk.vote(waiting.id, LENA, "approve", waiting.plan_hash, "click") for _ in range(5)]
    answers = await asyncio.gather(*same)
    assert {a.id for a in answers} == {waiting.id}
    with pytest.raises(operations.Lost):
        await bot.vote(waiting, LENA)
    done = await bot.settled(waiting)
    assert len(done.votes) == 1
    assert bot.world.effects() == WHOLE


async def test_a_repeated_command_is_one_operation(bot: Bot) -> None:
    desk = bot.service.desk
    answers = await asyncio.gather(
        *(desk.ask("deploy", RITA, "C1", {"name": "ps-1"}, "typed") for _ in range(5))
    )
    assert len({a.id for a in answers}) == 1
    assert len(await desk.find(requester=RITA)) == 1


async def test_a_repeated_refusal_stays_refused(bot: Bot) -> None:
    waiting = await bot.planned()
    desk = bot.service.desk
    sentences = []
    for _ in range(2):
        with pytest.raises(policies.Refused) as refused:
            await desk.vote(waiting.id, BO, "approve", waiting.plan_hash, "bo")
        sentences.append((refused.value.code, str(refused.value)))
        bot.town.groups[LEADS].add(BO)
    assert sentences[0] == sentences[1]
    assert sentences[0][0] == "not-an-approver"


@pytest.mark.parametrize(
    ("person", "code"), [(RITA, "own-request"), (BO, "not-an-approver"), ("UNOBODY", "not-counted")]
)
async def test_who_does_not_count(bot: Bot, person: str, code: str) -> None:
    waiting = await bot.planned()
    with pytest.raises(policies.Refused) as refused:
        await bot.vote(waiting, person)
    assert refused.value.code == code
    assert refused.value.remedy == f"<!subteam^{LEADS}> can decide."
    assert (await bot.service.desk.get(waiting.id)).state is State.AWAITING_APPROVAL


async def test_a_requester_who_is_a_lead_does_not_count(bot: Bot) -> None:
    waiting = await bot.until(await bot.ask(LENA), State.AWAITING_APPROVAL)
    with pytest.raises(policies.Refused, match="You asked for this yourself"):
        await bot.vote(waiting, LENA)


async def test_a_deny_ends_it(bot: Bot) -> None:
    waiting = await bot.planned()
    denied = await bot.service.desk.vote(
        waiting.id, MAREK, "deny", waiting.plan_hash, bot.delivery(), "not tonight"
    )
    assert (denied.state, denied.ended_by, denied.reason) == (State.DENIED, MAREK, "not tonight")
    with pytest.raises(operations.Lost, match=f"<@{MAREK}> was first and denied it"):
        await bot.vote(waiting, LENA)
    assert bot.world.effects() == []


async def test_nobody_in_time(bot: Bot) -> None:
    waiting = await bot.planned()
    bot.watch.ahead = timedelta(hours=4, seconds=1)
    expired = await bot.until(waiting, State.EXPIRED)
    with pytest.raises(operations.Lost):
        await bot.vote(expired, LENA)
    assert bot.world.effects() == []


async def test_withdrawn_only_by_the_requester(bot: Bot) -> None:
    waiting = await bot.planned()
    desk = bot.service.desk
    with pytest.raises(policies.Refused):
        await desk.withdraw(waiting.id, LENA, bot.delivery())
    withdrawn = await desk.withdraw(waiting.id, RITA, bot.delivery())
    assert withdrawn.state is State.WITHDRAWN


async def test_who_may_not_ask(bot: Bot) -> None:
    with pytest.raises(policies.Refused) as refused:
        await bot.ask(BO)
    assert refused.value.code == "not-a-requester"
    bot.town.reachable = False
    with pytest.raises(people.Unreachable):
        await bot.ask()


async def test_a_lead_who_left_before_the_run_counts_no_more(bot: Bot) -> None:
    waiting = await bot.planned()

    # Lena is in the group when she votes, and has left when the run looks again.
    bot.town.once[LEADS] = {LENA, MAREK}
    bot.town.groups[LEADS] = {MAREK}
    await bot.vote(waiting, LENA)
    stale = await bot.settled(waiting)
    assert stale.state is State.STALE
    assert f"<@{LENA}>" in stale.reason
    assert bot.world.effects() == []


async def test_what_changed_since_is_said_and_nothing_done(bot: Bot) -> None:
    waiting = await bot.planned()
    bot.world.address = "10.0.0.9"
    await bot.vote(waiting, LENA)
    stale = await bot.settled(waiting)
    assert stale.state is State.STALE
    assert stale.reason == (
        "Since the plan was shown: network interface nic-1: address was `10.0.0.4` and is "
        "`10.0.0.9`."
    )
    assert bot.world.effects() == []


async def test_what_blocks_now_is_a_failure_to_retry_and_never_a_stale_plan(bot: Bot) -> None:
    waiting = await bot.planned()
    # As when Azure gave no answer to one of the checks: the plan differs as well.
    bot.world.address = "10.0.0.9"
    bot.world.findings = (
        plans.Finding(
            check="ip-free", severity=plans.Severity.BLOCKING, sentence="Azure gave no answer."
        ),
    )
    await bot.vote(waiting, LENA)
    failed = await bot.settled(waiting)
    assert (failed.state, failed.reason) == (State.FAILED, "Azure gave no answer.")
    assert failed.failure is not None
    assert failed.failure.code == "blocked-ip-free"
    bot.world.address, bot.world.findings = "10.0.0.4", ()
    await bot.service.desk.retry(failed.id, RITA, bot.delivery())
    await bot.until(failed, State.SUCCEEDED)


async def test_a_directory_away_for_a_moment_does_not_end_what_was_approved(bot: Bot) -> None:
    waiting = await bot.planned()

    def away() -> None:
        bot.town.reachable = False  # from the commit of the vote on

    bot.service.desk.on_change(away)
    await bot.vote(waiting, LENA)
    await asyncio.sleep(0.5)
    assert (await bot.service.desk.get(waiting.id)).state is State.APPROVED
    bot.town.reachable = True
    done = await bot.settled(waiting)
    assert (done.state, done.attempt) == (State.SUCCEEDED, 1)
