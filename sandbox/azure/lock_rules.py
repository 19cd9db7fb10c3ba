"""What management locks forbid.

https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources: CanNotDelete
refuses deletion at its scope and of everything that contains or lies in it; ReadOnly refuses every
change besides, POST actions such as start or listKeys included. Locks themselves stay changeable.
"""

from __future__ import annotations

import re

from sandbox.azure import errors
from sandbox.azure.routing import Call
from sandbox.azure.state import Document, State

KIND = "Microsoft.Authorization/locks"
MARKER = "/providers/microsoft.authorization/"
# POSTs that change nothing: asking what would be, or whether a name is free.
HARMLESS = re.compile(
    r"/(validate|whatif|exporttemplate|validatemoveresources|calculatetemplatehash"
    r"|\w*checkname\w*|check\w*availability)$",
    re.IGNORECASE,
)


def scope_of(lock: Document) -> str:
    """The scope a lock lies at, as its id writes it."""
    at = lock["id"].lower().rfind(MARKER)
    return str(lock["id"][:at])


def blocking(current: State, method: str, path: str) -> list[str]:
    """The locked scopes that forbid this request."""
    place = path.lower().rstrip("/") + "/"
    found = []
    for lock in current.all(KIND):
        scope = scope_of(lock)
        under = place.startswith(scope.lower() + "/")
        below = method == "DELETE" and (scope.lower() + "/").startswith(place)
        read_only = lock["properties"]["level"] == "ReadOnly"
        if below or (under and (read_only or method == "DELETE")):
            found.append(scope)
    return list(dict.fromkeys(found))


def require_unlocked(call: Call) -> None:
    """409 ScopeLocked if a lock at this scope or above, or below a deletion, forbids it."""
    if call.method in ("GET", "HEAD") or MARKER + "locks/" in call.path.lower():
        return
    if call.method == "POST" and HARMLESS.search(call.path):
        return
    locked = blocking(call.state, call.method, call.path)
    if locked:
        verb = "delete" if call.method == "DELETE" else "write"
        raise errors.AzureError(
            409,
            "ScopeLocked",
            f"The scope '{call.path}' cannot perform {verb} operation because following "
            f"scope(s) are locked: '{','.join(locked)}'. Please remove the lock and try again.",
        )
