"""The settings of the watch and of incidents."""

from __future__ import annotations

from bot.setting import Terminal, setting
from bot.setting_types import Count, GroupId, Schedule, Span, Window, Zone
from watch import schedules
from workflow import windows


class Watching(Terminal):
    """When it looks, and when it is quiet."""

    watch_versions: Schedule = setting(
        "FAILBACK_PS_WATCH_VERSIONS",
        toml="watch.versions",
        help="When the versions of process and configuration servers are checked.",
        remedy=schedules.SHAPE,
        default="every 6 h",
    )
    watch_health: Schedule = setting(
        "FAILBACK_PS_WATCH_HEALTH",
        toml="watch.health",
        help="When heartbeat, load, services and the number of machines are checked.",
        remedy=schedules.SHAPE,
        default="every 5 min",
    )
    watch_expiry: Schedule = setting(
        "FAILBACK_PS_WATCH_EXPIRY",
        toml="watch.expiry",
        help="When agents, certificates and the bot's own secret are checked for their end.",
        remedy=schedules.SHAPE,
        default="cron 0 7 * * *",
    )
    watch_usage: Schedule = setting(
        "FAILBACK_PS_WATCH_USAGE",
        toml="watch.usage",
        help="When it is checked who uses what: uncovered networks, forgotten servers, agents.",
        remedy=schedules.SHAPE,
        default="every 6 h",
    )
    watch_regions: Schedule = setting(
        "FAILBACK_PS_WATCH_REGIONS",
        toml="watch.regions",
        help="When the gallery image and the quota of the regions in use are checked.",
        remedy=schedules.SHAPE,
        default="cron 30 6 * * *",
    )
    incident_leads: tuple[GroupId, ...] = setting(
        None,
        toml="incident.leads",
        help="The Slack user groups whose members lead an incident, such as those that an on-call "
        "tool keeps; empty: the approvers of the policy.",
        remedy='List the ids of user groups: leads = ["S…"].',
        default=(),
    )
    watch_zone: Zone = setting(
        "FAILBACK_PS_WATCH_ZONE",
        toml="watch.zone",
        help="The time zone of the cron lines and of *tomorrow* in a snooze.",
        remedy="Write a name such as Europe/Berlin or UTC.",
        default="UTC",
    )
    watch_jitter: Span = setting(
        "FAILBACK_PS_WATCH_JITTER",
        toml="watch.jitter",
        help="How much later than its moment a tick may look, so that replicas do not all ask at "
        "once.",
        remedy="Write it as: 20 s (units s, min, h, d). Keep it shorter than each interval.",
        default="10 s",
    )
    watch_quiet: tuple[Window, ...] = setting(
        None,
        toml="watch.quiet",
        help="Windows in which only `health` looks by itself; a person may always ask.",
        remedy=windows.SHAPE,
        default=(),
    )
    watch_maintenance: tuple[Window, ...] = setting(
        None,
        toml="watch.maintenance",
        help="Maintenance windows, to whose next beginning a finding may be snoozed.",
        remedy=windows.SHAPE,
        default=(),
    )
    watch_forgotten_after: Span = setting(
        "FAILBACK_PS_WATCH_FORGOTTEN_AFTER",
        toml="watch.forgotten_after",
        help="After how long without a user a process server counts as forgotten.",
        remedy="Write it as: 14 d.",
        default="14 d",
    )
    watch_most_machines: Count = setting(
        "FAILBACK_PS_WATCH_MOST_MACHINES",
        toml="watch.most_machines",
        help="How many protected machines a process server may have before the watch warns.",
        remedy="Write a whole number of at least 1, as: 150.",
        default=150,
    )
