"""The certificate of a configuration server and its process servers: renewed before it expires.

Three years valid; after expiry only by hand on the configuration server
(https://learn.microsoft.com/azure/site-recovery/vmware-azure-manage-configuration-server).
"""

from __future__ import annotations

from datetime import datetime

from sandbox.azure import fabrics, process_server_view, process_servers, recovery, state, versions
from sandbox.azure.clock import short
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
RENEWING = 180.0  # seconds on Azure's clock
REPORTED = ("sslCertExpiryDate", "sslCertExpiryRemainingDays")


@routes.post(recovery.FABRIC + "/renewCertificate")
def renew(call: Call) -> Answer:
    """Renews by a job, if every server is connected and up to date and nothing has expired."""
    fabric = recovery.fabric(call)
    kind = (call.body().get("properties") or {}).get("renewCertificateType")
    if not kind:
        raise recovery.bad("InvalidInput", "renewCertificateType is missing.")
    if fabric["properties"]["customDetails"]["instanceType"] != "VMware":
        raise recovery.bad(
            "OperationNotSupported", "Only a configuration server has a certificate to renew."
        )
    _check(call.state, fabric)
    return fabrics.job(
        call, fabric, scenario="RenewCertificate", friendly="Renew certificate",
        seconds=RENEWING, end=lambda: _renewed(call.state, fabric),
    )  # fmt: skip


def _check(current: state.State, fabric: state.Document) -> None:
    now, details = current.clock.now(), fabric["properties"]["customDetails"]
    servers = process_servers.of_fabric(current, fabric["id"])
    ends = [datetime.fromisoformat(details["sslCertExpiryDate"])]
    if min([*ends, *(server.certificate for server in servers)]) <= now:
        raise recovery.bad(
            "CertificateExpired",
            "A certificate has expired and cannot be renewed from here.",
            action="Renew it on the configuration server itself.",
        )
    for server in servers:
        if now - process_server_view.heartbeat(current, server) > process_server_view.SILENT:
            raise recovery.bad(
                "ProcessServerNotConnected",
                f"The process server '{server.name}' is not connected.",
                action="Start it, or unregister it.",
            )
        if versions.parse(server.version) < versions.parse(details["agentVersion"]):
            raise recovery.bad(
                "ProcessServerUpdateRequired",
                f"The process server '{server.name}' has the version {server.version}, older than "
                f"the configuration server's {details['agentVersion']}.",
                action="Upgrade it first.",
            )


def _renewed(current: state.State, fabric: state.Document) -> None:
    until = current.clock.now() + process_servers.CERTIFIED
    fabric["properties"]["customDetails"]["sslCertExpiryDate"] = short(until)
    for server in process_servers.of_fabric(current, fabric["id"]):
        server.certificate = until
        for key in REPORTED:
            server.fixed.pop(key, None)
    current.touch(fabric)
