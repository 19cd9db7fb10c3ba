"""Which servers an incident is about: some by name, all of some vaults, or everything. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from core import json

_FABRICS = "/replicationfabrics/"


@dataclass(frozen=True, kw_only=True)
class Server:
    """`id` is the process server's stable Azure id, in small letters; empty where Azure did not
    answer when it was named."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Ids in small letters. Neither vaults nor servers: all that the bot watches."""

    vaults: tuple[str, ...] = ()
    servers: tuple[Server, ...] = ()

    @property
    def everything(self) -> bool:
        return not self.vaults and not self.servers

    @property
    def looked_at(self) -> frozenset[str] | None:
        """The vaults to look at for it. None: all."""
        if self.everything or not all(one.id for one in self.servers):
            return None
        return frozenset([*self.vaults, *(vault_of(one.id) for one in self.servers)])

    def holds(self, thing: str, name: str = "", within: str = "") -> bool:
        """A server, or what a concerned server stands on: its fabric, its vault. `within`: the
        vault in which it was found, be it a network or a machine."""
        low = thing.lower()
        if self.everything or within.lower() in self.vaults:
            return True
        if any(_within(low, vault) for vault in self.vaults):
            return True
        return any(
            _within(one.id, low) if one.id else one.name.lower() == name.lower()
            for one in self.servers
        )

    def names(self, words: Iterable[str], vault: str = "") -> bool:
        """Whether one of these is a concerned server's name, or this a concerned vault: its id, or
        as a form gives it, `rsv-dr-vmware/cs-onprem-01`."""
        if self.everything:
            return True
        given = {vault.lower(), vault.lower().partition("/")[0]} - {""}
        if given & {*self.vaults, *(one.rpartition("/")[2] for one in self.vaults)}:
            return True
        low = {word.strip().lower() for word in words}
        return any(one.name.lower() in low for one in self.servers)


EVERYTHING = Scope()


def vault_of(server_id: str) -> str:
    return server_id.lower().partition(_FABRICS)[0]


def to_json(scope: Scope) -> json.Object:
    return {
        "vaults": list(scope.vaults),
        "servers": [{"id": one.id, "name": one.name} for one in scope.servers],
    }


def from_json(raw: Mapping[str, Any]) -> Scope:
    return Scope(
        vaults=tuple(raw["vaults"]), servers=tuple(Server(**one) for one in raw["servers"])
    )


def _within(inner: str, outer: str) -> bool:
    return bool(outer) and (inner == outer or inner.startswith(f"{outer}/"))
