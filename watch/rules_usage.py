"""Who uses what: networks without a server, servers without users, servers without a machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC

from azureops import fabrics, ids, interfaces
from commands import carried, servers
from commands.existing import checks
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
    """Ids of the servers that no protected machine names."""
    used = {item.process_server_id.lower() for item in vault.items or ()}
    return [
        judging.server_id(fabric, ps)
        for fabric, ps in judging.in_azure(vault)
        if ps.id.lower() not in used
    ]


def by_address(nics: Iterable[interfaces.Interface]) -> dict[str, set[str]]:
    """The machines that have each address; several networks may use one."""
    found: dict[str, set[str]] = {}
    for nic in nics:
        if nic.machine_id and nic.address:
            found.setdefault(nic.address, set()).add(nic.machine_id)
    return found


def machines(vault: readings.Vault, at: Mapping[str, set[str]]) -> dict[str, str]:
    """The machine at each server's address, by the server's id; where there is one only."""
    found = {}
    for fabric, ps in judging.in_azure(vault):
        here = at.get(ps.address, set())
        if len(here) == 1:
            found[judging.server_id(fabric, ps)] = next(iter(here))
    return found


def _uncovered(vault: readings.Vault, known: Known) -> Seen | None:
    nics = known.reading.nics
    if nics is None or (vault.items is None and _classic(vault)):
        return None
    found = []
    for fabric in vault.fabrics:
        mine = [item for item in vault.items or () if item.fabric_name == fabric.name]
        healthy = {ps.address for ps in fabric.process_servers if not servers.ailing(ps, known.now)}
        covered = {ids.parent_of(n.subnet_id).lower() for n in nics if n.address in healthy}
        by_network = carried.by_network(carried.among(mine, nics))
        for network, names in by_network.items():
            if not network or network in covered:
                continue
            many = "machine" if len(names) == 1 else "machines"
            found.append(
                findings.Observation(
                    server=f"{network}#{fabric.name.lower()}",
                    server_name=ids.name_of(network),
                    kind=UNCOVERED,
                    severity=CRITICAL,
                    sentence=(
                        f"{len(names)} failed-over {many} ({checks.some(sorted(names))}) and no "
                        "healthy process server in the network: they cannot fail back well. "
                        "`/failback-ps coverage` offers a deployment."
                    ),
                    evidence={"machines": len(names), "fabric": fabric.friendly_name},
                )
            )
    return found


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
        sentence = (
            f"No protected machine has used it since {day}. If it is needed no more: "
            f"`/failback-ps unregister {ps.name}`, then `/failback-ps delete {ps.name}`."
        )
        evidence = {"unused_since": day, "machine": known.machines.get(server, "")}
        found.append(judging.of_server(fabric, ps, FORGOTTEN, WARNING, sentence, evidence))
    return found


def _ghosts(vault: readings.Vault, known: Known) -> Seen | None:
    """Only of a machine that was seen once: a server may well stand where the bot sees nothing."""
    if known.reading.nics is None:
        return None
    there = {nic.machine_id.lower() for nic in known.reading.nics if nic.machine_id}
    addresses = {nic.address for nic in known.reading.nics if nic.machine_id}
    found = []
    for fabric, ps in judging.in_azure(vault):
        machine = known.machines.get(judging.server_id(fabric, ps), "")
        if not machine or machine.lower() in there or ps.address in addresses:
            continue
        sentence = (
            f"It is registered, but its machine {ids.name_of(machine)} is gone from Azure. Take "
            f"the entry away: `/failback-ps unregister {ps.name}`."
        )
        found.append(judging.of_server(fabric, ps, GHOST, WARNING, sentence, {"machine": machine}))
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
