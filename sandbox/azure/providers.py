"""Resource providers: what they serve where, and whether a subscription may use them.

https://learn.microsoft.com/azure/azure-resource-manager/management/resource-providers-and-types
"""

from __future__ import annotations

from typing import Any

from sandbox.azure import acting, answers, errors
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
acts = acting.Acts()
ACTION = "Microsoft.Resources/subscriptions/providers/read"
REGISTERING = 20.0  # seconds on Azure's clock
ALWAYS = ("microsoft.authorization", "microsoft.resources", "microsoft.marketplaceordering")
NAMESPACES: dict[str, dict[str, tuple[str, ...]]] = {
    "Microsoft.Compute": {
        "virtualMachines": ("2025-04-01", "2024-11-01", "2024-07-01", "2023-09-01"),
        "virtualMachines/runCommands": ("2025-04-01", "2024-11-01", "2024-07-01"),
        "virtualMachines/extensions": ("2025-04-01", "2024-11-01", "2024-07-01"),
        "disks": ("2025-01-02", "2024-03-02", "2023-10-02"),
        "snapshots": ("2025-01-02", "2024-03-02", "2023-10-02"),
        "images": ("2025-04-01", "2024-11-01", "2024-07-01"),
        "availabilitySets": ("2025-04-01", "2024-11-01", "2024-07-01"),
        "locations": ("2025-04-01", "2024-11-01", "2024-07-01"),
        "locations/operations": ("2025-04-01", "2024-11-01", "2024-07-01"),
        "locations/publishers": ("2025-04-01", "2024-11-01", "2024-07-01"),
        "locations/usages": ("2025-04-01", "2024-11-01", "2024-07-01"),
        "locations/vmSizes": ("2025-04-01", "2024-11-01", "2024-07-01"),
    },
    "Microsoft.Network": dict.fromkeys(
        (
            "virtualNetworks",
            "virtualNetworks/subnets",
            "virtualNetworks/virtualNetworkPeerings",
            "networkInterfaces",
            "networkSecurityGroups",
            "networkSecurityGroups/securityRules",
            "publicIPAddresses",
            "natGateways",
            "routeTables",
            "routeTables/routes",
            "virtualNetworkGateways",
            "localNetworkGateways",
            "connections",
            "locations",
            "locations/operations",
            "locations/usages",
        ),
        ("2025-05-01", "2025-01-01", "2024-07-01", "2024-05-01", "2023-11-01"),
    ),
    "Microsoft.Storage": {
        "storageAccounts": ("2025-06-01", "2025-01-01", "2024-01-01", "2023-05-01"),
        "checkNameAvailability": ("2025-06-01", "2025-01-01", "2024-01-01"),
    },
    "Microsoft.RecoveryServices": {
        "vaults": ("2025-08-01", "2025-02-01", "2024-10-01", "2023-04-01"),
        "locations": ("2017-07-01",),
    },
    "Microsoft.KeyVault": {
        "vaults": ("2025-05-01", "2024-11-01", "2023-07-01"),
        "vaults/secrets": ("2025-05-01", "2024-11-01", "2023-07-01"),
        "deletedVaults": ("2025-05-01", "2024-11-01", "2023-07-01"),
    },
    "Microsoft.Authorization": {
        "roleAssignments": ("2022-04-01", "2020-04-01-preview"),
        "roleDefinitions": ("2022-04-01", "2018-07-01"),
        "permissions": ("2022-04-01", "2018-07-01"),
        "denyAssignments": ("2022-04-01",),
        "locks": ("2020-05-01", "2017-04-01", "2016-09-01"),
        "policyAssignments": ("2025-03-01", "2023-04-01", "2022-06-01"),
        "policyDefinitions": ("2025-03-01", "2023-04-01", "2021-06-01"),
        "policySetDefinitions": ("2025-03-01", "2023-04-01", "2021-06-01"),
    },
    "Microsoft.Resources": dict.fromkeys(
        (
            "deployments",
            "deployments/operations",
            "resourceGroups",
            "subscriptions",
            "subscriptions/resourceGroups",
            "subscriptions/locations",
            "resources",
            "tags",
            "tenants",
            "providers",
        ),
        ("2025-04-01", "2024-11-01", "2024-03-01", "2022-09-01", "2021-04-01"),
    ),
    "Microsoft.MarketplaceOrdering": {
        "agreements": ("2021-01-01", "2015-06-01"),
        "offertypes": ("2021-01-01", "2015-06-01"),
    },
}
GLOBAL = ("Microsoft.Authorization", "Microsoft.Resources", "Microsoft.MarketplaceOrdering")


def spelled(namespace: str) -> str | None:
    """A namespace as Azure writes it, or None if there is none."""
    return next((each for each in NAMESPACES if each.lower() == namespace.lower()), None)


def newest(kind: str) -> str:
    """The newest version of a type `Microsoft.X/y` that is no preview; empty if unknown."""
    namespace, _, name = kind.partition("/")
    known = NAMESPACES.get(spelled(namespace) or "", {})
    versions = next((each for key, each in known.items() if key.lower() == name.lower()), ())
    return next((each for each in versions if not each.endswith("-preview")), "")


def _types(call: Call, namespace: str) -> list[dict[str, Any]]:
    everywhere = namespace in GLOBAL
    return [
        {
            "resourceType": name,
            "locations": [] if everywhere else list(call.state.locations.values()),
            "apiVersions": list(versions),
            "defaultApiVersion": versions[0],
            "capabilities": "None"
            if everywhere or "locations" in name
            else "CrossResourceGroupResourceMove, CrossSubscriptionResourceMove, SupportsTags, "
            "SupportsLocation",
        }
        for name, versions in NAMESPACES[namespace].items()
    ]


def state_of(call: Call, namespace: str) -> str:
    """Registered, Registering, Unregistering, NotRegistered."""
    key = (call["sub"].lower(), namespace.lower())
    return call.state.providers.get(key, "Registered")


def render(call: Call, namespace: str) -> dict[str, Any]:
    free = namespace.lower() in ALWAYS
    return {
        "id": f"/subscriptions/{call['sub']}/providers/{namespace}",
        "namespace": namespace,
        "resourceTypes": _types(call, namespace),
        "registrationState": state_of(call, namespace),
        "registrationPolicy": "RegistrationFree" if free else "RegistrationRequired",
    }


def _namespace(call: Call) -> str:
    found = spelled(call["ns"])
    if found is None:
        raise errors.AzureError(
            404,
            "InvalidResourceNamespace",
            f"The resource namespace '{call['ns']}' is invalid.",
        )
    return found


@routes.get("/subscriptions/{sub}/providers", ACTION)
def listed(call: Call) -> Answer:
    """All providers with their types, versions and regions."""
    return answers.page(call, [render(call, namespace) for namespace in NAMESPACES])


@routes.get("/subscriptions/{sub}/providers/{ns}", ACTION)
def one(call: Call) -> Answer:
    """One provider, or 404 InvalidResourceNamespace."""
    return answers.ok(render(call, _namespace(call)))


@routes.get("/subscriptions/{sub}/providers/{ns}/resourceTypes", ACTION)
def types(call: Call) -> Answer:
    """One provider's types."""
    return answers.page(call, _types(call, _namespace(call)))


@routes.get("/providers", ACTION)
def everywhere(call: Call) -> Answer:
    """All providers as any tenant sees them: without registration."""
    return answers.page(
        call,
        [{"namespace": each, "resourceTypes": _types(call, each)} for each in NAMESPACES],
    )


@routes.get("/providers/{ns}", ACTION)
def anywhere(call: Call) -> Answer:
    """One provider as any tenant sees it."""
    namespace = _namespace(call)
    return answers.ok({"namespace": namespace, "resourceTypes": _types(call, namespace)})


def _change(call: Call, during: str, after: str, verb: str) -> Answer:
    namespace = _namespace(call)
    key = (call["sub"].lower(), namespace.lower())
    place = f"/subscriptions/{call['sub']}/providers/{namespace}"

    def done() -> None:
        call.state.providers[key] = after

    if state_of(call, namespace) not in (during, after):
        call.state.providers[key] = during
        call.operations.begin(resource=place, verb=verb, seconds=REGISTERING, end=done)
    return answers.ok(render(call, namespace))


@routes.post("/subscriptions/{sub}/providers/{ns}/register", "*/register/action")
def register(call: Call) -> Answer:
    """Registering at once, Registered after a while."""
    return _change(call, "Registering", "Registered", "register")


@routes.post("/subscriptions/{sub}/providers/{ns}/unregister", "*/unregister/action")
def unregister(call: Call) -> Answer:
    """Unregistering at once, NotRegistered after a while; 409 while resources of it are left."""
    namespace = _namespace(call)
    if namespace.lower() in ALWAYS:
        raise errors.AzureError(
            400,
            "SubscriptionCannotBeUnregistered",
            f"The resource provider '{namespace}' is registration free and cannot be unregistered.",
        )
    used = sorted(
        {
            document["type"]
            for document in call.state.everything(f"/subscriptions/{call['sub']}")
            if document["type"].lower().startswith(namespace.lower() + "/")
        }
    )
    if used:
        raise errors.AzureError(
            409,
            "CannotUnregisterNamespace",
            f"Cannot unregister the provider '{namespace}' because there are resources of type(s) "
            f"'{','.join(used)}' in the subscription '{call['sub']}'.",
        )
    return _change(call, "Unregistering", "NotRegistered", "unregister")


@acts.act("unregister_provider")
def _unregister(world: acting.World, order: acting.Order) -> None:
    """As in a subscription that never used it: `{"subscription", "namespace"}`."""
    key = (str(order["subscription"]).lower(), str(order["namespace"]).lower())
    world.state.providers[key] = "NotRegistered"
