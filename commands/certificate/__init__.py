"""`/failback-ps renew-certificate`: of a configuration server, before it expires.

Source: learn.microsoft.com/azure/site-recovery/vmware-azure-manage-configuration-server
"""

from commands.certificate.declaration import VERB

__all__ = ["VERB"]
