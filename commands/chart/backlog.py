"""What waits on the process servers to be sent on, over time: the servers that had most."""

from __future__ import annotations

from datetime import datetime

from commands import charts
from commands.chart import readiness
from commands.verbs import Answer, Section
from core import clock, language
from core.sentences import number, spoken
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
    if not lines and server:
        none = words("chart-no-backlog-of", server=server)
        return Answer(title=title, sections=(Section(text=none),))
    if not lines:
        return Answer(title=title, sections=(Section(text=words("chart-no-backlog")),))
    rows = tuple((line.label, _said(line, _now(window, line.label), words)) for line in lines)
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
    vaults: dict[str, set[str]] = {}  # in which a server was seen
    waiting: dict[tuple[str, datetime], dict[str, int]] = {}  # a vault's look at an hour
    for one in window.samples:
        waiting[one.vault, one.at] = dict(one.backlog)
        for name in one.backlog:
            vaults.setdefault(name, set()).add(one.vault)

    def at(name: str, hour: datetime) -> float | None:
        """None where none of its vaults was read: it may have had anything."""
        looks = [waiting.get((vault, hour)) for vault in vaults[name]]
        known = [look.get(name, 0) for look in looks if look is not None]
        return max(known) / GIB if known else None

    hours = list(readiness.hours(window))
    lines = [
        charts.Line(label=name, points=tuple((hour, at(name, hour)) for hour in hours))
        for name in vaults
        if server in {"", name.lower()}
    ]
    most = {line.label: max(value for _, value in line.known) for line in lines if line.known}
    told = [line for line in lines if line.label in most]
    return tuple(sorted(told, key=lambda line: (-most[line.label], line.label))[:MOST])


def _now(window: samples.Window, name: str) -> float | None:
    """By the newest look at its vaults; None where there was none in this hour."""
    vaults = {one.vault for one in window.samples if name in one.backlog}
    looks = [
        one.latest.backlog
        for one in window.samples
        if one.at == window.until and one.vault in vaults
    ]
    return max(look.get(name, 0) for look in looks) / GIB if looks else None


def _said(line: charts.Line, now: float | None, words: language.Words) -> str:
    at, most = max(line.known, key=lambda point: point[1])
    when = clock.written(at)
    shown = "?" if now is None else spoken(number(now, 1), words)
    return words("chart-most", now=shown, most=spoken(number(most, 1), words), when=when)
