"""Protected machines: where each runs, which process server it uses, what may be done to it.

Types: `InMageAzureV2` (site to Azure), `InMage` (Azure back to the site), `InMageRcm` (modernised).
https://learn.microsoft.com/rest/api/site-recovery/replication-protected-items
"""

from __future__ import annotations

from typing import Any

from sandbox.azure import answers, item_states, recovery, recovery_filter, recovery_jobs, state
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
KIND = recovery.ITEMS
ACTING = 60.0  # seconds on Azure's clock


def _details(item: state.Document) -> dict[str, Any]:
    found: dict[str, Any] = item["properties"].get("providerSpecificDetails") or {}
    return found


FILTERS: dict[str, recovery_filter.Read] = {
    "sourcefabricname": lambda item: item["id"].split("/")[10],
    "recoveryfabricname": lambda item: item["properties"]["recoveryFabricFriendlyName"],
    "instancetype": lambda item: _details(item).get("instanceType"),
    "processserverid": lambda item: _details(item).get("processServerId"),
    "multivmgroupname": lambda item: _details(item).get("multiVmGroupName"),
}


def _page(call: Call, under: str) -> Answer:
    """By `skipToken`, without a `$`, as the service names it in these lists."""
    found = call.state.all(KIND, under)
    text = call.query.get("$filter", "")
    if text:
        found = recovery_filter.narrow(found, text, FILTERS)
    return recovery.page(call, found, "skipToken")


@routes.get(recovery.VAULT + "/replicationProtectedItems")
def in_vault(call: Call) -> Answer:
    """All protected machines of a vault; `$filter` by type, fabric or process server."""
    return _page(call, recovery.vault_id(call))


@routes.get(recovery.CONTAINER + "/replicationProtectedItems")
def in_container(call: Call) -> Answer:
    """The protected machines of a container."""
    return _page(call, recovery.container(call)["id"])


@routes.get(recovery.ITEM)
def one(call: Call) -> Answer:
    """One protected machine."""
    return answers.ok(recovery.item(call))


# ---- acting ----
def _job(call: Call, item: state.Document, scenario: str, friendly: str, end: Any) -> Answer:
    target = (item["id"], item["properties"]["friendlyName"], "ProtectionEntity")
    plan = recovery_jobs.Plan(scenario=scenario, friendly=friendly, target=target, seconds=ACTING)
    operation = recovery_jobs.begin(call.state, call.operations, item["id"], plan, end)
    return recovery.accepted(call, operation, item["id"])


def _allowed(item: state.Document, operation: str) -> None:
    if operation not in item["properties"]["allowedOperations"]:
        shown = item["properties"]["protectionStateDescription"]
        raise recovery.bad(
            "OperationNotAllowed",
            f"'{item['properties']['friendlyName']}' is in the state '{shown}', which does not "
            f"allow {operation}.",
        )


@routes.post(recovery.ITEM + "/unplannedFailover")
def failover(call: Call) -> Answer:
    """The machine goes to the other side by a job; then it waits for its commit."""
    item = recovery.item(call)
    _allowed(item, "UnplannedFailover")

    def ended() -> state.Document:
        return item_states.failed_over(call.state, item)

    return _job(call, item, "UnplannedFailover", "Failover", ended)


@routes.post(recovery.ITEM + "/failoverCommit")
def commit(call: Call) -> Answer:
    """The failover stays; the machine can be protected the other way round."""
    item = recovery.item(call)
    _allowed(item, "Commit")
    return _job(call, item, "CommitFailover", "Commit", lambda: item_states.committed(
        call.state, item
    ))  # fmt: skip


@routes.post(recovery.ITEM + "/reProtect")
def reprotect(call: Call) -> Answer:
    """Protects the other way round: a failed-over machine replicates back to the site.

    The process server is `providerSpecificDetails.processServerId`; of a machine that was failed
    over it must be one of the fabric's.
    """
    item = recovery.item(call)
    _allowed(item, "ReverseReplicate")
    given = (call.body().get("properties") or {}).get("providerSpecificDetails") or {}
    server = item_states.server(call.state, item, str(given.get("processServerId") or ""))
    return _job(call, item, "ReverseReplicate", "Re-protect", lambda: item_states.reprotected(
        call.state, item, server
    ))  # fmt: skip


@routes.post(recovery.ITEM + "/remove")
def disable(call: Call) -> Answer:
    """Ends the protection by a job; the item is gone then."""
    item = recovery.item(call)
    _allowed(item, "DisableProtection")
    return _job(call, item, "DisableProtection", "Disable protection", lambda: item_states.forget(
        call.state, item
    ))  # fmt: skip


@routes.delete(recovery.ITEM)
def purge(call: Call) -> Answer:
    """Forgets the item by force."""
    item = recovery.item(call)
    return _job(call, item, "PurgeProtection", "Purge", lambda: item_states.forget(
        call.state, item
    ))  # fmt: skip
