"""How much of what a failback needs was there, over time: healthy servers, covered machines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from commands import charts
from commands.verbs import Answer, Section
from core import clock, language
from workflow import samples

HEALTH_HOLDS = timedelta(hours=6)
COVERAGE_HOLDS = timedelta(hours=24)
"""How long a look still says how things are; the watch looks at coverage every six hours."""

Share = Callable[[samples.Sample], tuple[int, int] | None]
"""A part and its whole; None: this look did not ask."""


def answer(window: samples.Window, days: int, where: str, words: language.Words) -> Answer:
    healthy = series(window, _healthy, HEALTH_HOLDS)
    covered = series(window, _covered, COVERAGE_HOLDS)
    lines = (
        charts.Line(label=words("chart-servers"), points=healthy),
        charts.Line(label=words("chart-machines"), points=covered),
    )
    shown = tuple(line for line in lines if line.known)
    title = words("chart-readiness", where=where or "all", days=days)
    if not shown:
        return Answer(title=title, sections=(Section(text=words("chart-nothing")),))
    rows = tuple((line.label, _said(line, words)) for line in shown)
    alt = " ".join(f"{label}: {said}" for label, said in rows)
    return Answer(
        title=title,
        sections=(Section(rows=rows),),
        chart=charts.Chart(
            name="readiness",
            title=title,
            subtitle=words("chart-readiness-subtitle"),
            alt=f"{title}. {alt}",
            lines=shown,
            unit=" %",
            top=100,
        ),
    )


def series(
    window: samples.Window, share: Share, holds: timedelta
) -> tuple[tuple[datetime, float | None], ...]:
    """Percent, hour by hour, over all vaults; what a look said holds for a while."""
    by_hour: dict[datetime, list[samples.Sample]] = {}
    for one in window.samples:
        by_hour.setdefault(one.at, []).append(one)
    latest: dict[str, tuple[datetime, tuple[int, int]]] = {}
    points: list[tuple[datetime, float | None]] = []
    for hour in hours(window):
        for one in by_hour.get(hour, ()):
            if (seen := share(one)) is not None:
                latest[one.vault] = (hour, seen)
        points.append((hour, _percent(s for at, s in latest.values() if hour - at <= holds)))
    return tuple(points)


def hours(window: samples.Window) -> Iterable[datetime]:
    hour = window.since
    while hour <= window.until:
        yield hour
        hour += samples.HOUR


def _percent(shares: Iterable[tuple[int, int]]) -> float | None:
    """None where there is nothing to count."""
    parts, wholes = 0, 0
    for part, whole in shares:
        parts, wholes = parts + part, wholes + whole
    return 100 * parts / wholes if wholes else None


def _healthy(one: samples.Sample) -> tuple[int, int] | None:
    return one.healthy, one.servers


def _covered(one: samples.Sample) -> tuple[int, int] | None:
    return None if one.machines is None or one.covered is None else (one.covered, one.machines)


def _said(line: charts.Line, words: language.Words) -> str:
    at, least = min(line.known, key=lambda point: (point[1], -point[0].timestamp()))
    when = clock.written(at)
    now = line.points[-1][1]
    if now is None:
        return words("chart-share-unknown", least=round(least), when=when)
    return words("chart-share", now=round(now), least=round(least), when=when)
