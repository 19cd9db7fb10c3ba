"""One look: read, judge by the rules, record all of it at once, say what was seen.

What it cannot read it says too: in the log, to who asked, and, unless that may pass by itself, by a
finding in the channel, which is closed once the vault is read again.
"""

from __future__ import annotations

import asyncio
import dataclasses
import hashlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import structlog

from azureops import azure, ids
from core import clock
from core.sentences import join, say
from watch import judging, money, readings, rules, rules_regions, rules_usage, servers, upgrades
from watch import samples as seen
from workflow import estate, findings, routes, samples, sightings, upgrade_plans

log = structlog.get_logger(__name__)

Made = TypeVar("Made")
ESTATE = "estate"
NONE_SET = say(
    "looked-nowhere",
    "There is no vault to look at: the settings name none, and the bot can read none. "
    "Name vaults in `azure.vaults`, or give the bot the right to read them.",
)
MOST = 20
"""Servers with findings that an answer names."""


@dataclass(frozen=True, kw_only=True)
class Swept:
    """What one sweep saw. `silent` are the vaults that gave no answer, each with the reason."""

    vaults: int
    servers: int
    found: tuple[findings.Observation, ...]
    silent: tuple[str, ...]
    reading: readings.Reading

    def __str__(self) -> str:
        return self.said()

    def said(self, unseen: str = "") -> str:
        """For who asked. `unseen`: what no channel shows now, and why."""
        if not self.vaults and not self.silent:
            return NONE_SET
        checked = say(
            "looked-checked",
            "Checked {servers} in {vaults}; {found}",
            servers=_servers(self.servers),
            vaults=_vaults(self.vaults),
            found=self._found(unseen),
        )
        lost = [say("looked-silent", "No answer: {why}", why=reason) for reason in self.silent]
        return join([checked, *lost], "\n")

    def _found(self, unseen: str) -> str:
        names = sorted({one.server_name for one in self.found})
        if not names:
            return say("looked-all-well", "all is in order.")
        listed: str = ", ".join(names[:MOST])
        if len(names) > MOST:
            left = len(names) - MOST
            listed = say("looked-and-more", "{names} and {count} more", names=listed, count=left)
        count = len(self.found)
        if unseen:
            return say(
                "looked-findings-unseen",
                "1 finding: {names}. {unseen} `/failback-ps findings` lists it."
                if count == 1
                else "{count} findings: {names}. {unseen} `/failback-ps findings` lists them.",
                count=count,
                names=listed,
                unseen=unseen,
            )
        return say(
            "looked-findings",
            "1 finding: {names}. The channel shows each; `/failback-ps findings` lists them."
            if count == 1
            else "{count} findings: {names}. "
            "The channel shows each; `/failback-ps findings` lists them.",
            count=count,
            names=listed,
        )


def _servers(count: int) -> str:
    return say(
        "looked-servers",
        "{count} process server" if count == 1 else "{count} process servers",
        count=count,
    )


def _vaults(count: int) -> str:
    return say("looked-vaults", "{count} vault" if count == 1 else "{count} vaults", count=count)


@dataclass(frozen=True, kw_only=True)
class Watch:
    """What a sweep works with."""

    cloud: azure.Azure
    kept: findings.Findings
    memory: sightings.Sightings
    estate: estate.Estate
    samples: samples.Samples
    clock: clock.Clock
    terms: judging.Terms
    routing: routes.Routing
    plans: upgrade_plans.UpgradePlans | None = None


async def sweep(
    watch: Watch, checks: Collection[str], only: Collection[str] | None = None
) -> Swept:
    """One listing of fabrics a vault, whatever the checks. `only`: these vaults (small letters)."""
    judged = rules.of(checks)
    reading = await readings.read(
        watch.cloud,
        watch.clock.now(),
        items=any(rule.items for rule in judged),
        nics=any(rule.nics for rule in judged),
        regions=any(rule.regions for rule in judged) and only is None,
        only=only,
    )
    counted = await _each(reading.vaults, lambda vault: seen.of(vault, reading))
    await watch.samples.keep(filter(None, counted))
    known = await _known(watch, reading, judged)
    found = await _each(reading.vaults, lambda vault: _of_vault(vault, judged, known))
    looks = [look for some in found for look in some]
    if only is None:
        looks += _of_estate(judged, known)
    looks = await money.told(watch.cloud, looks)
    looks = [_addressed(look, watch.routing.routes) for look in looks]
    if only is None:
        looks += await _others(watch.kept, reading, judged)
    await _kept(watch, reading, whole=only is None)
    await watch.kept.sweep(looks)
    await upgrades.bring(watch.plans, reading, watch.cloud.estate.installers)
    return _swept(reading, looks)


async def _each(
    vaults: Iterable[readings.Vault], work: Callable[[readings.Vault], Made]
) -> list[Made]:
    """Of one after the other: clicks and commands do not wait for hundreds of vaults."""
    made = []
    for vault in vaults:
        made.append(work(vault))
        await asyncio.sleep(0)
    return made


async def _kept(watch: Watch, reading: readings.Reading, *, whole: bool) -> None:
    """The servers as they are now. Those of a vault that gave no answer stay as they were."""
    answered = [vault for vault in reading.vaults if vault.refused is None]
    rows = await _each(answered, lambda vault: servers.of(vault, reading.now))
    seen = {vault.id.lower(): found for vault, found in zip(answered, rows, strict=True)}
    watched = [vault.id for vault in reading.vaults] if whole else None
    await watch.estate.record(seen, reading.now, watched)


def _of_vault(
    vault: readings.Vault, judged: tuple[judging.Rule, ...], known: judging.Known
) -> list[findings.Look]:
    scope = vault.id.lower()
    if vault.refused is not None:
        log.warning(
            "vault-not-read", vault=vault.id, code=vault.refused.code, why=str(vault.refused)
        )
        if vault.refused.retriable:
            return []
        return [
            findings.Look(scope=scope, kind=judging.UNREADABLE, observations=[_unreadable(vault)])
        ]
    seen = [(rule, rule.vault(vault, known)) for rule in judged if rule.vault is not None]
    return [
        findings.Look(scope=scope, kind=judging.UNREADABLE, observations=[]),
        *(_look(scope, rule, found) for rule, found in seen if found is not None),
    ]


def _of_estate(judged: tuple[judging.Rule, ...], known: judging.Known) -> list[findings.Look]:
    for region in known.reading.regions or ():
        if region.refused is not None:
            why = region.refused
            log.warning("region-not-read", region=region.id, code=why.code, why=str(why))
    read = {region.id for region in rules_regions.answered(known.reading)}
    seen = [(rule, rule.estate(known)) for rule in judged if rule.estate is not None]
    return [
        _look(ESTATE, rule, found, read if rule.regions else None)
        for rule, found in seen
        if found is not None
    ]


def _look(
    scope: str, rule: judging.Rule, found: judging.Seen, about: Collection[str] | None = None
) -> findings.Look:
    named = [dataclasses.replace(one, rule=rule.text, source=rule.source) for one in found]
    return findings.Look(scope=scope, kind=rule.kind, observations=named, about=about)


def _addressed(look: findings.Look, known: routes.Routes) -> findings.Look:
    told = [
        dataclasses.replace(one, channel=known.channel(findings.subject(look.scope, one)))
        for one in look.observations
    ]
    return dataclasses.replace(look, observations=told)


async def _others(
    kept: findings.Findings, reading: readings.Reading, judged: tuple[judging.Rule, ...]
) -> list[findings.Look]:
    """A vault or region that is no longer looked after has nothing to say. One that did not answer
    this once is looked after all the same: what was found there stands."""
    scopes = {vault.id.lower() for vault in reading.vaults}
    kinds = {rule.kind for rule in judged} | {judging.UNREADABLE}
    regions = _regions(reading)
    regional = {rule.kind for rule in judged if rule.regions and regions is not None}

    def gone(one: findings.Finding) -> bool:
        if one.scope == ESTATE:
            return one.kind in regional and one.server not in (regions or ())
        return one.kind in kinds and one.scope not in scopes

    return [
        findings.Look(scope=one.scope, kind=one.kind, observations=[], about={one.server})
        for one in await kept.open()
        if gone(one)
    ]


def _regions(reading: readings.Reading) -> Collection[str] | None:
    """Those in use, by id. None where that is not known: a vault that gave no answer may have
    process servers anywhere."""
    if reading.regions is None or any(vault.refused for vault in reading.vaults):
        return None
    return {region.id for region in reading.regions}


async def _known(
    watch: Watch, reading: readings.Reading, judged: tuple[judging.Rule, ...]
) -> judging.Known:
    """What earlier looks remember, brought up to this one."""
    since: dict[str, datetime] = {}
    machines: dict[str, str] = {}
    if any(rule.items for rule in judged):
        for vault in reading.vaults:
            if vault.items is not None:
                idle = {_key(server): server for server in rules_usage.unused(vault)}
                seen = await watch.memory.see(
                    f"unused:{_key(vault.id)}", dict.fromkeys(idle, "unused"), reading.now
                )
                since |= {idle[key]: began for key, (_, began) in seen.items()}
    if any(rule.nics for rule in judged):
        # Where the interfaces were not read, what is remembered stands.
        for vault in reading.vaults:
            here = rules_usage.machines(vault, reading)
            names = {
                _key(judging.server_id(f, ps)): judging.server_id(f, ps)
                for f, ps in judging.in_azure(vault)
            }
            seen = await watch.memory.see(
                f"machine:{_key(vault.id)}",
                {_key(server): machine for server, machine in here.items()},
                reading.now,
                keep=True,
            )
            machines |= {names[key]: one for key, (one, _) in seen.items() if key in names}
    return judging.Known(reading=reading, terms=watch.terms, unused_since=since, machines=machines)


def _key(long: str) -> str:
    return hashlib.sha256(long.lower().encode()).hexdigest()[:32]


def _unreadable(vault: readings.Vault) -> findings.Observation:
    refused = vault.refused
    return findings.Observation(
        server=vault.id.lower(),
        server_name=vault.name,
        kind=judging.UNREADABLE,
        severity=judging.WARNING,
        sentence=refused.whole if refused else "",
        evidence={"vault": vault.id, "azure_says": refused.provider_message if refused else ""},
    )


def _swept(reading: readings.Reading, looks: list[findings.Look]) -> Swept:
    if not reading.vaults:
        log.warning("no-vault-to-look-at", why=NONE_SET)
    answered = [vault for vault in reading.vaults if vault.refused is None]
    return Swept(
        vaults=len(answered),
        servers=sum(len(judging.watched(vault)) for vault in answered),
        found=tuple(
            one for look in looks for one in look.observations if look.kind != judging.UNREADABLE
        ),
        reading=reading,
        silent=tuple(
            join([ids.name_of(v.id), v.refused.whole], ": ")
            for v in reading.vaults
            if v.refused is not None
        ),
    )
