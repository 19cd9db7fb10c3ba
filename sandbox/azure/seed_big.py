"""A big estate: 20 subscriptions, 100 fabrics, 1,000 process servers, 10,000 protected machines.

Deterministic but for secrets and identifiers nobody types: the same names, addresses, versions and
users at each start. Each fabric has a vault, a network with a gateway to its site, a storage
account and a resource group of its own; nine of its ten servers stand in Azure, the tenth on the
configuration server. Beside every fifth stands a modernised one with two appliances.
"""

from __future__ import annotations

import random
import uuid
from datetime import timedelta

from sandbox.azure import (
    disks,
    groups,
    interfaces,
    machine_view,
    machines,
    networks,
    recovery_documents,
    seed,
    seed_networks,
    seed_recovery,
    state,
    storage,
    vaults,
)
from sandbox.azure.machine_making import build as build_machine
from sandbox.azure.process_servers import ProcessServer

SUBSCRIPTIONS, FABRICS, SERVERS, ITEMS = 20, 100, 10, 100
MODERN = 5  # every so many fabrics
VERSIONS = ("9.61.7016.1", "9.60.6956.1", "9.57.6920.1", "9.56.6879.1")
WEIGHTS = (70, 15, 10, 5)
RANDOM = 20_261_124
NAMESPACE = uuid.UUID("b16b16b1-0000-4000-8000-000000000000")


def build(current: state.State) -> None:
    """Fill the state; takes about a second."""
    seed.empty(current)
    chance = random.Random(RANDOM)  # noqa: S311 - the same at each start is the point
    places = list(current.locations)
    names = [_subscription(current, number) for number in range(SUBSCRIPTIONS)]
    for number in range(FABRICS):
        _fabric(current, chance, number, names[number % SUBSCRIPTIONS], places[number % 3])


def name_of(number: int) -> str:
    """The id of the subscription of this number; the first two are the story's."""
    if number < 2:
        return (seed.PRODUCTION, seed.TEST)[number]
    return f"5b000000-0000-4000-8000-{number + 1:012d}"


def _subscription(current: state.State, number: int) -> str:
    name = name_of(number)
    if name not in current.subscriptions:
        current.subscriptions[name] = seed.subscription_of(name, f"Contoso Estate {number + 1:02d}")
    return name


def _fabric(
    current: state.State, chance: random.Random, number: int, subscription: str, place: str
) -> None:
    group = state.group_id(subscription, f"rg-site-{number:03d}")
    current.put(groups.group(subscription, f"rg-site-{number:03d}", place))
    vault = f"{group}/providers/{vaults.KIND}/rsv-site-{number:03d}"
    current.put(vaults.build(vault, place))
    site = recovery_documents.Site(
        fabric=f"{vault}/replicationFabrics/{uuid.uuid5(NAMESPACE, f'fabric {number}').hex * 2}",
        name=f"cs-site-{number:03d}",
        address=f"192.168.{number}.20",
        version=VERSIONS[0],
        cloud=str(uuid.uuid5(NAMESPACE, f"cloud {number}")),
    )
    servers = [_server(current, chance, site, at) for at in range(SERVERS)]
    recovery_documents.put(current, site, servers[0].id)
    network = _network(current, group, number, place)
    for at, server in enumerate(servers[1:], 1):
        address = f"10.{number}.2.{3 + at}"
        server.name, server.address = f"ps-{number:03d}-{at}", address
        machine = _machine(current, group, server.name, place, (network, "snet-ps", address))
        server.machine, server.vm = machine["id"], machine["properties"]["vmId"]
    _items(current, chance, site, servers, (group, network, place, number))
    account = f"{group}/providers/{storage.KIND}/stcache{number:03d}"
    current.put(storage.build(current, account, place, sku="Standard_LRS", kind="StorageV2"))
    if number % MODERN == 0:
        _modern(current, group, number, place)


def _modern(current: state.State, group: str, number: int, place: str) -> None:
    """A vault with a modernised fabric: two appliances on the same site."""
    vault = f"{group}/providers/{vaults.KIND}/rsv-modern-{number:03d}"
    current.put(vaults.build(vault, place))
    inner = uuid.uuid5(NAMESPACE, f"modern {number}")
    current.put(seed_recovery.modern(
        f"{vault}/replicationFabrics/{inner.hex * 2}",
        f"site-modern-{number:03d}",
        [(f"appliance-{number:03d}-{at}", f"192.168.{number}.{30 + at}") for at in (1, 2)],
        inner=str(inner),
    ))  # fmt: skip


def _server(
    current: state.State, chance: random.Random, site: recovery_documents.Site, at: int
) -> ProcessServer:
    version = VERSIONS[0] if at == 0 else chance.choices(VERSIONS, WEIGHTS)[0]
    digits = uuid.uuid5(NAMESPACE, f"{site.name} {at}").hex.upper()
    server = ProcessServer(
        id=f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:]}",
        fabric=site.fabric,
        name=site.name,
        address=site.address,
        version=version,
        status="Supported" if version == VERSIONS[0] else "UpdateRequired",
        certificate=current.clock.now() + timedelta(days=chance.randint(40, 1000)),
    )
    current.process_servers.append(server)
    return server


def _network(current: state.State, group: str, number: int, place: str) -> str:
    network_id = f"{group}/providers/{networks.KIND}/vnet-site-{number:03d}"
    current.put(seed_networks.network(
        network_id, place, f"10.{number}.0.0/16",
        seed_networks.subnet("GatewaySubnet", f"10.{number}.0.0/27"),
        seed_networks.subnet("snet-failover", f"10.{number}.1.0/24"),
        seed_networks.subnet("snet-ps", f"10.{number}.2.0/24"),
    ))  # fmt: skip
    seed_networks.gateway(
        current, network_id, place, f"site-{number:03d}", connected=True,
        names=(f"lgw-site-{number:03d}", f"cn-site-{number:03d}"),
        space=[f"192.168.{number}.0/24"], peer=f"203.0.113.{number + 10}",
    )  # fmt: skip
    return network_id


def _machine(
    current: state.State, group: str, name: str, place: str, at: tuple[str, str, str]
) -> state.Document:
    """A running machine with its interface and OS disk; `at`: network, subnet, address."""
    network, subnet, address = at
    own = f"{group}/providers/{interfaces.KIND}/{name}-nic"
    configuration = interfaces.configuration(
        "ipconfig1", f"{own}/ipConfigurations/ipconfig1", address, f"{network}/subnets/{subnet}"
    )
    nic = current.put(interfaces.build(f"{name}-nic", own, place, [configuration], {}))
    disk = disks.build(
        current, f"{group}/providers/{disks.KIND}/{name}-osdisk", place,
        sku="StandardSSD_LRS", size_gb=127, option="FromImage",
    )  # fmt: skip
    machine_id = f"{group}/providers/{machines.KIND}/{name}"
    document = build_machine(
        current, machine_id, place,
        seed.properties(name, "Standard_D4s_v5", own, disk, image=False), {},
    )  # fmt: skip
    document["properties"].update(
        provisioningState="Succeeded", vmId=str(uuid.uuid5(NAMESPACE, machine_id))
    )
    disks.attach(disk, machine_id)
    interfaces.attach(nic, machine_id, primary=True)
    machine_view.power(current, machine_id, "running")
    current.put(disk)
    return current.put(document)


def _items(
    current: state.State,
    chance: random.Random,
    site: recovery_documents.Site,
    servers: list[ProcessServer],
    where: tuple[str, str, str, int],
) -> None:
    """A hundred machines of the site; the first ten run in Azure now, with a machine there."""
    group, network, place, number = where
    for at in range(ITEMS):
        name = f"vm-{number:03d}-{at:02d}"
        failed = None
        if at < 10:
            address = f"10.{number}.1.{10 + at}"
            machine = _machine(current, group, name, place, (network, "snet-failover", address))
            failed = recovery_documents.Failed(
                machine=machine["id"], network=network, subnet="snet-failover", address=address
            )
        server = chance.choice(servers)
        current.put(recovery_documents.item(
            current, site, name, (server.id, server.name), number=at, failed=failed
        ))  # fmt: skip
