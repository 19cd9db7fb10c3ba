"""Deploy a failback process server: fields, checks, plan, steps, undo."""

from commands.deploy.declaration import VERB

__all__ = ["VERB"]
