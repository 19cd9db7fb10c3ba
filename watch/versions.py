"""The version check: reads every fabric once and says which process servers are outdated.

What it cannot read it says too: in the log, to who asked, and, unless that may pass by itself, by a
finding in the channel, which is closed once the vault is read again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from azureops import azure, fabrics, ids, process_servers, vaults
from azureops.errors import AzureError
from commands import versions, world
from workflow import findings, plans

log = structlog.get_logger(__name__)

KIND = "outdated"
UNREADABLE = "unreadable"
NONE_SET = (
    "There is no vault to look at: the settings name none, and the bot can read none. "
    "Name vaults in `azure.vaults`, or give the bot the right to read them."
)
SEVERITIES = {
    versions.Level.OUTDATED: plans.Severity.WARNING,
    versions.Level.UNSUPPORTED: plans.Severity.BLOCKING,
}


@dataclass(frozen=True, kw_only=True)
class Swept:
    """What one sweep saw. `silent` are the vaults that gave no answer, each with the reason."""

    vaults: int
    servers: int
    outdated: tuple[str, ...]
    silent: tuple[str, ...]

    def __str__(self) -> str:
        if not self.vaults and not self.silent:
            return NONE_SET
        seen = f"{_count(self.servers, 'process server')} in {_count(self.vaults, 'vault')}"
        found = (
            f"{len(self.outdated)} outdated: {', '.join(self.outdated)}. "
            "The channel has a prompt for each."
            if self.outdated
            else "none is outdated."
        )
        lost = "".join(f"\nNo answer: {reason}" for reason in self.silent)
        return f"Checked {seen}; {found}{lost}"


async def sweep(cloud: azure.Azure, kept: findings.Findings, channel: str) -> Swept:
    """One listing per vault. A vault without answer keeps its findings as they are.

    Every fabric's findings are recorded as a whole, so that what is no longer outdated is closed.
    """
    watched = await world.vault_ids(cloud)
    answers = await asyncio.gather(*(_fabrics(cloud, vault) for vault in watched))
    servers, outdated, silent = 0, [], []
    for vault, found in zip(watched, answers, strict=True):
        if isinstance(found, AzureError):
            silent.append(f"{ids.name_of(vault)}: {found}")
            log.warning("vault-not-read", vault=vault, code=found.code, why=str(found))
            if not found.retriable:
                await _record(kept, vault, UNREADABLE, [_unreadable(vault, found, channel)])
            continue
        await _record(kept, vault, UNREADABLE, [])
        seen = [_observe(fabric, ps, channel) for fabric in found for ps in _own(fabric)]
        late = [observation for observation in seen if observation is not None]
        await _record(kept, vault, KIND, late)
        servers += len(seen)
        outdated += [observation.server_name for observation in late]
    await _forget_others(kept, {vault.lower() for vault in watched})
    if not watched:
        log.warning("no-vault-to-look-at", why=NONE_SET)
    return Swept(
        vaults=len(watched) - len(silent),
        servers=servers,
        outdated=tuple(sorted(outdated)),
        silent=tuple(silent),
    )


async def _record(
    kept: findings.Findings, vault: str, kind: str, seen: Sequence[findings.Observation]
) -> None:
    await kept.record(scope=vault.lower(), kind=kind, observations=seen)


async def _forget_others(kept: findings.Findings, scopes: set[str]) -> None:
    """A vault that is no longer looked after has nothing to say."""
    for finding in await kept.open():
        if finding.kind in (KIND, UNREADABLE) and finding.scope not in scopes:
            await _record(kept, finding.scope, finding.kind, [])


async def _fabrics(cloud: azure.Azure, vault: str) -> tuple[fabrics.Fabric, ...] | AzureError:
    """Where the listing is empty or absent, the vault is asked for: it may not exist."""
    found = await _listed(cloud, vault)
    absent = found.status == 404 if isinstance(found, AzureError) else not found
    if not absent:
        return found
    try:
        there = await vaults.get(cloud, vault)
    except AzureError as refused:
        return refused
    return found if there else _missing(vault)


async def _listed(cloud: azure.Azure, vault: str) -> tuple[fabrics.Fabric, ...] | AzureError:
    try:
        return await fabrics.list_all(cloud, vault)
    except AzureError as refused:
        return refused


def _missing(vault: str) -> AzureError:
    return AzureError(
        f"Azure has no vault {ids.name_of(vault)!r} in the resource group {ids.group_of(vault)!r}.",
        remedy="Correct `azure.vaults` in the bot's settings, or take the vault out.",
        code="vault-not-found",
        status=404,
    )


def _unreadable(vault: str, refused: AzureError, channel: str) -> findings.Observation:
    return findings.Observation(
        server=vault.lower(),
        server_name=ids.name_of(vault),
        kind=UNREADABLE,
        severity=plans.Severity.WARNING.value,
        sentence=str(refused),
        evidence={"vault": vault, "azure_says": refused.provider_message},
        channel=channel,
    )


def _own(fabric: fabrics.Fabric) -> list[process_servers.ProcessServer]:
    """Without the configuration server's built-in one: that is upgraded with its server."""
    return [ps for ps in fabric.process_servers if not ps.built_in]


def _observe(
    fabric: fabrics.Fabric, ps: process_servers.ProcessServer, channel: str
) -> findings.Observation | None:
    newest = fabric.server.version_text if fabric.server else ""
    judged = versions.judge(ps.version_text, ps.status_word, newest)
    if not judged.outdated:
        return None
    return findings.Observation(
        server=f"{fabric.id}/processServers/{ps.id}".lower(),
        server_name=ps.name,
        kind=KIND,
        severity=SEVERITIES[judged.level].value,
        sentence=judged.sentence,
        evidence={
            "installed": ps.version_text,
            "configuration_server": newest,
            "upgrade_to": judged.next_hop,
            "address": ps.address,
            "fabric": fabric.friendly_name,
            "vault": fabric.vault_id.rsplit("/", 1)[-1],
        },
        channel=channel,
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
