"""Which servers, vaults and operations an incident concerns."""

from __future__ import annotations

import pytest

from workflow import scopes

VAULT = "/subscriptions/s/resourcegroups/g/providers/microsoft.recoveryservices/vaults/rsv"
FABRIC = f"{VAULT}/replicationfabrics/f"
ONE = scopes.Server(id=f"{FABRIC}/processservers/1", name="ps-1")
TYPED = scopes.Server(id="", name="ps-9")
NAMED = scopes.Scope(servers=(ONE,))
OF_VAULT = scopes.Scope(vaults=(VAULT,))


@pytest.mark.parametrize("thing", [ONE.id, ONE.id.upper(), FABRIC, VAULT])
def test_a_server_and_what_it_stands_on(thing: str) -> None:
    assert NAMED.holds(thing)
    assert OF_VAULT.holds(thing)
    assert scopes.EVERYTHING.holds(thing)


@pytest.mark.parametrize("thing", [f"{ONE.id}0", f"{VAULT}-2", f"{FABRIC}/processservers/2", ""])
def test_its_neighbours_are_not_meant(thing: str) -> None:
    assert not NAMED.holds(thing)


def test_what_is_found_in_a_vault_belongs_to_it() -> None:
    network = "/subscriptions/s/resourcegroups/n/providers/microsoft.network/virtualnetworks/v"
    assert OF_VAULT.holds(network, "v", VAULT)
    assert not OF_VAULT.holds(network, "v", f"{VAULT}-2")
    assert not NAMED.holds(network, "v", VAULT)


def test_a_name_that_azure_did_not_confirm_counts_as_typed() -> None:
    scope = scopes.Scope(servers=(TYPED,))
    assert scope.holds("some/id", "PS-9")
    assert not scope.holds("some/id", "ps-1")
    assert scope.looked_at is None, "it may be in any vault"
    assert NAMED.looked_at == frozenset({VAULT})


@pytest.mark.parametrize("vault", [VAULT, VAULT.upper(), "rsv", "RSV/cs-onprem-01"])
def test_a_vault_by_its_id_and_as_a_form_gives_it(vault: str) -> None:
    assert OF_VAULT.names((), vault)
    assert not NAMED.names(("ps-2",), vault)
    assert NAMED.names((" PS-1 ",))
    assert not OF_VAULT.names((), "")


def test_stored_and_read_back_it_is_the_same() -> None:
    for scope in (NAMED, OF_VAULT, scopes.EVERYTHING):
        assert scopes.from_json(scopes.to_json(scope)) == scope
