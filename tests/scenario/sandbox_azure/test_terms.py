"""Given a plan's terms, when they are read, accepted, cancelled, then machines are sold or not."""

from __future__ import annotations

from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError
from azure.mgmt.marketplaceordering.aio import MarketplaceOrderingAgreements

from sandbox.azure import marketplace, seed
from tests.scenario.sandbox_azure import templates
from tests.scenario.sandbox_azure.conftest import World, code, machine_body, make_nic

GROUP = "rg-dr-weu"
IMAGE = ("MicrosoftAzureSiteRecovery", "Process-Server", "Windows-2012-R2-Datacenter")
PLAN = (*IMAGE[:2], "ps-plan")
OURS = {"publisher": PLAN[0], "product": PLAN[1], "name": PLAN[2]}
PLAIN = {"publisher": "MicrosoftWindowsServer", "product": "WindowsServer", "name": "x"}
WINDOWS = {"publisher": "MicrosoftWindowsServer", "offer": "WindowsServer",
           "sku": "2019-Datacenter", "version": "latest"}  # fmt: skip
UNKNOWN = ("contoso", "appliance", "standard")


def terms(world: World) -> Any:
    return world._client(MarketplaceOrderingAgreements, seed.PRODUCTION).marketplace_agreements


async def accept(world: World) -> None:
    found = await terms(world).get("virtualmachine", *PLAN)
    found.accepted = True
    await terms(world).create("virtualmachine", *PLAN, found)


@pytest.fixture
async def selling(world: World) -> World:
    """The process server's image is sold with a plan."""
    await world.act("image_plan", sku=IMAGE[2], plan=PLAN[2])
    return world


async def put(world: World, plan: Any = None, image: Any = None, name: str = "ps-weu-1") -> Any:
    """Make a machine of an image with a plan given, or not."""
    body = machine_body(await make_nic(world)) | ({"plan": plan} if plan else {})
    if image:
        body["properties"]["storageProfile"]["imageReference"] = image
    machines = world.compute().virtual_machines
    return await (await machines.begin_create_or_update(GROUP, name, body)).result()


async def refused(world: World, **how: Any) -> tuple[str | None, str]:
    """The code and the sentence a machine is refused with."""
    with pytest.raises(HttpResponseError) as refusal:
        await put(world, **how)
    assert refusal.value.error is not None
    return code(refusal), str(refusal.value.error.message)


async def test_terms_are_read_accepted_and_cancelled(selling: World) -> None:
    ordering, current = terms(selling), selling.local.state
    found = await ordering.get("virtualmachine", *PLAN)
    assert not found.accepted
    assert found.signature
    assert found.license_text_link.startswith("https://")
    found.accepted = True
    assert (await ordering.create("virtualmachine", *PLAN, found)).accepted
    assert marketplace.accepted(current, seed.PRODUCTION, *PLAN)
    assert not marketplace.accepted(current, seed.TEST, *PLAN)
    assert [each.publisher for each in (await ordering.list()).value] == [PLAN[0]]
    assert (await ordering.cancel(*PLAN)).state == "Canceled"
    assert not marketplace.accepted(current, seed.PRODUCTION, *PLAN)
    assert (await ordering.sign(*PLAN)).state == "Active"
    assert (await ordering.get_agreement(*PLAN)).offer == PLAN[1]


@pytest.mark.parametrize(
    ("plan", "status", "says"),
    [
        (UNKNOWN, 400, "The offer with Offer ID 'appliance' was not found."),
        ((*PLAN[:2], "gold"), 400, "does not make available Offer: 'Process-Server', Plan: 'gold'"),
        (tuple(PLAIN.values()), 404, "Unable to find legal terms for this offer."),
    ],
)
async def test_terms_of_what_is_not_sold(
    selling: World, plan: tuple[str, ...], status: int, says: str
) -> None:
    ordering = terms(selling)
    for ask in (ordering.get("virtualmachine", *plan), ordering.sign(*plan),
                ordering.cancel(*plan)):  # fmt: skip
        with pytest.raises(HttpResponseError, match=says) as refusal:
            await ask
        assert refusal.value.status_code == status


async def test_an_agreement_nobody_signed_is_not_there(selling: World) -> None:
    with pytest.raises(HttpResponseError, match="Agreement has never been signed") as refusal:
        await terms(selling).get_agreement(*PLAN)
    assert refusal.value.status_code == 404


async def test_refused_before_made_after_refused_again(selling: World) -> None:
    refusal, said = await refused(selling, plan=OURS)
    assert refusal == "ResourcePurchaseValidationFailed"
    assert "You have not accepted the legal terms on this subscription" in said
    await accept(selling)
    made = await put(selling, plan=OURS)
    assert (made.provisioning_state, made.plan.name) == ("Succeeded", "ps-plan")
    await terms(selling).cancel(*PLAN)
    refusal, _ = await refused(selling, plan=OURS, name="ps-weu-2")
    assert refusal == "ResourcePurchaseValidationFailed"


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        (PLAIN, "is not to be sold in market: 'US'"),
        ({**OURS, "product": "other"}, "The offer with Offer ID 'other' was not found"),
        ({**OURS, "name": "gold"}, "does not make available"),
    ],
)
async def test_what_nobody_sells_cannot_be_bought(
    selling: World, plan: dict[str, str], says: str
) -> None:
    await accept(selling)
    refusal, said = await refused(selling, plan=plan)
    assert refusal == "ResourcePurchaseValidationFailed"
    assert says in said
    with pytest.raises(HttpResponseError) as missing:
        await selling.compute().virtual_machines.get(GROUP, "ps-weu-1")
    assert code(missing) == "ResourceNotFound"


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ({}, "requires Plan information in the request. VM: '/subscriptions/"),
        ({"plan": {**OURS, "name": "PS-Plan"}}, "part number in the purchase information"),
        ({"plan": OURS, "image": WINDOWS}, "please remove the Plan information in the request"),
    ],
)
async def test_a_plan_that_is_not_the_images_ends_the_operation(
    selling: World, how: dict[str, Any], says: str
) -> None:
    await accept(selling)
    refusal, said = await refused(selling, **how)
    assert refusal == "VMMarketplaceInvalidInput"
    assert says in said
    left = await selling.compute().virtual_machines.get(GROUP, "ps-weu-1")
    assert left.provisioning_state == "Failed"


async def test_a_deployment_is_refused_before_it_begins(selling: World) -> None:
    machine = machine_body(await make_nic(selling)) | {
        "type": "Microsoft.Compute/virtualMachines",
        "apiVersion": "2024-07-01",
        "name": "ps-weu-1",
        "plan": OURS,
    }
    content = templates.template(machine)
    for plan, says in ((OURS, "You have not accepted"), (PLAIN, "not to be sold in market")):
        machine["plan"] = plan
        refusal = await templates.refused(selling, content)
        assert refusal.error.code == "MarketplacePurchaseEligibilityFailed"
        (detail,) = refusal.error.details
        assert detail.code == "BadRequest"
        assert detail.message.startswith(f"Offer with PublisherId: '{plan['publisher']}'")
        assert says in detail.message
        assert detail.message.endswith('":"StoreApi"}]')
    await accept(selling)
    machine["plan"] = OURS
    assert (await templates.deploy(selling, content)).properties.provisioning_state == "Succeeded"
