"""Protection containers of a fabric (`cloud_<internal identifier>`) and what they are mapped to.

https://learn.microsoft.com/rest/api/site-recovery/replication-protection-containers
"""

from __future__ import annotations

from sandbox.azure import answers, recovery, state
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
KIND, MAPPINGS = recovery.CONTAINERS, recovery.MAPPINGS


def render(current: state.State, container: state.Document) -> state.Document:
    if current.facts(recovery.fabric_of(container["id"])).get("recorded"):
        return container
    count = len(current.all(recovery.ITEMS, container["id"]))
    return {**container, "properties": {**container["properties"], "protectedItemCount": count}}


def _page(call: Call, under: str) -> Answer:
    page = recovery.page(call, call.state.all(KIND, under))
    page.body["value"] = [render(call.state, each) for each in page.body["value"]]
    return page


@routes.get(recovery.VAULT + "/replicationProtectionContainers")
def in_vault(call: Call) -> Answer:
    """All containers of a vault, with how many machines each protects."""
    return _page(call, recovery.vault_id(call))


@routes.get(recovery.FABRIC + "/replicationProtectionContainers")
def in_fabric(call: Call) -> Answer:
    """A fabric's containers."""
    return _page(call, recovery.fabric(call)["id"])


@routes.get(recovery.CONTAINER)
def one(call: Call) -> Answer:
    """A container."""
    return answers.ok(render(call.state, recovery.container(call)))


@routes.get(recovery.VAULT + "/replicationProtectionContainerMappings")
def all_mappings(call: Call) -> Answer:
    """All mappings of containers to policies in a vault."""
    return recovery.page(call, call.state.all(MAPPINGS, recovery.vault_id(call)))


@routes.get(recovery.CONTAINER + "/replicationProtectionContainerMappings")
def mappings(call: Call) -> Answer:
    """A container's mappings."""
    return recovery.page(call, call.state.all(MAPPINGS, recovery.container(call)["id"]))


@routes.get(recovery.CONTAINER + "/replicationProtectionContainerMappings/{mapping}")
def mapping(call: Call) -> Answer:
    """One mapping."""
    home = recovery.container(call)["id"]
    return answers.ok(recovery.child(call, home, MAPPINGS, call["mapping"]))
