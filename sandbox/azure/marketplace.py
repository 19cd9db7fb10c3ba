"""Marketplace terms: read, accept and cancel the agreement of an image that has a plan.

https://learn.microsoft.com/rest/api/marketplaceordering/marketplace-agreements. The two families of
addresses (`offerTypes/virtualmachine/…/agreements/current` and `agreements/…`) show one agreement.
Which plans there are: see `offers`.
"""

from __future__ import annotations

import hashlib
from typing import Any

from sandbox.azure import answers, clock, errors, offers, state
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
NAMESPACE = "/subscriptions/{sub}/providers/Microsoft.MarketplaceOrdering"
PLAN = "/publishers/{publisher}/offers/{offer}/plans/{plan}/agreements/current"
TERMS = NAMESPACE + "/offerTypes/virtualmachine" + PLAN
AGREEMENT = NAMESPACE + "/agreements/{publisher}/offers/{offer}/plans/{plan}"
STORE = "https://mpcprodsa.blob.core.windows.net"
PREFIX = "marketplace"
DATES = {"signed": "signDate", "cancelled": "cancelDate"}
# https://github.com/Azure/azure-powershell/issues/20443
NEVER_SIGNED = "Agreement has never been signed for this offer."


def _facts(current: state.State, subscription: str, *plan: str) -> dict[str, Any]:
    return current.facts("/".join([PREFIX, subscription, *plan]))


def accepted(
    current: state.State, subscription: str, publisher: str, offer: str, plan: str
) -> bool:
    """Whether the subscription has accepted the terms of a plan."""
    return bool(_facts(current, subscription, publisher, offer, plan).get("accepted"))


def _facts_of(call: Call) -> dict[str, Any]:
    return _facts(call.state, call["sub"], call["publisher"], call["offer"], call["plan"])


def _terms(call: Call) -> dict[str, Any]:
    publisher, offer, plan = call["publisher"], call["offer"], call["plan"]
    offers.require(call.state, publisher, offer, plan)
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
    known = _terms(call)["properties"]["signature"]
    properties = call.body().get("properties")
    if not isinstance(properties, dict):
        raise errors.AzureError(
            400, "BadRequest", "The request body must hold the properties of the agreement."
        )
    if properties.get("signature") not in (None, "", known):
        raise errors.AzureError(
            400, "BadRequest", "The signature does not belong to the current legal terms."
        )
    _set(call, accepted_now=bool(properties.get("accepted")))
    return answers.ok(_terms(call))


def _set(call: Call, *, accepted_now: bool) -> None:
    offers.require(call.state, call["publisher"], call["offer"], call["plan"])
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
            **{name: facts[key] for key, name in DATES.items() if key in facts},
            "state": state_now,
        },
    }


@routes.get(AGREEMENT)
def agreement(call: Call) -> Answer:
    """The agreement at its older address: Active or Canceled, since when."""
    if not _facts_of(call):
        raise offers.no_terms(call["offer"], call["plan"], " " + NEVER_SIGNED)
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
