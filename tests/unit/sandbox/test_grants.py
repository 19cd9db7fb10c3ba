"""Permissions computed from roles at scopes."""

from __future__ import annotations

import fnmatch

from hypothesis import given
from hypothesis import strategies as st

from sandbox.azure import clock, grants, role_catalog, roles, state

WHO = "c11e0000-0000-4000-8000-0000000000c1"
SUB = "/subscriptions/5b000000-0000-4000-8000-000000000001"
GROUP = f"{SUB}/resourceGroups/rg-One"
SEGMENT = st.sampled_from(["Microsoft.Compute", "virtualMachines", "disks", "read", "write", "*"])
PATTERNS = st.lists(SEGMENT, min_size=1, max_size=4).map("/".join)
ACTIONS = PATTERNS.map(lambda text: text.replace("*", "start"))


def fresh() -> state.State:
    return state.State(clock.AzureClock())


@given(st.lists(PATTERNS, max_size=4), ACTIONS)
def test_a_set_of_patterns_matches_what_any_of_them_matches(
    patterns: list[str], action: str
) -> None:
    low = action.lower()
    expected = any(fnmatch.fnmatchcase(low, each.lower()) for each in patterns)
    assert bool(grants.compiled(patterns).match(low)) is expected


def test_a_role_reaches_down_and_neither_up_nor_sideways() -> None:
    current = fresh()
    roles.give(current, WHO, role_catalog.READER, GROUP)
    read = "Microsoft.Compute/disks/read"
    inside = f"{SUB}/resourcegroups/RG-ONE/providers/Microsoft.Compute/disks/a"
    assert grants.allowed(current, WHO, read, inside)
    assert not grants.allowed(current, WHO, read, SUB)
    assert not grants.allowed(current, WHO, read, f"{SUB}/resourceGroups/rg-One2")
    assert not grants.allowed(current, "someone-else", read, inside)
    assert not grants.allowed(current, WHO, "Microsoft.Compute/disks/write", inside)


def test_what_one_role_leaves_out_another_may_grant() -> None:
    current = fresh()
    roles.give(current, WHO, role_catalog.CONTRIBUTOR, SUB)
    assign = "Microsoft.Authorization/roleAssignments/write"
    assert not grants.allowed(current, WHO, assign, GROUP)
    roles.give(current, WHO, role_catalog.ACCESS_ADMINISTRATOR, GROUP)
    assert grants.allowed(current, WHO, assign, GROUP)
    assert not grants.allowed(current, WHO, assign, SUB)


def test_data_actions_are_their_own() -> None:
    current = fresh()
    roles.give(current, WHO, role_catalog.OWNER, SUB)
    secret = "Microsoft.KeyVault/vaults/secrets/getSecret/action"
    assert not grants.allowed(current, WHO, secret, SUB, data=True)
    roles.give(current, WHO, role_catalog.SECRETS_USER, SUB)
    assert grants.allowed(current, WHO, secret, GROUP, data=True)


@given(st.sampled_from(role_catalog.ROLES), ACTIONS)
def test_an_owner_may_all_that_anybody_may(role: role_catalog.Role, action: str) -> None:
    current = fresh()
    roles.give(current, WHO, role, SUB)
    roles.give(current, "owner", role_catalog.OWNER, SUB)
    if grants.allowed(current, WHO, action, GROUP):
        assert grants.allowed(current, "owner", action, GROUP)
