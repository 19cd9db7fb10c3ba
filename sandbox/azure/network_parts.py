"""What surrounds a virtual network and is only read here: gateways, rules, routes, NAT."""

from __future__ import annotations

from sandbox.azure import answers, reads, state
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
GATEWAYS = "Microsoft.Network/virtualNetworkGateways"
CONNECTIONS = "Microsoft.Network/connections"
GROUP = "/subscriptions/{sub}/resourceGroups/{rg}/providers/"

for _kind in (
    GATEWAYS,
    CONNECTIONS,
    "Microsoft.Network/localNetworkGateways",
    "Microsoft.Network/networkSecurityGroups",
    "Microsoft.Network/natGateways",
    "Microsoft.Network/routeTables",
    "Microsoft.Network/publicIPAddresses",
    "Microsoft.Network/expressRouteCircuits",
    "Microsoft.Network/azureFirewalls",
    "Microsoft.Network/loadBalancers",
):
    reads.serve(routes, _kind)


@routes.get(GROUP + GATEWAYS + "/{name}/connections")
def of_gateway(call: Call) -> Answer:
    """The connections of one gateway."""
    gateway = reads.parent(call, GATEWAYS)["id"].lower()
    found = [
        connection
        for connection in call.state.all(CONNECTIONS)
        if connection["properties"]["virtualNetworkGateway1"]["id"].lower() == gateway
    ]
    return answers.page(call, found)


@routes.get(GROUP + "Microsoft.Network/networkSecurityGroups/{name}/securityRules")
def rules(call: Call) -> Answer:
    group = reads.parent(call, "Microsoft.Network/networkSecurityGroups")
    return answers.page(call, group["properties"]["securityRules"])


@routes.get(GROUP + "Microsoft.Network/routeTables/{name}/routes")
def table(call: Call) -> Answer:
    found: state.Document = reads.parent(call, "Microsoft.Network/routeTables")
    return answers.page(call, found["properties"]["routes"])
