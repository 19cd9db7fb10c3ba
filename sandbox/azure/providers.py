"""Resource providers: what they serve where, and whether a subscription may use them.

https://learn.microsoft.com/azure/azure-resource-manager/management/resource-providers-and-types
"""

from __future__ import annotations

from typing import Any

from sandbox.azure import acting, answers, api_versions, errors
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
acts = acting.Acts()
ACTION = "Microsoft.Resources/subscriptions/providers/read"
REGISTERING = 20.0  # seconds on Azure's clock
ALWAYS = ("microsoft.authorization", "microsoft.resources", "microsoft.marketplaceordering")


def _types(call: Call, namespace: str) -> list[dict[str, Any]]:
    everywhere = namespace in api_versions.GLOBAL
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
        for name, versions in api_versions.NAMESPACES[namespace].items()
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
    found = api_versions.spelled(call["ns"])
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
    return answers.page(call, [render(call, namespace) for namespace in api_versions.NAMESPACES])


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
        [
            {"namespace": each, "resourceTypes": _types(call, each)}
            for each in api_versions.NAMESPACES
        ],
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
