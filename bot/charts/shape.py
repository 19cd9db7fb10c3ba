"""A chart's numbers as JSON, on the way to the process that draws them."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime
from typing import Any

from commands import charts


def write(chart: charts.Chart) -> bytes:
    return json.dumps(dataclasses.asdict(chart), default=_instant).encode()


def read(raw: bytes) -> charts.Chart:
    found: dict[str, Any] = json.loads(raw)
    lines = tuple(
        charts.Line(
            label=one["label"],
            points=tuple((datetime.fromtimestamp(at, UTC), value) for at, value in one["points"]),
        )
        for one in found.pop("lines")
    )
    bars = tuple(
        charts.Bar(label=one["label"], values=tuple(one["values"])) for one in found.pop("bars")
    )
    return charts.Chart(**(found | {"lines": lines, "bars": bars, "parts": tuple(found["parts"])}))


def _instant(at: object) -> float:
    if not isinstance(at, datetime):
        raise TypeError(f"{type(at).__name__} is no part of a chart")
    return at.timestamp()
