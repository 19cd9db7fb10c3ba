"""Network security groups, their rules and the six that each has by default.

Shapes: https://learn.microsoft.com/rest/api/virtualnetwork/network-security-groups
Defaults: https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview
Refusals (`SecurityRuleConflict`, `SecurityRuleInvalid…`) as quoted at https://aka.ms/nsgrules.
"""

from __future__ import annotations

import ipaddress
import re
from typing import Any

from sandbox.azure import errors, links, nouns, parts, state
from sandbox.azure.nouns import Making
from sandbox.azure.routing import Routes

routes = Routes()
KIND = "Microsoft.Network/networkSecurityGroups"
TAG = re.compile(r"^[A-Z][A-Za-z0-9]*(\.[A-Za-z0-9-]+)*$")
ENUMS = {
    "protocol": ("*", "Tcp", "Udp", "Icmp", "Esp", "Ah"),
    "access": ("Allow", "Deny"),
    "direction": ("Inbound", "Outbound"),
}
DEFAULTS = (  # name, priority, direction, source, destination, access, description
    ("AllowVnetInBound", 65000, "Inbound", "VirtualNetwork", "VirtualNetwork", "Allow",
     "Allow inbound traffic from all VMs in VNET"),
    ("AllowAzureLoadBalancerInBound", 65001, "Inbound", "AzureLoadBalancer", "*", "Allow",
     "Allow inbound traffic from azure load balancer"),
    ("DenyAllInBound", 65500, "Inbound", "*", "*", "Deny", "Deny all inbound traffic"),
    ("AllowVnetOutBound", 65000, "Outbound", "VirtualNetwork", "VirtualNetwork", "Allow",
     "Allow outbound traffic from all VMs to all VMs in VNET"),
    ("AllowInternetOutBound", 65001, "Outbound", "*", "Internet", "Allow",
     "Allow outbound traffic from all VMs to Internet"),
    ("DenyAllOutBound", 65500, "Outbound", "*", "*", "Deny", "Deny all outbound traffic"),
)  # fmt: skip


def default_rules(group_id: str) -> list[state.Document]:
    """The six rules nobody can change."""
    return [
        {
            "name": name,
            "id": f"{group_id}/defaultSecurityRules/{name}",
            "etag": state.etag(),
            "type": f"{KIND}/defaultSecurityRules",
            "properties": {
                "provisioningState": "Succeeded",
                "description": words,
                "protocol": "*",
                "sourcePortRange": "*",
                "destinationPortRange": "*",
                "sourceAddressPrefix": source,
                "destinationAddressPrefix": destination,
                "access": access,
                "priority": priority,
                "direction": direction,
                "sourcePortRanges": [],
                "destinationPortRanges": [],
                "sourceAddressPrefixes": [],
                "destinationAddressPrefixes": [],
            },
        }
        for name, priority, direction, source, destination, access, words in DEFAULTS
    ]


def _refused(code: str, message: str) -> errors.AzureError:
    return errors.AzureError(400, code, message, details=[])


def _rule(making: Making, siblings: list[state.Document]) -> dict[str, Any]:
    given = making.given
    kept: dict[str, Any] = {key: _enum(making, key) for key in ENUMS}
    kept["priority"] = _priority(making)
    for side in ("source", "destination"):
        kept |= _range(making, f"{side}Port", "Range", _require_port)
        kept |= _range(making, f"{side}Address", "Prefix", _require_address)
    for other in siblings:
        mine = (kept["priority"], kept["direction"])
        if mine == (other["properties"]["priority"], other["properties"]["direction"]):
            raise _refused(
                "SecurityRuleConflict",
                f"Security rule {making.name} conflicts with rule {other['name']}. Rules cannot "
                "have the same Priority and Direction. To learn more, see aka.ms/nsgrules.",
            )
    if given.get("description"):
        kept["description"] = given["description"]
    return kept


def _enum(making: Making, key: str) -> str:
    value = making.given.get(key)
    for each in ENUMS[key]:
        if str(value).lower() == each.lower():
            return each
    if value is None:
        raise _missing(making, key[0].upper() + key[1:])
    raise errors.AzureError(
        400,
        "InvalidRequestFormat",
        "Cannot parse the request.",
        details=[{"code": "InvalidJson", "message": f"Error converting value \"{value}\" to type "
                  f"of '{key}'. Path 'properties.{key}'."}],
    )  # fmt: skip


def _missing(making: Making, what: str) -> errors.AzureError:
    return _refused(
        "SecurityRuleParameterNotSpecified",
        f"Required security rule parameters are missing for security rule with Id: {making.id}. "
        f"Security rule must specify {what}.",
    )


def _priority(making: Making) -> int:
    value = making.given.get("priority")
    if not isinstance(value, int) or not 100 <= value <= 4096:
        raise _refused(
            "SecurityRuleInvalidPriority",
            f"Security rule has invalid Priority. Value provided: {value}. Allowed range 100-4096.",
        )
    return value


def _range(making: Making, side: str, what: str, require: Any) -> dict[str, Any]:
    """One value or several of a rule's ports or addresses, never none."""
    many = "Prefixes" if what == "Prefix" else "Ranges"
    single, several = making.given.get(side + what), making.given.get(side + many) or []
    groups = making.given.get(side.removesuffix("Address") + "ApplicationSecurityGroups")
    if single is None and not several and not groups:
        raise _missing(making, f"{side}{many}, {side}{what}")
    for each in [single] if single is not None else several:
        require(str(each))
    kept: dict[str, Any] = {} if single is None else {side + what: str(single)}
    if groups:
        kept[side.removesuffix("Address") + "ApplicationSecurityGroups"] = groups
    return {**kept, side + many: several}


def _require_port(text: str) -> None:
    ends = text.split("-")
    numbers = [int(each) for each in ends if each.isdigit() and int(each) <= 65535]
    if text == "*" or (len(numbers) == len(ends) <= 2 and numbers == sorted(numbers)):
        return
    raise _refused(
        "SecurityRuleInvalidPortRange",
        f"Security rule has invalid Port range. Value provided: {text}. Value should be an integer "
        "OR integer range with '-' delimiter. Valid range 0-65535.",
    )


def _require_address(text: str) -> None:
    if text == "*" or TAG.match(text):
        return
    try:
        ipaddress.ip_network(text, strict=False)
    except ValueError as exc:
        raise _refused(
            "SecurityRuleInvalidAddressPrefix",
            f"Security rule has invalid Address prefix. Value provided: {text}",
        ) from exc


RULES = parts.Part(folder="securityRules", build=_rule, seconds=(1.5, 1.5))


def _build(making: Making) -> dict[str, Any]:
    before = making.before.get("defaultSecurityRules")
    return {
        "securityRules": parts.all_of(making, RULES, KIND),
        "defaultSecurityRules": before or default_rules(making.id),
    }


def users(current: state.State, group: state.Document) -> tuple[list[str], list[str]]:
    """(subnets, interfaces) that a group guards."""
    found = links.of(current).sources(group["id"], "networkSecurityGroup")
    subnets = [each for each in found if "/subnets/" in each]
    return subnets, [each for each in found if "/networkInterfaces/" in each]


def render(current: state.State, group: state.Document) -> state.Document:
    """The group with the subnets and interfaces it guards, and all six default rules."""
    subnets, interfaces = users(current, group)
    shown = {
        key: each
        for key, each in group["properties"].items()
        if key not in ("subnets", "networkInterfaces")
    }
    if subnets:
        shown["subnets"] = [{"id": each} for each in subnets]
    if interfaces:
        shown["networkInterfaces"] = [{"id": each} for each in interfaces]
    return {**group, "properties": shown}


def _refuse_delete(current: state.State, group: state.Document) -> None:
    subnets, interfaces = users(current, group)
    if subnets or interfaces:
        raise _refused(
            "InUseNetworkSecurityGroupCannotBeDeleted",
            f"Network security group {group['id']} cannot be deleted because it is in use by the "
            f"following resources: {', '.join(subnets + interfaces)}. In order to delete the "
            "Network security group, remove the association with the resource(s). To learn how to "
            "do this, see aka.ms/deletensg.",
        )


NOUN = nouns.Noun(kind=KIND, build=_build, render=render, refuse_delete=_refuse_delete)
DEFAULT_PART = parts.Part(folder="defaultSecurityRules", build=_rule)
nouns.serve(routes, NOUN)
parts.serve(routes, NOUN, RULES)
parts.read(routes, NOUN, DEFAULT_PART)
