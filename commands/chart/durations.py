"""How long deployments took: the wait for approval, and the run."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from datetime import datetime

from commands import charts
from commands.verbs import Answer, Section
from core import language
from workflow import operations

MOST = 15
"""Bars, the newest ones."""


def answer(
    found: Sequence[operations.Operation],
    since: datetime,
    days: int,
    where: str,
    words: language.Words,
) -> Answer:
    """`found` newest first."""
    title = words("chart-durations", where=where or "all", days=days)
    bars = tuple(
        bar for one in found if one.created_at >= since and (bar := _bar(one)) is not None
    )[:MOST]
    if not bars:
        return Answer(title=title, sections=(Section(text=words("chart-no-deploys")),))
    parts = (words("chart-waiting"), words("chart-running"))
    medians = [statistics.median(bar.values[i] for bar in bars) for i in range(len(parts))]
    rows = tuple(
        (part, words("chart-median", minutes=round(median)))
        for part, median in zip(parts, medians, strict=True)
    )
    alt = " ".join(f"{label}: {said}" for label, said in rows)
    return Answer(
        title=title,
        sections=(Section(text=words("chart-deploys", count=len(bars)), rows=rows),),
        chart=charts.Chart(
            name="durations",
            title=title,
            subtitle=words("chart-durations-subtitle"),
            alt=f"{title}. {words('chart-deploys', count=len(bars))} {alt}",
            bars=bars,
            parts=parts,
            unit=" min",
        ),
    )


def _bar(one: operations.Operation) -> charts.Bar | None:
    """Minutes from the wish to the first step, and from there to the last step's end."""
    begun = [step.started_at for step in one.steps if step.started_at is not None]
    ended = [step.ended_at for step in one.steps if step.ended_at is not None]
    if not begun or not ended:
        return None
    waited = (min(begun) - one.created_at).total_seconds() / 60
    ran = (max(ended) - min(begun)).total_seconds() / 60
    return charts.Bar(label=f"{one.target}, {one.created_at:%Y-%m-%d}", values=(waited, ran))
