"""Azure's rules for names, users and addresses."""

from __future__ import annotations

import ipaddress
import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from azureops import networks
from commands.deploy import password, rules
from core import language
from core.sentences import spoken


@given(st.text())
def test_whatever_is_typed_as_a_name_the_suggestion_is_allowed(text: str) -> None:
    assert rules.server_name(rules.suggest_name(text)) is None


@given(st.text())
def test_an_accepted_name_is_a_windows_name(text: str) -> None:
    if rules.server_name(text) is None:
        assert 1 <= len(text) <= 15
        assert set(text) <= set(string.ascii_letters + string.digits + "-")
        assert not text.isdigit()
        assert "-" not in {text[0], text[-1]}


@pytest.mark.parametrize("name", ["ps-weu-1", "a", "A1", "123a", "x" * 15])
def test_good_names(name: str) -> None:
    assert rules.server_name(name) is None


@pytest.mark.parametrize("name", ["x" * 16, "123", "-ps", "ps-", "ps_1", "ps 1", "pß", "ps.1", ""])
def test_bad_names_are_refused_with_a_way_out(name: str) -> None:
    wrong = rules.server_name(name)
    assert wrong is not None
    assert "for example" in wrong.remedy


@given(st.text(min_size=1))
def test_an_accepted_user_breaks_no_rule(text: str) -> None:
    if rules.admin_user(text) is None:
        assert len(text) <= 20
        assert not text.endswith(".")
        assert text.lower() not in rules.RESERVED_USERS
        assert not set(text) & set(rules.USER_FORBIDDEN)


@pytest.mark.parametrize(
    "user", ["Administrator", "root", "user5", "a", "psadmin.", "a@b", "x" * 21]
)
def test_users_that_azure_refuses(user: str) -> None:
    assert rules.admin_user(user) is not None


def test_users_that_azure_takes() -> None:
    assert rules.admin_user("psadmin") is None
    assert rules.admin_user("rita.ortega") is None


@pytest.mark.parametrize("group", ["rg-dr-weu", "rg_(1).x", "Größe"])
def test_good_resource_groups(group: str) -> None:
    assert rules.resource_group(group) is None


@pytest.mark.parametrize("group", ["rg.", "rg/1", "x" * 91, "rg 1"])
def test_bad_resource_groups(group: str) -> None:
    assert rules.resource_group(group) is not None


@pytest.mark.parametrize(
    "value", ["10.60.2", "10.60.2.256", "ten", "10.60.2.09", "::1", "127.0.0.1", "224.0.0.1"]
)
def test_what_is_no_address_is_refused(value: str) -> None:
    assert rules.address(value) is not None


@given(st.text() | st.ip_addresses().map(str))
def test_an_accepted_address_is_one_that_a_server_may_have(text: str) -> None:
    if rules.address(text) is None and text.lower() != rules.AUTO:
        found = ipaddress.IPv4Address(text)
        assert str(found) == text, "written one way only"
        assert not found.is_multicast
        assert not found.is_loopback
        assert not found.is_link_local
        assert not found.is_unspecified


@given(st.text())
def test_an_accepted_group_or_storage_account_breaks_no_rule(text: str) -> None:
    if rules.resource_group(text) is None:
        assert 1 <= len(text) <= 90
        assert not text.endswith(".")
        assert not set(text) & set(" /\\#?%&<>:*\"'|\n")
    if rules.storage_account(text) is None:
        assert 3 <= len(text) <= 24
        assert set(text) <= set(string.ascii_lowercase + string.digits)


def test_auto_is_an_address() -> None:
    assert rules.address("AUTO") is None


NETWORKS = st.builds(
    lambda number, bits: ipaddress.IPv4Network((number, bits), strict=False),
    st.integers(0, 2**32 - 1),
    st.integers(16, 29),
)


@given(NETWORKS, st.data())
def test_exactly_five_addresses_of_a_subnet_are_azures(
    network: ipaddress.IPv4Network, data: st.DataObject
) -> None:
    address = data.draw(st.integers(int(network[0]), int(network[-1])))
    index = address - int(network[0])
    wrong = rules.in_subnet(str(ipaddress.IPv4Address(address)), (str(network),))
    kept = index < 4 or index == network.num_addresses - 1
    assert (wrong is not None) == kept
    assert len(rules.usable(network)) == network.num_addresses - 5


@given(NETWORKS, NETWORKS, st.ip_addresses(v=4))
def test_both_readings_of_a_subnet_agree(
    one: ipaddress.IPv4Network, other: ipaddress.IPv4Network, address: ipaddress.IPv4Address
) -> None:
    """What a person types is judged as what Azure shows is."""
    assume(not one.overlaps(other))
    prefixes = (str(one), str(other))
    subnet = networks.Subnet(id="/s", name="s", prefixes=prefixes)
    for value in map(str, (address, one[0], one[3], one[4], one[-2], one[-1], other[4])):
        free = subnet.holds(value) and not subnet.reserved(value)
        assert (rules.in_subnet(value, prefixes) is None) == free


@given(st.ip_addresses(v=4), NETWORKS)
def test_an_address_outside_is_named_with_the_subnets_prefix(
    address: ipaddress.IPv4Address, network: ipaddress.IPv4Network
) -> None:
    if address not in network:
        wrong = rules.in_subnet(str(address), (str(network),))
        assert wrong is not None
        assert str(network) in wrong.sentence


def test_ipv6_prefixes_of_a_subnet_are_passed_over() -> None:
    assert rules.in_subnet("10.0.0.4", ("fd00::/64", "10.0.0.0/24")) is None
    assert not networks.holds(("fd00::/64",), "10.0.0.4")
    assert networks.holds(("fd00::/64", "10.0.0.0/24"), "10.0.0.4")


def test_a_password_has_all_four_classes() -> None:
    made = {password.generate() for _ in range(50)}
    assert len(made) == 50
    for text in made:
        assert len(text) >= 24
        assert all(set(text) & set(group) for group in password.CLASSES)


def test_a_fault_reads_in_german_with_what_was_typed() -> None:
    wrong = rules.admin_user("a b:c")
    assert wrong is not None
    assert spoken(wrong.sentence, language.of("de")) == (
        "„a b:c“ enthält Zeichen, die ein Windows-Benutzername nicht haben darf: Leerzeichen :"
    )
    kept = rules.in_subnet("10.0.0.1", ("10.0.0.0/24",))
    assert kept is not None
    assert "Nehmen Sie 10.0.0.4 " in spoken(kept.remedy, language.of("de"))
