"""How much of what a failback needs was there, over time: healthy servers, covered machines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
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
    asked: tuple[tuple[str, Share, timedelta], ...] = (
        (words("chart-servers"), _healthy, HEALTH_HOLDS),
        (words("chart-machines"), _covered, COVERAGE_HOLDS),
    )
    latest = replace(window, samples=tuple(one.latest for one in window.samples))
    lines, rows = [], []
    for label, share, holds in asked:
        line = charts.Line(label=label, points=series(window, share, holds))
        if line.known:
            lines.append(line)
            rows.append((label, _said(line, series(latest, share, holds)[-1][1], words)))
    title = words("chart-readiness", where=where or "all", days=days)
    if not lines:
        return Answer(title=title, sections=(Section(text=words("chart-nothing")),))
    alt = " ".join(f"{label}: {said}" for label, said in rows)
    return Answer(
        title=title,
        sections=(Section(rows=tuple(rows)),),
        chart=charts.Chart(
            name="readiness",
            title=title,
            subtitle=words("chart-readiness-subtitle"),
            alt=f"{title}. {alt}",
            lines=tuple(lines),
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


def _said(line: charts.Line, now: float | None, words: language.Words) -> str:
    """`now`: by the newest look, which may be better than the worst of its hour."""
    at, least = min(line.known, key=lambda point: (point[1], -point[0].timestamp()))
    when = clock.written(at)
    if now is None:
        return words("chart-share-unknown", least=round(least), when=when)
    return words("chart-share", now=round(now), least=round(least), when=when)
