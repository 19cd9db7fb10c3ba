"""What people hold back: nothing begins on it, and planning goes on."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from core import json
from tests.acceptance.workflow import bench
from tests.acceptance.workflow.bench import Bot
from tests.unit.workflow import toys
from tests.unit.workflow.toys import BO, LENA, MAREK, RITA
from workflow import holds, people, policies, procedures
from workflow.operations import State

SERVER = holds.server("toy")


async def hold(bot: Bot, person: str = BO, key: str = SERVER, **span: float) -> None:
    until = bot.watch.now() + timedelta(**span) if span else None
    await bot.service.keeper.hold(key, person, "Disk swap.", until, "C1", bot.delivery())


async def release(bot: Bot, person: str, key: str = SERVER, verb: str = "unlock") -> None:
    await bot.service.keeper.release(key, person, verb, "It is in.", "C1", bot.delivery())


async def test_a_locked_server_is_planned_for_and_not_run_on(bot: Bot) -> None:
    await hold(bot)
    failed = await bot.ran()
    assert failed.state is State.FAILED
    assert failed.failure is not None
    assert failed.failure.code == "locked"
    assert f"<@{BO}> has locked toy since" in failed.failure.sentence
    assert bot.world.effects() == []
    await release(bot, BO)
    await bot.service.desk.retry(failed.id, RITA, bot.delivery())
    assert (await bot.settled(failed)).state is State.SUCCEEDED


async def test_another_cannot_take_it_and_only_holder_or_lead_gives_it_back(bot: Bot) -> None:
    await hold(bot)
    with pytest.raises(policies.Refused, match="has locked toy"):
        await hold(bot, RITA)
    with pytest.raises(policies.Refused) as refused:
        await release(bot, RITA)
    assert refused.value.code == "not-requester-or-lead"
    await release(bot, LENA)
    with pytest.raises(policies.Refused, match="Nobody holds toy"):
        await release(bot, LENA)
    await hold(bot, RITA)


async def test_a_freeze_ends_by_itself(bot: Bot) -> None:
    await hold(bot, MAREK, holds.EVERYTHING, hours=2)
    failed = await bot.ran()
    assert failed.failure is not None
    assert failed.failure.code == "frozen"
    bot.watch.ahead = timedelta(hours=2, minutes=1)
    await bot.service.desk.retry(failed.id, RITA, bot.delivery())
    assert (await bot.settled(failed)).state is State.SUCCEEDED


async def test_what_a_failed_operation_holds_is_given_back_by_its_requester_or_a_lead(
    bot: Bot,
) -> None:
    bot.world.fail["start"] = procedures.StepFailed("It broke.", remedy="Mend it.")
    failed = await bot.ran()
    (lock,) = await bot.service.keeper.all()
    assert (lock.what, lock.operation_id, lock.state) == ("toy", failed.id, State.FAILED)
    with pytest.raises(policies.Refused):
        await release(bot, BO)
    await release(bot, MAREK)
    assert await bot.service.keeper.all() == []


async def test_the_same_command_twice_is_one_hold_and_one_line(bot: Bot) -> None:
    for _ in range(2):
        await bot.service.keeper.hold(SERVER, BO, "Disk swap.", None, "C1", "trigger-1")
    posts = [p for p in await bot.service.posts.due(50) if p.payload.get("event") == "hold"]
    assert [(p.channel, p.payload["did"]) for p in posts] == [("C1", "has locked toy")]


async def test_a_retry_while_an_unlock_is_judged_keeps_its_lock(
    database_url: str, world: toys.World
) -> None:
    judging, judged, done = asyncio.Event(), asyncio.Event(), asyncio.Event()

    class Slow(toys.Town):
        async def person(self, id: str) -> people.Person:  # noqa: A002 - the protocol's name
            if id == MAREK:
                judging.set()
                await judged.wait()
            return await super().person(id)

    async def wait(context: procedures.Context, arguments: json.Object) -> json.Object:
        del context, arguments
        await done.wait()
        return {}

    last = procedures.Step(name="wait", title="Wait", parts=(("wait", wait),))
    verb = toys.Toy(steps=(*toys.STEPS[:2], last))
    async with bench.serve(database_url, world, verbs={"deploy": verb}, town=Slow()) as bot:
        world.fail["start"] = procedures.StepFailed("It broke.", remedy="Mend it.")
        failed = await bot.ran()
        unlock = asyncio.create_task(release(bot, MAREK))
        await judging.wait()
        await bot.service.desk.retry(failed.id, RITA, bot.delivery())
        judged.set()
        with pytest.raises(policies.Refused, match="is at work on toy"):
            await unlock
        assert [one.operation_id for one in await bot.service.keeper.all()] == [failed.id]
        done.set()
        assert (await bot.settled(failed)).state is State.SUCCEEDED


@pytest.mark.parametrize(
    ("key", "code", "said"),
    [
        (SERVER, "locked", "has locked toy since"),
        (holds.EVERYTHING, "frozen", "has frozen everything since"),
    ],
)
async def test_what_has_begun_is_neither_retried_nor_cleaned_up_while_it_is_held(
    bot: Bot, key: str, code: str, said: str
) -> None:
    bot.world.fail["start"] = procedures.StepFailed("It broke.", remedy="Mend it.")
    failed = await bot.ran()
    await hold(bot, key=key)
    before = bot.world.effects()
    for wish in (bot.service.desk.retry, bot.service.desk.clean):
        with pytest.raises(policies.Refused, match=f"<@{BO}> {said} .*: “Disk swap.”") as refused:
            await wish(failed.id, RITA, bot.delivery())
        assert refused.value.code == code
        assert "try again" in refused.value.remedy.lower()
    assert (await bot.service.desk.get(failed.id)).state is State.FAILED
    assert bot.world.effects() == before
    await release(bot, BO, key, "thaw")
    await bot.service.desk.retry(failed.id, RITA, bot.delivery())
    assert (await bot.settled(failed)).state is State.SUCCEEDED


async def test_a_run_holds_its_things_before_it_looks_at_them_again(
    database_url: str, world: toys.World
) -> None:
    slow = toys.Slow()
    async with bench.serve(database_url, world, verbs={"deploy": slow}) as bot:
        first, second = await bot.planned(), await bot.planned()
        await bot.vote(first, LENA)
        await slow.there.wait()
        await bot.vote(second, LENA)
        failed = await bot.settled(second)
        assert failed.failure is not None
        assert (failed.failure.code, world.effects()) == ("locked", [])
        slow.go.set()
        assert (await bot.settled(first)).state is State.SUCCEEDED
        world.address = "10.0.0.9"  # as the first may have changed what the second was planned for
        await bot.service.desk.retry(second.id, RITA, bot.delivery())
        assert (await bot.settled(second)).state is State.STALE
        assert await bot.service.keeper.all() == []


async def test_what_failed_before_anything_was_begun_holds_nothing(bot: Bot) -> None:
    waiting = await bot.planned()
    bot.world.unreachable = True
    await bot.vote(waiting, LENA)
    assert (await bot.settled(waiting)).state is State.FAILED
    assert await bot.service.keeper.all() == []
