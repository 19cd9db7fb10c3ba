"""`GET /metadata/endpoints`: how clients learn the addresses of a cloud. It needs no token.

The stock CLI reads it at `az cloud register`, other tools at every start. Shapes of the two
versions in use (2019-05-01 a list of clouds, 2022-09-01 the one asked) and the names:
https://management.azure.com/metadata/endpoints?api-version=2022-09-01. What this Azure serves is
named by its own address, everything else as in the public cloud.

`keyVaultDns` is `0.0.1:<port>`: a vault called `127` is then at `https://127.0.0.1:<port>`, the one
address of the local vault, whose tokens are for `https://0.0.1:<port>` (see `keyvault`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PATH = "/metadata/endpoints"
VERSIONS = ("2015-01-01", "2018-05-01", "2019-05-01", "2020-06-01", "2022-09-01")
LISTED = ("2019-05-01", "2020-06-01")
NAME = "FailbackSandbox"


def answer(urls: Mapping[str, str], version: str) -> tuple[int, Any]:
    """(status, body). `urls` are the servers' addresses by name: arm, authority, keyvault."""
    if version not in VERSIONS:
        return 400, {
            "error": {
                "code": "InvalidApiVersionParameter",
                "message": f"The api-version '{version}' is invalid. The supported versions are "
                f"'{','.join(reversed(VERSIONS))}'.",
            }
        }
    cloud = _cloud(urls)
    if version in LISTED:
        return 200, [cloud]
    if version == "2022-09-01":
        return 200, cloud
    audiences = cloud["authentication"]["audiences"]
    return 200, {
        "galleryEndpoint": cloud["gallery"],
        "graphEndpoint": cloud["graph"],
        "portalEndpoint": cloud["portal"],
        "graphAudience": cloud["graphAudience"],
        "authentication": {"loginEndpoint": urls["authority"], "audiences": audiences},
    }


def _cloud(urls: Mapping[str, str]) -> dict[str, Any]:
    vaults = urls["keyvault"].removeprefix("https://127.")
    return {
        "name": NAME,
        "portal": "https://portal.azure.com",
        "authentication": {
            "loginEndpoint": urls["authority"],
            "audiences": [f"{urls['arm']}/", "https://management.core.windows.net/",
                          "https://management.azure.com/"],
            "tenant": "common",
            "identityProvider": "AAD",
        },
        "resourceManager": f"{urls['arm']}/",
        "graph": "https://graph.windows.net/",
        "graphAudience": "https://graph.windows.net/",
        "microsoftGraphResourceId": "https://graph.microsoft.com/",
        "gallery": "https://gallery.azure.com/",
        "media": "https://rest.media.azure.net",
        "batch": "https://batch.core.windows.net/",
        "sqlManagement": "https://management.core.windows.net:8443/",
        "vmImageAliasDoc": f"{urls['arm']}{ALIASES}",
        "activeDirectoryDataLake": "https://datalake.azure.net/",
        "appInsightsResourceId": "https://api.applicationinsights.io",
        "appInsightsTelemetryChannelResourceId": "https://dc.applicationinsights.azure.com/v2/track",
        "appServiceResourceId": "https://appservice.azure.com",
        "attestationResourceId": "https://attest.azure.net",
        "logAnalyticsResourceId": "https://api.loganalytics.io",
        "ossrdbmsResourceId": "https://ossrdbms-aad.database.windows.net",
        "synapseAnalyticsResourceId": "https://dev.azuresynapse.net",
        "suffixes": {
            "keyVaultDns": vaults,
            "storage": "core.windows.net",
            "acrLoginServer": "azurecr.io",
            "attestationEndpoint": "attest.azure.net",
            "azureDataLakeAnalyticsCatalogAndJob": "azuredatalakeanalytics.net",
            "azureDataLakeStoreFileSystem": "azuredatalakestore.net",
            "azureFrontDoorEndpointSuffix": "azurefd.net",
            "mariadbServerEndpoint": "mariadb.database.azure.com",
            "mhsmDns": "managedhsm.azure.net",
            "mysqlServerEndpoint": "mysql.database.azure.com",
            "postgresqlServerEndpoint": "postgres.database.azure.com",
            "sqlServerHostname": "database.windows.net",
            "storageSyncEndpointSuffix": "afs.azure.net",
            "synapseAnalytics": "dev.azuresynapse.net",
        },
    }  # fmt: skip


ALIASES = "/metadata/vmImageAliases.json"


def aliases() -> dict[str, Any]:
    """Short names of images, as `az vm create --image Win2022Datacenter` looks them up.

    The fields are those of the public document (the CLI reads all five):
    https://github.com/Azure/azure-rest-api-specs/blob/main/arm-compute/quickstart-templates/aliases.json
    """
    windows = "MicrosoftWindowsServer", "WindowsServer"
    known = {
        "Windows": {
            "Win2022Datacenter": (*windows, "2022-datacenter-g2"),
            "Win2019Datacenter": (*windows, "2019-datacenter-gensecond"),
        },
        "Linux": {
            "Ubuntu2204": ("Canonical", "0001-com-ubuntu-server-jammy", "22_04-lts-gen2"),
        },
    }
    value = {
        system: {
            name: {
                "publisher": publisher,
                "offer": offer,
                "sku": sku,
                "version": "latest",
                "architecture": "x64",
            }
            for name, (publisher, offer, sku) in images.items()
        }
        for system, images in known.items()
    }
    return {
        "$schema": "http://schema.management.azure.com/schemas/2015-01-01/deploymentTemplate.json",
        "contentVersion": "1.0.0.0",
        "parameters": {},
        "variables": {},
        "resources": [],
        "outputs": {"aliases": {"type": "object", "value": value}},
    }
