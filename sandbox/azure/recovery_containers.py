"""Protection containers of a fabric (`cloud_<internal identifier>`) and what they are mapped to.

https://learn.microsoft.com/rest/api/site-recovery/replication-protection-containers
"""

from __future__ import annotations

from sandbox.azure import answers, recovery, recovery_parts
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
KIND, MAPPINGS = recovery.CONTAINERS, recovery.MAPPINGS


recovery_parts.serve(routes, recovery.CONTAINER, KIND, recovery.container, lambda own: own)


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
