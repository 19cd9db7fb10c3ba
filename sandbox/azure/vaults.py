"""Recovery Services vaults."""

from __future__ import annotations

from sandbox.azure import reads, state
from sandbox.azure.routing import Routes

routes = Routes()
KIND = "Microsoft.RecoveryServices/vaults"

reads.serve(routes, KIND)


def build(resource_id: str, place: str, tags: dict[str, str] | None = None) -> state.Document:
    return {
        "id": resource_id,
        "name": state.name_of(resource_id),
        "type": KIND,
        "location": place,
        "etag": state.etag(),
        "tags": tags or {},
        "sku": {"name": "RS0", "tier": "Standard"},
        "properties": {
            "provisioningState": "Succeeded",
            "privateEndpointStateForBackup": "None",
            "privateEndpointStateForSiteRecovery": "None",
            "publicNetworkAccess": "Enabled",
        },
    }
