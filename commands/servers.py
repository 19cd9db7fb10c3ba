"""A process server as its fabric shows it, in rows of label and value. Shared by several verbs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from azureops import fabrics, ids, process_servers, reading
from commands import versions, world
from core.sentences import join, say

HEARTBEAT = timedelta(minutes=15)  # without one for longer the service calls it critical
LAG = timedelta(minutes=10)  # by which the answers are late
REMIND = timedelta(days=60)  # before expiry: since then the service itself reminds
NOT_GIVEN = say("servers-not-given", "not given")
LEVELS = {
    versions.Level.CURRENT: say("servers-level-current", "current"),
    versions.Level.BEHIND: say("servers-level-behind", "behind"),
    versions.Level.OUTDATED: say("servers-level-outdated", "outdated"),
    versions.Level.UNSUPPORTED: say("servers-level-unsupported", "unsupported"),
    versions.Level.AHEAD: say("servers-level-ahead", "ahead"),
    versions.Level.UNKNOWN: say("servers-level-unknown", "unknown"),
}
"""How a version stands, in a word."""


@dataclass(frozen=True, kw_only=True)
class Server:
    """One process server and the fabric it is in."""

    fabric: fabrics.Fabric
    ps: process_servers.ProcessServer

    @property
    def id(self) -> str:
        """Stable, in small letters."""
        return f"{self.fabric.id}/processServers/{self.ps.id}".lower()

    @property
    def label(self) -> str:
        return self.ps.name or self.ps.address or self.ps.id

    @property
    def vault(self) -> str:
        return ids.name_of(self.fabric.vault_id)

    @property
    def modernised(self) -> bool:
        """Of an appliance, which looks after it; else of a configuration server."""
        return self.fabric.kind is fabrics.Kind.MODERNISED

    @property
    def judgement(self) -> versions.Judgement:
        server = self.fabric.server
        return versions.judge(
            self.ps.version_text,
            self.ps.status_word,
            server.version_text if server else "",
        )


def of(found: tuple[fabrics.Fabric, ...]) -> tuple[Server, ...]:
    """Every process server, by vault and name."""
    servers = [Server(fabric=f, ps=ps) for f in found for ps in f.process_servers]
    return tuple(sorted(servers, key=lambda s: (s.vault, s.label.lower())))


def named(servers: tuple[Server, ...], wanted: str) -> tuple[Server, ...]:
    """By name, address or id, without regard to case."""
    low = wanted.strip().lower()
    return tuple(s for s in servers if low in {s.ps.name.lower(), s.ps.address, s.ps.id.lower()})


def rows(server: Server, now: datetime) -> tuple[tuple[str, str], ...]:
    """Everything worth knowing at 3 a.m."""
    ps, judged = server.ps, server.judgement
    found = [
        (say("servers-address", "Address"), ps.address or NOT_GIVEN),
        (say("servers-vault", "Vault"), _place(server)),
        (say("servers-version", "Version"), _version(server)),
        (say("servers-health", "Health"), health(ps)),
        (say("servers-heartbeat", "Heartbeat"), heartbeat(ps.last_heartbeat, now)),
        (say("servers-machines", "Machines"), machines(ps)),
    ]
    if not server.modernised:
        found.insert(
            5, (say("servers-certificate", "Certificate"), expiry(ps.certificate_expires, now))
        )
    upgrade = [
        (say("servers-upgrade-to", "Upgrade to"), judged.target),
        (say("servers-next-hop", "Next hop"), judged.between),
    ]
    found[3:3] = [row for row in upgrade if row[1]]
    if ps.built_in:
        own = say("servers-own-note", "This is the configuration server's own process server.")
        found.append((say("servers-note", "Note"), own))
    return tuple(found)


def _place(server: Server) -> str:
    vault, fabric = server.vault, server.fabric.friendly_name
    if server.modernised:
        return say("servers-site", "{vault}, modernised site {fabric}", vault=vault, fabric=fabric)
    return say(
        "servers-fabric", "{vault}, configuration server {fabric}", vault=vault, fabric=fabric
    )


def _version(server: Server) -> str:
    """A modernised appliance looks after its components' updates.

    Source: learn.microsoft.com/azure/site-recovery/physical-server-azure-architecture-modernized
    """
    if server.modernised:
        version = server.ps.version_text or NOT_GIVEN
        return say("servers-appliance", "{version}; the appliance updates it", version=version)
    return server.judgement.stand


def line(server: Server, now: datetime) -> str:
    """For lists: what needs a person first, then the rest, one thing after the other."""
    ps = server.ps
    facts = [
        ps.address or say("servers-no-address", "no address"),
        say("servers-at-version", "version {version}", version=ps.version_text)
        if ps.version_text
        else say("servers-version-unknown", "version unknown"),
        health(ps),
        say("servers-beats", "heartbeat {when}", when=heartbeat(ps.last_heartbeat, now)),
    ]
    if not server.modernised:
        ends = expiry(ps.certificate_expires, now)
        facts.append(say("servers-certified", "certificate {expiry}", expiry=ends))
    if ps.built_in:
        facts.append(say("servers-own", "the configuration server's own"))
    wrong = join(attention(server, now), ", ")
    lead = say("servers-attention", "needs attention: {what}.", what=wrong) if wrong else ""
    return join([lead, join(facts, ", ")])


def attention(server: Server, now: datetime) -> list[str]:
    """What somebody should look after, in a few words each; empty when all is well."""
    ps = server.ps
    found: list[str] = []
    if server.judgement.outdated:
        found.append(LEVELS[server.judgement.level])
    if ps.certificate_expires is not None and ps.certificate_expires - now < REMIND:
        left = ps.certificate_expires - now
        ended = say("servers-expired", "certificate expired")
        ends = say("servers-ends", "certificate ends in {span}", span=_span(left))
        found.append(ended if left <= timedelta() else ends)
    found += ailing(ps, now)
    if ps.health.lower() == "warning":
        found.append(say("servers-warning", "warning"))
    return found


def ailing(ps: process_servers.ProcessServer, now: datetime) -> list[str]:
    """Why it cannot be relied on for a failback now, in a few words each; empty: it can."""
    found: list[str] = []
    if silent_too_long(ps, now):
        found.append(say("servers-no-heartbeat", "no heartbeat"))
    if ps.health.lower() == "critical":
        found.append(say("servers-critical", "critical"))
    return found


def silent_too_long(ps: process_servers.ProcessServer, now: datetime) -> bool:
    """Longer than the answers are late by."""
    return ps.last_heartbeat is None or now - ps.last_heartbeat > HEARTBEAT + LAG


def health(ps: process_servers.ProcessServer) -> str:
    said = ps.health or say("servers-health-unknown", "health not given")
    errors = "; ".join(e.message for e in ps.health_errors if e.message)
    return join([said, errors], ": ")


def heartbeat(beat: datetime | None, now: datetime) -> str:
    if beat is None:
        return say("servers-never-seen", "never seen")
    age = max(now - beat, timedelta())
    if age > HEARTBEAT + LAG:
        return say(
            "servers-seen-long-ago",
            "{span} ago (too long: the server may be down)",
            span=_span(age),
        )
    return say("servers-seen", "{span} ago", span=_span(age))


def expiry(at: datetime | None, now: datetime) -> str:
    if at is None:
        return say("servers-expiry-unknown", "expiry not given")
    if at == reading.NEVER:
        return say("servers-never-expires", "never expires")
    day = f"{at.astimezone(UTC):%Y-%m-%d}"
    if at <= now:
        return say("servers-expired-on", "expired on {day}", day=day)
    return say("servers-valid", "valid until {day}, {span} left", day=day, span=_span(at - now))


def machines(ps: process_servers.ProcessServer) -> str:
    if ps.machine_count is None:
        return NOT_GIVEN
    return say(
        "servers-counted", "{count} by the service's count, which lags", count=ps.machine_count
    )


def _span(span: timedelta) -> str:
    seconds = int(span.total_seconds())
    if seconds < 3600:
        return say("servers-minutes", "{count} min", count=seconds // 60)
    if seconds < 2 * 86400:
        return say("servers-hours", "{count} h", count=seconds // 3600)
    return say("servers-days", "{count} days", count=seconds // 86400)


def silent(vaults: tuple[world.Silent, ...]) -> tuple[tuple[str, str], ...]:
    """The vaults that gave no answer, as rows."""
    return tuple((ids.name_of(s.vault_id), s.error.whole) for s in vaults)
