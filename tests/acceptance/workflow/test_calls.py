"""Approvers are called again, each time once: whoever looks, and after a restart too."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.acceptance.workflow import bench
from tests.unit.workflow import toys
from tests.unit.workflow.toys import BO, LENA, MAREK, RITA
from workflow import calls, operations, policies
from workflow.operations import State

RULES = policies.parse(
    [
        {
            "verbs": ["*"],
            "requesters": {"groups": [toys.ONCALL]},
            "approvers": [{"groups": [toys.LEADS], "quorum": 2}],
            "expires_after": "4h",
            "remind": {"after": "15m", "most": 3},
            "escalate": {"after": "2h", "people": [BO]},
            "break_glass": {"people": [BO]},
        }
    ]
)
DAY = 24 * 60


@pytest.fixture
async def bot(database_url: str, world: toys.World) -> AsyncIterator[bench.Bot]:
    async with bench.serve(database_url, world, rules=RULES) as serving:
        yield serving


async def keys(bot: bench.Bot) -> list[str]:
    """Every call that was written, whether it was sent already or not."""
    found = []
    while due := await bot.service.posts.due(50):
        for post in due:
            await bot.service.posts.shown(post.key, post.wanted, "17.1")
            if post.key.startswith(("remind:", "escalate:", "review-remind:")):
                found.append(post.key.replace(post.subject, "op"))
    return sorted(found)


async def later(bot: bench.Bot, minutes: float, *expected: str) -> None:
    bot.watch.ahead = timedelta(minutes=minutes)
    seen: list[str] = []
    for _ in range(200):
        seen += await keys(bot)
        if len(seen) >= len(expected):
            break
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.4)  # several more looks, which find nothing to do
    assert sorted([*seen, *await keys(bot)]) == sorted(expected)


async def test_the_thread_then_people_then_the_escalation(bot: bench.Bot) -> None:
    waiting = await bot.planned()
    await later(bot, 14)
    await later(bot, 16, "remind:op:1")
    await bot.vote(waiting, LENA)
    await later(bot, 46, "remind:op:2", f"remind:op:2:{MAREK}")  # Lena has voted
    await later(bot, 106, "remind:op:3", f"remind:op:3:{MAREK}")
    await later(bot, 121, "escalate:op", f"escalate:op:{BO}")
    await later(bot, 200)
    await bot.vote(waiting, MAREK)
    assert (await bot.settled(waiting)).state is State.SUCCEEDED


async def test_what_was_missed_is_not_made_up_for(bot: bench.Bot) -> None:
    await bot.planned()
    everything = {"remind:op:3", f"remind:op:3:{LENA}", f"remind:op:3:{MAREK}"}
    await later(bot, 180, *everything, "escalate:op", f"escalate:op:{BO}")


async def test_two_who_look_at_once_call_once(bot: bench.Bot) -> None:
    waiting = await bot.planned()
    seen = await bot.service.desk.get(waiting.id)
    rows = bot.service.desk._store
    at = bot.watch.now() + timedelta(minutes=16)
    await asyncio.gather(
        *(
            rows.write(lambda c: calls.remind(c, seen, RULES[0], {LENA, MAREK}, at))
            for _ in range(5)
        )
    )
    assert await keys(bot) == ["remind:op:1"]


async def test_nobody_is_called_about_what_is_decided(bot: bench.Bot) -> None:
    waiting = await bot.planned()
    await bot.vote(waiting, LENA, "deny")
    await later(bot, 200)


async def test_a_directory_without_an_answer_puts_the_call_off(bot: bench.Bot) -> None:
    await bot.planned()
    bot.town.reachable = False
    await later(bot, 16)
    bot.town.reachable = True
    await later(bot, 17, "remind:op:1")


async def break_glass(bot: bench.Bot, waiting: operations.Operation) -> None:
    await bot.service.overrides.break_glass(
        waiting.id,
        BO,
        reason="It burns.",
        typed="ps-1",
        plan_hash=waiting.plan_hash,
        delivery=bot.delivery(),
    )


async def test_a_broken_glass_is_called_to_review_after_a_retry_of_its_beginning(
    bot: bench.Bot,
) -> None:
    waiting = await bot.planned()
    bot.world.unreachable = True
    await break_glass(bot, waiting)
    failed = await bot.settled(waiting)
    assert (failed.state, bot.world.effects()) == (State.FAILED, [])
    bot.world.unreachable = False
    await bot.service.desk.retry(failed.id, RITA, bot.delivery())
    assert (await bot.settled(failed)).state is State.SUCCEEDED
    await later(bot, DAY + 1, "review-remind:op:1")
    await later(bot, 2 * DAY + 2, "review-remind:op:2")
    await bot.service.overrides.acknowledge(failed.id, LENA, bot.delivery())
    await later(bot, 4 * DAY)


async def test_a_broken_glass_that_was_withdrawn_is_called_to_review(
    database_url: str, world: toys.World
) -> None:
    slow = toys.Slow()
    async with bench.serve(database_url, world, rules=RULES, verbs={"deploy": slow}) as bot:
        waiting = await bot.planned()
        await break_glass(bot, waiting)
        await slow.there.wait()
        await bot.service.desk.withdraw(waiting.id, RITA, bot.delivery())
        slow.go.set()
        assert (await bot.settled(waiting)).state is State.WITHDRAWN
        await later(bot, DAY + 1, "review-remind:op:1")


async def test_only_who_could_approve_it_now_acknowledges_a_broken_glass(bot: bench.Bot) -> None:
    waiting = await bot.planned()
    await break_glass(bot, waiting)
    await bot.settled(waiting)
    await bot.service.load([replace(RULES[0], approvers=(policies.Circle(people=(MAREK,)),))])
    with pytest.raises(policies.Refused) as refused:
        await bot.service.overrides.acknowledge(waiting.id, LENA, bot.delivery())
    assert refused.value.code == "not-an-approver"
    done = await bot.service.overrides.acknowledge(waiting.id, MAREK, bot.delivery())
    assert done.reviewed_by == MAREK


async def test_a_new_reminder_is_in_force_for_what_waits_already(
    database_url: str, world: toys.World
) -> None:
    bare = replace(RULES[0], reminders=None, escalation=None)
    async with bench.serve(database_url, world, rules=[bare]) as bot:
        await bot.planned()
        await later(bot, 20)
        await bot.service.load(RULES)
        await later(bot, 20, "remind:op:1")
        await bot.service.load([bare])
        await later(bot, 200)


async def test_a_renamed_rule_has_its_new_name_on_what_waits_and_its_votes_stay(
    bot: bench.Bot,
) -> None:
    waiting = await bot.vote(await bot.planned(), LENA)
    await bot.service.load([replace(RULES[0], name="two leads")])
    renamed = await bot.service.desk.get(waiting.id)
    assert (renamed.rule, renamed.missing) == ("two leads", waiting.missing)
    assert renamed.version > waiting.version, "its card is edited"
