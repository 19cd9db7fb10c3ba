"""The way from one version to another in legal hops, of which an installer is known. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from azureops.installers import Installer
from azureops.versions import Version, parse
from commands import versions

LONGEST = 8  # hops: 32 minor versions


def wanted(text: str, ceiling: Version, known: Sequence[Installer]) -> Version | None:
    """What a person means: nothing is the configuration server's version, `9.60` the newest known
    build of it that the configuration server allows. None: there is no such build."""
    if not text:
        return ceiling
    named = parse(text)
    if named is None:
        return None
    if text.count(".") > 1:
        return named
    builds = [one.version for one in known if (one.version.major, one.version.minor)
              == (named.major, named.minor)]  # fmt: skip
    allowed = [one for one in builds if versions.allowed(one, ceiling)]
    return max(allowed, default=max(builds, default=None))


def way(current: Version, target: Version, known: Sequence[Installer]) -> tuple[Installer, ...]:
    """The installers to run in turn, the last one the target's; each the farthest that is legal.

    Empty: nothing leads there. The farthest is never worse: whatever can be reached from a nearer
    one can be reached from it, or lies behind it.
    """
    found: list[Installer] = []
    at = current
    while at < target:
        legal = [one for one in known if at < one.version <= target and _legal(at, one.version)]
        if not legal or len(found) == LONGEST:
            return ()
        found.append(max(legal, key=lambda one: one.version))
        at = found[-1].version
    return tuple(found)


def reached(current: Version, target: Version, known: Sequence[Installer]) -> Version:
    """How far the known installers lead on the way to a target."""
    at = current
    while True:
        legal = [
            one.version for one in known if at < one.version <= target and _legal(at, one.version)
        ]
        if not legal:
            return at
        at = max(legal)


def _legal(current: Version, following: Version) -> bool:
    return versions.next_hop(current, following) == following
