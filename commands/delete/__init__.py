"""`/failback-ps delete`: everything of an unregistered process server goes, for good."""

from commands.delete.declaration import VERB

__all__ = ["VERB"]
