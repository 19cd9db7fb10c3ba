"""Who is in the workspace: people, guests, strangers of Slack Connect, and bots."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

BORN = 1_700_000_000
"""When everybody joined: seconds since 1970."""

ZONES = {
    "Europe/Berlin": "Central European Time",
    "Europe/Madrid": "Central European Time",
    "Europe/Warsaw": "Central European Time",
    "Europe/Stockholm": "Central European Time",
    "Europe/London": "Greenwich Mean Time",
    "America/New_York": "Eastern Standard Time",
    "America/Los_Angeles": "Pacific Standard Time",
    "Asia/Tokyo": "Japan Standard Time",
    "Asia/Kolkata": "India Standard Time",
    "Etc/UTC": "Coordinated Universal Time",
}


@dataclass(kw_only=True, slots=True)
class Person:
    """One account. Mutable, because a story act may deactivate it or make it a guest."""

    id: str
    name: str
    real_name: str
    title: str = ""
    color: str = "4bbe2e"
    email: str = ""
    locale: str = "en-US"
    tz: str = "Europe/Berlin"
    is_bot: bool = False
    bot_id: str = ""
    workflow_bot: bool = False
    guest: Literal["", "multi", "single"] = ""
    """Multi-channel guests are `is_restricted`; single-channel ones `is_ultra_restricted` too."""
    admin: bool = False
    deleted: bool = False
    team: str = ""
    """Of somebody from elsewhere: the workspace of that person."""
    teams: tuple[str, ...] = ()
    """Of somebody in an Enterprise organisation: all workspaces of that person in it."""
    presence: Literal["active", "away"] = "active"
    status_text: str = ""
    status_emoji: str = ""
    updated: int = BORN
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def invited_only(self) -> bool:
        """Guests, and strangers of Slack Connect, see the channels that they were added to, no
        other (https://slack.com/help/articles/202518103-Understand-guest-roles-in-Slack)."""
        return bool(self.guest) or bool(self.team and not self.teams)

    @property
    def tz_offset(self) -> int:
        """Seconds east of UTC, now."""
        offset = datetime.now(UTC).astimezone(ZoneInfo(self.tz)).utcoffset()
        return int(offset.total_seconds()) if offset else 0

    @property
    def tz_label(self) -> str:
        return ZONES.get(self.tz, self.tz)

    def profile(self, team_id: str) -> dict[str, Any]:
        """The profile object (https://docs.slack.dev/reference/objects/user-object#profile)."""
        first, _, last = self.real_name.partition(" ")
        mark = hashlib.sha256(self.id.encode()).hexdigest()[:12]
        shown: dict[str, Any] = {
            "title": self.title,
            "phone": "",
            "skype": "",
            "real_name": self.real_name,
            "real_name_normalized": self.real_name,
            "display_name": self.name,
            "display_name_normalized": self.name,
            "fields": self.fields,
            "status_text": self.status_text,
            "status_emoji": self.status_emoji,
            "status_emoji_display_info": [],
            "status_expiration": 0,
            "status_text_canonical": "",
            "avatar_hash": mark,
            "first_name": first,
            "last_name": last,
            "team": self.team or team_id,
        }
        for size in (24, 32, 48, 72, 192, 512):
            shown[f"image_{size}"] = f"https://avatars.example.com/{mark}_{size}.png"
        return shown | ({"bot_id": self.bot_id} if self.bot_id else {})

    def wire(
        self, team_id: str, *, locale: bool = False, email: bool = False,
        enterprise: dict[str, str] | None = None,
    ) -> dict[str, Any]:  # fmt: skip
        """The user object of users.info (https://docs.slack.dev/reference/objects/user-object).

        Without the scope users:read.email nobody's address is shown; `locale` only when asked for.
        A deactivated account has neither roles nor a time zone.
        """
        profile = self.profile(team_id)
        if email and self.email:
            profile["email"] = self.email
        shown: dict[str, Any] = {
            "id": self.id,
            "team_id": self.team or team_id,
            "name": self.name,
            "deleted": self.deleted,
            "profile": profile,
            "is_bot": bool(self.bot_id),
            "is_app_user": False,
            "updated": self.updated,
        }
        if not self.deleted:
            shown |= self._living(team_id)
        if self.deleted:
            shown["is_forgotten"] = False
        if locale:
            shown["locale"] = self.locale
        return shown | self._organisation(team_id, enterprise)

    def _living(self, team_id: str) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "color": self.color,
            "real_name": self.real_name,
            "tz": self.tz,
            "tz_label": self.tz_label,
            "tz_offset": self.tz_offset,
            "is_admin": self.admin,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": bool(self.guest),
            "is_ultra_restricted": self.guest == "single",
            "is_email_confirmed": True,
            "who_can_share_contact_card": "EVERYONE",
        }
        if self.workflow_bot:
            shown["is_workflow_bot"] = True
        if self.team and self.team != team_id and not self.teams:
            shown["is_stranger"] = False
        return shown

    def _organisation(self, team_id: str, enterprise: dict[str, str] | None) -> dict[str, Any]:
        if not self.teams and not enterprise:
            return {}
        of = {
            "id": self.id,
            "enterprise_id": (enterprise or {}).get("id", ""),
            "enterprise_name": (enterprise or {}).get("name", ""),
            "is_admin": False,
            "is_owner": False,
            "is_primary_owner": False,
            "teams": list(self.teams) or [self.team or team_id],
        }
        return {"enterprise_user": of}
