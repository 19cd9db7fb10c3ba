"""Given a plan's terms, when they are read, accepted, cancelled, then the subscription has them."""

from __future__ import annotations

import pytest
from azure.mgmt.marketplaceordering.aio import MarketplaceOrderingAgreements

from sandbox.azure import errors, marketplace, seed
from tests.scenario.sandbox_azure.conftest import World

PLAN = ("contoso", "appliance", "standard")


async def test_terms_are_read_accepted_and_cancelled(world: World) -> None:
    terms = world._client(MarketplaceOrderingAgreements, seed.PRODUCTION).marketplace_agreements
    current = world.local.state
    found = await terms.get("virtualmachine", *PLAN)
    assert not found.accepted
    assert found.signature
    assert found.license_text_link.startswith("https://")
    with pytest.raises(errors.AzureError, match="You have not accepted the legal terms") as refusal:
        marketplace.require(current, seed.PRODUCTION, *PLAN)
    assert refusal.value.code == "ResourcePurchaseValidationFailed"
    found.accepted = True
    assert (await terms.create("virtualmachine", *PLAN, found)).accepted
    assert marketplace.accepted(current, seed.PRODUCTION, *PLAN)
    assert not marketplace.accepted(current, seed.TEST, *PLAN)
    assert [each.publisher for each in (await terms.list()).value] == [PLAN[0]]
    assert (await terms.cancel(*PLAN)).state == "Canceled"
    assert not marketplace.accepted(current, seed.PRODUCTION, *PLAN)
    assert (await terms.sign(*PLAN)).state == "Active"
    assert (await terms.get_agreement(*PLAN)).offer == PLAN[1]
