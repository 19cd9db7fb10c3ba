"""Until when a finding is put off: the moments that a menu offers. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from core.sentences import say
from workflow import policies, windows

MORNING = 8
"""The hour of *tomorrow*."""
_UTC = ZoneInfo("UTC")


@dataclass(frozen=True, kw_only=True)
class Moments:
    """In the watch's time zone, by the maintenance windows of the settings."""

    zone: ZoneInfo = _UTC
    windows: Sequence[windows.Window] = ()

    def hour(self, now: datetime) -> datetime:
        return now + timedelta(hours=1)

    def tomorrow(self, now: datetime) -> datetime:
        day = (now.astimezone(self.zone) + timedelta(days=1)).date()
        morning = datetime(day.year, day.month, day.day, MORNING, tzinfo=self.zone)
        return morning.astimezone(UTC)

    def windowed(self, now: datetime) -> bool:
        """Whether a window will come."""
        return bool(self._coming(now))

    def window(self, now: datetime) -> datetime:
        """Raises `policies.Refused` where no window will come."""
        coming = self._coming(now)
        if not coming:
            raise policies.Refused(
                say("snoozing-none", "Nothing was snoozed: no maintenance window will come."),
                remedy=say(
                    "snoozing-moment",
                    "Snooze until a moment, or name windows in `watch.maintenance`.",
                ),
                code="no-window",
            )
        return min(coming).astimezone(UTC)

    def _coming(self, now: datetime) -> list[datetime]:
        return [at for window in self.windows if (at := window.begins(now)) is not None]


UTC_MOMENTS = Moments()
"""Where nobody knows of another time zone."""
