"""A vault's process servers as rows, for what is shown without asking Azure again."""

from __future__ import annotations

from datetime import datetime

from commands import servers
from watch import judging, readings
from workflow import estate


def of(vault: readings.Vault, now: datetime) -> list[estate.Server]:
    """All of them, the built-in and the modernised ones as well."""
    found = []
    for fabric, ps in judging.watched(vault):
        server = servers.Server(fabric=fabric, ps=ps)
        found.append(
            estate.Server(
                id=judging.server_id(fabric, ps),
                vault=vault.id.lower(),
                fabric=fabric.friendly_name,
                name=server.label,
                address=ps.address,
                version=ps.version_text,
                level=server.judgement.level.value,
                health=ps.health,
                heartbeat=ps.last_heartbeat,
                certificate=ps.certificate_expires,
                machines=ps.machine_count,
                built_in=ps.built_in,
                modernised=server.modernised,
                seen_at=now,
            )
        )
    return found
