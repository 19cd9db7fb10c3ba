"""Site Recovery: fabrics, containers, providers, protected items. Read, and refreshed."""

from __future__ import annotations

from typing import Any

from sandbox.azure import answers, errors, process_server_view, process_servers, state
from sandbox.azure.clock import short, stamp
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
VAULT = (
    "/subscriptions/{sub}/resourceGroups/{rg}/providers/Microsoft.RecoveryServices/vaults/{vault}"
)
VAULTS = "Microsoft.RecoveryServices/vaults"
KIND = VAULTS + "/replicationFabrics"
CONTAINERS = KIND + "/replicationProtectionContainers"
PROVIDERS = KIND + "/replicationRecoveryServicesProviders"
ITEMS = process_servers.ITEMS
FABRIC = VAULT + "/replicationFabrics/{fabric}"
CONTAINER = FABRIC + "/replicationProtectionContainers/{container}"
REFRESHING = 15.0  # seconds on Azure's clock


def render(current: state.State, fabric: state.Document) -> state.Document:
    """A fabric with its servers as they report now."""
    details = fabric["properties"]["customDetails"]
    if details["instanceType"] == "InMageRcm":
        return _with(fabric, {**details, "processServers": _appliances(current, details)})
    if details["instanceType"] != "VMware":
        return fabric
    mine = [
        server
        for server in current.process_servers
        if server.fabric.lower() == fabric["id"].lower()
    ]
    now = stamp(current.clock.now())
    shown = {
        **details,
        "processServers": [process_server_view.render(current, server) for server in mine],
        "processServerCount": str(len(mine)),
        "lastHeartbeat": now,
    }
    return _with(fabric, shown)


def _with(fabric: state.Document, details: state.Document) -> state.Document:
    return {**fabric, "properties": {**fabric["properties"], "customDetails": details}}


def _appliances(current: state.State, details: state.Document) -> list[state.Document]:
    """An appliance stands on site and goes on reporting, unless a test has set its heartbeat."""
    beat = {"lastHeartbeatUtc": short(current.clock.now())}
    return [beat | appliance for appliance in details["processServers"]]


def _vault(call: Call) -> str:
    """The vault's id, or 404."""
    found = call.state.get(f"{call.group_id}/providers/{VAULTS}/{call['vault']}", VAULTS)
    if found is None:
        raise errors.parent_not_found(call["vault"])
    return str(found["id"])


def _fabric(call: Call) -> state.Document:
    found = call.state.get(f"{_vault(call)}/replicationFabrics/{call['fabric']}", KIND)
    if found is None:
        raise _missing("replicationFabrics", call["fabric"])
    return found


def _missing(kind: str, name: str) -> errors.AzureError:
    return errors.AzureError(
        404, "ResourceNotFound", f"The resource '{name}' of type '{kind}' was not found."
    )


def _child(call: Call, parent: str, kind: str, name: str) -> state.Document:
    found = call.state.get(f"{parent}/{kind.rsplit('/', 1)[-1]}/{name}", kind)
    if found is None:
        raise _missing(kind.rsplit("/", 1)[-1], name)
    return found


def _page(call: Call, found: list[Any]) -> Answer:
    """Site Recovery says `nextLink: null` at the end of a list."""
    answer = answers.page(call, found)
    return Answer(body={"nextLink": None, **answer.body})


@routes.get(VAULT + "/replicationFabrics")
def listed(call: Call) -> Answer:
    found = call.state.all(KIND, _vault(call))
    return _page(call, [render(call.state, fabric) for fabric in found])


@routes.get(FABRIC)
def one(call: Call) -> Answer:
    return answers.ok(render(call.state, _fabric(call)))


@routes.get(FABRIC + "/replicationProtectionContainers")
def containers(call: Call) -> Answer:
    return _page(call, call.state.all(CONTAINERS, _fabric(call)["id"]))


@routes.get(VAULT + "/replicationProtectionContainers")
def all_containers(call: Call) -> Answer:
    return _page(call, call.state.all(CONTAINERS, _vault(call)))


@routes.get(CONTAINER)
def container(call: Call) -> Answer:
    return answers.ok(_child(call, _fabric(call)["id"], CONTAINERS, call["container"]))


@routes.get(VAULT + "/replicationProtectedItems")
def all_items(call: Call) -> Answer:
    return _page(call, call.state.all(ITEMS, _vault(call)))


@routes.get(CONTAINER + "/replicationProtectedItems")
def items(call: Call) -> Answer:
    parent = _child(call, _fabric(call)["id"], CONTAINERS, call["container"])
    return _page(call, call.state.all(ITEMS, parent["id"]))


@routes.get(CONTAINER + "/replicationProtectedItems/{item}")
def item(call: Call) -> Answer:
    parent = _child(call, _fabric(call)["id"], CONTAINERS, call["container"])
    return answers.ok(_child(call, parent["id"], ITEMS, call["item"]))


@routes.get(FABRIC + "/replicationRecoveryServicesProviders")
def providers(call: Call) -> Answer:
    return _page(call, call.state.all(PROVIDERS, _fabric(call)["id"]))


@routes.get(VAULT + "/replicationRecoveryServicesProviders")
def all_providers(call: Call) -> Answer:
    return _page(call, call.state.all(PROVIDERS, _vault(call)))


@routes.get(FABRIC + "/replicationRecoveryServicesProviders/{provider}")
def provider(call: Call) -> Answer:
    return answers.ok(_child(call, _fabric(call)["id"], PROVIDERS, call["provider"]))


@routes.post(FABRIC + "/replicationRecoveryServicesProviders/{provider}/refreshProvider")
def refresh(call: Call) -> Answer:
    """Asks the configuration server for news; the provider is the outcome."""
    found = _child(call, _fabric(call)["id"], PROVIDERS, call["provider"])

    def refreshed() -> state.Document:
        found["properties"]["lastHeartBeat"] = stamp(call.state.clock.now())
        return found

    operation = call.operations.begin(
        resource=found["id"], verb="refresh", seconds=REFRESHING, end=refreshed
    )
    vault = _vault(call)
    return Answer(
        status=202,
        headers={
            "Azure-AsyncOperation": call.url(f"{vault}/replicationOperationStatus/{operation.id}"),
            "Location": call.url(f"{vault}/replicationOperationResults/{operation.id}"),
            **call.state.clock.retry(5),
        },
    )
