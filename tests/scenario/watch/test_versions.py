"""Given fabrics: the watch prompts once for what is outdated, and closes what is mended."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from azureops import azure
from core import clock
from tests import keys
from tests.scenario.commands.conftest import Cloud, cloud
from watch import versions
from workflow import findings, posts, store

__all__ = ["cloud"]  # the fixture: a local Azure and a connection to it

GROUP = "/subscriptions/5b000000-0000-4000-8000-000000000001/resourceGroups/rg-dr-vault"
VMWARE, MODERN = (
    f"{GROUP}/providers/Microsoft.RecoveryServices/vaults/{name}"
    for name in ("rsv-dr-vmware", "rsv-dr-modern")
)


class Kept:
    """Real findings and posts on a database of their own."""

    def __init__(self, rows: store.Store) -> None:
        self.findings = findings.Findings(rows, clock.SystemClock())
        self.posts = posts.Posts(rows, clock.SystemClock())

    async def names(self) -> list[str]:
        return [finding.server_name for finding in await self.findings.open()]

    async def shown(self) -> list[str]:
        """What would be posted or edited now, by kind; it counts as seen afterwards."""
        due = await self.posts.due(20)
        for n, post in enumerate(due):
            await self.posts.shown(post.key, post.wanted, post.ts or f"1.{n}")
        return sorted(post.kind.value for post in due)


@pytest.fixture
async def kept(tmp_path: Path) -> AsyncIterator[Kept]:
    rows = await store.open(f"sqlite:///{tmp_path}/watch.db", audit_key=keys.AUDIT)
    yield Kept(rows)
    await rows.close()


async def sweep(cloud: Cloud, kept: Kept, *vaults: str) -> versions.Swept:
    cloud.world.estate = azure.Estate(vaults=vaults)
    return await versions.sweep(cloud.world, kept.findings, "C0INCIDENT")


async def test_outdated_is_prompted_once_edited_and_closed(cloud: Cloud, kept: Kept) -> None:
    swept = await sweep(cloud, kept, VMWARE, MODERN)
    assert swept.outdated == ("ps-neu-1",)
    assert str(swept).startswith("Checked 3 process servers in 2 vaults; 1 outdated: ps-neu-1.")
    assert await kept.shown() == ["prompt"]

    await sweep(cloud, kept, VMWARE, MODERN)
    assert await kept.shown() == [], "the same again is told to nobody"

    status = {"versionStatus": "SecurityUpdateRequired"}
    await cloud.act("set", ip="10.70.2.10", merge=status)
    await sweep(cloud, kept, VMWARE, MODERN)
    assert await kept.shown() == ["prompt"], "a change is edited in"

    for version in ("9.60.6956.1", "9.61.7016.1"):
        await cloud.act("upgrade", ip="10.70.2.10", version=version)
    await cloud.act("set", ip="10.70.2.10", merge={"versionStatus": "Supported"})
    swept = await sweep(cloud, kept, VMWARE, MODERN)
    assert "none is outdated" in str(swept)
    assert await kept.names() == []
    assert "prompt" in await kept.shown(), "the prompt shows that it is closed"


async def test_a_silent_vault_keeps_its_findings(cloud: Cloud, kept: Kept) -> None:
    await sweep(cloud, kept, VMWARE)
    cloud.fault("arm", "rsv-dr-vmware/replicationFabrics", 403, "AuthorizationFailed")
    swept = await sweep(cloud, kept, VMWARE)
    assert "No answer: rsv-dr-vmware" in str(swept)
    assert await kept.names() == ["ps-neu-1", "rsv-dr-vmware"]


async def test_what_lasts_is_told_in_the_channel_and_closed_once_it_is_mended(
    cloud: Cloud, kept: Kept
) -> None:
    action = "Microsoft.RecoveryServices/vaults/replicationFabrics/read"
    await cloud.act("deny", action=action)
    await sweep(cloud, kept, MODERN)
    await sweep(cloud, kept, MODERN)
    assert await kept.shown() == ["prompt"], "once"
    finding = (await kept.findings.open())[0]
    assert (finding.kind, finding.server_name) == ("unreadable", "rsv-dr-modern")
    assert action in str(finding.evidence["azure_says"])
    await cloud.act("allow", action=action)
    await sweep(cloud, kept, MODERN)
    assert await kept.names() == []


async def test_what_may_pass_by_itself_is_told_to_who_asks_only(cloud: Cloud, kept: Kept) -> None:
    cloud.local.control.fault({"service": "arm", "times": -1, "then": {"drop": "before"}})
    swept = await sweep(cloud, kept, MODERN)
    assert "No answer: rsv-dr-modern" in str(swept)
    assert await kept.names() == []


async def test_a_vault_that_does_not_exist_is_told(cloud: Cloud, kept: Kept) -> None:
    """Whether its listing is refused (404 of the parent) or as empty as one without fabrics."""
    gone = f"{GROUP}/providers/Microsoft.RecoveryServices/vaults/rsv-dr-gone"
    swept = await sweep(cloud, kept, gone)
    assert "No answer: rsv-dr-gone: Azure has no vault 'rsv-dr-gone'" in str(swept)
    assert await kept.names() == ["rsv-dr-gone"]
    empty = {"status": 200, "body": {"value": []}}
    path = "/replicationFabrics"
    cloud.local.control.fault({"service": "arm", "path": path, "times": -1, "then": empty})
    assert "Azure has no vault 'rsv-dr-gone'" in str(await sweep(cloud, kept, gone))


async def test_a_listing_that_is_not_found_is_no_empty_one(cloud: Cloud, kept: Kept) -> None:
    """The vault is there: what is outdated in it is not closed."""
    await sweep(cloud, kept, VMWARE)
    before = await kept.names()
    cloud.fault("arm", "/replicationFabrics", 404, "ResourceNotFound")
    assert "No answer: rsv-dr-vmware" in str(await sweep(cloud, kept, VMWARE))
    assert before
    assert set(await kept.names()) == {*before, "rsv-dr-vmware"}


async def test_without_named_vaults_all_that_can_be_read_are_looked_at(
    cloud: Cloud, kept: Kept
) -> None:
    assert (await sweep(cloud, kept)).vaults >= 2
    cloud.local.control.fault(
        {
            "service": "arm",
            "path": "/vaults$",
            "times": -1,
            "then": {"status": 200, "body": {"value": []}},
        }
    )
    assert "There is no vault to look at" in str(await sweep(cloud, kept))


async def test_a_vault_no_longer_looked_after_closes_its_findings(cloud: Cloud, kept: Kept) -> None:
    await sweep(cloud, kept, VMWARE, MODERN)
    await sweep(cloud, kept, MODERN)
    assert await kept.names() == []
