"""`incident`: bind a channel to what happens, note, look, end."""

from commands.incident.acts import act
from commands.incident.declaration import VERB

__all__ = ["VERB", "act"]
