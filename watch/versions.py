"""The version check: reads every fabric once and says which process servers are outdated."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from azureops import azure, fabrics, process_servers
from commands import versions
from core import errors
from workflow import findings, plans

KIND = "outdated"
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
        seen = f"{_count(self.servers, 'process server')} in {_count(self.vaults, 'vault')}"
        found = (
            f"{len(self.outdated)} outdated: {', '.join(self.outdated)}. "
            "The channel has a prompt for each."
            if self.outdated
            else "none is outdated."
        )
        lost = "".join(f"\nNo answer: {reason}" for reason in self.silent)
        return f"Checked {seen}; {found}{lost}"


async def sweep(
    cloud: azure.Azure, vaults: Sequence[str], kept: findings.Findings, channel: str
) -> Swept:
    """One listing per vault. A vault without answer keeps its findings as they are.

    Every fabric's findings are recorded as a whole, so that what is no longer outdated is closed.
    """
    answers = await asyncio.gather(*(_fabrics(cloud, vault) for vault in vaults))
    servers, outdated, silent = 0, [], []
    for vault, (found, reason) in zip(vaults, answers, strict=True):
        if reason:
            silent.append(reason)
            continue
        seen = [_observe(fabric, ps, channel) for fabric in found for ps in _own(fabric)]
        late = [observation for observation in seen if observation is not None]
        await kept.record(scope=vault.lower(), kind=KIND, observations=late)
        servers += len(seen)
        outdated += [observation.server_name for observation in late]
    await _forget_others(kept, {vault.lower() for vault in vaults})
    return Swept(
        vaults=len(vaults) - len(silent),
        servers=servers,
        outdated=tuple(sorted(outdated)),
        silent=tuple(silent),
    )


async def _forget_others(kept: findings.Findings, scopes: set[str]) -> None:
    """A vault that is no longer looked after has nothing to say."""
    for finding in await kept.open():
        if finding.kind == KIND and finding.scope not in scopes:
            await kept.record(scope=finding.scope, kind=KIND, observations=[])


async def _fabrics(cloud: azure.Azure, vault: str) -> tuple[tuple[fabrics.Fabric, ...], str]:
    try:
        return await fabrics.list_all(cloud, vault), ""
    except errors.BotError as exc:
        return (), f"{vault.rsplit('/', 1)[-1]}: {exc}"


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
