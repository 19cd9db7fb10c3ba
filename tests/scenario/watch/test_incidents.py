"""While an incident goes on its servers are looked at each minute, and nothing else is."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from azureops import azure
from commands import incident as verb
from commands import pick
from commands.incident import scope
from commands.verbs import Asking
from tests.scenario.commands.conftest import Cloud
from tests.scenario.watch.bench import MODERN, VMWARE, Kept, checks_of
from tests.unit.workflow import toys
from watch import incidents as looking
from workflow import book, desk, incidents, policies, posts, store


class House:
    """Incidents on the rows of the watch; each look is as a tick makes it."""

    def __init__(self, rows: store.Store, cloud: Cloud, kept: Kept) -> None:
        rules = book.Book(toys.RULES)
        town = toys.Town()
        counter = desk.Desk(
            store=rows, procedures={}, rules=rules, directory=town, clock=kept.clock
        )
        self.cloud, self.kept = cloud, kept
        self.incidents = incidents.Incidents(rows=rows, desk=counter, rules=rules, clock=kept.clock)
        checks = checks_of(cloud, kept)
        self.looks = looking.Looks(checks, self.incidents, checks._watch)

    async def start(self, channel: str, **values: str) -> incidents.Incident:
        asking = Asking(
            person=toys.RITA,
            channel=channel,
            incidents=self.incidents,
            delivery=f"d-{channel}-{values}",
            now=self.kept.clock.now,
        )
        given = {"do": "start", "text": "Munich", **values}
        done, unread = await verb.act(self.cloud.world, given, asking)
        assert not unread
        return done

    async def look(self) -> str:
        said = await self.looks.run(looking.NAME)
        assert isinstance(said, dict)
        return str(said["told"])


@pytest.fixture
async def house(tmp_path: Path, cloud: Cloud, kept: Kept) -> House:
    cloud.world.estate = azure.Estate(vaults=(VMWARE, MODERN))
    return House(kept.findings._store, cloud, kept)


async def test_only_what_is_concerned_is_looked_at(house: House, cloud: Cloud) -> None:
    assert not await house.looks.wanted()
    with pytest.raises(pick.UnknownServer):
        await house.start("C1", servers="ps-nowhere")
    with pytest.raises(policies.Refused) as unknown:
        await house.start("C1", vault="rsv-nowhere")
    assert "rsv-dr-modern" in unknown.value.remedy
    made = await house.start("C1", servers="PS-NEU-2")
    assert [one.name for one in made.seen] == ["ps-neu-2"]
    assert (await house.start("C2", vault="rsv-dr-vmware")).scope.vaults == (VMWARE.lower(),)
    assert await house.looks.wanted()
    await house.kept.shown()

    cloud.local.control.fault({"service": "arm", "path": "rsv-dr-modern", "then": {"status": 500}})
    assert "in 1 vault" in await house.look(), "the other vault is not even asked"
    assert "board" not in await house.kept.shown(), "nothing has changed on the boards"
    await cloud.act("server_load", ip="10.70.2.11", cpu=97)
    await house.look()
    assert {one.kind for one in await house.kept.findings.open()} == {"processor-high"}
    entries = await house.incidents.entries(made.id)
    assert [one.kind for one in entries] == ["incident.started", "finding.opened"]


async def test_a_look_is_never_queued_up(house: House) -> None:
    await house.start("C1")
    said = await asyncio.gather(house.look(), house.look())
    assert sorted(one.startswith("skipped") for one in said) == [False, True]


async def test_what_azure_does_not_say_is_not_forgotten(house: House, cloud: Cloud) -> None:
    made = await house.start("C1", vault="rsv-dr-vmware")
    assert "ps-neu-1" in [one.name for one in made.seen]
    cloud.fault("arm", "rsv-dr-vmware/replicationFabrics", 403, "AuthorizationFailed")
    house.kept.clock.by = timedelta(minutes=10)
    await house.look()
    kept = await house.incidents.get(made.id)
    assert (kept.seen, kept.seen_at) == (made.seen, made.seen_at), "and the board says how old"


async def test_one_open_for_very_long_is_asked_about_once(house: House) -> None:
    made = await house.start("C1", servers="ps-neu-2")
    await house.kept.shown()
    for hours in (71, 73, 74, 200):
        house.kept.clock.by = timedelta(hours=hours)
        await house.look()
    due = [post for post in await house.kept.posts.due(50) if post.key == f"long:{made.id}"]
    assert [post.payload["mention"] for post in due] == [[toys.RITA]]
    kinds = [one.kind for one in await house.incidents.entries(made.id)]
    assert kinds.count("incident.long") == 1


async def test_an_older_look_does_not_overwrite_a_newer_one(house: House) -> None:
    made = await house.start("C1", servers="ps-neu-2")
    now = house.kept.clock.now()
    newer = [incidents.Seen(id="x", name="x", wrong=("silent",))]
    await house.incidents.saw(made.id, newer, now + timedelta(minutes=2))
    older = [incidents.Seen(id="x", name="x")]
    await house.incidents.saw(made.id, older, now + timedelta(minutes=1))
    assert (await house.incidents.get(made.id)).seen == tuple(newer)


async def test_a_vault_that_cannot_be_looked_up_never_makes_it_about_everything(
    house: House, cloud: Cloud
) -> None:
    cloud.world.estate = azure.Estate(vaults=())
    lost = {"drop": "before"}
    cloud.local.control.fault({"service": "arm", "times": -1, "then": lost})
    found = await scope.find(cloud.world, {"vault": VMWARE}, house.kept.clock.now())
    assert found.scope.vaults == (VMWARE.lower(),)
    with pytest.raises(policies.Refused) as refused:
        await scope.find(cloud.world, {"vault": "rsv-dr-vmware"}, house.kept.clock.now())
    assert "/subscriptions/" in refused.value.remedy


async def test_the_board_keeps_what_a_vault_showed_that_is_no_longer_looked_after(
    house: House, cloud: Cloud
) -> None:
    made = await house.start("C1", vault="rsv-dr-vmware")
    assert made.seen
    cloud.world.estate = azure.Estate(vaults=(MODERN,))
    house.kept.clock.by = timedelta(minutes=10)
    await house.look()
    assert (await house.incidents.get(made.id)).seen == made.seen


async def test_what_was_dismissed_meanwhile_is_not_told_at_the_end(house: House) -> None:
    made = await house.start("C1")
    await house.looks._checks.run("versions")
    (held,) = [one for one in await house.kept.findings.open() if one.kind == "outdated"]
    assert held.held_by == made.id
    await house.kept.findings.dismiss(held.id, toys.RITA, "known", "d1")
    await house.incidents.end(made.id, "", toys.RITA, "d2")
    due = [(one.kind, one.subject) for one in await house.kept.posts.due(50)]
    assert (posts.Kind.PROMPT, held.id) not in due
