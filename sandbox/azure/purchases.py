"""Buying: a resource with a `plan` is made only if the subscription may buy that plan.

Resource Manager asks the store before it lets the provider see the request. What it then says is
https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/ and public issues':
a resource by its own PUT is `ResourcePurchaseValidationFailed`
(https://github.com/nforgeio/neonKUBE/issues/1673), one in a deployment
`MarketplacePurchaseEligibilityFailed` (https://github.com/hashicorp/packer/pull/6009 and
https://github.com/microsoft/startstopv2-deployments/issues/133).
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Any

from sandbox.azure import errors, marketplace, offers, state


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Why a plan may not be bought. `validated`: what the store puts before it, having looked into
    the offer; `bare`: a resource's own PUT is told the sentence without that."""

    sentence: str
    validated: str = ""
    bare: bool = True


def fault(current: state.State, subscription: str, plan: Any) -> Fault | None:
    """What speaks against buying this plan, if anything."""
    publisher, offer, name = (str(plan.get(key) or "") for key in ("publisher", "product", "name"))
    plans = offers.sold(current, publisher, offer)
    correlation = str(uuid.uuid4())
    if plans is None:
        return Fault(sentence=offers.unknown(publisher, offer))
    if plans and name.lower() not in plans:
        return Fault(sentence=offers.withdrawn(publisher, offer, name))
    if plans and marketplace.accepted(current, subscription, publisher, offer, name):
        return None
    validated = (
        f"Offer with PublisherId: '{publisher}', OfferId: '{offer}' cannot be purchased due to "
        f"validation errors. For more information see details. Correlation Id: '{correlation}' "
    )
    if plans:
        terms = _terms(subscription, publisher, offer, name, correlation)
        return Fault(sentence=terms, validated=validated)
    # A plan for a plain image: https://github.com/hashicorp/terraform-provider-azurerm/pull/16635
    market = (
        f"The Offer: '{offer}' cannot be purchased by subscription: '{subscription}' as it is not "
        f"to be sold in market: '{offers.REGION}'. Please choose a subscription which is "
        f"associated with a different market. Correlation Id '{correlation}'."
    )
    return Fault(sentence=market, validated=validated, bare=False)


def _terms(subscription: str, publisher: str, offer: str, plan: str, correlation: str) -> str:
    return (
        f"You have not accepted the legal terms on this subscription: '{subscription}' for this "
        "plan. Before the subscription can be used, you need to accept the legal terms of the "
        "image. To read and accept legal terms, use the Azure CLI commands described at "
        "https://go.microsoft.com/fwlink/?linkid=2110637 or the PowerShell commands available at "
        "https://go.microsoft.com/fwlink/?linkid=862451. Alternatively, deploying via the Azure "
        "portal provides a UI experience for reading and accepting the legal terms. Offer details: "
        f"publisher='{publisher}' offer = '{offer}', sku = '{plan}', Correlation Id: "
        f"'{correlation}'."
    )


def require(current: state.State, subscription: str, plan: Any) -> None:
    """400 ResourcePurchaseValidationFailed if a resource's plan may not be bought."""
    found = fault(current, subscription, plan) if plan else None
    if found is not None:
        said = found.sentence if found.bare else found.validated + found.sentence
        raise errors.AzureError(
            400,
            "ResourcePurchaseValidationFailed",
            f"User failed validation to purchase resources. Error message: '{said}'",
        )


def ineligible(faults: list[Fault]) -> errors.AzureError:
    """What a deployment is refused with that would buy what may not be bought."""
    return errors.AzureError(
        400,
        "MarketplacePurchaseEligibilityFailed",
        # `eligibilty` and the blank at the end are Azure's own
        "Marketplace purchase eligibilty check returned errors. See inner errors for details. ",
        details=[{"code": "BadRequest", "message": _detail(each)} for each in faults],
    )


def _detail(found: Fault) -> str:
    if not found.validated:
        return found.sentence
    store = json.dumps([{found.sentence: "StoreApi"}], separators=(",", ":"))
    return found.validated + found.sentence + store
