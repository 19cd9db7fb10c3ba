"""Marketplace terms: read, accept and cancel the agreement of an image that has a plan.

https://learn.microsoft.com/rest/api/marketplaceordering/marketplace-agreements. The two families of
addresses (`offerTypes/virtualmachine/…/agreements/current` and `agreements/…`) show one agreement.
"""

from __future__ import annotations

import hashlib
from typing import Any

from sandbox.azure import answers, clock, errors, state
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
NAMESPACE = "/subscriptions/{sub}/providers/Microsoft.MarketplaceOrdering"
PLAN = "/publishers/{publisher}/offers/{offer}/plans/{plan}/agreements/current"
TERMS = NAMESPACE + "/offerTypes/virtualmachine" + PLAN
AGREEMENT = NAMESPACE + "/agreements/{publisher}/offers/{offer}/plans/{plan}"
STORE = "https://mpcprodsa.blob.core.windows.net"
PREFIX = "marketplace"


def _facts(current: state.State, subscription: str, *plan: str) -> dict[str, Any]:
    return current.facts("/".join([PREFIX, subscription, *plan]))


def accepted(
    current: state.State, subscription: str, publisher: str, offer: str, plan: str
) -> bool:
    """Whether the subscription has accepted the terms of a plan."""
    return bool(_facts(current, subscription, publisher, offer, plan).get("accepted"))


def require(current: state.State, subscription: str, publisher: str, offer: str, plan: str) -> None:
    """400 ResourcePurchaseValidationFailed if a machine's plan has terms nobody accepted.

    Wording: https://learn.microsoft.com/azure/virtual-machines/error-codes-marketplace
    """
    if not accepted(current, subscription, publisher, offer, plan):
        raise errors.AzureError(
            400,
            "ResourcePurchaseValidationFailed",
            "User failed validation to purchase resources. Error message: 'You have not accepted "
            f"the legal terms on this subscription: '{subscription}' for this plan. Before the "
            "subscription can be used, you need to accept the legal terms of the image. To read "
            "and accept legal terms, use the Azure CLI commands described at "
            "https://go.microsoft.com/fwlink/?linkid=2110637 or the PowerShell commands available "
            "at https://go.microsoft.com/fwlink/?linkid=862451. Alternatively, deploying via the "
            f"Azure portal provides a UI experience for reading and accepting the legal terms. "
            f"Offer details: publisher='{publisher}' offer = '{offer}', sku = '{plan}', "
            "Correlation Id: ''.'",
        )


def _facts_of(call: Call) -> dict[str, Any]:
    return _facts(call.state, call["sub"], call["publisher"], call["offer"], call["plan"])


def _terms(call: Call) -> dict[str, Any]:
    publisher, offer, plan = call["publisher"], call["offer"], call["plan"]
    facts = _facts_of(call)
    name = f"{publisher}:3a{offer}:3a{plan}".upper()
    token = hashlib.sha256(f"{call['sub']}/{name}".lower().encode()).hexdigest()
    base = (
        f"/subscriptions/{call['sub']}/providers/Microsoft.MarketplaceOrdering"
        f"/offerTypes/Microsoft.MarketplaceOrdering/offertypes/publishers/{publisher}"
    )
    return {
        "id": f"{base}/offers/{offer}/plans/{plan}/agreements/current",
        "name": plan,
        "type": "Microsoft.MarketplaceOrdering/offertypes",
        "properties": {
            "publisher": publisher,
            "product": offer,
            "plan": plan,
            "licenseTextLink": f"{STORE}/legalterms/{name}-{token[:40].upper()}.txt",
            "privacyPolicyLink": "https://privacy.microsoft.com/privacystatement",
            "marketplaceTermsLink": f"{STORE}/marketplaceterms/3EDEF_MARKETPLACE.TXT",
            "retrieveDatetime": facts.get("at") or clock.stamp(call.state.clock.now()),
            "signature": token.upper(),
            "accepted": bool(facts.get("accepted")),
        },
        "systemData": {
            "createdByType": "ManagedIdentity",
            "createdAt": clock.stamp(call.state.clock.now()),
        },
    }


@routes.get(TERMS)
def read(call: Call) -> Answer:
    """The terms of a plan, their signature, and whether they are accepted."""
    return answers.ok(_terms(call))


@routes.put(TERMS)
def accept(call: Call) -> Answer:
    """Accept (or take back) terms: the body read, sent back with `accepted` set."""
    properties = call.body().get("properties")
    if not isinstance(properties, dict):
        raise errors.AzureError(
            400, "BadRequest", "The request body must hold the properties of the agreement."
        )
    known = _terms(call)["properties"]["signature"]
    if properties.get("signature") not in (None, "", known):
        raise errors.AzureError(
            400, "BadRequest", "The signature does not belong to the current legal terms."
        )
    _set(call, accepted_now=bool(properties.get("accepted")))
    return answers.ok(_terms(call))


def _set(call: Call, *, accepted_now: bool) -> None:
    now = clock.stamp(call.state.clock.now())
    facts = _facts_of(call)
    facts.update(
        accepted=accepted_now, at=now, plan=[call["publisher"], call["offer"], call["plan"]]
    )
    facts["signed" if accepted_now else "cancelled"] = now


def _agreement(call: Call) -> dict[str, Any]:
    """The same agreement as the older addresses show it."""
    facts = _facts_of(call)
    publisher, offer, plan = call["publisher"], call["offer"], call["plan"]
    state_now = "Active" if facts.get("accepted") else "Canceled"
    return {
        "id": f"/subscriptions/{call['sub']}/providers/Microsoft.MarketplaceOrdering"
        f"/agreements/{publisher}/offers/{offer}/plans/{plan}",
        "name": plan,
        "type": "Microsoft.MarketplaceOrdering/agreements",
        "properties": {
            "id": f"{call['sub']}/{publisher}/{offer}/{plan}",
            "publisher": publisher,
            "offer": offer,
            "signDate": facts.get("signed"),
            "cancelDate": facts.get("cancelled"),
            "state": state_now,
        },
    }


@routes.get(AGREEMENT)
def agreement(call: Call) -> Answer:
    """The agreement at its older address: Active or Canceled, since when."""
    if not _facts_of(call):
        raise errors.AzureError(
            404, "NotFound", f"The agreement for the plan '{call['plan']}' was not found."
        )
    return answers.ok(_agreement(call))


@routes.get(NAMESPACE + "/agreements")
def agreements(call: Call) -> Answer:
    """Agreements this subscription has signed, the cancelled ones too."""
    prefix = f"{PREFIX}/{call['sub']}/".lower()
    found = []
    for key, facts in list(call.state.all_facts.items()):
        if key.startswith(prefix) and facts.get("plan"):
            call.args |= dict(zip(("publisher", "offer", "plan"), facts["plan"], strict=True))
            found.append(_agreement(call))
    return answers.page(call, found)


@routes.post(
    AGREEMENT + "/sign", "Microsoft.MarketplaceOrdering/agreements/offers/plans/sign/action"
)
def sign(call: Call) -> Answer:
    """Accept the terms."""
    _set(call, accepted_now=True)
    return answers.ok(_agreement(call))


@routes.post(
    AGREEMENT + "/cancel", "Microsoft.MarketplaceOrdering/agreements/offers/plans/cancel/action"
)
def cancel(call: Call) -> Answer:
    """Take an acceptance back."""
    _set(call, accepted_now=False)
    return answers.ok(_agreement(call))
