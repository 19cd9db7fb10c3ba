"""Which documents of a type lie under a path: found without looking at all of them.

Each document is listed under every path above it that ends in a name or a provider: its
subscription, its group, the resources it is nested in. Twenty subscriptions with a thousand
machines each then cost a list of one group no more than what lies in that group.
"""

from __future__ import annotations

from typing import Any

Key = tuple[str, str]


class Index:
    def __init__(self) -> None:
        self._within: dict[Key, dict[str, dict[str, Any]]] = {}

    def add(self, kind: str, key: str, document: dict[str, Any]) -> None:
        """`kind` and `key` (the id) in small letters."""
        for path in _above(key):
            self._within.setdefault((kind, path), {})[key] = document

    def drop(self, kind: str, key: str) -> None:
        for path in _above(key):
            listed = self._within.get((kind, path))
            if listed is not None:
                listed.pop(key, None)
                if not listed:
                    del self._within[(kind, path)]

    def under(self, kind: str, path: str) -> list[dict[str, Any]] | None:
        """What lies there, in order of making; None where the path is none that is listed."""
        if path.count("/") % 2:
            return None
        return list(self._within.get((kind, path), {}).values())


def _above(key: str) -> list[str]:
    """`/subscriptions/s`, `/subscriptions/s/resourcegroups/g`, … but not the id itself."""
    paths = []
    at = key.find("/", 1)
    while at > 0:
        at = key.find("/", at + 1)
        if at < 0:
            break
        paths.append(key[:at])
        at = key.find("/", at + 1)
    return paths
