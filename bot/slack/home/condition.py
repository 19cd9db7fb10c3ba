"""What is wrong with a server or in order, and which findings come first. Pure."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.slack.cards import text
from bot.slack.home import saying
from commands import servers
from core import language
from workflow import estate, findings

_SHOWN = frozenset({findings.State.OPEN, findings.State.ACTING})
Aside = Mapping[tuple[str, str], findings.State]
"""What somebody has put off or set aside: of which server, and of which kind."""


def aside(found: Iterable[findings.Finding]) -> Aside:
    return {(one.server, one.kind): one.state for one in found if one.quiet}


def worst_first(found: Iterable[findings.Finding]) -> list[findings.Finding]:
    """The critical ones, those that nobody works on, the latest. Not those that somebody has put
    off or set aside."""
    shown = [one for one in found if one.state in _SHOWN]
    return sorted(
        shown,
        key=lambda f: (
            not f.critical,
            f.state is not findings.State.OPEN,
            -f.first_seen.timestamp(),
            f.id,
        ),
    )


class Trouble(enum.StrEnum):
    """What somebody should look after, the worst first."""

    NEVER_SEEN = "never-seen"  # The service shows no heartbeat of it.
    SILENT = "silent"  # Its heartbeat is older than the answers are late by.
    CRITICAL = "critical"  # The service's own word for its health.
    WARNING = "warning"  # Likewise.
    UNSUPPORTED = "unsupported"  # Its version is too old to be supported.
    OUTDATED = "outdated"  # The service asks for an update.
    EXPIRED = "expired"  # Its certificate has ended.
    EXPIRES = "expires"  # Its certificate ends: since when the service itself reminds.


ENDING = frozenset({Trouble.EXPIRED, Trouble.EXPIRES})
KINDS = {
    Trouble.NEVER_SEEN: "heartbeat-lost",
    Trouble.SILENT: "heartbeat-lost",
    Trouble.UNSUPPORTED: "outdated",
    Trouble.OUTDATED: "outdated",
    Trouble.EXPIRED: "certificate-expires",
    Trouble.EXPIRES: "certificate-expires",
}
"""The kind of finding that is about it; the service's own word may be about several."""


def troubles(server: estate.Server, now: datetime) -> list[Trouble]:
    """Empty when all is well. Silence is measured at the look that saw it: what was not looked at
    since is no news of the server."""
    found = []
    longest = servers.HEARTBEAT + servers.LAG
    if server.heartbeat is None:
        found.append(Trouble.NEVER_SEEN)
    elif server.seen_at - server.heartbeat > longest:
        found.append(Trouble.SILENT)
    if server.health.lower() in {Trouble.CRITICAL, Trouble.WARNING}:
        found.append(Trouble(server.health.lower()))
    if not server.modernised:  # an appliance looks after its version and certificate itself
        if server.level in {Trouble.UNSUPPORTED, Trouble.OUTDATED}:
            found.append(Trouble(server.level))
        ends = server.certificate
        if ends is not None and ends - now < servers.REMIND:
            found.append(Trouble.EXPIRED if ends <= now else Trouble.EXPIRES)
    return found


def put_off(trouble: Trouble, server: estate.Server, quiet: Aside) -> findings.State | None:
    """What somebody has said to it; None: nothing, so it still needs somebody."""
    return quiet.get((server.id, KINDS.get(trouble, "")))


def pressing(server: estate.Server, now: datetime, quiet: Aside) -> list[Trouble]:
    """Its troubles but for those that somebody has put off or set aside."""
    return [one for one in troubles(server, now) if put_off(one, server, quiet) is None]


def said(trouble: Trouble, server: estate.Server, words: language.Words) -> str:
    """In a few words."""
    if trouble is Trouble.SILENT and server.heartbeat is not None:
        return words("home-silent", when=text.moment(server.heartbeat))
    if trouble in ENDING and server.certificate is not None:
        day = saying.day(server.certificate)
        if trouble is Trouble.EXPIRED:
            return words("home-certificate-expired", day=day)
        return words("home-certificate-ends", day=day)
    return words(f"home-trouble-{trouble.value}")
