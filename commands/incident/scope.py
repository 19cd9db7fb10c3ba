"""Which servers an incident is about, and how each is seen now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from azureops import fabrics, ids
from azureops.errors import AzureError
from commands import pick, servers, words, world
from commands.fields import Values
from core.sentences import say
from workflow import incidents, policies, scopes

_APART = re.compile(r"[,;\s]+")


@dataclass(frozen=True, kw_only=True)
class Found:
    """`unread`: what Azure did not say; an incident begins all the same."""

    scope: scopes.Scope
    seen: tuple[incidents.Seen, ...] = ()
    unread: str = ""


async def find(azure: Any, values: Values, now: datetime) -> Found:
    """Those named, or of the vaults named, else all. Raises `policies.Refused` and
    `pick.UnknownServer` for names that mean none."""
    vaults, named = _listed(values, "vault"), _listed(values, "servers")
    try:
        wanted = await _vaults(azure, vaults)
        found, silent = await world.all_fabrics(azure)
    except AzureError as refused:
        whole = tuple(_whole(name, refused) for name in vaults)
        scope = scopes.Scope(vaults=whole, servers=_as_typed(named))
        return Found(scope=scope, unread=refused.whole)
    listed = servers.of(found)
    scope = scopes.Scope(vaults=wanted, servers=_servers(listed, silent, named))
    return Found(scope=scope, seen=of(found, scope, now), unread=world.unread(silent))


def of(
    found: Iterable[fabrics.Fabric], scope: scopes.Scope, now: datetime
) -> tuple[incidents.Seen, ...]:
    """The concerned servers as these fabrics show them."""
    return tuple(
        incidents.Seen(
            id=one.id,
            name=one.label,
            version=one.ps.version_text,
            wrong=_wrong(one, now),
        )
        for one in servers.of(tuple(found))
        if scope.holds(one.id, one.label)
    )


def _wrong(server: servers.Server, now: datetime) -> tuple[str, ...]:
    """The names of what is wrong, see `incident.ftl`."""
    health = server.ps.health.lower()
    found = {
        "silent": servers.silent_too_long(server.ps, now),
        "critical": health == "critical",
        "warning": health == "warning",
    }
    return tuple(name for name, so in found.items() if so)


def _listed(values: Values, field: str) -> list[str]:
    return [one for one in _APART.split(values.get(field, "")) if one]


def _as_typed(named: Sequence[str]) -> tuple[scopes.Server, ...]:
    return tuple(scopes.Server(id="", name=name) for name in named)


def _servers(
    listed: tuple[servers.Server, ...], silent: tuple[world.Silent, ...], named: Sequence[str]
) -> tuple[scopes.Server, ...]:
    """One that is not found counts as it was typed while a vault is silent: it may be there."""
    chosen = []
    for name in named:
        hit = pick.among(listed, name)
        if hit is None and not silent:
            raise pick.unknown(listed, silent, name)
        chosen.append(scopes.Server(id=hit.id if hit else "", name=hit.label if hit else name))
    return tuple(chosen)


async def _vaults(azure: Any, named: Sequence[str]) -> tuple[str, ...]:
    """Ids, in small letters. Raises `policies.Refused` for a vault that is not watched."""
    if not named:
        return ()
    watched = [one.lower() for one in await world.vault_ids(azure)]
    return tuple(_vault(watched, name.lower()) for name in named)


def _whole(name: str, refused: AzureError) -> str:
    """An id needs no look; without the vault, the incident would be about everything."""
    if name.lower().startswith("/subscriptions/"):
        return name.lower()
    raise policies.Refused(
        say(
            "asked-vault-unread",
            "I cannot look for the vault “{name}” now: {why}",
            name=words.shorten(name),
            why=refused.sentence,
        ),
        remedy=say(
            "asked-vault-unread-remedy",
            "Give the vault's whole id (/subscriptions/…), or leave it out: then the incident is "
            "about everything.",
        ),
        code="unknown-vault",
    )


def _vault(watched: Sequence[str], name: str) -> str:
    hits = [one for one in watched if name in {one, ids.name_of(one)}]
    if len(hits) == 1:
        return hits[0]
    known = ", ".join(ids.name_of(one) for one in watched[: pick.MOST])
    if hits:
        raise policies.Refused(
            say(
                "asked-vaults",
                "{count} vaults are called “{name}”.",
                count=len(hits),
                name=words.shorten(name),
            ),
            remedy=say("asked-vault-id", "Give the vault's id: {ids}.", ids=", ".join(hits)),
            code="unknown-vault",
        )
    raise policies.Refused(
        say("asked-no-vault", "I look after no vault “{name}”.", name=words.shorten(name)),
        remedy=say("pick-known", "Choose from {names}.", names=known),
        code="unknown-vault",
    )
