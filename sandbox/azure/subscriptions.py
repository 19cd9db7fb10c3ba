"""Subscriptions, their locations, the tenant, and resource providers' registration."""

from __future__ import annotations

from sandbox.azure import answers, errors
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
NAMESPACES: dict[str, tuple[str, ...]] = {
    "Microsoft.Compute": ("virtualMachines", "disks", "images"),
    "Microsoft.Network": ("virtualNetworks", "networkInterfaces", "networkSecurityGroups"),
    "Microsoft.Storage": ("storageAccounts",),
    "Microsoft.RecoveryServices": ("vaults",),
    "Microsoft.KeyVault": ("vaults",),
    "Microsoft.Authorization": ("roleAssignments", "locks", "policyAssignments"),
    "Microsoft.Resources": ("subscriptions", "resourceGroups", "deployments"),
    "Microsoft.MarketplaceOrdering": ("agreements",),
}
REGISTERING = 20.0  # seconds on Azure's clock


@routes.get("/subscriptions")
def listed(call: Call) -> Answer:
    return answers.page(call, list(call.state.subscriptions.values()))


@routes.get("/subscriptions/{sub}")
def one(call: Call) -> Answer:
    return answers.ok(call.state.subscriptions[call["sub"].lower()])


@routes.get("/tenants")
def tenants(call: Call) -> Answer:
    found = {document["tenantId"] for document in call.state.subscriptions.values()}
    return answers.page(
        call,
        [{"id": f"/tenants/{tenant}", "tenantId": tenant, "displayName": "Contoso"}
         for tenant in sorted(found)],
    )  # fmt: skip


@routes.get("/subscriptions/{sub}/locations")
def locations(call: Call) -> Answer:
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


def _provider(call: Call, namespace: str) -> dict[str, object]:
    key = (call["sub"].lower(), namespace.lower())
    places = list(call.state.locations.values())
    return {
        "id": f"/subscriptions/{call['sub']}/providers/{namespace}",
        "namespace": namespace,
        "registrationPolicy": "RegistrationRequired",
        "registrationState": call.state.providers.get(key, "Registered"),
        "resourceTypes": [
            {"resourceType": kind, "locations": places, "apiVersions": ["2025-01-01"]}
            for kind in NAMESPACES[namespace]
        ],
    }


def _namespace(call: Call) -> str:
    for namespace in NAMESPACES:
        if namespace.lower() == call["ns"].lower():
            return namespace
    raise errors.AzureError(
        404,
        "InvalidResourceNamespace",
        f"The resource namespace '{call['ns']}' is invalid.",
    )


@routes.get("/subscriptions/{sub}/providers")
def providers(call: Call) -> Answer:
    return answers.page(call, [_provider(call, namespace) for namespace in NAMESPACES])


@routes.get("/subscriptions/{sub}/providers/{ns}", action="Microsoft.Resources/subscriptions/read")
def provider(call: Call) -> Answer:
    return answers.ok(_provider(call, _namespace(call)))


@routes.post("/subscriptions/{sub}/providers/{ns}/register", action="*/register/action")
def register(call: Call) -> Answer:
    namespace = _namespace(call)
    key = (call["sub"].lower(), namespace.lower())

    def registered() -> None:
        call.state.providers[key] = "Registered"

    if call.state.providers.get(key, "Registered") != "Registered":
        call.state.providers[key] = "Registering"
        call.operations.begin(
            resource=f"/subscriptions/{call['sub']}/providers/{namespace}",
            verb="register",
            seconds=REGISTERING,
            end=registered,
        )
    return answers.ok(_provider(call, namespace))
