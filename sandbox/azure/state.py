"""What exists in this Azure: documents by id. Ids are compared without regard to case."""

from __future__ import annotations

import copy
import secrets
import uuid
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from sandbox.azure import errors
from sandbox.azure.clock import AzureClock
from sandbox.azure.index import Index
from sandbox.azure.lag import Lag
from sandbox.azure.throttle import Throttle

if TYPE_CHECKING:
    from sandbox.azure.process_servers import ProcessServer

Document = dict[str, Any]
Watcher = Callable[[Document, bool], None]


class State:
    """All resources in memory, and the switches a test may turn.

    `denied` holds (action pattern, scope) pairs the caller lacks; `quotas` limits by
    (subscription, region, family); `restricted` sizes by (size, region), `restricted_zones` those
    barred in some zones only; `page_size` is how many items a page of a list has. `derived` is for
    what can be computed from the documents again: it is never saved, and a past state starts
    without any.
    """

    def __init__(self, clock: AzureClock) -> None:
        self.clock = clock
        self.throttle = Throttle(clock)
        self.lag = Lag(self)
        self.subscriptions: dict[str, Document] = {}
        self.locations: dict[str, str] = {}
        self.kinds: dict[str, dict[str, Document]] = {}
        self._index: Index | None = Index()
        self._watchers: list[Watcher] = []
        self.derived: dict[str, Any] = {}
        self.providers: dict[tuple[str, str], str] = {}
        self.denied: list[tuple[str, str]] = []
        self.quotas: dict[tuple[str, str, str], int] = {}
        self.restricted: set[tuple[str, str]] = set()
        self.restricted_zones: dict[tuple[str, str], list[str]] = {}
        self.retired_images: set[str] = set()
        self.secrets: dict[str, list[Document]] = {}
        self.deleted_secrets: dict[str, Document] = {}
        self.page_size = 100
        self.seal = secrets.token_bytes(16)  # of skip tokens, in this run only
        self.process_servers: list[ProcessServer] = []
        self.all_facts: dict[str, dict[str, Any]] = {}

    def facts(self, resource_id: str) -> dict[str, Any]:
        """What is true of a resource and never answered: a machine's power, a server's machine."""
        return self.all_facts.setdefault(resource_id.lower(), {})

    def past(
        self, kinds: dict[str, dict[str, Document]], facts: dict[str, dict[str, Any]]
    ) -> State:
        """This state with other documents and facts in it: a view for reads that lag."""
        view = copy.copy(self)
        view.kinds, view.all_facts = kinds, facts
        view._index, view._watchers, view.derived = None, [], {}
        return view

    def watch(self, watcher: Watcher) -> None:
        """Call it with (document, whether it is there): for each now, and at each change."""
        self._watchers.append(watcher)
        for document in self.everything():
            watcher(document, True)

    # ---- documents ---------------------------------------------------------------------------
    def put(self, document: Document) -> Document:
        kind, key = document["type"].lower(), document["id"].lower()
        self.kinds.setdefault(kind, {})[key] = document
        if self._index is not None:
            self._index.add(kind, key, document)
        for watcher in self._watchers:
            watcher(document, True)
        return document

    def touch(self, document: Document) -> Document:
        """A document was changed in place: it gets a new etag if it has one."""
        if "etag" in document:
            document["etag"] = etag()
        for watcher in self._watchers:
            watcher(document, True)
        return document

    def get(self, resource_id: str, kind: str = "") -> Document | None:
        """The document of this id, or None."""
        kind = kind or kind_of(resource_id)
        return self.kinds.get(kind.lower(), {}).get(resource_id.lower())

    def remove(self, resource_id: str, kind: str = "") -> Document | None:
        kind, key = (kind or kind_of(resource_id)).lower(), resource_id.lower()
        found = self.kinds.get(kind, {}).pop(key, None)
        if found is not None:
            if self._index is not None:
                self._index.drop(kind, key)
            for watcher in self._watchers:
                watcher(found, False)
        return found

    def all(self, kind: str, under: str = "") -> list[Document]:
        """Documents of a type whose id begins with the path `under`, in order of making."""
        kind, place = kind.lower(), under.lower().rstrip("/")
        documents = self.kinds.get(kind, {})
        if not place:
            return list(documents.values())
        listed = None if self._index is None else self._index.under(kind, place)
        if listed is not None:
            return listed
        prefix = place + "/"
        return [document for key, document in documents.items() if key.startswith(prefix)]

    def everything(self, under: str = "") -> Iterator[Document]:
        for kind in list(self.kinds):
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
