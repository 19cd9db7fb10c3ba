"""Key vaults as resources: made, changed, deleted softly, recovered, purged, and their names.

Shapes: https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults. Deleted ones keep their name
for as long as `softDeleteRetentionInDays` says. All of them share one data plane (`keyvault`): the
`vaultUri` answered is the one Azure would give, and has no server behind it here.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from sandbox.azure import answers, errors, groups, reads, state
from sandbox.azure.clock import stamp
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
KIND = "Microsoft.KeyVault/vaults"
DELETED = "Microsoft.KeyVault/locations/deletedVaults"
PATH = "/subscriptions/{sub}/resourceGroups/{rg}/providers/Microsoft.KeyVault/vaults/{name}"
SUBSCRIPTION = "/subscriptions/{sub}/providers/Microsoft.KeyVault/"
GONE = SUBSCRIPTION + "locations/{location}/deletedVaults/{name}"
NAME = re.compile(r"^(?!.*--)[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$")
FLAGS = ("enabledForDeployment", "enabledForDiskEncryption", "enabledForTemplateDeployment")
BAD_NAME = (
    "The vault name '{}' is invalid. A vault's name must be between 3-24 alphanumeric characters. "
    "The name must begin with a letter, end with a letter or digit, and not contain consecutive "
    "hyphens. Follow this link for more information: https://go.microsoft.com/fwlink/?linkid=2147742"
)

reads.serve(routes, KIND)


def _bad(message: str) -> errors.AzureError:
    return errors.AzureError(400, "BadRequest", message)


def _taken(current: state.State, name: str, but: str = "") -> bool:
    return any(
        each["name"].lower() == name.lower() and each["id"].lower() != but.lower()
        for each in current.all(KIND)
    )


def _deleted(current: state.State, name: str) -> state.Document | None:
    """The softly deleted vault of this name; what is past its date is purged."""
    for each in current.all(DELETED):
        due = datetime.fromisoformat(each["properties"]["scheduledPurgeDate"])
        if due <= current.clock.now():
            current.remove(each["id"], DELETED)
        elif each["name"].lower() == name.lower():
            return each
    return None


@routes.post(SUBSCRIPTION + "checkNameAvailability")
def check_name(call: Call) -> Answer:
    """Whether a name is free in all of Azure, deleted vaults' names included."""
    name = str(call.body().get("name") or "")
    if not NAME.match(name):
        shown = {"reason": "AccountNameInvalid", "message": BAD_NAME.format(name)}
        return answers.ok({"nameAvailable": False, **shown})
    if _taken(call.state, name) or _deleted(call.state, name):
        message = f"The vault name '{name}' is already in use. Vault names are globally unique."
        shown = {"reason": "AlreadyExists", "message": message}
        return answers.ok({"nameAvailable": False, **shown})
    return answers.ok({"nameAvailable": True})


@routes.put(PATH)
def create(call: Call) -> Answer:
    """Make or replace a vault; `createMode` `recover` brings a deleted one back."""
    name, body = call["name"], call.body()
    if not NAME.match(name):
        raise errors.AzureError(400, "VaultNameNotValid", BAD_NAME.format(name))
    place = groups.location(call, body.get("location"))
    resource_id = f"{call.group_id}/providers/{KIND}/{name}"
    if _taken(call.state, name, but=resource_id):
        raise errors.AzureError(
            409,
            "VaultAlreadyExists",
            f"The vault name '{name}' is already in use. Vault names are globally unique so it is "
            "possible that the name is already taken.",
        )
    given = body.get("properties") or {}
    gone = _deleted(call.state, name)
    if gone is not None:
        return _recover(call, gone, given)
    found = call.state.get(resource_id, KIND)
    return _written(call, resource_id, place, body, found)


def _recover(call: Call, gone: state.Document, given: dict[str, Any]) -> Answer:
    if given.get("createMode") != "recover":
        raise errors.AzureError(
            409,
            "ConflictError",
            "A vault with the same name already exists in deleted state. You need to either "
            "recover or purge existing key vault. Follow this link "
            "https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft delete.",
        )
    document: state.Document = call.state.facts(gone["id"])["document"]
    call.state.remove(gone["id"], DELETED)
    call.state.facts(gone["id"]).clear()
    return answers.ok(call.state.put(document))


def _written(
    call: Call, resource_id: str, place: str, body: dict[str, Any], found: state.Document | None
) -> Answer:
    now = stamp(call.state.clock.now())
    properties = _properties(call, body.get("properties") or {}, found)
    document: state.Document = {
        "id": found["id"] if found else resource_id,
        "name": call["name"],
        "type": KIND,
        "location": place,
        "tags": body.get("tags") or {},
        "systemData": {
            "createdBy": call.client, "createdByType": "Application",
            "createdAt": found["systemData"]["createdAt"] if found else now,
            "lastModifiedBy": call.client, "lastModifiedByType": "Application",
            "lastModifiedAt": now,
        },
        "properties": properties,
    }  # fmt: skip
    return answers.ok(call.state.put(document))


def _properties(call: Call, given: dict[str, Any], found: state.Document | None) -> dict[str, Any]:
    before = found["properties"] if found else {}
    sku = given.get("sku") or before.get("sku") or {}
    tenant = given.get("tenantId") or before.get("tenantId")
    if str(sku.get("name")).lower() not in ("standard", "premium") or not tenant:
        raise _bad("The parameters 'sku' and 'tenantId' are required for a vault.")
    days = given.get("softDeleteRetentionInDays") or before.get("softDeleteRetentionInDays") or 90
    if not 7 <= int(days) <= 90:
        raise _bad('The property "softDeleteRetentionInDays" must be from 7 to 90.')
    if before.get("enablePurgeProtection") and given.get("enablePurgeProtection") is False:
        raise _bad(
            'The property "enablePurgeProtection" cannot be set to false. Enabling the purge '
            "protection for a vault is an irreversible action."
        )
    kept = {key: bool(given.get(key, before.get(key))) for key in FLAGS}
    if given.get("enablePurgeProtection") or before.get("enablePurgeProtection"):
        kept["enablePurgeProtection"] = True
    acls = given.get("networkAcls") or before.get("networkAcls")
    return {
        "sku": {"family": "A", "name": str(sku["name"]).lower()},
        "tenantId": tenant,
        **({"networkAcls": acls} if acls else {}),
        "accessPolicies": given.get("accessPolicies") or before.get("accessPolicies") or [],
        **kept,
        "enableSoftDelete": True,
        "softDeleteRetentionInDays": days,
        "enableRbacAuthorization": bool(
            given.get("enableRbacAuthorization", before.get("enableRbacAuthorization", True))
        ),
        "vaultUri": f"https://{call['name']}.vault.azure.net/",
        "provisioningState": "Succeeded",
        "publicNetworkAccess": given.get("publicNetworkAccess") or "Enabled",
    }


@routes.patch(PATH)
def update(call: Call) -> Answer:
    """Change tags and properties; what the body leaves out stays."""
    found, body = reads.find(call, KIND), call.body()
    found["properties"] = _properties(call, body.get("properties") or {}, found)
    if body.get("tags") is not None:
        found["tags"] = body["tags"]
    return answers.ok(call.state.touch(found))


@routes.delete(PATH)
def delete(call: Call) -> Answer:
    """Delete softly: it can be recovered, and its name stays taken."""
    found = call.state.remove(f"{call.group_id}/providers/{KIND}/{call['name']}", KIND)
    if found is None:
        return Answer(status=204)
    now = call.state.clock.now()
    base = f"/subscriptions/{call['sub']}/providers/Microsoft.KeyVault/locations"
    gone_id = f"{base}/{found['location']}/deletedVaults/{found['name']}"
    keep = timedelta(days=int(found["properties"]["softDeleteRetentionInDays"]))
    shown = {
        "vaultId": found["id"],
        "location": found["location"],
        "tags": found["tags"],
        "deletionDate": stamp(now),
        "scheduledPurgeDate": stamp(now + keep),
    }
    if found["properties"].get("enablePurgeProtection"):
        shown["purgeProtectionEnabled"] = True
    call.state.facts(gone_id)["document"] = found
    call.state.put({"id": gone_id, "name": found["name"], "type": DELETED, "properties": shown})
    return Answer(status=200)


# ---- deleted ones ----------------------------------------------------------------------------
@routes.get(SUBSCRIPTION + "deletedVaults", "Microsoft.KeyVault/deletedVaults/read")
def deleted(call: Call) -> Answer:
    """The softly deleted vaults of a subscription."""
    return answers.page(call, call.state.all(DELETED, f"/subscriptions/{call['sub']}"))


@routes.get(SUBSCRIPTION + "managedHSMs", "Microsoft.KeyVault/managedHSMs/read")
@routes.get(SUBSCRIPTION + "deletedManagedHSMs", "Microsoft.KeyVault/deletedManagedHSMs/read")
def modules(call: Call) -> Answer:
    """Hardware security modules, which the CLI asks for with the vaults: there are none here."""
    return answers.page(call, [])


@routes.get(GONE)
def deleted_one(call: Call) -> Answer:
    """A softly deleted vault, or 404 DeletedVaultNotFound."""
    return answers.ok(_gone(call))


def _gone(call: Call) -> state.Document:
    found = _deleted(call.state, call["name"])
    if found is None:
        raise errors.AzureError(
            404, "DeletedVaultNotFound", f"The deleted vault '{call['name']}' could not be found."
        )
    return found


@routes.post(GONE + "/purge")
def purge(call: Call) -> Answer:
    """Delete it for good, unless purge protection forbids."""
    found = _gone(call)
    if found["properties"].get("purgeProtectionEnabled"):
        raise errors.AzureError(
            400,
            "DeletedVaultPurge",
            f"Purging of the deleted vault '{found['name']}' is not allowed: purge protection is "
            "enabled.",
        )

    def end() -> None:
        call.state.remove(found["id"], DELETED)

    operation = call.operations.begin(resource=found["id"], verb="purge", seconds=10.0, end=end)
    answer = answers.accepted(
        call, operation, provider="Microsoft.KeyVault", location=found["properties"]["location"]
    )
    headers = {key: each for key, each in answer.headers.items() if key != "Azure-AsyncOperation"}
    return Answer(status=202, headers=headers)
