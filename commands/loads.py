"""How a process server stands against the service's own thresholds. Pure.

Source: learn.microsoft.com/azure/site-recovery/vmware-physical-azure-monitor-process-server
(CPU and memory above 80 % are a warning, above 95 % critical; free cache below 30 % and 25 %;
a service down is a warning; no heartbeat for 15 minutes is critical; the worst one wins).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from azureops.process_servers import ProcessServer
from core.sentences import join, number, say

COLOURS = {"green": "", "healthy": "", "yellow": "warning", "warning": "warning",
           "red": "critical", "critical": "critical"}  # fmt: skip
"""The service's words for a state, lower case."""
GIB = 1 << 30
LEVELS = {
    "warning": say("loads-warning", "warning"),
    "critical": say("loads-critical", "critical"),
}
LATE = {
    "warning": say("loads-late", "(warning: more than 30 minutes behind)"),
    "critical": say("loads-too-late", "(critical: more than 45 minutes behind)"),
}


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
        busy = say("loads-busy", "{percent} % busy", percent=f"{ps.cpu_percent:.0f}")
        yield say("loads-cpu", "CPU"), _judged(busy, ps.cpu_percent, BUSY)
    used = _share(ps.memory_total, ps.memory_free)
    if used is not None:
        full = say("loads-used", "{percent} % used", percent=f"{100 - used:.0f}")
        yield say("loads-memory", "Memory"), _judged(full, 100 - used, BUSY)
    free = _share(ps.space_total, ps.space_free)
    if free is not None:
        room = say(
            "loads-free",
            "{percent} % free of {size} GB",
            percent=f"{free:.0f}",
            size=number((ps.space_total or 0) / GIB, 0),
        )
        yield say("loads-cache", "Cache"), _judged(room, free, FREE)
    if ps.throughput_status or ps.upload_pending_bytes is not None:
        yield say("loads-upload", "Upload"), _upload(ps)
    if ps.service_status:
        down = ps.service_status.lower() not in {"running", "unknown"}
        start = say("loads-start", "(warning: start them)")
        yield (
            say("loads-services", "Services"),
            join([ps.service_status, start if down else ""]),
        )


def _judged(said: str, value: float, limit: Limit) -> str:
    """What is said of the value, and what the service makes of it, if anything."""
    level = limit.judge(value)
    if not level:
        return said
    bound = f"{limit.critical if level == 'critical' else limit.warning:.0f}"
    if limit.low:
        why = say("loads-below", "({level}: below {bound} %)", level=LEVELS[level], bound=bound)
    else:
        why = say("loads-above", "({level}: above {bound} %)", level=LEVELS[level], bound=bound)
    return join([said, why])


def _upload(ps: ProcessServer) -> str:
    """The service gives bytes; the minutes that it judges by only as a colour."""
    level = COLOURS.get(ps.throughput_status.lower(), "")
    pending = ps.upload_pending_bytes
    said: str = say("loads-nothing-waits", "nothing waits")
    if pending:
        said = say("loads-waits", "{size} MB wait", size=number(pending / (1 << 20), 0))
    if pending is None:
        said = ps.throughput_status
    return join([said, LATE[level] if level else ""])


def _share(total: int | None, free: int | None) -> float | None:
    """Of what there is, in percent, how much is free."""
    return free * 100 / total if total and free is not None else None
