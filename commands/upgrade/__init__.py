"""`/failback-ps upgrade`: the next legal versions, installed one after the other, unattended.

Source: learn.microsoft.com/azure/site-recovery/vmware-physical-manage-process-server and
learn.microsoft.com/azure/site-recovery/service-updates-how-to
"""

from commands.upgrade.declaration import VERB

__all__ = ["VERB"]
