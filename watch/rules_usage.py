"""Who uses what: networks without a server, servers without users, servers without a machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC

from azureops import fabrics, ids, interfaces, locations
from commands import carried, servers
from commands.existing import checks
from core import json
from core.phrases import phrase
from watch import judging, readings
from watch.judging import CRITICAL, WARNING, Known, Rule, Seen
from workflow import findings

UNCOVERED, FORGOTTEN, GHOST = "uncovered-network", "forgotten-server", "machine-gone"
SOURCE = "learn.microsoft.com/azure/site-recovery/vmware-azure-set-up-process-server-azure"
MANAGE = (
    "learn.microsoft.com/azure/site-recovery/vmware-azure-manage-process-server"
    "#remove-a-process-server"
)


def unused(vault: readings.Vault) -> list[str]:
    """Ids of the servers that no protected machine names, and on which the service counts none
    either: where the two differ, nobody knows that it may go."""
    used = {item.process_server_id.lower() for item in vault.items or ()}
    return [
        judging.server_id(fabric, ps)
        for fabric, ps in judging.in_azure(vault)
        if ps.id.lower() not in used and not ps.machine_count
    ]


def machines(vault: readings.Vault, reading: readings.Reading) -> dict[str, str]:
    """The machine at each server's address, by the server's id; where there is one only."""
    found = {}
    for fabric, ps in judging.in_azure(vault):
        here = _machines_at(reading, ps.address)
        if len(here) == 1:
            found[judging.server_id(fabric, ps)] = next(iter(here))
    return found


def _machines_at(reading: readings.Reading, address: str) -> set[str]:
    there = reading.at.get(address, []) if address else []
    return {nic.machine_id for nic in there if nic.machine_id}


@dataclass(frozen=True, kw_only=True)
class Network:
    """One with failed-over machines; `id` is empty where Azure shows none for them. `covered`: a
    healthy process server of their fabric is in it. `nic`: one in it, which tells its region and
    how its name is spelled; `id` is in small letters."""

    id: str
    nic: interfaces.Interface | None = None
    fabric: fabrics.Fabric
    names: tuple[str, ...]
    covered: bool


def placed(vault: readings.Vault, reading: readings.Reading) -> list[Network] | None:
    """None where this reading did not ask for it, or could not read it."""
    nics = reading.nics
    if nics is None or (vault.items is None and _classic(vault)):
        return None
    found = []
    for fabric in vault.fabrics:
        mine = [item for item in vault.items or () if item.fabric_name == fabric.name]
        healthy = {
            ps.address for ps in fabric.process_servers if not servers.ailing(ps, reading.now)
        }
        covered = {
            ids.parent_of(nic.subnet_id).lower()
            for address in healthy
            for nic in reading.at.get(address, ())
        }
        by_network = carried.by_network(carried.among(mine, nics))
        found += [
            Network(
                id=id_,
                fabric=fabric,
                names=tuple(names),
                covered=id_ in covered,
                nic=reading.networks.get(id_),
            )
            for id_, names in by_network.items()
        ]
    return found


def _uncovered(vault: readings.Vault, known: Known) -> Seen | None:
    found = placed(vault, known.reading)
    if found is None:
        return None
    return [_gap(one) for one in found if one.id and not one.covered]


def _gap(network: Network) -> findings.Observation:
    names = checks.some(sorted(network.names))
    id_ = ids.parent_of(network.nic.subnet_id) if network.nic else network.id
    evidence: json.Object = {
        "machines": len(network.names),
        "fabric": network.fabric.friendly_name,
        "vault": ids.name_of(network.fabric.vault_id),
        "region": locations.plain(network.nic.location) if network.nic else "",
        "network": f"{ids.group_of(id_)}/{ids.name_of(id_)}",
    }
    return findings.Observation(
        server=f"{network.id}#{network.fabric.name.lower()}",
        server_name=ids.name_of(network.id),
        kind=UNCOVERED,
        severity=CRITICAL,
        **judging.told([phrase("rule-uncovered", count=len(network.names), names=names)], evidence),
    )


def _classic(vault: readings.Vault) -> bool:
    return any(fabric.kind is fabrics.Kind.VMWARE for fabric in vault.fabrics)


def _forgotten(vault: readings.Vault, known: Known) -> Seen | None:
    if vault.items is None:
        return None if _classic(vault) else []
    idle = set(unused(vault))
    found = []
    for fabric, ps in judging.in_azure(vault):
        server = judging.server_id(fabric, ps)
        since = known.unused_since.get(server)
        if server not in idle or since is None or known.now - since < known.terms.forgotten_after:
            continue
        day = f"{since.astimezone(UTC):%Y-%m-%d}"
        said = [phrase("rule-forgotten", day=day, server=ps.name)]
        evidence = {"unused_since": day, "machine": known.machines.get(server, "")}
        found.append(judging.of_server(fabric, ps, FORGOTTEN, WARNING, said, evidence))
    return found


def _ghosts(vault: readings.Vault, known: Known) -> Seen | None:
    """Only of a machine that was seen once: a server may well stand where the bot sees nothing."""
    if known.reading.nics is None:
        return None
    there = known.reading.machines
    found = []
    for fabric, ps in judging.in_azure(vault):
        machine = known.machines.get(judging.server_id(fabric, ps), "")
        if not machine or machine.lower() in there or _machines_at(known.reading, ps.address):
            continue
        said = [phrase("rule-ghost", machine=ids.name_of(machine), server=ps.name)]
        found.append(judging.of_server(fabric, ps, GHOST, WARNING, said, {"machine": machine}))
    return found


RULES = (
    Rule(
        kind=UNCOVERED,
        check="usage",
        text="a process server in each network with failed-over machines; a healthy one is ours",
        source=SOURCE,
        vault=_uncovered,
        items=True,
        nics=True,
    ),
    Rule(
        kind=FORGOTTEN,
        check="usage",
        text="it is temporary, to be deleted after failback; `watch.forgotten_after` is ours",
        source=SOURCE,
        vault=_forgotten,
        items=True,
        nics=True,
    ),
    Rule(
        kind=GHOST,
        check="usage",
        text="ours: the machine that once had its address is there",
        source=MANAGE,
        vault=_ghosts,
        nics=True,
    ),
)
