"""What decides about traffic and addresses, computed from Azure's JSON."""

from __future__ import annotations

from typing import Any

import pytest

from azureops import security
from azureops.networks import Subnet
from azureops.security import Direction

INSIDE = ("10.60.0.0/16", "192.168.0.0/16")


def rule(name: str, priority: int, *, access: str = "Allow", **changed: Any) -> dict[str, Any]:
    return {
        "name": name,
        "properties": {
            "priority": priority,
            "access": access,
            "direction": "Inbound",
            "protocol": "Tcp",
            "sourceAddressPrefix": "*",
            "sourcePortRange": "*",
            "destinationAddressPrefix": "*",
            "destinationPortRange": "*",
            **changed,
        },
    }


def group(*rules: dict[str, Any]) -> security.SecurityGroup:
    return security.read({"id": "/nsg", "name": "nsg", "properties": {"securityRules": [*rules]}})


def inbound(found: security.SecurityGroup | None) -> security.Verdict:
    return security.verdict(
        found,
        direction=Direction.INBOUND,
        port=9443,
        source="10.60.1.0/24",
        destination="10.60.2.9",
        inside=INSIDE,
    )


def outbound(found: security.SecurityGroup | None) -> security.Verdict:
    return security.verdict(
        found,
        direction=Direction.OUTBOUND,
        port=443,
        source="10.60.2.9",
        destination="192.168.10.20",
        inside=INSIDE,
    )


def test_without_a_group_everything_passes() -> None:
    assert inbound(None) == security.Verdict(allowed=True, rule="")


def test_the_default_rules_let_the_network_and_the_site_through() -> None:
    assert inbound(group()).rule == "AllowVnetInBound"
    assert outbound(group()).rule == "AllowVnetOutBound"


def test_the_first_matching_rule_decides() -> None:
    denying = rule("deny-all", 200, access="Deny")
    allowing = rule("allow-9443", 100, destinationPortRange="9443")
    assert inbound(group(denying)) == security.Verdict(allowed=False, rule="deny-all")
    assert inbound(group(denying, allowing)) == security.Verdict(allowed=True, rule="allow-9443")


def test_port_ranges_and_lists() -> None:
    ranged = rule("deny", 100, access="Deny", destinationPortRange="9000-9999")
    listed = rule(
        "deny", 100, access="Deny", destinationPortRange="", destinationPortRanges=["80", "9443"]
    )
    other = rule("deny", 100, access="Deny", destinationPortRange="443")
    assert not inbound(group(ranged)).allowed
    assert not inbound(group(listed)).allowed
    assert inbound(group(other)).allowed


def test_other_protocols_do_not_count() -> None:
    assert inbound(group(rule("deny", 100, access="Deny", protocol="Udp"))).allowed


def test_the_internet_is_not_the_site() -> None:
    deny = rule(
        "deny-net", 100, access="Deny", direction="Outbound", destinationAddressPrefix="Internet"
    )
    assert outbound(group(deny)).allowed


def test_part_of_the_source_is_not_the_source() -> None:
    partly = rule("deny-some", 100, access="Deny", sourceAddressPrefix="10.60.1.128/25")
    found = inbound(group(partly))
    assert found.allowed
    assert found.unsure == ("deny-some",)


def test_service_tags_are_not_guessed() -> None:
    tagged = rule("deny-tag", 100, access="Deny", sourceAddressPrefix="AzureCloud.WestEurope")
    assert inbound(group(tagged)).unsure == ("deny-tag",)


SUBNET = Subnet(id="/s", name="s", prefixes=("10.60.2.0/24", "10.61.0.0/28"))


@pytest.mark.parametrize(
    ("address", "holds", "reserved"),
    [
        ("10.60.2.0", True, True),
        ("10.60.2.3", True, True),
        ("10.60.2.4", True, False),
        ("10.60.2.254", True, False),
        ("10.60.2.255", True, True),
        ("10.61.0.15", True, True),
        ("10.61.0.4", True, False),
        ("10.60.3.4", False, False),
        ("no address", False, False),
        ("::1", False, False),
    ],
)
def test_what_a_subnet_holds_and_azure_keeps(address: str, holds: bool, reserved: bool) -> None:
    assert SUBNET.holds(address) is holds
    assert SUBNET.reserved(address) is reserved
