"""What surrounds a network, in one table: rules, routes, public addresses, gateways.

Load balancers, firewalls and ExpressRoute circuits are kept here in simple form.
"""

from __future__ import annotations

from typing import Any

from sandbox.azure import gateways, nouns, public_addresses, route_tables, security_groups
from sandbox.azure.nouns import Making
from sandbox.azure.routing import Fidelity, Routes

routes = Routes()
NOTE = "Properties are kept as given; references inside are not checked."
SKUS = {
    "Microsoft.Network/loadBalancers": {"name": "Standard", "tier": "Regional"},
    "Microsoft.Network/expressRouteCircuits": {
        "name": "Standard_MeteredData", "tier": "Standard", "family": "MeteredData",
    },
}  # fmt: skip
EMPTY: dict[str, tuple[str, ...]] = {
    "Microsoft.Network/loadBalancers": (
        "frontendIPConfigurations", "backendAddressPools", "loadBalancingRules", "probes",
        "inboundNatRules", "outboundRules", "inboundNatPools",
    ),
    "Microsoft.Network/azureFirewalls": (
        "ipConfigurations", "networkRuleCollections", "applicationRuleCollections",
        "natRuleCollections",
    ),
    "Microsoft.Network/expressRouteCircuits": ("peerings", "authorizations"),
}  # fmt: skip
FIXED: dict[str, dict[str, Any]] = {
    "Microsoft.Network/azureFirewalls": {
        "threatIntelMode": "Alert", "sku": {"name": "AZFW_VNet", "tier": "Standard"},
        "additionalProperties": {},
    },
    "Microsoft.Network/expressRouteCircuits": {
        "circuitProvisioningState": "Enabled", "serviceProviderProvisioningState": "NotProvisioned",
        "allowClassicOperations": False, "globalReachEnabled": False,
    },
}  # fmt: skip


def _builder(kind: str) -> nouns.Build:
    def build(making: Making) -> dict[str, Any]:
        kept = {**FIXED.get(kind, {}), **making.given}
        for folder in EMPTY[kind]:
            kept[folder] = [
                {
                    **each,
                    "id": f"{making.id}/{folder}/{each['name']}",
                    "type": f"{kind}/{folder}",
                    "etag": "",
                    "properties": {
                        "provisioningState": "Updating", **(each.get("properties") or {})
                    },
                }
                for each in kept.get(folder) or []
            ]  # fmt: skip
        return {key: each for key, each in kept.items() if key not in ("provisioningState",)}

    return build


def _defaults(kind: str) -> Any:
    def defaults(making: Making) -> dict[str, Any]:
        return {"sku": making.body.get("sku") or SKUS[kind]} if kind in SKUS else {}

    return defaults


for _kind in EMPTY:
    nouns.serve(
        routes,
        nouns.Noun(
            kind=_kind,
            build=_builder(_kind),
            defaults=_defaults(_kind),
            guid=_kind == "Microsoft.Network/loadBalancers",
            seconds=(300.0, 60.0, 300.0) if "Firewall" in _kind else (10.0, 5.0, 10.0),
        ),
        fidelity=Fidelity.PARTIAL,
        note=NOTE,
    )

for _table in (security_groups, route_tables, public_addresses, gateways):
    routes.entries.extend(_table.routes.entries)
