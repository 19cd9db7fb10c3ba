"""What is served is exemplified or named as a gap; neither list holds what is not served."""

from __future__ import annotations

import pytest

from tests.conformance.examples import cases, gaps, replay, served

# As the packages write the names: the specification has `CheckIPAddress`, they `CheckIpAddress`.
KEPT = frozenset(f"{example.service}/{replay.operation(example).id}" for example in cases.CASES)


def test_every_operation_that_is_served_has_an_example_or_a_reason() -> None:
    assert served.operations() - KEPT - gaps.GAPS.keys() == set()


def test_every_example_is_of_an_operation_that_is_served() -> None:
    assert KEPT - served.operations() == set()


def test_no_gap_is_filled_or_not_served() -> None:
    assert gaps.GAPS.keys() & KEPT == set()
    assert gaps.GAPS.keys() - served.operations() == set()


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("network/RouteTables_Get", True),
        ("authorization/RoleAssignments_GetById", True),
        ("marketplace/MarketplaceAgreements_Create", True),
        ("deployments/Deployments_ExportTemplateAtScope", True),
        ("siterecovery/ReplicationProtectionContainerMappings_Purge", False),
        ("compute/VirtualMachineScaleSets_Get", False),
    ],
)
def test_what_is_served_is_read_off_the_routes(name: str, there: bool) -> None:
    assert (name in served.operations()) is there
