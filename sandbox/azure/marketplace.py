"""Marketplace terms: read and accept the agreement of an image that has a plan."""

from __future__ import annotations

from typing import Any

from sandbox.azure import answers
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
PATH = (
    "/subscriptions/{sub}/providers/Microsoft.MarketplaceOrdering/offerTypes/virtualmachine"
    "/publishers/{publisher}/offers/{offer}/plans/{plan}/agreements/current"
)


def _terms(call: Call, accepted: bool) -> dict[str, Any]:
    return {
        "id": call.path,
        "name": call["plan"],
        "type": "Microsoft.MarketplaceOrdering/offertypes",
        "properties": {
            "publisher": call["publisher"],
            "product": call["offer"],
            "plan": call["plan"],
            "accepted": accepted,
        },
    }


@routes.get(PATH)
def read(call: Call) -> Answer:
    accepted = bool(call.state.facts(call.path).get("accepted"))
    return answers.ok(_terms(call, accepted))


@routes.put(PATH)
def accept(call: Call) -> Answer:
    accepted = bool((call.body().get("properties") or {}).get("accepted"))
    call.state.facts(call.path)["accepted"] = accepted
    return answers.ok(_terms(call, accepted))
