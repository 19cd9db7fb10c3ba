"""A process server's heartbeat, load, services and machines, by the documented thresholds.

Source: learn.microsoft.com/azure/site-recovery/vmware-physical-azure-monitor-process-server
Warning: processor or memory over 80 %, free space under 30 %, a service down; critical: over 95 %,
under 25 %, no heartbeat for 15 minutes. The service's own colour counts too; the worse wins. The
service judges the last 15 minutes, and a look here the one figure that the fabric then shows.
"""

from __future__ import annotations

from collections.abc import Callable

from azureops import fabrics
from azureops.process_servers import ProcessServer
from commands import servers
from core import clock, phrases
from core.phrases import phrase
from watch import judging, readings
from watch.judging import CRITICAL, WARNING, Known, OfVault, Rule, Seen

SOURCE = "learn.microsoft.com/azure/site-recovery/vmware-physical-azure-monitor-process-server"
CAPACITY = "learn.microsoft.com/azure/site-recovery/site-recovery-plan-capacity-vmware"
HEARTBEAT = "heartbeat-lost"
CROWDED = "machines-many"
_COLOURS = {"yellow": WARNING, "warning": WARNING, "red": CRITICAL, "critical": CRITICAL}

Judged = tuple[str, phrases.Phrase] | None
"""Severity, and what is said."""


def silent(ps: ProcessServer, known: Known) -> bool:
    """Without a heartbeat its other figures are old, and say nothing. Answers lag by minutes."""
    late = servers.HEARTBEAT + servers.LAG
    return ps.last_heartbeat is not None and known.now - ps.last_heartbeat > late


def _heartbeats(vault: readings.Vault, known: Known) -> Seen:
    found = []
    for fabric, ps in judging.watched(vault):
        if ps.last_heartbeat is None or not silent(ps, known):
            continue
        since = clock.written(ps.last_heartbeat)
        said = [phrase("rule-heartbeat", since=since)]
        found.append(judging.of_server(fabric, ps, HEARTBEAT, CRITICAL, said, {}))
    return found


def over(percent: float | None, word: str) -> str | None:
    """The severity of what should be low."""
    judged = {_COLOURS.get(word.lower()), _level(percent, 80, 95)}
    return next((one for one in (CRITICAL, WARNING) if one in judged), None)


def _level(percent: float | None, warning: float, critical: float) -> str | None:
    if percent is None or percent <= warning:
        return None
    return CRITICAL if percent > critical else WARNING


def _processor(ps: ProcessServer) -> Judged:
    severity = over(ps.cpu_percent, ps.cpu_status)
    if severity is None:
        return None
    critical = severity == CRITICAL
    return severity, phrase("rule-processor-critical" if critical else "rule-processor-warning")


def _memory(ps: ProcessServer) -> Judged:
    used = None
    if ps.memory_total and ps.memory_free is not None:
        used = 100 - 100 * ps.memory_free / ps.memory_total
    severity = over(used, ps.memory_status)
    if severity is None:
        return None
    return severity, phrase(
        "rule-memory-critical" if severity == CRITICAL else "rule-memory-warning"
    )


def _cache(ps: ProcessServer) -> Judged:
    used = None
    if ps.space_total and ps.space_free is not None:
        used = 100 - 100 * ps.space_free / ps.space_total
    colour, level = _COLOURS.get(ps.space_status.lower()), _level(used, 70, 75)
    if CRITICAL in {colour, level}:
        return CRITICAL, phrase("rule-cache-critical")
    if WARNING in {colour, level}:
        return WARNING, phrase("rule-cache-warning")
    return None


def _backlog(ps: ProcessServer) -> Judged:
    """Azure gives bytes, not minutes: the service's colour judges 30 and 45 minutes."""
    colour = _COLOURS.get(ps.throughput_status.lower())
    if colour is None:
        return None
    minutes = 45 if colour == CRITICAL else 30
    return colour, phrase("rule-backlog", minutes=minutes)


def _services(ps: ProcessServer) -> Judged:
    colour = _COLOURS.get(ps.service_status.lower())
    return None if colour is None else (colour, phrase("rule-service"))


def _crowded(vault: readings.Vault, known: Known) -> Seen:
    """The configuration server counts them, so a silent server is counted too. An appliance has
    other limits."""
    most = known.terms.most_machines
    return [
        judging.of_server(
            fabric,
            ps,
            CROWDED,
            WARNING,
            [phrase("rule-machines-many", count=ps.machine_count, most=most)],
            {"machines": ps.machine_count},
        )
        for fabric, ps in judging.watched(vault)
        if fabric.kind is fabrics.Kind.VMWARE
        and ps.machine_count is not None
        and ps.machine_count > most
    ]


def _each(kind: str, judge: Callable[[ProcessServer], Judged]) -> OfVault:
    def rule(vault: readings.Vault, known: Known) -> Seen:
        judged = [
            (fabric, ps, judge(ps))
            for fabric, ps in judging.watched(vault)
            if not silent(ps, known)
        ]
        return [
            judging.of_server(fabric, ps, kind, told[0], [told[1]], {})
            for fabric, ps, told in judged
            if told is not None
        ]

    return rule


def _rule(kind: str, text: str, judge: Callable[[ProcessServer], Judged]) -> Rule:
    return Rule(kind=kind, check="health", text=text, source=SOURCE, vault=_each(kind, judge))


RULES = (
    Rule(
        kind=HEARTBEAT,
        check="health",
        text="no heartbeat for 15 minutes; 10 more, for the lag of the answers, are ours",
        source=SOURCE,
        vault=_heartbeats,
    ),
    _rule(
        "processor-high",
        "processor load at this look: warning over 80 %, critical over 95 %",
        _processor,
    ),
    _rule(
        "memory-high", "memory in use at this look: warning over 80 %, critical over 95 %", _memory
    ),
    _rule("cache-low", "free cache at this look: warning under 30 %, critical under 25 %", _cache),
    _rule(
        "backlog-high",
        "the service's colour: it expects the upload to take over 30 minutes, or over 45",
        _backlog,
    ),
    _rule("service-down", "the service's status of the process server's services", _services),
    Rule(
        kind=CROWDED,
        check="health",
        text="150 machines with 8 cores, as the documents size it; `watch.most_machines` is ours",
        source=CAPACITY,
        vault=_crowded,
    ),
)
