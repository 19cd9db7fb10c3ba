"""How a machine in a subnet reaches the Internet, if at all."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from azureops.azure import Azure
from azureops.networks import Network, Subnet
from azureops.reading import objects, text

API = "2024-05-01"  # learn.microsoft.com/rest/api/virtualnetwork/route-tables


class Way(enum.StrEnum):
    """The first that applies, in this order."""

    FIREWALL = "firewall"  # A default route to a virtual appliance; what it lets out is its affair.
    GATEWAY = "gateway"  # A default route to the VPN or ExpressRoute gateway: out through the site.
    BLOCKED = "blocked"  # A default route to nowhere.
    NAT_GATEWAY = "nat-gateway"  # Attached to the subnet.
    DEFAULT = "default"  # The subnet still has Azure's default outbound access.
    LOAD_BALANCER = "load-balancer"  # Only for machines added to the pool of its outbound rule.
    NONE = "none"  # Nothing found: no way out.
    UNKNOWN = "unknown"  # Azure does not say whether default outbound access is on.


@dataclass(frozen=True, kw_only=True)
class Outbound:
    """`through` is the id or address of what carries it; empty for DEFAULT, NONE, UNKNOWN."""

    way: Way
    through: str = ""

    @property
    def works(self) -> bool:
        """Whether a new machine gets out without more being done."""
        return self.way in {Way.FIREWALL, Way.GATEWAY, Way.NAT_GATEWAY, Way.DEFAULT}


async def path(azure: Azure, network: Network, subnet: Subnet) -> Outbound:
    """Reads the subnet's route table, NAT gateway and load balancers with outbound rules."""
    routed = await _default_route(azure, subnet)
    if routed is not None:
        return routed
    if subnet.nat_gateway_id:
        return Outbound(way=Way.NAT_GATEWAY, through=subnet.nat_gateway_id)
    if subnet.default_outbound is True:
        return Outbound(way=Way.DEFAULT)
    balancer = await _balancer(azure, network, subnet)
    if balancer:
        return Outbound(way=Way.LOAD_BALANCER, through=balancer)
    return Outbound(way=Way.NONE if subnet.default_outbound is False else Way.UNKNOWN)


_HOPS = {
    "VirtualAppliance": Way.FIREWALL,
    "VirtualNetworkGateway": Way.GATEWAY,
    "None": Way.BLOCKED,
}


async def _default_route(azure: Azure, subnet: Subnet) -> Outbound | None:
    if not subnet.route_table_id:
        return None
    table = await azure.arm.get(subnet.route_table_id, API)
    for route in objects(table, "properties", "routes"):
        properties = route.get("properties")
        way = _HOPS.get(text(properties, "nextHopType"))
        if text(properties, "addressPrefix") == "0.0.0.0/0" and way is not None:
            through = text(properties, "nextHopIpAddress") or text(route, "id")
            return Outbound(way=way, through=through)
    return None


async def _balancer(azure: Azure, network: Network, subnet: Subnet) -> str:
    """The first load balancer with an outbound rule that serves machines of this subnet."""
    every = await azure.arm.get_all(
        f"/subscriptions/{network.subscription}/providers/Microsoft.Network/loadBalancers", API
    )
    here = {configuration.lower() for configuration in subnet.configurations}
    for raw in every:
        properties = raw.get("properties")
        served = {
            text(member, "id").lower()
            for pool in objects(properties, "backendAddressPools")
            for member in objects(pool, "properties", "backendIPConfigurations")
        }
        if objects(properties, "outboundRules") and served & here:
            return text(raw, "id")
    return ""
