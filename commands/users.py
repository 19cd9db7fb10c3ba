"""Who uses a process server: the protected machines that name it."""

from __future__ import annotations

from typing import Any

from azureops import protected_items
from commands import pick
from commands.verbs import Answer, Section
from core.sentences import join, say

MOST = 40


async def answer(azure: Any, wanted: str) -> Answer:
    """Raises `pick.UnknownServer`, `AzureError`."""
    server = await pick.one(azure, wanted)
    listed = await protected_items.list_all(azure, server.fabric.vault_id)
    mine = [i for i in listed if i.process_server_id.lower() == server.ps.id.lower()]
    title = say("users-title", "Who uses {server}", server=server.label)
    if not mine:
        text = say(
            "users-nobody",
            "No protected machine names it. Answers of Site Recovery lag by about ten minutes.",
        )
        return Answer(title=title, sections=(Section(text=text),))
    rows = tuple((item.name, _line(item)) for item in mine[:MOST])
    left = len(mine) - MOST
    more = say("users-more", "{count} more.", count=left) if left > 0 else ""
    return Answer(title=title, sections=(Section(rows=rows, text=more),))


def _line(item: protected_items.ProtectedItem) -> str:
    where = {
        protected_items.Place.AZURE: say("users-in-azure", "runs in Azure"),
        protected_items.Place.SITE: say("users-at-the-site", "runs at the site"),
    }.get(item.place, say("users-somewhere", "the service does not say where it runs"))
    if not item.health:
        return where
    health = say("users-replication", "replication {health}", health=item.health.lower())
    return join([where, health], ", ")
