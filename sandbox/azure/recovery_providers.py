"""Recovery Services providers: the part of a configuration server that speaks with Azure.

https://learn.microsoft.com/rest/api/site-recovery/replication-recovery-services-providers
"""

from __future__ import annotations

from sandbox.azure import (
    process_servers,
    recovery,
    recovery_jobs,
    recovery_moves,
    recovery_parts,
    state,
)
from sandbox.azure.clock import stamp
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
KIND = recovery.PROVIDERS
REFRESHING = 15.0  # seconds on Azure's clock


render = recovery_parts.serve(
    routes, recovery.PROVIDER, KIND, recovery.provider, recovery.fabric_of
)


@routes.post(recovery.PROVIDER + "/refreshProvider")
def refresh(call: Call) -> Answer:
    """The configuration server reports now: heartbeats, counts, moves. Ends with the provider."""
    found = recovery.provider(call)
    fabric_id = recovery.fabric(call)["id"]

    def refreshed() -> state.Document:
        found["properties"]["lastHeartBeat"] = stamp(call.state.clock.now())
        recovery_moves.show(call.state, fabric_id)
        return render(call.state, call.state.touch(found))

    target = (found["id"], found["properties"]["friendlyName"], "Server")
    plan = recovery_jobs.Plan(
        scenario="RefreshServicesProvider", friendly="Refresh server", target=target,
        seconds=REFRESHING,
    )  # fmt: skip
    operation = recovery_jobs.begin(call.state, call.operations, found["id"], plan, refreshed)
    return recovery.accepted(call, operation, found["id"])


@routes.post(recovery.PROVIDER + "/remove")
@routes.delete(recovery.PROVIDER)
def remove(call: Call) -> Answer:
    """Refused while the fabric protects machines or has process servers, as all here do."""
    found = recovery.provider(call)
    fabric_id = recovery.fabric(call)["id"]
    using = call.state.all(recovery.ITEMS, fabric_id)
    if using or process_servers.of_fabric(call.state, fabric_id):
        raise recovery.bad(
            "ProviderInUse",
            f"The server '{found['properties']['friendlyName']}' has protected items or process "
            "servers and cannot be removed.",
            action="Disable protection and unregister its process servers first.",
        )
    plan = recovery_jobs.Plan(
        scenario="DeleteServicesProvider", friendly="Delete server", seconds=REFRESHING,
        target=(found["id"], found["properties"]["friendlyName"], "Server"),
    )  # fmt: skip
    operation = recovery_jobs.begin(
        call.state, call.operations, found["id"], plan,
        lambda: call.state.remove(found["id"], KIND) and None,
    )  # fmt: skip
    return recovery.accepted(call, operation, found["id"])
