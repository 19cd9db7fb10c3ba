"""What waits on the process servers to be sent on, over time: the servers that had most."""

from __future__ import annotations

from datetime import UTC, datetime

from commands import charts
from commands.chart import readiness
from commands.verbs import Answer, Section
from core import language
from workflow import samples

MOST = 5
GIB = 1 << 30


def answer(
    window: samples.Window, days: int, where: str, server: str, words: language.Words
) -> Answer:
    """`server`: only this one, in small letters."""
    title = words("chart-backlog", where=where or "all", days=days)
    lines = series(window, server)
    if not window.samples:
        return Answer(title=title, sections=(Section(text=words("chart-nothing")),))
    if not lines:
        return Answer(title=title, sections=(Section(text=words("chart-no-backlog")),))
    rows = tuple((line.label, _said(line, words)) for line in lines)
    alt = " ".join(f"{label}: {said}" for label, said in rows)
    return Answer(
        title=title,
        sections=(Section(rows=rows),),
        chart=charts.Chart(
            name="backlog",
            title=title,
            subtitle=words("chart-backlog-subtitle"),
            alt=f"{title}. {alt}",
            lines=lines,
            unit=" GB",
        ),
    )


def series(window: samples.Window, server: str = "") -> tuple[charts.Line, ...]:
    """GB by the hour, the largest first; where no look was, nothing is known."""
    seen: dict[datetime, dict[str, int]] = {}
    for one in window.samples:
        here = seen.setdefault(one.at, {})
        for name, waiting in one.backlog.items():
            here[name] = max(here.get(name, 0), waiting)
    most: dict[str, int] = {}
    for here in seen.values():
        for name, waiting in here.items():
            most[name] = max(most.get(name, 0), waiting)
    chosen = sorted(most, key=lambda name: (-most[name], name))
    if server:
        chosen = [name for name in chosen if name.lower() == server]
    hours = list(readiness.hours(window))
    return tuple(
        charts.Line(
            label=name,
            points=tuple(
                (hour, seen[hour].get(name, 0) / GIB if hour in seen else None) for hour in hours
            ),
        )
        for name in chosen[:MOST]
    )


def _said(line: charts.Line, words: language.Words) -> str:
    at, most = max(line.known, key=lambda point: point[1])
    when = f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    now = line.points[-1][1]
    shown = "?" if now is None else f"{now:.1f}"
    return words("chart-most", now=shown, most=f"{most:.1f}", when=when)
