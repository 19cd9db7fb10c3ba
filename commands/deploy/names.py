"""What this verb's resources are called and tagged, all from the server's name and operation."""

from __future__ import annotations

OPERATION_TAG = "failback-ps-operation"
REQUESTER_TAG = "failback-ps-requester"
ROLE_TAG = "failback-ps-role"
ROLE = "process-server"

OS_DISK_GB = 127  # the gallery image's own size
DATA_DISK_GB = 600
"""Cache for 8 cores: learn.microsoft.com/azure/site-recovery/site-recovery-plan-capacity-vmware"""
DISK_KIND = "StandardSSD_LRS"


def _short(operation_id: str) -> str:
    return operation_id.removeprefix("op-")


def interface(name: str) -> str:
    return f"{name}-nic"


def os_disk(name: str, operation_id: str) -> str:
    """Holds the operation's id: whose disk it is shows in its name, tags or not."""
    return f"{name}-os-{_short(operation_id)}"


def data_disk(name: str, operation_id: str) -> str:
    return f"{name}-data-{_short(operation_id)}"


def password_secret(name: str, operation_id: str) -> str:
    """Where the administrator's password is; holds the operation's id as the disks' names do."""
    return f"{name}-admin-{_short(operation_id)}"


def tags(operation_id: str, requester: str) -> dict[str, str]:
    """On everything that the operation makes."""
    return {OPERATION_TAG: operation_id, REQUESTER_TAG: requester, ROLE_TAG: ROLE}
