"""Which version a process server may go to, and whether it is outdated. Pure.

Rules, from learn.microsoft.com/azure/site-recovery/service-updates-how-to and
learn.microsoft.com/azure/site-recovery/vmware-physical-manage-process-server: the configuration
server is upgraded first, then process servers, then mobility agents; a process server is never
newer than its configuration server; the four versions before the newest are supported; a jump of
more than four goes in steps (9.16, 9.20, 9.24).
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from azureops import versions
from core.sentences import join, say

Version = versions.Version
LONGEST_JUMP = 4  # minor versions
SUPPORTED_BEHIND = 4  # N-4


class Level(enum.StrEnum):
    """How a process server's version stands."""

    CURRENT = "current"  # The service supports it and nothing newer is installed on the CS.
    BEHIND = "behind"  # Still supported; the configuration server is newer.
    OUTDATED = "outdated"  # The service asks for an update, or the CS is newer and it says nothing.
    UNSUPPORTED = "unsupported"  # Too old: replication may stop; upgrade before anything else.
    AHEAD = "ahead"  # Newer than its configuration server, which is not supported.
    UNKNOWN = "unknown"  # Neither the service nor the versions say.


STATUSES: dict[str, Level] = {
    "supported": Level.CURRENT,
    "updaterequired": Level.OUTDATED,
    "securityupdaterequired": Level.OUTDATED,
    "deprecated": Level.UNSUPPORTED,
    "notsupported": Level.UNSUPPORTED,
}
"""The fabric's `versionStatus`, lower case. Others occur and count as not said."""


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """`next_hop` is the version to install now ("9.60" or "9.61.7016.1"), `target` the one where
    the upgrade ends, its configuration server's; empty if none."""

    level: Level
    sentence: str
    stand: str  # the same without the word "Version" before it, for rows of that label
    next_hop: str = ""
    target: str = ""

    @property
    def between(self) -> str:
        """The next hop where it is not the target; else empty."""
        return self.next_hop if self.next_hop != self.target else ""

    @property
    def outdated(self) -> bool:
        return self.level in {Level.OUTDATED, Level.UNSUPPORTED}


def next_hop(current: Version, target: Version) -> Version | None:
    """The version to install now on the way to `target`; None when there is nothing to do.

    A hop that is not the target has build 0.0: any build of that minor version.
    """
    if current >= target:
        return None
    if current.major == target.major and target.minor - current.minor > LONGEST_JUMP:
        return Version(current.major, current.minor + LONGEST_JUMP)
    return target


def hops(current: Version, target: Version) -> tuple[Version, ...]:
    """The whole way, the target last; empty when there is nothing to do."""
    way = []
    at = current
    while (following := next_hop(at, target)) is not None:
        way.append(following)
        at = following
    return tuple(way)


def show(version: Version) -> str:
    """`9.60` for any build of it, else all four numbers."""
    if version.build == 0 and version.revision == 0:
        return f"{version.major}.{version.minor}"
    return str(version)


def allowed(process_server: Version, configuration_server: Version) -> bool:
    """A process server is never newer than its configuration server."""
    return process_server <= configuration_server


def judge(installed: str, status: str, configuration_server: str) -> Judgement:
    """The fabric's own status first, the configuration server's version second.

    All three as the fabric gives them; any may be empty or unreadable.
    """
    mine = versions.parse(installed)
    theirs = versions.parse(configuration_server)
    by_version = _by_version(mine, theirs)
    level = STATUSES.get(status.strip().lower(), by_version)
    if by_version is Level.AHEAD:
        level = Level.AHEAD
    elif level is Level.CURRENT and by_version in {Level.OUTDATED, Level.UNSUPPORTED}:
        level = Level.BEHIND
    hop = next_hop(mine, theirs) if mine and theirs else None
    mine_said = installed.strip()
    known = say("versions-mine", "Version {version}", version=mine_said)
    unknown = say("versions-unknown", "Its version is not known; it")
    why = _why(status.strip(), configuration_server.strip())
    return Judgement(
        level=level,
        sentence=_sentence(level, known if mine_said else unknown, why),
        stand=_sentence(level, mine_said or unknown, why),
        next_hop=show(hop) if hop else "",
        target=show(theirs) if hop and theirs else "",
    )


def _by_version(mine: Version | None, theirs: Version | None) -> Level:
    if mine is None or theirs is None:
        return Level.UNKNOWN
    if not allowed(mine, theirs):
        return Level.AHEAD
    if mine == theirs:
        return Level.CURRENT
    if mine.major < theirs.major or theirs.minor - mine.minor > SUPPORTED_BEHIND:
        return Level.UNSUPPORTED
    return Level.OUTDATED


def _why(status: str, theirs: str) -> str:
    """In brackets, what the judgement stands on; empty where nothing is known."""
    because = join(
        [
            say("versions-status", "the service says {status}", status=status) if status else "",
            say("versions-than", "the configuration server has {version}", version=theirs)
            if theirs
            else "",
        ],
        "; ",
    )
    return say("versions-why", " ({because})", because=because) if because else ""


def _sentence(level: Level, mine: str, why: str) -> str:
    return {
        Level.CURRENT: say("versions-current", "{mine} is current{why}.", mine=mine, why=why),
        Level.BEHIND: say(
            "versions-behind", "{mine} is still supported but behind{why}.", mine=mine, why=why
        ),
        Level.OUTDATED: say("versions-outdated", "{mine} is outdated{why}.", mine=mine, why=why),
        Level.UNSUPPORTED: say(
            "versions-unsupported", "{mine} is no longer supported{why}.", mine=mine, why=why
        ),
        Level.AHEAD: say(
            "versions-ahead",
            "{mine} is newer than its configuration server, which is not supported{why}.",
            mine=mine,
            why=why,
        ),
        Level.UNKNOWN: say(
            "versions-unjudged",
            "{mine} cannot be judged: neither the service nor the versions say{why}.",
            mine=mine,
            why=why,
        ),
    }[level]
