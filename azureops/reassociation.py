"""Moving protected machines from one process server to another.

Source: learn.microsoft.com/rest/api/site-recovery/replication-fabrics/reassociate-gateway
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from azureops import fabrics, ids, jobs, longrunning
from azureops.azure import Azure

SCENARIO = "ReassociateGateway"
"""The name of its jobs."""
MOVE = longrunning.Kind(
    name="reassociate gateway", api_version=fabrics.API, limit=timedelta(hours=2)
)


async def submit(
    azure: Azure, fabric: fabrics.Fabric, *, source: str, target: str, machines: Sequence[str]
) -> str:
    """The id of the job that moves them; empty when the service does not name it.

    `source` and `target` are process servers' ids. `machines` are the last segments of protectable
    items' ids; none: all machines of the source.
    """
    request: dict[str, Any] = {
        "containerName": f"cloud_{fabric.internal_identifier}",
        "sourceProcessServerId": source,
        "targetProcessServerId": target,
        "updateType": "ServerLevel" if machines else "SystemLevel",
    }
    if machines:
        request["vmsToMigrate"] = list(machines)
    recovery = await azure.site_recovery(ids.subscription_of(fabric.id))
    begin = recovery.replication_fabrics.begin_reassociate_gateway(
        ids.group_of(fabric.id),
        ids.name_of(fabric.vault_id),
        fabric.name,
        {"properties": request},
    )
    token = await longrunning.submitted(MOVE, begin, fabric.id)
    return jobs.begun(token, fabric.vault_id)
