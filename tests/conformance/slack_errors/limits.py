"""Slack's limits: what is just accepted, and that one more is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.conformance.slack_errors.declare import BLOCKS, plain

ELEMENTS = "https://docs.slack.dev/reference/block-kit/block-elements"
OBJECTS = "https://docs.slack.dev/reference/block-kit/composition-objects"
CHART = f"{BLOCKS}/data-visualization-block"
Blocks = list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Limit:
    """`make(n)`: blocks of that size."""

    what: str
    most: int
    make: Callable[[int], Blocks]
    source: str = BLOCKS


def _button(**more: Any) -> Blocks:
    element = {"type": "button", "action_id": "a", "text": plain("Go")} | more
    return [{"type": "actions", "elements": [element]}]


def _menu(kind: str, options: list[dict[str, Any]]) -> Blocks:
    return [{"type": "actions", "elements": [{"type": kind, "action_id": "a", "options": options}]}]


def _options(count: int) -> list[dict[str, Any]]:
    return [{"text": plain("x"), "value": str(n)} for n in range(count)]


def _buttons(count: int) -> Blocks:
    every = [{"type": "button", "action_id": str(n), "text": plain("Go")} for n in range(count)]
    return [{"type": "actions", "elements": every}]


def _chart(kind: str, title: str = "x", **more: Any) -> Blocks:
    return [{"type": "data_visualization", "title": title, "chart": {"type": kind} | more}]


def _pie(count: int, label: str = "x") -> Blocks:
    return _chart("pie", segments=[{"label": label, "value": 1}] * count)


def _lines(series: int = 1, points: int = 1, **axes: str) -> Blocks:
    labels = [str(n) for n in range(points)]
    data = [{"label": label, "value": 0} for label in labels]
    several = [{"name": str(n), "data": data} for n in range(series)]
    return _chart("line", series=several, axis_config={"categories": labels} | axes)


CELL = {"type": "raw_text", "text": "x"}
LIMITS = (
    Limit(what="blocks in a message", most=50, make=lambda n: [{"type": "divider"}] * n),
    Limit(what="section text", most=3000,
          make=lambda n: [{"type": "section", "text": plain("x" * n)}]),
    Limit(what="section fields", most=10,
          make=lambda n: [{"type": "section", "fields": [plain("x")] * n}]),
    Limit(what="field text", most=2000,
          make=lambda n: [{"type": "section", "fields": [plain("x" * n)]}]),
    Limit(what="header text", most=150,
          make=lambda n: [{"type": "header", "text": plain("x" * n)}]),
    Limit(what="context elements", most=10,
          make=lambda n: [{"type": "context", "elements": [plain("x")] * n}]),
    Limit(what="elements of actions", most=25, make=_buttons),
    Limit(what="markdown", most=12000, make=lambda n: [{"type": "markdown", "text": "x" * n}]),
    Limit(what="block_id", most=255, make=lambda n: [{"type": "divider", "block_id": "x" * n}]),
    Limit(what="table rows", most=100, make=lambda n: [{"type": "table", "rows": [[CELL]] * n}]),
    Limit(what="table cells in a row", most=20,
          make=lambda n: [{"type": "table", "rows": [[CELL] * n]}]),
    Limit(what="chart title", most=50, source=CHART,
          make=lambda n: _chart("pie", "x" * n, segments=[{"label": "x", "value": 1}])),
    Limit(what="segments of a pie", most=12, make=_pie, source=CHART),
    Limit(what="label in a chart", most=20, make=lambda n: _pie(1, "x" * n), source=CHART),
    Limit(what="series of a chart", most=12, make=_lines, source=CHART),
    Limit(what="categories of a chart", most=20, make=lambda n: _lines(1, n), source=CHART),
    Limit(what="axis label", most=50, make=lambda n: _lines(y_label="x" * n), source=CHART),
    Limit(what="charts in a message", most=2, make=lambda n: _pie(1) * n, source=CHART),
    Limit(what="button text", most=75,
          make=lambda n: _button(text=plain("x" * n)), source=ELEMENTS),
    Limit(what="button value", most=2000, make=lambda n: _button(value="x" * n), source=ELEMENTS),
    Limit(what="button url", most=3000, make=lambda n: _button(url="x" * n), source=ELEMENTS),
    Limit(what="action_id", most=255, make=lambda n: _button(action_id="x" * n), source=ELEMENTS),
    Limit(what="confirm text", most=300, source=OBJECTS,
          make=lambda n: _button(confirm={"title": plain("x"), "text": plain("x" * n)})),
    Limit(what="options of a select", most=100, source=ELEMENTS,
          make=lambda n: _menu("static_select", _options(n))),
    Limit(what="options of an overflow", most=5, source=ELEMENTS,
          make=lambda n: _menu("overflow", _options(n))),
    Limit(what="options of radio buttons", most=10, source=ELEMENTS,
          make=lambda n: _menu("radio_buttons", _options(n))),
    Limit(what="option text", most=75, source=OBJECTS,
          make=lambda n: _menu("static_select", [{"text": plain("x" * n), "value": "v"}])),
    Limit(what="option value", most=150, source=OBJECTS,
          make=lambda n: _menu("static_select", [{"text": plain("x"), "value": "v" * n}])),
)  # fmt: skip

TITLE = "Slack's limits"
INTRO = "The largest that is accepted; one more is refused with `invalid_blocks`."
COLUMNS = ("What", "Most", "Source")
ROWS = tuple((one.what, str(one.most), one.source) for one in LIMITS)
