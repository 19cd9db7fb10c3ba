"""Sweeps over a local Azure whose findings and posts are kept in a database."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from azureops import azure
from core import clock
from tests.scenario.commands.conftest import Cloud
from watch import checks as checking
from watch import judging, shown, sweeps
from workflow import (
    estate,
    findings,
    overviews,
    posts,
    routes,
    samples,
    sightings,
    store,
    upgrade_plans,
)

GROUP = "/subscriptions/5b000000-0000-4000-8000-000000000001/resourceGroups/rg-dr-vault"
VMWARE, MODERN = (
    f"{GROUP}/providers/Microsoft.RecoveryServices/vaults/{name}"
    for name in ("rsv-dr-vmware", "rsv-dr-modern")
)


class Later:
    """The hour, and how much later it is played to be."""

    def __init__(self) -> None:
        self.by = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.by


class Kept:
    """Real findings and posts on a database of their own."""

    def __init__(self, rows: store.Store) -> None:
        self.rows = rows
        self.findings = findings.Findings(rows, clock.SystemClock())
        self.posts = posts.Posts(rows, clock.SystemClock())
        self.sightings = sightings.Sightings(rows)
        self.estate = estate.Estate(rows)
        self.overviews = overviews.Overviews(rows)
        self.clock = Later()
        self.samples = samples.Samples(rows, self.clock)

    async def kinds(self) -> set[tuple[str, str]]:
        return {(finding.kind, finding.server_name) for finding in await self.findings.open()}

    async def servers(self) -> dict[str, estate.Server]:
        return {one.name: one for one in (await self.overviews.read()).servers}

    async def names(self) -> list[str]:
        return [finding.server_name for finding in await self.findings.open()]

    async def shown(self) -> list[str]:
        """What would be posted or edited now, by kind; it counts as seen afterwards."""
        due = await self.posts.due(20)
        for n, post in enumerate(due):
            await self.posts.shown(post.key, post.wanted, post.ts or f"1.{n}")
        return sorted(post.kind.value for post in due)


ROUTES = routes.parse(
    [
        {
            "match": {"environments": ["recovery"], "severities": ["critical"]},
            "channel": "C0PAGES01",
        },
        {"match": {"kinds": ["certificate-*"], "servers": "ps-neu-*"}, "channel": "C0CERTS01"},
    ],
    [{"name": "recovery", "vaults": ["rsv-dr-vmware"]}],
    default="C0INCIDENT",
)


async def sweep(
    cloud: Cloud,
    kept: Kept,
    *vaults: str,
    checks: Collection[str] = ("versions",),
    terms: judging.Terms | None = None,
    plans: upgrade_plans.UpgradePlans | None = None,
) -> sweeps.Swept:
    cloud.world.estate = azure.Estate(vaults=vaults)
    watch = sweeps.Watch(
        cloud=cloud.world,
        kept=kept.findings,
        memory=kept.sightings,
        estate=kept.estate,
        samples=kept.samples,
        clock=kept.clock,
        terms=terms or judging.Terms(),
        routing=routes.Routing(ROUTES),
        plans=plans,
    )
    return await sweeps.sweep(watch, checks)


def checks_of(cloud: Cloud, kept: Kept, where: shown.Shown | None = None) -> checking.Checks:
    return checking.Checks(
        sweeps.Watch(
            cloud=cloud.world,
            kept=kept.findings,
            memory=kept.sightings,
            estate=kept.estate,
            samples=kept.samples,
            clock=kept.clock,
            terms=judging.Terms(),
            routing=routes.Routing(ROUTES),
        ),
        where,
    )
