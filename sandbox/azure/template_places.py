"""What deployment templates may ask of the cloud: `environment` and `pickZones`.

https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-deployment and
https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.azure import capacity
from sandbox.azure.template_parser import ExpressionError

# https://learn.microsoft.com/azure/reliability/availability-zones-service-support
ZONAL = frozenset(
    ["microsoft.compute/disks", "microsoft.compute/virtualmachines",
     "microsoft.compute/virtualmachinescalesets", "microsoft.network/applicationgateways",
     "microsoft.network/azurefirewalls", "microsoft.network/bastionhosts",
     "microsoft.network/natgateways", "microsoft.network/publicipaddresses",
     "microsoft.network/publicipprefixes"]
)  # fmt: skip


def cloud(manager: str) -> dict[str, Any]:
    """`environment()` of the global cloud; only Resource Manager is where this one listens."""
    return {
        "name": "AzureCloud",
        "gallery": "https://gallery.azure.com/",
        "graph": "https://graph.windows.net/",
        "portal": "https://portal.azure.com",
        "graphAudience": "https://graph.windows.net/",
        "activeDirectoryDataLake": "https://datalake.azure.net/",
        "batch": "https://batch.core.windows.net/",
        "media": "https://rest.media.azure.net",
        "sqlManagement": "https://management.core.windows.net:8443/",
        "vmImageAliasDoc": "https://raw.githubusercontent.com/Azure/azure-rest-api-specs/master/"
        "arm-compute/quickstart-templates/aliases.json",
        "resourceManager": manager,
        "authentication": {
            "loginEndpoint": "https://login.microsoftonline.com/",
            "audiences": ["https://management.core.windows.net/", "https://management.azure.com/"],
            "tenant": "common",
            "identityProvider": "AAD",
        },
        "suffixes": {
            "acrLoginServer": ".azurecr.io",
            "azureDatalakeAnalyticsCatalogAndJob": "azuredatalakeanalytics.net",
            "azureDatalakeStore": "azuredatalakestore.net",
            "azureFrontDoorEndpointSuffix": "azurefd.net",
            "keyvaultDns": ".vault.azure.net",
            "sqlServerHostname": ".database.windows.net",
            "storage": "core.windows.net",
        },
    }


def _pick_zones(
    provider: str, kind: str, region: str, number: int = 1, offset: int = 0
) -> list[str]:
    known = capacity.zones_of(region.lower().replace(" ", ""))
    if not known or f"{provider}/{kind}".lower() not in ZONAL:
        return []
    if number < 1 or offset < 0 or offset + number > len(known):
        raise ExpressionError(
            "Unable to evaluate template language function 'pickZones': the offset and the number "
            f"of zones exceed the '{len(known)}' zones of '{region}'."
        )
    return list(known[offset : offset + number])


FUNCTIONS: dict[str, Callable[..., Any]] = {"pickzones": _pick_zones}
