"""`/failback-ps switch`: protected machines go over to another process server.

Source: learn.microsoft.com/azure/site-recovery/vmware-azure-manage-process-server
"""

from commands.switch.declaration import VERB

__all__ = ["VERB"]
