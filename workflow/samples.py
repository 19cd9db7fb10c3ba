"""What the watch saw, hour by hour, for charts: a row for each vault and hour, kept for a while.

An hour shows the worst that was seen in it: a server that was away for ten minutes was away. How
it is now, the newest look of the hour says, which is kept beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from core import clock
from workflow import store
from workflow.store import schema, statements

KEPT = timedelta(days=90)
HOUR = timedelta(hours=1)
NEVER = datetime.min.replace(tzinfo=UTC)
_t = schema.samples


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One look at one vault. `machines` are those that have failed over, `covered` those of them
    whose network has a healthy process server; None: this look did not ask. `backlog` is in bytes,
    by process server, without those that have none. `newest` are the same figures of the hour's
    newest look; None: of an older release, which kept the worst alone."""

    vault: str  # its id in small letters
    servers: int
    healthy: int
    machines: int | None = None
    covered: int | None = None
    backlog: Mapping[str, int] = field(default_factory=dict)
    at: datetime = NEVER  # the hour; set when it is kept
    newest: Mapping[str, Any] | None = None

    @property
    def latest(self) -> Sample:
        """As the newest look of the hour saw it."""
        return replace(self, **self.newest) if self.newest else self


@dataclass(frozen=True, kw_only=True)
class Window:
    """Whole hours from `since` until the running one."""

    since: datetime
    until: datetime
    samples: tuple[Sample, ...]


def worse(one: Sample, other: Sample) -> Sample:
    """Of the same vault and hour: each figure as it was at its worst."""
    servers = min(one, other, key=lambda s: _share(s.healthy, s.servers))
    machines = min(
        one,
        other,
        key=lambda s: 2.0 if s.machines is None else _share(s.covered or 0, s.machines),
    )
    names = one.backlog.keys() | other.backlog.keys()
    return replace(
        servers,
        machines=machines.machines,
        covered=machines.covered,
        backlog={n: max(one.backlog.get(n, 0), other.backlog.get(n, 0)) for n in sorted(names)},
    )


def _over(before: Sample, one: Sample) -> Sample:
    """The newest look; where it did not ask for the machines, what the one before saw of them."""
    if one.machines is not None:
        return one
    return replace(one, machines=before.machines, covered=before.covered)


def _figures(one: Sample) -> dict[str, Any]:
    return {
        "servers": one.servers,
        "healthy": one.healthy,
        "machines": one.machines,
        "covered": one.covered,
        "backlog": dict(one.backlog),
    }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


class Samples:
    def __init__(self, rows: store.Store, clock: clock.Clock) -> None:
        self._rows = rows
        self._clock = clock

    async def keep(self, seen: Iterable[Sample]) -> None:
        """Those of one look, and nothing that is older than `KEPT`."""
        hour, found = _hour(self._clock.now()), list(seen)
        await self._rows.write(lambda c: _keep(c, found, hour), quiet=True)

    async def last(self, days: int) -> Window:
        until = _hour(self._clock.now())
        since = until - timedelta(days=days)
        found = await self._rows.read(
            lambda c: c.execute(
                sa.select(_t).where(_t.c.at >= since).order_by(_t.c.at, _t.c.vault)
            ).all()
        )
        samples = tuple(Sample(**row._mapping) for row in found)
        return Window(since=since, until=until, samples=samples)


def _hour(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def _keep(connection: sa.Connection, seen: list[Sample], hour: datetime) -> None:
    """Done twice it is the same: the worst of two equal looks is either of them."""
    rows = connection.execute(sa.select(_t).where(_t.c.at == hour).with_for_update()).all()
    known = {row.vault: Sample(**row._mapping) for row in rows}
    for one in seen:
        before = known.get(one.vault)
        kept = worse(before, one) if before else one
        newest = _figures(_over(before.latest, one) if before else one)
        values = {**_figures(kept), "newest": newest}
        if one.vault in known:
            here = sa.and_(_t.c.vault == one.vault, _t.c.at == hour)
            connection.execute(_t.update().where(here).values(**values))
        else:
            connection.execute(
                statements.insert_unless_there(connection, _t).values(
                    vault=one.vault, at=hour, **values
                )
            )
    connection.execute(_t.delete().where(_t.c.at < hour - KEPT))
