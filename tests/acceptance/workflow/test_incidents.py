"""An incident's rows: its life, its mirror, what it holds back and whom it hurries."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from tests.acceptance.workflow import bench
from tests.acceptance.workflow.test_calls import RULES, later
from tests.unit.workflow import toys
from tests.unit.workflow.toys import BO, LENA, RITA
from workflow import findings, incident_times, incidents, operations, policies, posts, scopes
from workflow.incident_states import TRANSITIONS, Severity, State

VAULT = "/subscriptions/s/resourcegroups/g/providers/microsoft.recoveryservices/vaults/v"
FABRIC = f"{VAULT}/replicationfabrics/f"


@pytest.fixture
async def bot(database_url: str, world: toys.World) -> AsyncIterator[bench.Bot]:
    async with bench.serve(database_url, world, rules=RULES) as serving:
        yield serving


def server(name: str) -> scopes.Server:
    return scopes.Server(id=f"{FABRIC}/processservers/{name}", name=name)


async def start(
    bot: bench.Bot, channel: str = "C1", scope: scopes.Scope = scopes.EVERYTHING, who: str = RITA
) -> incidents.Incident:
    return await bot.service.incidents.start(
        "Munich", Severity.SEV1, scope, [], who, channel, bot.delivery()
    )


def seen(name: str, kind: str = "outdated", channel: str = "C9") -> findings.Observation:
    return findings.Observation(
        server=server(name).id,
        server_name=name,
        kind=kind,
        severity="warning",
        sentence="It is old.",
        channel=channel,
    )


async def kinds(bot: bench.Bot, incident: incidents.Incident) -> list[str]:
    return [one.kind for one in await bot.service.incidents.entries(incident.id)]


async def due(bot: bench.Bot) -> dict[str, posts.Post]:
    """What is to be seen, as if the projector had sent it."""
    found = {post.key: post for post in await bot.service.posts.due(100)}
    for post in found.values():
        await bot.service.posts.shown(post.key, post.wanted, post.key[-32:])
    return found


def test_every_state_has_its_place() -> None:
    assert set(TRANSITIONS) == set(State)
    assert State.ENDED in TRANSITIONS[State.OPEN].values()


async def test_one_in_a_channel_from_start_to_end(bot: bench.Bot) -> None:
    made = await asyncio.gather(*(start(bot) for _ in range(4)), return_exceptions=True)
    refusals = [one.code for one in made if isinstance(one, policies.Refused)]
    assert refusals == ["incident-open"] * 3, "four starts at once: one is it"
    (incident,) = await bot.service.incidents.open()
    assert (await start(bot, "C2")).is_open, "another channel may have its own"
    with pytest.raises(policies.Refused) as refused:
        await start(bot, "C3", who=BO)
    assert refused.value.code == "not-a-requester"
    ways = bot.service.incidents
    delivery = bot.delivery()
    for _ in range(2):  # delivered twice
        await ways.note(incident.id, "The tunnel is up.", RITA, delivery)
    ended = await ways.end(incident.id, "All is back.", LENA, bot.delivery())
    assert (ended.state, ended.ended_by, ended.summary) == (State.ENDED, LENA, "All is back.")
    assert await kinds(bot, incident) == ["incident.started", "incident.note", "incident.ended"]
    for late in (
        ways.note(incident.id, "too late", RITA, bot.delivery()),
        ways.end(incident.id, "", RITA, bot.delivery()),
    ):
        with pytest.raises(policies.Refused) as over:
            await late
        assert over.value.code == "incident-ended"
    assert (await start(bot)).is_open, "the channel is free again"
    assert [one.is_open for one in await ways.recent()] == [True, True, False]
    shown = set(await due(bot))
    notes = [one.line for one in await ways.entries(incident.id) if one.kind == "incident.note"]
    assert {f"board:{incident.id}", f"timeline:{incident.id}", *notes} <= shown
    assert f"file:{incident.id}" in await due(bot), "in the timeline's thread"


async def test_an_operation_is_told_where_it_concerns(bot: bench.Bot) -> None:
    here = await start(bot, "C1")
    named = await start(bot, "C2", scopes.Scope(servers=(server("ps-1"),)))
    other = await start(bot, "C3", scopes.Scope(servers=(server("ps-2"),)))
    done = await bot.planned()
    await bot.vote(done, LENA)
    await bot.vote(done, toys.MAREK)
    done = await bot.settled(done)
    told = [
        "operation.draft",
        "operation.awaiting_approval",
        "vote.approve",
        "vote.approve",
        "operation.approved",
        "operation.running",
        "operation.succeeded",
    ]
    assert await kinds(bot, here) == ["incident.started", *told]
    assert await kinds(bot, named) == ["incident.started", *told]
    assert await kinds(bot, other) == ["incident.started"]
    (first, *_) = [
        one for one in await bot.service.incidents.entries(here.id) if one.operation_id == done.id
    ]
    assert first.line == "", "in its own channel the card itself is the new message"
    lines = [one.line for one in await bot.service.incidents.entries(named.id) if one.operation_id]
    assert all(lines), "elsewhere each is told"
    board = await bot.service.posts.get(f"board:{here.id}")
    steps = 2 * len(done.steps)  # begun and done: they are no lines, but the board shows them
    assert board is not None
    assert board.wanted == 1 + len(await kinds(bot, here)) + steps


async def test_an_operation_is_not_compared_with_itself(bot: bench.Bot) -> None:
    async def timed() -> tuple[operations.Operation, incident_times.Times]:
        """One that is asked for before an incident, and ends within it."""
        asked = await bot.planned()
        incident = await start(bot)
        await bot.vote(asked, LENA)
        await bot.vote(asked, toys.MAREK)
        done = await bot.settled(asked)
        await bot.service.incidents.end(incident.id, "", RITA, bot.delivery())
        return done, await bot.service.incidents.times(incident.id)

    first, times = await timed()
    assert [one.operation_id for one in times.operations] == [first.id]
    assert (times.usual, times.in_incidents) == ((), ()), "it is the only one that ever ran"
    second, after = await timed()
    assert [one.operation_id for one in after.operations] == [second.id]
    took = times.operations[0].seconds()[-1]
    assert after.usual == after.in_incidents == ((first.verb, took),)


async def test_versions_are_held_back_until_the_end(bot: bench.Bot) -> None:
    ways = bot.service.findings
    first = await start(bot, "C1", scopes.Scope(vaults=(VAULT,)))
    second = await start(bot, "C2", scopes.Scope(servers=(server("ps-1"),)))
    looks = [
        findings.Look(
            scope=VAULT,
            kind="outdated",
            observations=[seen("ps-1"), seen("ps-2"), seen("ps-3")],
        ),
        findings.Look(
            scope=VAULT, kind="heartbeat-lost", observations=[seen("ps-1", "heartbeat-lost")]
        ),
    ]
    await ways.sweep(looks)
    told = {post.subject for post in (await due(bot)).values() if post.kind is posts.Kind.PROMPT}
    (silent,) = [one for one in await ways.open() if one.kind == "heartbeat-lost"]
    assert told == {silent.id}
    await ways.record(VAULT, "outdated", [seen("ps-1"), seen("ps-2")])  # ps-3 is mended
    await bot.service.incidents.end(first.id, "", RITA, bot.delivery())
    held = {one.server_name: one.held_by for one in await ways.open() if one.kind == "outdated"}
    assert held == {"ps-1": second.id, "ps-2": ""}, "the other incident goes on for ps-1"
    told = {post.subject for post in (await due(bot)).values() if post.kind is posts.Kind.PROMPT}
    (two,) = [one.id for one in await ways.open() if one.server_name == "ps-2"]
    assert told == {two}, "ps-3 was mended before anybody had to hear of it"
    await ways.record(VAULT, "outdated", [seen("ps-1"), seen("ps-2"), seen("ps-3")])
    shown = await due(bot)
    (three,) = [one.id for one in await ways.open() if one.server_name == "ps-3"]
    assert f"prompt:{three}" in shown, "it is back, and now it is told"
    entries = await bot.service.incidents.entries(second.id)
    quiet = [one for one in entries if one.detail.get("finding") == "outdated"]
    assert quiet, "the timeline knows it all the same"
    assert not any(one.line for one in quiet)


async def test_a_version_that_is_known_calls_nobody_again_before_the_end(bot: bench.Bot) -> None:
    ways = bot.service.findings
    await ways.record(VAULT, "outdated", [seen("ps-1")])
    (known,) = await ways.open()
    first = await start(bot, "C1", scopes.Scope(vaults=(VAULT,)))
    nearer = replace(seen("ps-1"), severity="blocking", evidence={"reminder": 2})
    await due(bot)
    await ways.record(VAULT, "outdated", [nearer])
    shown = await due(bot)
    assert f"prompt:{known.id}" in shown, "its message shows it"
    assert not [key for key in shown if key.startswith(f"notice:{known.id}")]
    await bot.service.incidents.end(first.id, "", RITA, bot.delivery())
    await ways.record(VAULT, "outdated", [replace(nearer, evidence={"reminder": 3})])
    assert [key for key in await due(bot) if key.startswith(f"notice:{known.id}:reminder")]


async def test_approvers_are_called_sooner_while_it_goes_on(bot: bench.Bot) -> None:
    await bot.planned()
    await later(bot, 14)
    incident = await start(bot)
    await later(bot, 14, "remind:op:1")  # due after 5 minutes, not 15
    await later(bot, 16, "remind:op:2", f"remind:op:2:{LENA}", f"remind:op:2:{toys.MAREK}")
    await bot.service.incidents.end(incident.id, "", RITA, bot.delivery())
    await later(bot, 100)
    everyone = ("remind:op:3", f"remind:op:3:{LENA}", f"remind:op:3:{toys.MAREK}")
    await later(bot, 106, *everyone)
