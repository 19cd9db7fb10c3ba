"""How a protected machine's state changes: protected, failed over, protected back, failed back.

Words of states and operations as in recorded answers and
https://learn.microsoft.com/rest/api/site-recovery/replication-protected-items
"""

from __future__ import annotations

from sandbox.azure import process_servers, recovery, recovery_reports, state
from sandbox.azure.process_servers import ProcessServer


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
    details.update(instanceType=kind, processServerId=server.id, processServerName=server.name)
    details["masterTargetId"] = server.id if kind == "InMage" else None
    current.facts(item["id"]).pop("moved", None)


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
