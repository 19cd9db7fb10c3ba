"""What a benchmark says: rows of numbers beside their floor and the aim."""

from __future__ import annotations

import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

ARTEFACT = Path("artifacts/bench.json")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One measured thing. `ratio` is to the floor of the same run, 0 where there is none."""

    what: str
    value: float
    unit: str
    floor: float = 0.0
    ratio: float = 0.0
    aim: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Report:
    name: str
    rows: tuple[Row, ...] = field(default_factory=tuple)


def against(
    what: str,
    ours: Sequence[float],
    floor: Sequence[float],
    unit: str,
    aim: str,
    *,
    note: str = "",
) -> Row:
    """Medians of alternating runs; the ratio is the median of each pair's ratio."""
    ratio = statistics.median(o / f for o, f in zip(ours, floor, strict=True))
    return Row(
        what=what,
        value=statistics.median(ours),
        unit=unit,
        floor=statistics.median(floor),
        ratio=ratio,
        aim=aim,
        note=note,
    )


def show(report: Report) -> str:
    lines = [f"{report.name}"]
    for row in report.rows:
        beside = f"  floor {row.floor:.3g}  {row.ratio:.2f} x" if row.ratio else ""
        aim = f"  (aim: {row.aim})" if row.aim else ""
        note = f"  {row.note}" if row.note else ""
        lines.append(f"  {row.what:<44} {row.value:>9.4g} {row.unit:<4}{beside}{aim}{note}")
    return "\n".join(lines)


def keep(reports: Sequence[Report]) -> Path:
    ARTEFACT.parent.mkdir(exist_ok=True)
    ARTEFACT.write_text(json.dumps([asdict(report) for report in reports], indent=1))
    return ARTEFACT
