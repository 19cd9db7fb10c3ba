"""How a process server stands against the service's own thresholds. Pure.

Source: learn.microsoft.com/azure/site-recovery/vmware-physical-azure-monitor-process-server
(CPU and memory above 80 % are a warning, above 95 % critical; free cache below 30 % and 25 %;
a service down is a warning; no heartbeat for 15 minutes is critical; the worst one wins).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from azureops.process_servers import ProcessServer

COLOURS = {"green": "", "healthy": "", "yellow": "warning", "warning": "warning",
           "red": "critical", "critical": "critical"}  # fmt: skip
"""The service's words for a state, lower case."""
GIB = 1 << 30


@dataclass(frozen=True, kw_only=True)
class Limit:
    """`low`: worse the lower it is."""

    warning: float
    critical: float
    low: bool = False

    def judge(self, percent: float) -> str:
        sign = -1 if self.low else 1
        for level, bound in (("critical", self.critical), ("warning", self.warning)):
            if sign * percent > sign * bound:
                return level
        return ""


BUSY = Limit(warning=80, critical=95)
FREE = Limit(warning=30, critical=25, low=True)


def rows(ps: ProcessServer) -> Iterator[tuple[str, str]]:
    """What the service says of its load, each judged; what it does not say is left out."""
    if ps.cpu_percent is not None:
        yield "CPU", _percent(ps.cpu_percent, BUSY, "busy")
    used = _share(ps.memory_total, ps.memory_free)
    if used is not None:
        yield "Memory", _percent(100 - used, BUSY, "used")
    free = _share(ps.space_total, ps.space_free)
    if free is not None:
        size = f" of {(ps.space_total or 0) / GIB:,.0f} GB"
        yield "Cache", _percent(free, FREE, f"free{size}")
    if ps.throughput_status or ps.upload_pending_bytes is not None:
        yield "Upload", _upload(ps)
    if ps.service_status:
        down = ps.service_status.lower() not in {"running", "unknown"}
        yield "Services", ps.service_status + (" (warning: start them)" if down else "")


def _percent(value: float, limit: Limit, what: str) -> str:
    level = limit.judge(value)
    side = "below" if limit.low else "above"
    bound = limit.critical if level == "critical" else limit.warning
    return f"{value:.0f} % {what}" + (f" ({level}: {side} {bound:.0f} %)" if level else "")


def _upload(ps: ProcessServer) -> str:
    """The service gives bytes; the minutes that it judges by only as a colour."""
    level = COLOURS.get(ps.throughput_status.lower(), "")
    pending = ps.upload_pending_bytes
    said = f"{pending / (1 << 20):,.0f} MB wait" if pending else "nothing waits"
    if pending is None:
        said = ps.throughput_status
    more = {"warning": "more than 30 minutes behind", "critical": "more than 45 minutes behind"}
    return said + (f" ({level}: {more[level]})" if level else "")


def _share(total: int | None, free: int | None) -> float | None:
    """Of what there is, in percent, how much is free."""
    return free * 100 / total if total and free is not None else None
