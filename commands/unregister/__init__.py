"""`/failback-ps unregister`: a configuration server forgets a process server.

Source: learn.microsoft.com/azure/site-recovery/vmware-azure-manage-process-server
"""

from commands.unregister.declaration import VERB

__all__ = ["VERB"]
