"""Who refers to whom: the index behind `subnets` of a security group, addresses of a subnet.

Azure's network documents name each other by `{"id": …}` and answer the other direction too. The
index is kept up as documents come and go, so no request looks through all of them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sandbox.azure import state

KINDS = ("microsoft.network/", "microsoft.compute/virtualmachines")
NAME = "links"
CONTAINERS = (dict, list)


class Link(NamedTuple):
    """`source` (an id inside some document) names `target` under `key`; all but `source` lower."""

    target: str
    key: str
    source: str
    address: str  # of the IP configuration that refers to a subnet, else empty


class Links:
    """The index of one state."""

    def __init__(self) -> None:
        self._of: dict[str, list[Link]] = {}  # document → its links
        self._to: dict[tuple[str, str], dict[str, str]] = {}  # (target, key) → source → address
        self._held: dict[str, dict[str, list[str]]] = {}  # subnet → address → who holds it

    def note(self, document: state.Document, there: bool) -> None:
        """A document came, changed or went."""
        if not document["type"].lower().startswith(KINDS):
            return
        key = document["id"].lower()
        found: list[Link] = []
        if there:
            _collect(document, document["id"], "", "", found)
        if there and found == self._of.get(key):
            return  # Most changes leave the links as they are.
        for link in self._of.pop(key, ()):
            self._forget(link)
        if there:
            self._of[key] = found
            for link in found:
                self._remember(link)

    def _remember(self, link: Link) -> None:
        self._to.setdefault((link.target, link.key), {})[link.source] = link.address
        if link.address:
            held = self._held.setdefault(link.target, {})
            held.setdefault(link.address, []).append(link.source)

    def _forget(self, link: Link) -> None:
        self._to.get((link.target, link.key), {}).pop(link.source, None)
        if link.address:
            holders = self._held[link.target][link.address]
            holders.remove(link.source)
            if not holders:
                del self._held[link.target][link.address]

    def sources(self, target: str, key: str) -> list[str]:
        """Ids that name `target` under `key`, in the order they came."""
        return list(self._to.get((target.lower(), key.lower()), ()))

    def addresses(self, subnet: str) -> dict[str, str]:
        """Private address → id of the IP configuration that holds it, in one subnet."""
        return {at: ids[0] for at, ids in self._held.get(subnet.lower(), {}).items()}

    def holder(self, subnet: str, address: str) -> list[str]:
        """The IP configurations that hold one address of a subnet."""
        return self._held.get(subnet.lower(), {}).get(address, [])


def _collect(value: Any, owner: str, key: str, address: str, found: list[Link]) -> None:
    """Add the links in a part of a document to `found`."""
    if isinstance(value, list):
        for each in value:
            _collect(each, owner, key, address, found)
        return
    if not isinstance(value, dict):
        return
    own = value.get("id")
    if isinstance(own, str) and key:
        if "name" not in value:
            found.append(Link(own.lower(), key.lower(), owner, address if key == "subnet" else ""))
            return
        owner = own
    held = value.get("privateIPAddress")
    address = held if isinstance(held, str) else address
    for name, each in value.items():
        if each and type(each) in CONTAINERS:
            _collect(each, owner, name, address, found)


def of(current: state.State) -> Links:
    """The index of this state, made when first asked for."""
    found = current.derived.get(NAME)
    if not isinstance(found, Links):
        found = current.derived[NAME] = Links()
        current.watch(found.note)
    return found
