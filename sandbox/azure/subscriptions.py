"""Subscriptions, their locations, the tenant."""

from __future__ import annotations

from typing import Any

from sandbox.azure import answers
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
# learn.microsoft.com/rest/api/resources/subscriptions/list-locations and
# learn.microsoft.com/azure/reliability/regions-list: group, geography, place, pair, coordinates.
PLACES = {
    "westeurope": ("Europe", "Europe", "Netherlands", "northeurope", ("4.9", "52.3667")),
    "northeurope": ("Europe", "Europe", "Ireland", "westeurope", ("-6.2597", "53.3478")),
    "eastus": ("US", "United States", "Virginia", "westus", ("-79.8164", "37.3719")),
}
DOMAIN = "contoso.onmicrosoft.com"


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
        [
            {
                "id": f"/tenants/{tenant}",
                "tenantId": tenant,
                "countryCode": "DE",
                "displayName": "Contoso",
                "domains": [DOMAIN],
                "tenantCategory": "Home",
                "defaultDomain": DOMAIN,
                "tenantType": "AAD",
            }
            for tenant in sorted(found)
        ],
    )


@routes.get("/subscriptions/{sub}/locations")
def locations(call: Call) -> Answer:
    """The regions that the subscription offers."""
    known = call.state.locations.items()
    return answers.ok({"value": [_location(call["sub"], name, shown) for name, shown in known]})


def _location(subscription: str, name: str, shown: str) -> dict[str, Any]:
    group, geography, place, pair, (longitude, latitude) = PLACES[name]
    above = f"/subscriptions/{subscription}/locations"
    return {
        "id": f"{above}/{name}",
        "name": name,
        "type": "Region",
        "displayName": shown,
        "regionalDisplayName": f"({group}) {shown}",
        "metadata": {
            "regionType": "Physical",
            "regionCategory": "Recommended",
            "geography": geography,
            "geographyGroup": group,
            "longitude": longitude,
            "latitude": latitude,
            "physicalLocation": place,
            "pairedRegion": [{"name": pair, "id": f"{above}/{pair}"}],
        },
        "availabilityZoneMappings": [
            {"logicalZone": str(zone), "physicalZone": f"{name}-az{zone}"} for zone in (1, 2, 3)
        ],
    }
