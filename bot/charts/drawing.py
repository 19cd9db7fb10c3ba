"""Draws with Matplotlib: direct labels instead of a legend, colours that a colour-blind person can
tell apart, two pixels for each that Slack shows."""

from __future__ import annotations

import io
import itertools
import math
from datetime import datetime

import matplotlib as mpl
from matplotlib import dates
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from commands import charts

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9")
"""Okabe and Ito's (https://jfly.uni-koeln.de/color/)."""
INK, FAINT = "#1d1c1d", "#616061"
SIZE, DENSITY = (8.0, 4.25), 160
LINES, BARS = (0.075, 0.11, 0.60, 0.69), (0.21, 0.11, 0.76, 0.65)
"""Left, bottom, width and height, as parts of the picture; right of the lines are their labels."""
FEWEST = 5  # bars that there is room for at least: one alone would be a block
DATES = ["%Y", "%Y-%m", "%m-%d", "%H:%M", "%H:%M", "%H:%M"]
ZEROS = ["", "%Y", "%m-%d", "%m-%d", "%H:%M", "%H:%M"]
APART = 0.11  # of the axis: nearer than this labels would cover each other


def draw(chart: charts.Chart) -> bytes:
    """A PNG."""
    mpl.rcParams["font.size"] = 9.5
    mpl.rcParams["text.parse_math"] = False  # a name with dollars in it is a name
    figure = Figure(figsize=SIZE, dpi=DENSITY, facecolor="white")
    axes = figure.add_axes(BARS if chart.bars else LINES)
    figure.text(0.02, 0.945, chart.title, fontsize=13, fontweight="bold", color=INK, va="center")
    figure.text(0.02, 0.875, chart.subtitle, color=FAINT, va="center")
    if chart.bars:
        _bars(figure, axes, chart)
    else:
        _lines(axes, chart)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(FAINT)
    axes.tick_params(colors=FAINT, length=0)
    axes.tick_params(axis="x", pad=8)
    out = io.BytesIO()
    figure.savefig(out, format="png")
    return out.getvalue()


def _lines(axes: Axes, chart: charts.Chart) -> None:
    known = [value for line in chart.lines for _, value in line.known]
    top = chart.top or max(known, default=1) * 1.08 or 1
    first, last = (chart.lines[0].points[at][0] for at in (0, -1))
    axes.set_xlim(_day(first), _day(last))
    axes.set_ylim(0, top * 1.03)
    axes.grid(axis="y", color="#e0e0e0", linewidth=0.8)
    axes.set_axisbelow(True)
    for line, colour in zip(chart.lines, itertools.cycle(COLOURS), strict=False):
        times = [_day(at) for at, _ in line.points]
        values = [math.nan if value is None else value for _, value in line.points]
        axes.plot(times, values, drawstyle="steps-post", color=colour, linewidth=2)
        if len(line.known) < 3:  # a line through so little is not to be seen
            axes.plot(times, values, "o", color=colour, markersize=5, clip_on=False)
    for label, at, value, colour in _labels(chart, top):
        shown = f"{value:.0f}" if top > 10 else f"{value:.1f}"
        axes.annotate(
            f"{label}\n{shown}{chart.unit}", (_day(last), at), xytext=(8, 0),
            textcoords="offset points", color=colour, va="center", fontweight="bold",
            annotation_clip=False,
        )  # fmt: skip
    locator = dates.AutoDateLocator(minticks=3, maxticks=8)  # type: ignore[no-untyped-call] # matplotlib has no types of it
    axes.xaxis.set_major_locator(locator)
    formatter = dates.ConciseDateFormatter(
        locator, formats=DATES, zero_formats=ZEROS, show_offset=False
    )  # type: ignore[no-untyped-call] # likewise
    axes.xaxis.set_major_formatter(formatter)
    unit = chart.unit.strip()
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g} {unit}")


def _day(at: datetime) -> float:
    """Matplotlib's own measure of time: days since 1970."""
    return at.timestamp() / 86_400


def _labels(chart: charts.Chart, top: float) -> list[tuple[str, float, float, str]]:
    """At the lines' ends, from below; moved apart where they would cover each other."""
    ends = [
        (line.label, line.known[-1][1], colour)
        for line, colour in zip(chart.lines, itertools.cycle(COLOURS), strict=False)
        if line.known
    ]
    placed: list[tuple[str, float, float, str]] = []
    for label, value, colour in sorted(ends, key=lambda end: end[1]):
        least = placed[-1][1] + top * APART if placed else 0.0
        placed.append((label, max(value, least), value, colour))
    over = placed[-1][1] - top if placed else 0
    if over > 0:
        placed = [(label, at - over, value, colour) for label, at, value, colour in placed]
    return placed


def _bars(figure: Figure, axes: Axes, chart: charts.Chart) -> None:
    """The newest at the top, as it is given."""
    rows = max(len(chart.bars), FEWEST)
    places = [rows - 1 - number for number in range(len(chart.bars))]
    begun = [0.0] * len(chart.bars)
    at = 0.02
    for part, (name, colour) in enumerate(zip(chart.parts, COLOURS, strict=False)):
        widths = [bar.values[part] for bar in chart.bars]
        axes.barh(places, widths, left=begun, height=0.6, color=colour)
        begun = [one + width for one, width in zip(begun, widths, strict=True)]
        label = figure.text(at, 0.82, name, color=colour, fontweight="bold", va="center")
        at = float(label.get_window_extent().x1 / figure.bbox.width) + 0.03
    for place, whole in zip(places, begun, strict=True):
        axes.annotate(
            f"{whole:.0f}{chart.unit}", (whole, place), xytext=(4, 0), textcoords="offset points",
            va="center", color=INK,
        )  # fmt: skip
    axes.set_yticks(places, [bar.label for bar in chart.bars])
    axes.set_ylim(-0.6, rows - 0.4)
    axes.set_xlim(0, max(begun) * 1.12 or 1)
