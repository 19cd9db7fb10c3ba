"""Management locks: what forbids change or deletion."""

from __future__ import annotations

import asyncio
import enum
from dataclasses import dataclass

from azureops.azure import Azure
from azureops.reading import Object, text

API = "2020-05-01"  # learn.microsoft.com/rest/api/resources/management-locks


class Level(enum.StrEnum):
    READ_ONLY = "ReadOnly"  # Nothing may be made, changed or deleted.
    CAN_NOT_DELETE = "CanNotDelete"  # Nothing may be deleted.
    UNKNOWN = "unknown"  # A word this bot does not know.


@dataclass(frozen=True, kw_only=True)
class Lock:
    id: str
    name: str
    level: Level
    notes: str

    @property
    def scope(self) -> str:
        """The id of what is locked, with everything beneath it."""
        return self.id[: self.id.lower().rfind("/providers/microsoft.authorization/locks")]


async def list_all(azure: Azure, scope: str) -> tuple[Lock, ...]:
    """Locks at `scope` (a subscription's or group's id), inherited and beneath it.

    Empty when the scope does not exist yet.
    """
    path = f"{scope}/providers/Microsoft.Authorization/locks"
    # Without the filter Azure leaves out what is inherited, with it what lies beneath.
    beneath, above = await asyncio.gather(
        azure.arm.get_all(path, API), azure.arm.get_all(path, API, {"$filter": "atScope()"})
    )
    every = {lock.id.lower(): lock for lock in map(_read, (*above, *beneath))}
    return tuple(every.values())


async def reaching(azure: Azure, scope: str) -> tuple[Lock, ...]:
    """Those that stand at the scope or above it, not on some other resource beneath."""
    return tuple(lock for lock in await list_all(azure, scope) if _reaches(lock, scope))


def _reaches(lock: Lock, scope: str) -> bool:
    return f"{scope.lower()}/".startswith(f"{lock.scope.lower()}/")


def _read(raw: Object) -> Lock:
    level = text(raw, "properties", "level")
    return Lock(
        id=text(raw, "id"),
        name=text(raw, "name"),
        level=Level(level) if level in set(Level) else Level.UNKNOWN,
        notes=text(raw, "properties", "notes"),
    )
