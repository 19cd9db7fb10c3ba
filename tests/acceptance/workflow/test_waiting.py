"""A step that waits for a person: seen as such, ended by the person or by a cancel."""

from __future__ import annotations

import pytest

from core import json
from tests.acceptance.workflow import bench
from tests.unit.workflow import toys
from workflow import procedures
from workflow.operations import State, StepState


async def _guide(context: procedures.Context, arguments: json.Object) -> json.Object:
    world: toys.World = context.world
    await context.waiting(True)
    while not (world.folder / "person-did-it").exists():
        if await context.cancelled():
            raise procedures.CancelAsked("Cancelled while it waited.")
        await context.sleep(0.01)
    await context.waiting(False)
    return {"seen": True}


VERBS = {
    "deploy": toys.Toy(
        steps=(
            *toys.STEPS[:1],
            procedures.Step(name="guide", title="By hand", parts=(("guide", _guide),)),
        )
    )
}


async def _waiting(bot: bench.Bot) -> str:
    operation = await bot.planned()
    await bot.vote(operation, toys.LENA)
    waiting = await bot.until(operation, State.WAITING_FOR_PERSON)
    assert waiting.steps[1].state is StepState.RUNNING
    return waiting.id


async def test_it_goes_on_once_the_person_did_it(database_url: str, world: toys.World) -> None:
    async with bench.serve(database_url, world, verbs=VERBS) as bot:
        operation_id = await _waiting(bot)
        (world.folder / "person-did-it").touch()
        operation = await bot.service.desk.get(operation_id)
        done = await bot.until(operation, State.SUCCEEDED)
        assert done.result == {"seen": True}
        posts = bot.service.posts
        await posts.shown(f"card:{operation_id}", done.version, "1.1")
        events = [p.payload["event"] for p in await posts.due(20)]
        assert events == ["approval-open", "said", "said", "waiting", "ended"]


@pytest.mark.parametrize("person", [toys.RITA, toys.MAREK])
async def test_a_cancel_ends_the_wait(database_url: str, world: toys.World, person: str) -> None:
    async with bench.serve(database_url, world, verbs=VERBS) as bot:
        operation_id = await _waiting(bot)
        asked = await bot.service.desk.cancel(operation_id, person, "cancel")
        cancelled = await bot.until(asked, State.CANCELLED)
        assert cancelled.ended_by == person
        assert cancelled.steps[1].note == "Cancelled."
        # The locks are free again.
        second = await bot.planned()
        await bot.vote(second, toys.LENA)
        await bot.until(second, State.WAITING_FOR_PERSON)


async def test_a_stopped_service_goes_on_where_it_waited(
    database_url: str, world: toys.World
) -> None:
    async with bench.serve(database_url, world, verbs=VERBS) as bot:
        operation_id = await _waiting(bot)
    (world.folder / "person-did-it").touch()
    async with bench.serve(database_url, world, verbs=VERBS) as bot:
        operation = await bot.service.desk.get(operation_id)
        await bot.until(operation, State.SUCCEEDED)
        assert world.effects() == ["submit", "follow"]
