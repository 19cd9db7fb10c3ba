"""Whatever Slack documents is accepted, and where it is not documented, refused."""

from __future__ import annotations

import copy
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.slack import sizes
from tests.conformance.slack_errors import declare, valid
from tests.conformance.slack_errors.test_errors import Room, opened
from tests.conformance.slack_errors.test_limits import JSON

MODAL = declare.MODAL | {"submit": declare.plain("Go"), "close": declare.plain("No"),
                         "clear_on_close": True, "notify_on_close": True, "callback_id": "c",
                         "private_metadata": "m"}  # fmt: skip
HOME = {"type": "home", "callback_id": "c", "private_metadata": "m", "external_id": "e"}


async def _post(room: Room, blocks: list[declare.Arguments]) -> None:
    await room.call("chat.postMessage", declare.POST | {"blocks": blocks})


async def _open(room: Room, blocks: list[declare.Arguments]) -> None:
    await room.call("views.update", {"view_id": "$view", "view": MODAL | {"blocks": blocks}})


async def _publish(room: Room, blocks: list[declare.Arguments]) -> None:
    view = HOME | {"blocks": blocks}
    await room.call("views.publish", {"user_id": declare.RITA, "view": view})


SENT: dict[str, Callable[[Room, list[declare.Arguments]], Awaitable[None]]] = {
    "message": _post, "modal": _open, "home": _publish,
}  # fmt: skip


@pytest.mark.parametrize("case", valid.CASES, ids=lambda one: one.name)
def test_it_is_accepted_where_it_may_stand(case: valid.Valid) -> None:
    for surface in valid.EVERYWHERE:
        found = sizes.faults([copy.deepcopy(case.block)], surface)
        assert (not found) is (surface in case.surfaces), found


@pytest.mark.parametrize("surface", valid.EVERYWHERE)
async def test_all_of_it_passes_over_the_wire(surface: str) -> None:
    async with opened() as room:
        for case in valid.CASES:
            if surface in case.surfaces:
                await SENT[surface](room, [copy.deepcopy(case.block)])


def _paths(node: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inside = node.items() if isinstance(node, dict) else enumerate(node)
    for name, part in inside:
        yield (*at, name)
        if isinstance(part, (dict, list)):
            yield from _paths(part, (*at, name))


@settings(max_examples=40)
@given(case=st.sampled_from(valid.CASES), nonsense=JSON, data=st.data())
def test_nonsense_inside_breaks_no_check(
    case: valid.Valid, nonsense: object, data: st.DataObject
) -> None:
    """One value anywhere in a right block is put in for another: it is judged, never a crash."""
    block = copy.deepcopy(case.block)
    *way, last = data.draw(st.sampled_from(list(_paths(block))))
    inner: Any = block
    for name in way:
        inner = inner[name]
    inner[last] = nonsense
    for surface in valid.EVERYWHERE:
        assert all("[json-pointer:/blocks" in one for one in sizes.faults([block], surface))


def test_no_type_is_left_out() -> None:
    shown = {case.block["type"] for case in valid.CASES}
    assert shown == set(sizes.BLOCKS)
