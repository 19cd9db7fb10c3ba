"""Whatever a server or a vault is called, it can be drawn."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.charts import drawing
from commands import charts

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
PNG = b"\x89PNG"


def test_a_name_with_marks_of_mathematics_is_a_name() -> None:
    points = tuple((NOON + timedelta(hours=n), float(n)) for n in range(3))
    name = r"ps-$\frac{$_weu"
    lines = (charts.Line(label=name, points=points),)
    chart = charts.Chart(
        name="backlog", title=name, subtitle=name, alt=name, lines=lines, unit=" GB"
    )
    assert drawing.draw(chart).startswith(PNG)
