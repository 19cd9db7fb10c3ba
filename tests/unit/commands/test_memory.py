"""Lists from Azure: read once, shared, searched."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from commands import memory
from commands.fields import Choice, Values
from core import errors


class Cloud:
    """Counts how often it is read."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self.reads = 0
        self.down = False

    async def read(self, region: str) -> list[Choice]:
        self.reads += 1
        await asyncio.sleep(0)
        if self.down:
            raise errors.BotError("Azure does not answer.")
        return [Choice(value=f"{region}/{n}", label=n) for n in self.names]


async def read(azure: Cloud, values: Values) -> list[Choice]:
    return await azure.read(values["region"])


async def test_people_who_ask_at_once_share_one_reading() -> None:
    cloud = Cloud(["ps-a", "ps-b"])
    lookup = memory.Remembered(read, "region")
    answers = await asyncio.gather(*(lookup(cloud, {"region": "weu"}, "") for _ in range(5)))
    assert {a.total for a in answers} == {2}
    assert (await lookup(cloud, {"region": "weu", "name": "x"}, "b")).items[0].label == "ps-b"
    assert cloud.reads == 1
    await lookup(cloud, {"region": "neu"}, "")
    assert cloud.reads == 2


async def test_a_list_grows_old() -> None:
    cloud = Cloud(["ps-a"])
    lookup = memory.Remembered(read, "region", seconds=0)
    await lookup(cloud, {"region": "weu"}, "")
    await lookup(cloud, {"region": "weu"}, "")
    assert cloud.reads == 2


async def test_a_failed_reading_is_not_remembered() -> None:
    cloud = Cloud(["ps-a"])
    cloud.down = True
    lookup = memory.Remembered(read, "region")
    with pytest.raises(errors.BotError):
        await lookup(cloud, {"region": "weu"}, "")
    cloud.down = False
    assert (await lookup(cloud, {"region": "weu"}, "")).total == 1


async def test_nothing_is_listed_before_the_field_it_depends_on() -> None:
    cloud = Cloud(["ps-a"])
    assert (await memory.Remembered(read, "region")(cloud, {}, "")).total == 0
    assert cloud.reads == 0


async def test_at_most_a_hundred_and_the_true_total() -> None:
    cloud = Cloud([f"vm-{n}" for n in range(250)])
    found = await memory.Remembered(read, "region")(cloud, {"region": "weu"}, "vm")
    assert (len(found.items), found.total) == (100, 250)


def test_what_begins_with_the_word_comes_first() -> None:
    choices = [Choice(value=v, label=v) for v in ("my-ps", "ps-1", "other")]
    assert [c.label for c in memory.search(choices, "PS").items] == ["ps-1", "my-ps"]
