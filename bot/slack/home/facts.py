"""What a Home is made of: plain facts, read before; and what the person has chosen there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

from core import json
from workflow import closures, incidents, operations, overviews, rights, routes


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Filters, each a `key` or empty for all, and pages, which count from 0.

    What has another shape, of another version for example, counts as not chosen."""

    vault: str = ""
    environment: str = ""
    servers: int = 0
    findings: int = 0

    @classmethod
    def read(cls, raw: Mapping[str, json.JSON]) -> Choice:
        fresh = cls()
        kept = {
            name: value
            for name, value in raw.items()
            if type(value) is type(getattr(fresh, name, None))
        }
        return replace(fresh, **kept)  # type: ignore[arg-type]

    def turned(self, what: str, page: int) -> Choice:
        """One of the two lists at another page; any other list has none."""
        return replace(
            self,
            servers=page if what == "servers" else self.servers,
            findings=page if what == "findings" else self.findings,
        )

    def written(self) -> json.Object:
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """`routes` names environments; `links` leads to an operation's card; `windowed`: a maintenance
    window will come."""

    now: datetime
    rights: rights.Rights
    seen: overviews.Overview = field(default_factory=overviews.Overview)
    choice: Choice = field(default_factory=Choice)
    routes: routes.Routes = field(default_factory=routes.Routes)
    incidents: tuple[incidents.Incident, ...] = ()
    closed: tuple[closures.Closure, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    windowed: bool = False

    @property
    def person(self) -> str:
        return self.rights.person.id

    def may(self, verb: str) -> bool:
        return verb in self.rights.verbs

    def mine(self, operation: operations.Operation) -> bool:
        return operation.requester == self.person

    def known_environments(self) -> dict[str, str]:
        """Key to name, in the order of the settings, where the first that matches decides."""
        return {key(one.name): one.name for one in self.routes.environments}


def vaults(seen: overviews.Overview) -> dict[str, str]:
    """Key to id, by name, of all vaults that anything is about."""
    scopes = (one.scope for one in seen.findings if "/vaults/" in one.scope)
    found = {*(one.vault for one in seen.servers), *scopes}
    return {key(one): one for one in sorted(found, key=lambda v: (v.rpartition("/")[2], v))}


def key(long: str) -> str:
    """A vault's id may be longer than a value of Slack's, and so may a name in the settings."""
    return hashlib.sha256(long.lower().encode()).hexdigest()[:16]
