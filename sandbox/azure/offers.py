"""The marketplace's catalogue: which plans are sold with the gallery's images.

Every gallery image belongs to an offer; there is a plan to buy only where `image_states` says so.
Plain images, as Microsoft's own Windows Server, have none.
"""

from __future__ import annotations

import uuid

from sandbox.azure import errors, image_states, images, state

REGION = "US"  # where the story's subscriptions are billed


def sold(current: state.State, publisher: str, offer: str) -> set[str] | None:
    """The plans of an offer, in lower case; None if nobody knows the offer."""
    wanted = (publisher.lower(), offer.lower())
    known = [
        each for each in images.GALLERY if (each.publisher.lower(), each.offer.lower()) == wanted
    ]
    if not known:
        return None
    return {image_states.plan_of(current, each.sku).lower() for each in known} - {""}


def unknown(publisher: str, offer: str) -> str:
    """https://github.com/confidential-containers/cloud-api-adaptor/issues/886"""
    return (
        f"The offer with Offer ID '{offer}' was not found. Try one of these: 1- Make sure the "
        "offer name is written correctly. 2- If this offer was recently created, allow up to 30 "
        "minutes for it to be available for purchase. 3- The offer may have been removed from the "
        "marketplace. Look for similar offers from this publisher here: "
        "'https://azuremarketplace.microsoft.com/en-us/marketplace/apps?page=1%26search="
        f"{publisher}%20{offer}'. Publisher ID: '{publisher}', Offer ID: '{offer}', "
        f"Correlation ID '{uuid.uuid4()}'."
    )


def withdrawn(publisher: str, offer: str, plan: str) -> str:
    """https://github.com/Azure/azure-rest-api-specs/issues/43601"""
    return (
        f"The Publisher: '{publisher}' does not make available Offer: '{offer}', Plan: '{plan}' "
        f"in your Subscription/Azure account's region: '{REGION}'."
    )


def no_terms(offer: str, plan: str, more: str = "") -> errors.AzureError:
    """https://github.com/Azure/azure-powershell/issues/20443"""
    return errors.AzureError(
        404,
        "NotFound",
        f"Unable to find legal terms for this offer.{more} offer = '{offer}', sku = '{plan}',  "
        f"Correlation Id: '{uuid.uuid4()}'.",
    )


def require(current: state.State, publisher: str, offer: str, plan: str) -> None:
    """Refuse to speak of the terms of a plan that is not sold.

    An offer that nobody knows and one without terms are told apart by how the sentence begins:
    https://github.com/ChristofferWin/codeterraform, Get-AzVMSKU.
    """
    plans = sold(current, publisher, offer)
    if plans is None:
        raise errors.AzureError(400, "BadRequest", unknown(publisher, offer))
    if not plans:
        raise no_terms(offer, plan)
    if plan.lower() not in plans:
        raise errors.AzureError(400, "BadRequest", withdrawn(publisher, offer, plan))
