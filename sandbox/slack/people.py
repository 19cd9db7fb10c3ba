"""Who is in the workspace: people, bots and user groups."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(kw_only=True, slots=True)
class Person:
    """One account. Mutable, because a story act may deactivate it."""

    id: str
    name: str
    real_name: str
    title: str = ""
    color: str = "4bbe2e"
    is_bot: bool = False
    bot_id: str = ""
    guest: bool = False
    deleted: bool = False
    team: str = ""
    """Of somebody from elsewhere: the workspace of that person."""
    teams: tuple[str, ...] = ()
    """Of somebody in an Enterprise organisation: all workspaces of that person in it."""

    def wire(self, team_id: str) -> dict[str, Any]:
        """The user object of users.info (https://docs.slack.dev/reference/objects/user-object)."""
        first, _, last = self.real_name.partition(" ")
        profile = {
            "title": self.title,
            "real_name": self.real_name,
            "real_name_normalized": self.real_name,
            "display_name": self.name,
            "display_name_normalized": self.name,
            "first_name": first,
            "last_name": last,
            "team": self.team or team_id,
        } | ({"bot_id": self.bot_id} if self.bot_id else {})
        return {
            "id": self.id,
            "team_id": self.team or team_id,
            "name": self.name,
            "deleted": self.deleted,
            "color": self.color,
            "real_name": self.real_name,
            "tz": "Etc/UTC",
            "tz_label": "Coordinated Universal Time",
            "tz_offset": 0,
            "profile": profile,
            "is_admin": False,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": self.guest,
            "is_ultra_restricted": False,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": 1700000000,
        } | ({"enterprise_user": {"teams": list(self.teams)}} if self.teams else {})


@dataclass(kw_only=True, slots=True)
class UserGroup:
    """What `@handle` names; `users` are ids, in the order in which they were added."""

    id: str
    handle: str
    name: str
    users: list[str] = field(default_factory=list)

    def wire(self, team_id: str, *, with_users: bool) -> dict[str, Any]:
        """The usergroup object of usergroups.list."""
        shown: dict[str, Any] = {
            "id": self.id,
            "team_id": team_id,
            "is_usergroup": True,
            "is_subteam": True,
            "name": self.name,
            "description": "",
            "handle": self.handle,
            "is_external": False,
            "date_create": 1700000000,
            "date_update": 1700000000,
            "date_delete": 0,
            "auto_type": None,
            "user_count": len(self.users),
            "prefs": {"channels": [], "groups": []},
        }
        return shown | ({"users": list(self.users)} if with_users else {})
