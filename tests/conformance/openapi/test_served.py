"""What is served is described by a package, or listed with the reason why it is not."""

from __future__ import annotations

import pytest

from tests.conformance.openapi import catalogue, exceptions, served


def test_what_no_package_describes_is_listed_with_its_reason() -> None:
    assert served.undescribed() == exceptions.ABSENT


def test_every_package_describes_something_that_is_served() -> None:
    used = {one.operation.service for one in served.routes() if one.operation is not None}
    assert catalogue.PACKAGES.keys() - used <= {"classicAuthorization"}
    assert len(served.rows()) > 80


@pytest.mark.parametrize(
    ("kind", "methods", "package"),
    [
        ("`Microsoft.Network/natGateways`", "GET PUT PATCH DELETE", "azure-mgmt-network"),
        ("`Microsoft.Compute/virtualMachines`", "GET PUT PATCH POST DELETE", "azure-mgmt-compute"),
        ("`Microsoft.Authorization/locks`", "GET PUT DELETE", "azure-mgmt-resource-locks"),
        ("`secrets`", "GET PUT PATCH POST DELETE", "azure-keyvault-secrets"),
    ],
)
def test_a_row_names_the_methods_and_the_package(kind: str, methods: str, package: str) -> None:
    ((_, found, source),) = [row for row in served.rows() if row[0] == kind]
    assert found == methods
    assert source.startswith(f"[{package} ")
