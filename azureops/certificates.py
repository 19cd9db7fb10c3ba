"""The certificate that a configuration server and its process servers share.

Source: learn.microsoft.com/rest/api/site-recovery/replication-fabrics/renew-certificate and
learn.microsoft.com/azure/site-recovery/vmware-azure-manage-configuration-server.
"""

from __future__ import annotations

from datetime import timedelta

from azureops import fabrics, ids, jobs, longrunning
from azureops.azure import Azure

SCENARIO = "RenewCertificate"
"""The name of its jobs."""
RENEWAL = longrunning.Kind(
    name="renew certificate", api_version=fabrics.API, limit=timedelta(hours=2)
)


async def submit_renewal(azure: Azure, fabric: fabrics.Fabric) -> str:
    """The id of the job that renews it; empty when the service does not name it."""
    recovery = await azure.site_recovery(ids.subscription_of(fabric.id))
    begin = recovery.replication_fabrics.begin_renew_certificate(
        ids.group_of(fabric.id),
        ids.name_of(fabric.vault_id),
        fabric.name,
        {"properties": {"renewCertificateType": "Cloud"}},
    )
    token = await longrunning.submitted(RENEWAL, begin, fabric.id)
    return jobs.begun(token, fabric.vault_id)
