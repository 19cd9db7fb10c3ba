"""Who uses a process server: the protected machines that name it."""

from __future__ import annotations

from typing import Any

from azureops import protected_items
from commands import pick
from commands.verbs import Answer, Section

MOST = 40


async def answer(azure: Any, wanted: str) -> Answer:
    """Raises `pick.UnknownServer`, `AzureError`."""
    server = await pick.one(azure, wanted)
    listed = await protected_items.list_all(azure, server.fabric.vault_id)
    mine = [i for i in listed if i.process_server_id.lower() == server.ps.id.lower()]
    title = f"Who uses {server.label}"
    if not mine:
        text = "No protected machine names it. Answers of Site Recovery lag by about ten minutes."
        return Answer(title=title, sections=(Section(text=text),))
    rows = tuple((item.name, _line(item)) for item in mine[:MOST])
    more = f"{len(mine) - MOST} more." if len(mine) > MOST else ""
    return Answer(title=title, sections=(Section(rows=rows, text=more),))


def _line(item: protected_items.ProtectedItem) -> str:
    where = {
        protected_items.Place.AZURE: "runs in Azure",
        protected_items.Place.SITE: "runs at the site",
    }.get(item.place, "the service does not say where it runs")
    health = f", replication {item.health.lower()}" if item.health else ""
    return f"{where}{health}"
