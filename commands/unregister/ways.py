"""How a process server leaves its configuration server, by whether it still can do so itself."""

from __future__ import annotations

import enum
from datetime import datetime

from azureops.machines import Power
from commands import servers
from commands.unregister.look import Look

RUNS = frozenset({Power.RUNNING, Power.STARTING})


class Way(enum.StrEnum):
    UNATTENDED = "unattended"  # It runs: a script uninstalls its software, and it says goodbye.
    CONNECTED = "connected"  # It runs, but takes no script: a person uninstalls its software.
    DISCONNECTED = "disconnected"  # Silent, its machine gone or off: it is forgotten by command.


async def of(look: Look, now: datetime) -> Way:
    if silent(look, now):
        return Way.DISCONNECTED
    return Way.CONNECTED if await look.hindrance() else Way.UNATTENDED


def silent(look: Look, now: datetime) -> bool:
    """A machine that runs is uninstalled even if it is silent: else it would register again."""
    return not (heard(look, now) or runs(look))


def heard(look: Look, now: datetime) -> bool:
    """Whether it may still report: heartbeats in answers are late by some minutes."""
    beat = look.server().ps.last_heartbeat
    return beat is not None and now - beat <= servers.HEARTBEAT + servers.LAG


def runs(look: Look) -> bool:
    machine = look.subject.machine
    return machine is not None and machine.power in RUNS
