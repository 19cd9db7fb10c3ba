"""How a protected machine's state changes: protected, failed over, protected back, failed back.

Words of states and operations as in recorded answers and
https://learn.microsoft.com/rest/api/site-recovery/replication-protected-items
"""

from __future__ import annotations

from typing import Any

from sandbox.azure import process_servers, recovery, recovery_reports, state
from sandbox.azure.process_servers import ProcessServer

# What `InMageAzureV2ReplicationDetails` have and `InMageReplicationDetails`, the way back, do not.
TO_AZURE = (
    "agentVersion", "agentExpiryDate", "isAgentUpdateRequired", "isRebootAfterUpdateRequired",
    "osType", "processServerName", "recoveryAzureResourceGroupId", "recoveryAzureVMName",
    "recoveryAzureVMSize", "selectedRecoveryAzureNetworkId", "targetVmId", "useManagedDisks",
)  # fmt: skip


def server(current: state.State, item: state.Document, server_id: str) -> ProcessServer:
    """The process server meant; without an id, the configuration server's own. 400 if none."""
    fabric_id = recovery.fabric_of(item["id"])
    fabric = current.get(fabric_id, recovery.FABRICS)
    for each in process_servers.of_fabric(current, fabric_id):
        own = fabric is not None and process_servers.built_in(fabric, each)
        if each.id.lower() == server_id.lower() or (not server_id and own):
            return each
    raise recovery.bad(
        "ProcessServerNotFound", f"'{server_id}' is no process server of the fabric."
    )


def _set(
    current: state.State,
    item: state.Document,
    words: tuple[str, str],
    location: str,
    operations: list[str],
) -> state.Document:
    item["properties"].update(
        protectionState=words[0],
        protectionStateDescription=words[1],
        activeLocation=location,
        allowedOperations=operations,
    )
    return current.touch(item)


def _use(current: state.State, item: state.Document, server: ProcessServer, kind: str) -> None:
    recovery_reports.latest(current, server.fabric)
    details = item["properties"]["providerSpecificDetails"]
    facts = current.facts(item["id"])
    if details["instanceType"] != kind:
        details.update(_turned(facts, details, kind))
    details.update(instanceType=kind, processServerId=server.id)
    if kind == "InMage":
        details["masterTargetId"] = server.id
    else:
        details.update(masterTargetId=None, processServerName=server.name)
    facts.pop("moved", None)


def _turned(facts: dict[str, Any], details: dict[str, Any], kind: str) -> dict[str, Any]:
    """What only the details of the new direction say; what only the old ones said goes."""
    if kind != "InMage":
        for key in ("agentDetails", "osDetails"):
            details.pop(key, None)
        to_azure: dict[str, Any] = facts.pop("to_azure", {})
        return to_azure
    said = {key: details.pop(key) for key in TO_AZURE if key in details}
    facts["to_azure"] = said
    agent = {
        "agentVersion": said.get("agentVersion"),
        "agentUpdateStatus": said.get("isAgentUpdateRequired"),
        "postUpdateRebootStatus": said.get("isRebootAfterUpdateRequired"),
        "agentExpiryDate": said.get("agentExpiryDate"),
    }
    return {
        "agentDetails": {key: value for key, value in agent.items() if value is not None},
        "osDetails": {"osType": said.get("osType", "Windows")},
    }


def failed_over(current: state.State, item: state.Document) -> state.Document:
    """It runs on the other side now and waits for its commit."""
    there = "Primary" if item["properties"]["activeLocation"] == "Recovery" else "Recovery"
    words = ("UnplannedFailoverCommitPending", "Failover finished, commit pending")
    return _set(current, item, words, there, ["Commit", "DisableProtection"])


def committed(current: state.State, item: state.Document) -> state.Document:
    """The failover stays."""
    words = ("UnplannedFailoverCommitted", "Failover committed")
    there = item["properties"]["activeLocation"]
    return _set(current, item, words, there, ["ReverseReplicate", "DisableProtection"])


def reprotected(
    current: state.State, item: state.Document, server: ProcessServer
) -> state.Document:
    """It replicates to the other side again, through this process server."""
    location = item["properties"]["activeLocation"]
    _use(current, item, server, "InMage" if location == "Recovery" else "InMageAzureV2")
    allowed = ["UnplannedFailover", "DisableProtection", "TestFailover"]
    return _set(current, item, ("Protected", "Protected"), location, allowed)


def failed_back(current: state.State, item: state.Document) -> state.Document:
    """It runs on site again and is protected from there, through the site's own server."""
    item["properties"]["activeLocation"] = "Primary"
    return reprotected(current, item, server(current, item, ""))


def forget(current: state.State, item: state.Document) -> None:
    """It is protected no longer."""
    recovery_reports.latest(current, recovery.fabric_of(item["id"]))
    current.remove(item["id"], recovery.ITEMS)
    current.facts(item["id"]).clear()
