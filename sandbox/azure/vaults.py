"""Recovery Services vaults: made, changed, deleted; usages, names, settings.

https://learn.microsoft.com/rest/api/recoveryservices/vaults
"""

from __future__ import annotations

import re
from typing import Any

from sandbox.azure import answers, errors, reads, state
from sandbox.azure.routing import Answer, Call, Fidelity, Routes

routes = Routes()
KIND = "Microsoft.RecoveryServices/vaults"
PATH = "/subscriptions/{sub}/resourceGroups/{rg}/providers/Microsoft.RecoveryServices/vaults/{name}"
NAME = re.compile(r"^[A-Za-z][A-Za-z0-9-]{1,49}$")
SKUS = ("RS0", "Standard")
MAKING, DELETING = 20.0, 20.0  # seconds on Azure's clock
INSIDE = ("replicationProtectedItems", "replicationFabrics")

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


@routes.put(PATH)
def create(call: Call) -> Answer:
    """Makes a vault, or replaces its tags, sku and properties."""
    body = call.body()
    vault_id = f"{call.group_id}/providers/{KIND}/{call['name']}"
    _check(call, body)
    found = call.state.get(vault_id, KIND)
    if found is not None:
        if body["location"].replace(" ", "").lower() != found["location"]:
            raise errors.AzureError(
                409,
                "InvalidResourceLocation",
                f"The resource '{call['name']}' already exists in location "
                f"'{found['location']}' in resource group '{call['rg']}'. A resource with the "
                f"same name cannot be created in location '{body['location']}'.",
            )
        return answers.ok(_changed(call, found, body))
    document = build(vault_id, body["location"].replace(" ", "").lower(), body.get("tags"))
    document["sku"] = {**document["sku"], **body["sku"]}
    document["properties"].update(body.get("properties") or {}, provisioningState="Creating")
    call.state.put(document)

    def made() -> state.Document:
        document["properties"]["provisioningState"] = "Succeeded"
        return call.state.touch(document)

    operation = call.operations.begin(
        resource=vault_id, verb="create", seconds=MAKING, end=made,
        failed=lambda: document["properties"].update(provisioningState="Failed"),
    )  # fmt: skip
    return answers.created(
        call, operation, document, provider="Microsoft.RecoveryServices",
        location=document["location"],
    )  # fmt: skip


def _check(call: Call, body: dict[str, Any]) -> None:
    if not NAME.match(call["name"]):
        raise errors.AzureError(
            400,
            "InvalidResourceName",
            f"The vault name '{call['name']}' is not valid: 2 to 50 letters, digits and hyphens, "
            "beginning with a letter.",
        )
    if not body.get("location"):
        raise errors.AzureError(
            400, "LocationRequired", "The location property is required for this definition."
        )
    if (body.get("sku") or {}).get("name") not in SKUS:
        raise errors.AzureError(
            400, "InvalidSku", f"The sku's name must be one of {', '.join(SKUS)}.", target="sku"
        )


def _changed(call: Call, found: state.Document, body: dict[str, Any]) -> state.Document:
    if "tags" in body:
        found["tags"] = body["tags"] or {}
    for key in ("sku", "identity"):
        if body.get(key):
            found[key] = {**found.get(key, {}), **body[key]}
    given = {k: v for k, v in (body.get("properties") or {}).items() if k != "provisioningState"}
    found["properties"].update(given)
    return call.state.touch(found)


@routes.patch(PATH)
def update(call: Call) -> Answer:
    """Changes tags, sku, identity or single properties."""
    return answers.ok(_changed(call, reads.find(call, KIND), call.body()))


@routes.delete(PATH)
def delete(call: Call) -> Answer:
    """Deletes an empty vault; one with fabrics or protected machines is refused."""
    vault_id = f"{call.group_id}/providers/{KIND}/{call['name']}"
    found = call.state.get(vault_id, KIND)
    if found is None:
        return Answer(status=204)
    held = [each for each in call.state.everything(vault_id) if each["type"].endswith(INSIDE)]
    if held:
        names = ", ".join(sorted(each["properties"]["friendlyName"] for each in held)[:5])
        raise errors.AzureError(
            409,
            "ServiceResourceNotEmptyWithContainerDetails",
            "Vault cannot be deleted as there are existing resources within the vault. : "
            f"{names}\nUnregister all containers from the vault and then retry to delete vault. "
            "For instructions, see https://aka.ms/AB-AA4ecq5",
        )

    def gone() -> None:
        for each in list(call.state.everything(vault_id)):
            call.state.remove(each["id"], each["type"])
        call.state.remove(vault_id, KIND)

    found["properties"]["provisioningState"] = "Deleting"
    operation = call.operations.begin(
        resource=vault_id, verb="delete", seconds=DELETING, end=gone,
        failed=lambda: found["properties"].update(provisioningState="Failed"),
    )  # fmt: skip
    return answers.accepted(
        call, operation, provider="Microsoft.RecoveryServices", location=found["location"]
    )


# ---- what is in it ----
@routes.get(PATH + "/usages", fidelity=Fidelity.PARTIAL, note="Site Recovery's usages only.")
def usages(call: Call) -> Answer:
    """How many machines are protected and servers registered, with the vault's limits."""
    counts = _counts(call)
    return answers.ok({"value": [
        {
            "unit": "Count",
            "currentValue": counts[name],
            "limit": limit,
            "name": {"value": name, "localizedValue": name},
        }
        for name, limit in (("ProtectedItems", 1000), ("RegisteredServers", 150))
    ]})  # fmt: skip


def _counts(call: Call) -> dict[str, int]:
    vault_id = reads.find(call, KIND)["id"]
    fabrics = KIND + "/replicationFabrics"
    items = fabrics + "/replicationProtectionContainers/replicationProtectedItems"
    return {
        "ProtectedItems": len(call.state.all(items, vault_id)),
        "RegisteredServers": len(call.state.all(fabrics, vault_id)),
        "Jobs": len(call.state.all(KIND + "/replicationJobs", vault_id)),
    }


@routes.get(PATH + "/replicationUsages")
def replication_usages(call: Call) -> Answer:
    """Site Recovery's summary of the vault."""
    counts = _counts(call)
    jobs = call.state.all(KIND + "/replicationJobs", reads.find(call, KIND)["id"])
    states = [job["properties"]["state"] for job in jobs]
    return answers.ok({"value": [{
        "monitoringSummary": {
            "unHealthyVmCount": 0, "unHealthyProviderCount": 0, "eventsCount": 0,
            "deprecatedProviderCount": 0, "supportedProviderCount": counts["RegisteredServers"],
            "unsupportedProviderCount": 0,
        },
        "jobsSummary": {
            "failedJobs": states.count("Failed"), "suspendedJobs": 0,
            "inProgressJobs": states.count("InProgress"),
        },
        "protectedItemCount": counts["ProtectedItems"],
        "recoveryPlanCount": 0,
        "registeredServersCount": counts["RegisteredServers"],
        "recoveryServicesProviderAuthType": 1,
    }]})  # fmt: skip


@routes.post(
    "/subscriptions/{sub}/resourceGroups/{rg}/providers/Microsoft.RecoveryServices"
    "/locations/{location}/checkNameAvailability"
)
def check_name(call: Call) -> Answer:
    """Whether a vault of this name can be made in the resource group."""
    name = str(call.body().get("name") or "")
    taken = call.state.get(f"{call.group_id}/providers/{KIND}/{name}", KIND) is not None
    if NAME.match(name) and not taken:
        return answers.ok({"nameAvailable": True})
    reason = "AlreadyExists" if taken else "Invalid"
    message = f"The name '{name}' is {'already in use' if taken else 'not valid'}."
    return answers.ok({"nameAvailable": False, "reason": reason, "message": message})
