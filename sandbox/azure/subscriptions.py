"""Subscriptions, their locations, the tenant."""

from __future__ import annotations

from sandbox.azure import answers
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()


@routes.get("/subscriptions")
def listed(call: Call) -> Answer:
    """The subscriptions that the caller may see."""
    return answers.page(call, list(call.state.subscriptions.values()))


@routes.get("/subscriptions/{sub}")
def one(call: Call) -> Answer:
    """One subscription."""
    return answers.ok(call.state.subscriptions[call["sub"].lower()])


@routes.get("/tenants")
def tenants(call: Call) -> Answer:
    """The one tenant."""
    found = {document["tenantId"] for document in call.state.subscriptions.values()}
    return answers.page(
        call,
        [{"id": f"/tenants/{tenant}", "tenantId": tenant, "displayName": "Contoso"}
         for tenant in sorted(found)],
    )  # fmt: skip


@routes.get("/subscriptions/{sub}/locations")
def locations(call: Call) -> Answer:
    """The regions that the subscription offers."""
    return answers.ok(
        {
            "value": [
                {
                    "id": f"/subscriptions/{call['sub']}/locations/{name}",
                    "name": name,
                    "type": "Region",
                    "displayName": shown,
                    "regionalDisplayName": f"({shown}) {shown}",
                    "metadata": {"regionType": "Physical", "regionCategory": "Recommended"},
                }
                for name, shown in call.state.locations.items()
            ]
        }
    )
