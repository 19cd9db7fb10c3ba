"""The upgrade of a whole fabric: what must go where, in which order, and how it stands. Pure.

Rules, from learn.microsoft.com/azure/site-recovery/service-updates-how-to: the configuration server
first, then its process servers, then the mobility agents; support is N-4; a jump of more than four
minor versions goes in hops. The service's own word decides whether the configuration server must
move at all; then it goes to the newest version that an installer is known of.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from azureops import fabrics
from azureops.installers import Installer
from azureops.process_servers import ConfigurationServer, ProcessServer
from azureops.protected_items import ProtectedItem
from azureops.versions import Version, parse
from commands import versions
from commands.upgrade import chain
from core import json


class Role(enum.StrEnum):
    """What a row is of; the order is that of the upgrade."""

    SERVER = "configuration-server"  # Upgraded by hand, on the site.
    BUILT_IN = "built-in"  # The configuration server's own process server; moves with it.
    PROCESS_SERVER = "process-server"  # One of its own; `upgrade` does it.
    AGENTS = "agents"  # All mobility agents of the fabric; updated in the portal.


class Stand(enum.StrEnum):
    """How a row stands."""

    CURRENT = "current"  # Nothing to do.
    READY = "ready"  # To be upgraded now.
    WAITS = "waits"  # What stands above goes first.
    NO_WAY = "no-way"  # It must go further than any known installer leads.
    UNKNOWN = "unknown"  # Its version cannot be read.


@dataclass(frozen=True, kw_only=True)
class Row:
    """`hops` are the versions to install in turn, the target last. `lacking`: the first hop whose
    installer is not known. `count` is of agents that must be updated."""

    role: Role
    name: str
    stand: Stand
    version: str = ""
    target: str = ""
    hops: tuple[str, ...] = ()
    lacking: str = ""
    count: int = 0

    @property
    def stuck(self) -> bool:
        """Nobody can begin: the installer of the very next hop is not known."""
        return bool(self.lacking) and self.hops[:1] == (self.lacking,)

    def to_json(self) -> json.Object:
        return {**asdict(self), "hops": list(self.hops)}


def from_json(raw: json.Object) -> Row:
    values = {**raw, "role": Role(str(raw["role"])), "stand": Stand(str(raw["stand"]))}
    hops = raw.get("hops")
    return Row(**{**values, "hops": tuple(map(str, hops if isinstance(hops, list) else ()))})  # type: ignore[arg-type]


def done(rows: Sequence[Row]) -> bool:
    return all(row.stand is Stand.CURRENT for row in rows)


def following(rows: Sequence[Row]) -> Row | None:
    """The process server to upgrade next; None: none may be now."""
    ready = (r for r in rows if r.role is Role.PROCESS_SERVER and r.stand is Stand.READY)
    return next((row for row in ready if not row.stuck), None)


def of(
    fabric: fabrics.Fabric,
    items: Sequence[ProtectedItem] | None,
    known: Sequence[Installer],
    before: Sequence[Row] = (),
) -> tuple[Row, ...]:
    """The whole plan of a classic fabric. `items` None: not read; then the agents' row is that of
    `before`."""
    target = goal(fabric, known)
    first = _server(fabric.friendly_name, fabric.server, target, known)
    held = first.stand is not Stand.CURRENT
    built_in = [_built_in(ps, first) for ps in fabric.process_servers if ps.built_in]
    others = [
        _process_server(ps, target, known, held=held)
        for ps in sorted(fabric.process_servers, key=lambda one: one.name.lower())
        if not ps.built_in
    ]
    held = held or any(row.stand is not Stand.CURRENT for row in (*built_in, *others))
    if items is None:
        agents = [
            _placed(row, held=held) if row.count else row
            for row in before
            if row.role is Role.AGENTS
        ]
    else:
        mine = [item for item in items if item.fabric_name == fabric.name]
        agents = [_agents(mine, target, held=held)]
    return (first, *built_in, *others, *agents)


def goal(fabric: fabrics.Fabric, known: Sequence[Installer]) -> Version | None:
    """Where all of it goes: the configuration server's version, unless that must move itself."""
    server = fabric.server
    if server is None or server.version is None:
        return None
    ahead = [ps.version for ps in fabric.process_servers if ps.version is not None]
    newest = [one.version for one in known] if _must_move(server) else []
    return max([server.version, *ahead, *newest])


def late(item: ProtectedItem, newest: Version | None) -> bool:
    """Whether a mobility agent must be updated: the service says so, or it is too far behind."""
    mine = parse(item.agent_version)
    if item.agent_update or mine is None or newest is None:
        return item.agent_update
    behind = newest.minor - mine.minor
    return mine.major < newest.major or behind > versions.SUPPORTED_BEHIND


def _must_move(server: ConfigurationServer) -> bool:
    return versions.judge(server.version_text, server.status_word, "").outdated


def _server(
    name: str,
    server: ConfigurationServer | None,
    target: Version | None,
    known: Sequence[Installer],
) -> Row:
    if server is None or server.version is None or target is None:
        return Row(role=Role.SERVER, name=name, stand=Stand.UNKNOWN)
    row = _way(Row(role=Role.SERVER, name=name, stand=Stand.READY), server.version, target, known)
    if row.stand is Stand.CURRENT and _must_move(server):
        return replace(row, stand=Stand.NO_WAY)
    return row


def _built_in(ps: ProcessServer, first: Row) -> Row:
    """Part of the configuration server: whatever upgrades that, upgrades this."""
    row = Row(role=Role.BUILT_IN, name=ps.name, stand=first.stand, version=ps.version_text)
    if first.stand is not Stand.CURRENT or ps.version is None:
        unread = Stand.UNKNOWN if first.stand is Stand.CURRENT else first.stand
        return replace(row, stand=unread, target=first.target)
    behind = first.version != str(ps.version)
    return replace(row, stand=Stand.READY if behind else Stand.CURRENT, target=first.version)


def _process_server(
    ps: ProcessServer, target: Version | None, known: Sequence[Installer], *, held: bool
) -> Row:
    row = Row(role=Role.PROCESS_SERVER, name=ps.name, stand=Stand.READY, version=ps.version_text)
    if ps.version is None or target is None:
        return replace(row, stand=Stand.UNKNOWN)
    return _placed(_way(row, ps.version, target, known), held=held)


def _agents(mine: Sequence[ProtectedItem], target: Version | None, *, held: bool) -> Row:
    found = [item for item in mine if late(item, target)]
    numbers = [number for item in found if (number := parse(item.agent_version))]
    row = Row(
        role=Role.AGENTS,
        name="",
        stand=Stand.READY if found else Stand.CURRENT,
        version=str(min(numbers)) if numbers else "",
        target=str(target) if target and found else "",
        count=len(found),
    )
    return _placed(row, held=held)


def _placed(row: Row, *, held: bool) -> Row:
    """Ready only once nothing above it is left to do."""
    if row.stand in {Stand.READY, Stand.WAITS}:
        return replace(row, stand=Stand.WAITS if held else Stand.READY)
    return row


def _way(row: Row, current: Version, target: Version, known: Sequence[Installer]) -> Row:
    """With its legal hops: those of known installers, else the documented steps."""
    if current >= target:
        return replace(row, stand=Stand.CURRENT, version=str(current), target=str(target))
    hops = tuple(str(one.version) for one in chain.way(current, target, known))
    lacking = ""
    if not hops:
        reached = chain.reached(current, target, known)
        hops = tuple(map(versions.show, versions.hops(current, target)))
        ahead = versions.next_hop(reached, target)
        lacking = versions.show(ahead) if ahead else ""
    return replace(row, version=str(current), target=str(target), hops=hops, lacking=lacking)
