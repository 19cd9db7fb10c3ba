"""The way from a machine in Azure to the site: a connected gateway, own or peered."""

from __future__ import annotations

from sandbox.azure import state

INTERFACES = "Microsoft.Network/networkInterfaces"
NETWORKS = "Microsoft.Network/virtualNetworks"
GATEWAYS = "Microsoft.Network/virtualNetworkGateways"
CONNECTIONS = "Microsoft.Network/connections"


def interface_of(current: state.State, machine: state.Document) -> state.Document | None:
    """The machine's first network interface."""
    cards = machine["properties"]["networkProfile"]["networkInterfaces"]
    return current.get(cards[0]["id"], INTERFACES) if cards else None


def address_of(current: state.State, machine: state.Document) -> str:
    """The machine's first private address; empty if it has none."""
    interface = interface_of(current, machine)
    if interface is None:
        return ""
    first = interface["properties"]["ipConfigurations"][0]["properties"]
    return str(first.get("privateIPAddress", ""))


def machine_at(current: state.State, address: str) -> str:
    """The id of the machine that holds a private address; empty if none does."""
    for interface in current.all(INTERFACES):
        holder = interface["properties"].get("virtualMachine")
        if holder and any(
            each["properties"].get("privateIPAddress") == address
            for each in interface["properties"]["ipConfigurations"]
        ):
            return str(holder["id"])
    return ""


def connected(current: state.State, machine: state.Document) -> bool:
    """Whether a connected gateway serves the machine's network."""
    interface = interface_of(current, machine)
    if interface is None:
        return False
    subnet = interface["properties"]["ipConfigurations"][0]["properties"]["subnet"]["id"]
    return network_connected(current, subnet.partition("/subnets/")[0])


def network_connected(current: state.State, network_id: str) -> bool:
    network = current.get(network_id, NETWORKS)
    reach = {network_id.lower()}
    for peering in network["properties"].get("virtualNetworkPeerings", []) if network else []:
        if peering["properties"].get("useRemoteGateways"):
            reach.add(peering["properties"]["remoteVirtualNetwork"]["id"].lower())
    return any(_has_gateway(current, each) for each in reach)


def _has_gateway(current: state.State, network_id: str) -> bool:
    mine = {
        gateway["id"].lower()
        for gateway in current.all(GATEWAYS)
        if _subnet_of(gateway).lower().startswith(network_id + "/")
    }
    return any(
        link["properties"].get("connectionStatus") == "Connected"
        and str((link["properties"].get("virtualNetworkGateway1") or {}).get("id")).lower() in mine
        for link in current.all(CONNECTIONS)
    )


def _subnet_of(gateway: state.Document) -> str:
    first = (gateway["properties"].get("ipConfigurations") or [{}])[0]
    return str(((first.get("properties") or {}).get("subnet") or {}).get("id", ""))
