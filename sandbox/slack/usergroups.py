"""User groups: what `@handle` names (https://docs.slack.dev/reference/objects/usergroup-object)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sandbox.slack.people import BORN


@dataclass(kw_only=True, slots=True)
class UserGroup:
    """`users` are ids, in the order in which they were added."""

    id: str
    handle: str
    name: str
    description: str = ""
    users: list[str] = field(default_factory=list)
    disabled_at: int = 0
    """Seconds since 1970; 0 while it is in use."""
    creator: str = ""

    def wire(self, team_id: str, *, with_users: bool, with_count: bool = True) -> dict[str, Any]:
        """The usergroup object of usergroups.list."""
        shown: dict[str, Any] = {
            "id": self.id,
            "team_id": team_id,
            "is_usergroup": True,
            "is_subteam": True,
            "name": self.name,
            "description": self.description,
            "handle": self.handle,
            "is_external": False,
            "date_create": BORN,
            "date_update": BORN,
            "date_delete": self.disabled_at,
            "auto_type": None,
            "auto_provision": False,
            "enterprise_subteam_id": "",
            "created_by": self.creator,
            "updated_by": self.creator,
            "deleted_by": None,
            "prefs": {"channels": [], "groups": []},
        }
        if with_count:
            shown["user_count"] = len(self.users)
        return shown | ({"users": list(self.users)} if with_users else {})
