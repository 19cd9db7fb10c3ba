"""What the terminal writes down is done once, by whoever serves, whatever breaks in between."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from typing import Any

import pytest

from core import clock, errors, ids
from tests.acceptance.workflow import bench
from tests.acceptance.workflow.bench import Bot
from tests.unit.workflow import toys
from tests.unit.workflow.toys import BO, LENA, MAREK, RITA
from workflow import channels, operations, people, requests, routes, service
from workflow.confirmations import Confirmations
from workflow.confirming import Settled
from workflow.operations import State

ASK: dict[str, Any] = {"verb": "deploy", "values": {"name": "ps-1"}, "channel": "C1"}

VOTE: dict[str, Any] = {"decision": "approve", "plan_hash": "0" * 64, "reason": ""}


async def written(bot: Bot, wish: str, person: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """The outcome of a new request."""
    return await outcome(bot, await bot.service.requests.write(wish, person, arguments))


async def outcome(bot: Bot, request: str) -> dict[str, Any]:
    end = time.monotonic() + bench.PATIENCE
    while True:
        found = await bot.service.requests.get(request)
        assert found is not None
        if found.outcome is not None:
            return found.outcome
        assert time.monotonic() < end, "nobody answered the request"
        await asyncio.sleep(0.02)


def vote(operation: operations.Operation, decision: str = "approve") -> dict[str, Any]:
    return {
        "operation": operation.id,
        "decision": decision,
        "plan_hash": operation.plan_hash,
        "reason": "",
    }


async def confirmation(bot: Bot, person: str = LENA) -> tuple[operations.Operation, str]:
    """A vote of the terminal that waits for its person."""
    operation = await bot.planned()
    asked = await written(bot, "vote", person, vote(operation))
    return operation, str(asked["confirmation"])


async def test_asked_and_withdrawn_by_requests(bot: Bot) -> None:
    done = await written(bot, "ask", RITA, ASK)
    operation = await bot.service.desk.get(done["operation"])
    assert (operation.requester, operation.channel) == (RITA, "C1")
    await bot.until(operation, State.AWAITING_APPROVAL)
    refused = await written(bot, "withdraw", LENA, {"operation": operation.id})
    assert refused["refused"]["code"] == "not-requester-or-lead"
    await written(bot, "withdraw", RITA, {"operation": operation.id})
    assert (await bot.service.desk.get(operation.id)).state is State.WITHDRAWN

    known = routes.parse([{"match": {"servers": "ps-2*"}, "channel": "C0ROUTED1"}], default="C9")
    await bot.service.load(bot.service._rules.rules, known)
    for name, channel in (("ps-2", "C0ROUTED1"), ("ps-3", "C9")):
        unnamed = {"verb": "deploy", "values": {"name": name}}
        routed = await written(bot, "ask", RITA, unnamed)
        assert (await bot.service.desk.get(routed["operation"])).channel == channel
    looked = await written(bot, "check", RITA, {"where": "all"})
    assert looked["refused"]["code"] == "no-watch", "it is refused, not left open"


@pytest.mark.parametrize(
    ("person", "wish", "arguments", "code"),
    [
        (BO, "ask", ASK, "not-a-requester"),
        (RITA, "ask", {**ASK, "verb": "dance"}, "unknown-verb"),
        (RITA, "withdraw", {"operation": "op-none"}, "unknown-operation"),
        # Longer than any id that the database could keep.
        (RITA, "cancel", {"operation": "op-" + "x" * 60}, "unknown-operation"),
        (LENA, "vote", {**VOTE, "operation": "op-" + "x" * 60}, "unknown-operation"),
        (RITA, "sing", {}, "unknown-wish"),
        (RITA, "ask", {}, "internal"),
    ],
)
async def test_a_refusal_is_the_outcome(
    bot: Bot, person: str, wish: str, arguments: dict[str, Any], code: str
) -> None:
    refused = (await written(bot, wish, person, arguments))["refused"]
    assert refused["code"] == code
    assert refused["remedy"]


async def test_what_was_asked_of_no_operation_begins_no_chain_of_the_trail(bot: Bot) -> None:
    await written(bot, "cancel", RITA, {"operation": "op-none"})
    happened = (await bot.service.desk.history("", 10)).events
    assert {one.kind for one in happened} >= {"cancel.refused", "request.refused"}
    assert not any(one.operation_id for one in happened)


async def test_a_silent_directory_refuses_and_does_nothing_later(bot: Bot) -> None:
    bot.town.reachable = False
    refused = await written(bot, "ask", RITA, ASK)
    assert refused["refused"]["code"] == "directory-unreachable"
    bot.town.reachable = True
    await bot.service.clerk.look()
    assert await bot.service.desk.find() == []


async def test_a_crash_between_deed_and_outcome_does_nothing_twice(bot: Bot) -> None:
    """The wish was done under the request's id; then the process died before it said so."""
    request = ids.new_id("rq")
    before = await bot.service.desk.ask("deploy", RITA, "C1", ASK["values"], request)
    elsewhere = requests.Requests(bot.service._store, clock.SystemClock(), lambda _: request)
    await elsewhere.write("ask", RITA, ASK)
    assert (await outcome(bot, request))["operation"] == before.id
    assert len(await bot.service.desk.find()) == 1


async def test_many_at_once_answer_one_request(bot: Bot) -> None:
    request = await bot.service.requests.write("ask", RITA, ASK)
    await asyncio.gather(*(bot.service.clerk.look() for _ in range(8)))
    assert (await outcome(bot, request))["operation"]
    assert len(await bot.service.desk.find()) == 1


async def test_another_process_writes_and_this_one_does(
    bot: Bot, database_url: str, world: toys.World
) -> None:
    """The terminal's own service: rows only, beside the serving one, on the same database."""
    terminal = await service.open(
        database_url=database_url,
        audit_key=None,
        procedures={},
        policies=(),
        directory=bot.town,
        world=world,
        clock=bot.watch,
        with_engine=False,
    )
    try:
        request = await terminal.requests.write("ask", RITA, ASK)
        done = await outcome(bot, request)
        assert (await terminal.desk.get(done["operation"])).requester == RITA
    finally:
        await terminal.close()


async def test_a_vote_of_the_terminal_counts_once_confirmed(bot: Bot) -> None:
    operation, asked = await confirmation(bot)
    assert (await bot.service.desk.get(operation.id)).votes == ()
    for _ in range(2):
        await bot.service.confirmations.confirm(asked, LENA)
    done = await bot.settled(operation)
    assert (done.state, [v.person for v in done.votes]) == (State.SUCCEEDED, [LENA])
    assert bot.world.effects().count("start") == 1


async def test_who_may_not_vote_is_refused_before_anybody_is_asked(bot: Bot) -> None:
    operation = await bot.planned()
    for person, code in ((RITA, "own-request"), (BO, "not-an-approver")):
        assert (await written(bot, "vote", person, vote(operation)))["refused"]["code"] == code
    stale = {**vote(operation), "plan_hash": "0" * 64}
    assert (await written(bot, "vote", LENA, stale))["refused"]["code"] == "plan-changed"
    assert await bot.service.confirmations.pending(operation.id) == []


async def test_the_same_vote_twice_asks_once(bot: Bot) -> None:
    operation, asked = await confirmation(bot)
    again = await written(bot, "vote", LENA, vote(operation))
    assert again["confirmation"] == asked
    posts = [p for p in await bot.service.posts.due(50) if p.channel == LENA]
    assert [p.payload["confirmation"] for p in posts] == [asked]


async def test_only_its_person_confirms(bot: Bot) -> None:
    operation, asked = await confirmation(bot)
    for person in (MAREK, RITA):
        with pytest.raises(errors.BotError, match="Only <@ULENA>"):
            await bot.service.confirmations.confirm(asked, person)
    assert (await bot.service.desk.get(operation.id)).votes == ()


async def test_who_left_the_group_meanwhile_is_not_counted(bot: Bot) -> None:
    operation, asked = await confirmation(bot)
    bot.town.groups[toys.LEADS].remove(LENA)
    with pytest.raises(errors.BotError, match="not among the approvers"):
        await bot.service.confirmations.confirm(asked, LENA)
    assert (await bot.service.desk.get(operation.id)).votes == ()
    assert (await bot.service.confirmations.get(asked)).settled is Settled.REFUSED


async def test_a_yes_that_slack_kept_from_counting_was_not_said(bot: Bot) -> None:
    operation, asked = await confirmation(bot)
    bot.town.reachable = False
    with pytest.raises(people.Unreachable):
        await bot.service.confirmations.confirm(asked, LENA)
    (waiting,) = await bot.service.confirmations.pending(operation.id)
    assert (waiting.id, waiting.settled) == (asked, None)
    bot.town.reachable = True
    await bot.service.confirmations.confirm(asked, LENA)
    assert (await bot.settled(operation)).state is State.SUCCEEDED
    with pytest.raises(operations.Lost):
        await bot.service.confirmations.disown(asked, LENA)


async def test_a_yes_that_slack_kept_from_counting_may_be_disowned_or_expires(bot: Bot) -> None:
    operation, first = await confirmation(bot)
    asked = await written(bot, "vote", MAREK, vote(operation))
    second = str(asked["confirmation"])
    bot.town.reachable = False
    for one, person in ((first, LENA), (second, MAREK)):
        with pytest.raises(people.Unreachable):
            await bot.service.confirmations.confirm(one, person)
    await bot.service.confirmations.disown(first, LENA)
    bot.watch.ahead = timedelta(hours=5)
    await bot.until(operation, State.EXPIRED)
    await bot.service.clerk.look()
    found = [await bot.service.confirmations.get(one) for one in (first, second)]
    assert [one.settled for one in found] == [Settled.DISOWNED, Settled.EXPIRED]


async def test_not_me_is_final_and_told_to_the_auditors(bot: Bot) -> None:
    operation, asked = await confirmation(bot)
    told = Confirmations(
        rows=bot.service._store,
        rules=bot.service._rules,
        directory=bot.town,
        clock=bot.watch,
        desk=bot.service.desk,
        told=channels.Channels(audit="CAUDIT"),
        make_id=ids.new_id,
    )
    await told.disown(asked, LENA)
    (post,) = [p for p in await bot.service.posts.due(50) if p.channel == "CAUDIT"]
    assert (post.payload["event"], post.payload["by"]) == ("vote-disowned", LENA)
    with pytest.raises(operations.Lost):
        await bot.service.confirmations.confirm(asked, LENA)
    assert (await bot.service.desk.get(operation.id)).votes == ()


async def test_it_expires_with_its_operation(bot: Bot) -> None:
    operation, asked = await confirmation(bot)
    await bot.service.desk.withdraw(operation.id, RITA, bot.delivery())
    await bot.service.clerk.look()
    assert (await bot.service.confirmations.get(asked)).settled is Settled.EXPIRED
    with pytest.raises(operations.Lost):
        await bot.service.confirmations.confirm(asked, LENA)
