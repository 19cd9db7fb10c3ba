"""`/failback-ps register`: a process server that is in Azure but in no fabric."""

from commands.register.declaration import VERB

__all__ = ["VERB"]
