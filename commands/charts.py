"""What a chart shows, as numbers; `bot.charts` draws it. Two shapes: lines over time, and bars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Line:
    """`points` in the order of time; None: not known then, and the line is interrupted."""

    label: str
    points: tuple[tuple[datetime, float | None], ...]

    @property
    def known(self) -> tuple[tuple[datetime, float], ...]:
        return tuple((at, value) for at, value in self.points if value is not None)


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One thing; its parts in the order of `Chart.parts`."""

    label: str
    values: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Either `lines`, or `bars` with the names of their `parts`. `subtitle` says what is measured
    and in what; `alt` says in words what is to be seen."""

    name: str  # of the file, without its ending
    title: str
    subtitle: str
    alt: str
    lines: tuple[Line, ...] = ()
    bars: tuple[Bar, ...] = ()
    parts: tuple[str, ...] = ()
    unit: str = ""
    top: float | None = None  # where the scale ends; None: with the largest value
