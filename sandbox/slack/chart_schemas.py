"""The data visualization block: a pie, or bars, areas or lines over categories.

https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block. Slack publishes its
rules, but not in which words it refuses: those of the rules here are not its own.
"""

from __future__ import annotations

from typing import Any

from sandbox.slack.findings import Faults, Node, failed, late
from sandbox.slack.schema import Check, Choice, Record, array, number, string, typed

MOST_IN_A_MESSAGE = 2
MOST_SERIES, MOST_POINTS = 12, 20
LABEL = string(20, least=1)
AXIS = string(50)


def _above_zero(value: Any, at: str, surface: str) -> Faults:
    found = list(number(value, at, surface))
    yield from found
    if not found and value <= 0:
        yield failed("must be greater than 0", at, "exclusive_minimum", expected=0, got=value)


def _fits(value: Node, at: str) -> Faults:
    """Names differ, and each series has one point for each category."""
    categories, names = value["axis_config"]["categories"], set()
    for index, series in enumerate(value["series"]):
        place = f"{at}/series/{index}"
        if series["name"] in names:
            yield late(f'`name` "{series["name"]}" already exists', f"{place}/name")
        names.add(series["name"])
        if sorted(point["label"] for point in series["data"]) != sorted(categories):
            yield late("must have one data point for each category", f"{place}/data")


SEGMENT = Record("label value", {"label": LABEL, "value": _above_zero})
POINT = Record("label value", {"label": LABEL, "value": number})
SERIES = Record("name data", {"name": LABEL, "data": array(POINT, least=1, most=MOST_POINTS)})
AXES = Record(
    "categories",
    {"categories": array(LABEL, least=1, most=MOST_POINTS), "x_label": AXIS, "y_label": AXIS},
)


def _plotted(kind: str) -> Record:
    several = array(SERIES, least=1, most=MOST_SERIES)
    return typed(kind, "series axis_config", _fits, series=several, axis_config=AXES)


KINDS: dict[str, Check] = {
    "pie": typed("pie", "segments", segments=array(SEGMENT, least=1, most=MOST_SERIES)),
    **{kind: _plotted(kind) for kind in ("bar", "area", "line")},
}
CHART = Choice(KINDS)
TITLE = string(50, least=1)
