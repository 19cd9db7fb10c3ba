"""What exists in this Azure: documents by id. Ids are compared without regard to case."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sandbox.azure import errors
from sandbox.azure.clock import AzureClock
from sandbox.azure.throttle import Throttle

if TYPE_CHECKING:
    from sandbox.azure.process_servers import ProcessServer

Document = dict[str, Any]


class State:
    """All resources in memory, and the switches a test may turn.

    `denied` holds (action pattern, scope) pairs the caller lacks; `quotas` limits by
    (subscription, region, family); `page_size` is how many items a page of a list has.
    """

    def __init__(self, clock: AzureClock) -> None:
        self.clock = clock
        self.throttle = Throttle(clock)
        self.subscriptions: dict[str, Document] = {}
        self.locations: dict[str, str] = {}
        self._kinds: dict[str, dict[str, Document]] = {}
        self.providers: dict[tuple[str, str], str] = {}
        self.denied: list[tuple[str, str]] = []
        self.quotas: dict[tuple[str, str, str], int] = {}
        self.restricted: set[tuple[str, str]] = set()
        self.retired_images: set[str] = set()
        self.secrets: dict[str, list[Document]] = {}
        self.deleted_secrets: dict[str, Document] = {}
        self.page_size = 100
        self.process_servers: list[ProcessServer] = []
        self._facts: dict[str, dict[str, Any]] = {}

    def facts(self, resource_id: str) -> dict[str, Any]:
        """What is true of a resource and never answered: a machine's power, a server's machine."""
        return self._facts.setdefault(resource_id.lower(), {})

    # ---- documents ---------------------------------------------------------------------------
    def put(self, document: Document) -> Document:
        self._kinds.setdefault(document["type"].lower(), {})[document["id"].lower()] = document
        return document

    def get(self, resource_id: str, kind: str = "") -> Document | None:
        """The document of this id, or None."""
        kind = kind or kind_of(resource_id)
        return self._kinds.get(kind.lower(), {}).get(resource_id.lower())

    def remove(self, resource_id: str, kind: str = "") -> Document | None:
        kind = kind or kind_of(resource_id)
        return self._kinds.get(kind.lower(), {}).pop(resource_id.lower(), None)

    def all(self, kind: str, under: str = "") -> list[Document]:
        """Documents of a type whose id begins with the path `under`, in order of making."""
        prefix = under.lower().rstrip("/") + "/" if under else ""
        return [
            document
            for key, document in self._kinds.get(kind.lower(), {}).items()
            if not prefix or key.startswith(prefix)
        ]

    def everything(self, under: str = "") -> Iterator[Document]:
        for kind in list(self._kinds):
            yield from self.all(kind, under)

    # ---- groups ------------------------------------------------------------------------------
    def group(self, subscription: str, name: str) -> Document:
        """The resource group, or 404 ResourceGroupNotFound."""
        found = self.get(group_id(subscription, name), "Microsoft.Resources/resourceGroups")
        if found is None:
            raise errors.group_not_found(name)
        return found


def group_id(subscription: str, name: str) -> str:
    return f"/subscriptions/{subscription}/resourceGroups/{name}"


def kind_of(resource_id: str) -> str:
    """`…/providers/Microsoft.Network/virtualNetworks/a/subnets/b` → its type, without names."""
    _, found, tail = resource_id.lower().rpartition("/providers/")
    if not found:
        return "microsoft.resources/resourcegroups"
    parts = tail.split("/")
    return "/".join([parts[0], *parts[1::2]])


def name_of(resource_id: str) -> str:
    return resource_id.rstrip("/").rsplit("/", 1)[-1]


def group_of(resource_id: str) -> str:
    """The resource group's name inside an id, as written there."""
    parts = resource_id.split("/")
    return parts[4] if len(parts) > 4 else ""


def subscription_of(resource_id: str) -> str:
    parts = resource_id.split("/")
    return parts[2] if len(parts) > 2 else ""


def etag() -> str:
    return f'W/"{uuid.uuid4()}"'
