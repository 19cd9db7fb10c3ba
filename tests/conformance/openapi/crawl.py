"""Addresses for every GET route, and all their answers."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.azure import routing, seed, server
from tests.conformance.conftest import Wire
from tests.conformance.openapi import catalogue, checking

WORDS = {
    "sub": (seed.PRODUCTION,),
    "location": ("westeurope",),
    "publisher": ("MicrosoftAzureSiteRecovery",),
    "offer": ("Process-Server",),
    "sku": ("Windows-2012-R2-Datacenter",),
    "plan": ("Windows-2012-R2-Datacenter",),
    "version": ("202404.18.00",),
    "ns": ("Microsoft.Compute", "Microsoft.Network"),
}
# Words that differ by the route they stand in.
PLACED: dict[str, dict[str, tuple[str, ...]]] = {
    "/locations/{location}/runCommands/": {"command": ("RunPowerShellScript",)},
    "/subnets/{subnet}/{links}": {"links": ("ResourceNavigationLinks", "ServiceAssociationLinks")},
}
EACH = 12  # at most so many addresses of one route


@dataclass(kw_only=True)
class Read:
    """One answer that a description exists for."""

    route: routing.Entry
    path: str
    operation: catalogue.Operation
    status: int
    body: Any


async def crawl(wire: Wire, ids: list[str]) -> list[Read]:
    """Read every route at the ids known, at those the answers name, and at theirs."""
    reads: list[Read] = []
    known, asked = list(ids), set[str]()
    for _ in range(3):  # lists name children, children name parts
        for route in routes():
            for path in addresses(route.pattern, known):
                operation = checking.described("GET", path)
                if operation is None or path in asked:
                    continue
                asked.add(path)
                version = operation.version or "2022-09-01"
                query = {"ipAddress": "10.60.2.4"} if "CheckIP" in path else {}
                status, body = await wire.ask("GET", path, version, **query)
                reads.append(
                    Read(route=route, path=path, operation=operation, status=status, body=body)
                )
        known = list(dict.fromkeys([*ids, *(one for read in reads for one in named(read.body))]))
    return reads


def named(value: Any) -> Iterator[str]:
    """Every id of a resource in an answer."""
    if isinstance(value, list):
        for one in value:
            yield from named(one)
    elif isinstance(value, dict):
        if isinstance(value.get("id"), str) and value["id"].startswith("/"):
            yield value["id"]
        for one in value.values():
            yield from named(one)


def routes() -> list[routing.Entry]:
    return [one for table in server.TABLES for one in table.entries if one.method == "GET"]


def ending(route: routing.Entry) -> str:
    """A route without what lies above its provider."""
    head, found, tail = route.pattern.rpartition("/providers/")
    return tail if found else head or route.pattern


def addresses(pattern: str, ids: Iterable[str]) -> list[str]:
    """Paths of the route, made from what exists; the route's last fixed words are appended."""
    known = list(dict.fromkeys(itertools.chain.from_iterable(_parents(one) for one in ids)))
    head, tail = _split(pattern)
    match = _regex(head)
    found = [one + tail for one in known if match.fullmatch(one)]
    return (found or list(_spelled(pattern, known)))[:EACH]


def _parents(resource_id: str) -> Iterator[str]:
    parts = resource_id.split("/")
    for end in range(len(parts), 2, -2):
        yield "/".join(parts[:end])


def _split(pattern: str) -> tuple[str, str]:
    """The part up to the last variable, and the fixed words after it."""
    cut = pattern.rfind("}") + 1
    return (pattern[:cut], pattern[cut:]) if cut else (pattern, "")


def _regex(head: str) -> re.Pattern[str]:
    if head == "/{scope}":
        return re.compile("/subscriptions/[^/]+(/resourceGroups/[^/]+)?", re.IGNORECASE)
    spelled = re.sub(r"\\\{scope\\\}", ".+", re.escape(head))
    return re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", spelled), re.IGNORECASE)


def _spelled(pattern: str, known: list[str]) -> Iterator[str]:
    """The longest known beginning of the path, then the words."""
    words: dict[str, tuple[str, ...]] = dict(WORDS)
    for place, more in PLACED.items():
        if place in pattern:
            words |= more
    starts = [("", pattern)]
    for cut in (found.end() for found in re.finditer(r"\}", pattern)):
        match = _regex(pattern[:cut])
        starts += [(one, pattern[cut:]) for one in known if match.fullmatch(one)]
    for start, rest in reversed(starts):
        names = re.findall(r"\{(\w+)\}", rest)
        if not all(name in words for name in names):
            continue
        for values in itertools.product(*(words[name] for name in names)):
            path = rest
            for name, value in zip(names, values, strict=True):
                path = path.replace("{" + name + "}", value)
            yield start + path
