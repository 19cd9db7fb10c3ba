"""A process server as its fabric shows it, in rows of label and value. Shared by several verbs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from azureops import fabrics, ids, process_servers, reading
from commands import versions, world

HEARTBEAT = timedelta(minutes=15)  # without one for longer the service calls it critical
LAG = timedelta(minutes=10)  # by which the answers are late
REMIND = timedelta(days=60)  # before expiry: since then the service itself reminds


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
        ("Address", ps.address or "not given"),
        ("Vault", f"{server.vault}, {_kind(server)} {server.fabric.friendly_name}"),
        ("Version", _version(server)),
        ("Health", health(ps)),
        ("Heartbeat", heartbeat(ps.last_heartbeat, now)),
        ("Machines", machines(ps)),
    ]
    if not server.modernised:
        found.insert(5, ("Certificate", expiry(ps.certificate_expires, now)))
    if judged.next_hop:
        found.insert(3, ("Upgrade to", judged.next_hop))
    if ps.built_in:
        found.append(("Note", "This is the configuration server's own process server."))
    return tuple(found)


def _kind(server: Server) -> str:
    return "modernised site" if server.modernised else "configuration server"


def _version(server: Server) -> str:
    """A modernised appliance looks after its components' updates.

    Source: learn.microsoft.com/azure/site-recovery/physical-server-azure-architecture-modernized
    """
    if server.modernised:
        return f"{server.ps.version_text or 'not given'}; the appliance updates it"
    return server.judgement.sentence.removeprefix("Version ")


def line(server: Server, now: datetime) -> str:
    """For lists: what needs a person first, then the rest, one thing after the other."""
    ps = server.ps
    facts = [
        ps.address or "no address",
        f"version {ps.version_text or 'unknown'}",
        health(ps),
        f"heartbeat {heartbeat(ps.last_heartbeat, now)}",
    ]
    if not server.modernised:
        facts.append(f"certificate {expiry(ps.certificate_expires, now)}")
    if ps.built_in:
        facts.append("the configuration server's own")
    wrong = attention(server, now)
    lead = f"needs attention: {', '.join(wrong)}. " if wrong else ""
    return lead + ", ".join(facts)


def attention(server: Server, now: datetime) -> list[str]:
    """What somebody should look after, in a few words each; empty when all is well."""
    ps, found = server.ps, []
    if server.judgement.outdated:
        found.append(server.judgement.level.value)
    if ps.certificate_expires is not None and ps.certificate_expires - now < REMIND:
        left = ps.certificate_expires - now
        ended = left <= timedelta()
        found.append("certificate expired" if ended else f"certificate ends in {_span(left)}")
    found += ailing(ps, now)
    if ps.health.lower() == "warning":
        found.append("warning")
    return found


def ailing(ps: process_servers.ProcessServer, now: datetime) -> list[str]:
    """Why it cannot be relied on for a failback now, in a few words each; empty: it can."""
    found = []
    if silent_too_long(ps, now):
        found.append("no heartbeat")
    if ps.health.lower() == "critical":
        found.append("critical")
    return found


def silent_too_long(ps: process_servers.ProcessServer, now: datetime) -> bool:
    """Longer than the answers are late by."""
    return ps.last_heartbeat is None or now - ps.last_heartbeat > HEARTBEAT + LAG


def health(ps: process_servers.ProcessServer) -> str:
    said = ps.health or "health not given"
    errors = "; ".join(e.message for e in ps.health_errors if e.message)
    return f"{said}: {errors}" if errors else said


def heartbeat(beat: datetime | None, now: datetime) -> str:
    if beat is None:
        return "never seen"
    age = max(now - beat, timedelta())
    said = f"{_span(age)} ago"
    return f"{said} (too long: the server may be down)" if age > HEARTBEAT + LAG else said


def expiry(at: datetime | None, now: datetime) -> str:
    if at is None:
        return "expiry not given"
    if at == reading.NEVER:
        return "never expires"
    if at <= now:
        return f"expired on {at.astimezone(UTC):%Y-%m-%d}"
    return f"valid until {at.astimezone(UTC):%Y-%m-%d}, {_span(at - now)} left"


def machines(ps: process_servers.ProcessServer) -> str:
    if ps.machine_count is None:
        return "not given"
    return f"{ps.machine_count} by the service's count, which lags"


def _span(span: timedelta) -> str:
    seconds = int(span.total_seconds())
    if seconds < 3600:
        return f"{seconds // 60} min"
    if seconds < 2 * 86400:
        return f"{seconds // 3600} h"
    return f"{seconds // 86400} days"


def silent(vaults: tuple[world.Silent, ...]) -> tuple[tuple[str, str], ...]:
    """The vaults that gave no answer, as rows."""
    return tuple((ids.name_of(s.vault_id), str(s.error)) for s in vaults)
