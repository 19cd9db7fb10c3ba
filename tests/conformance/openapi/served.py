"""What the local Azure serves and which package describes it: rows for the page of conformance."""

from __future__ import annotations

import functools
import importlib.metadata
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.azure import clock, entra, keyvault, seed, server, state
from tests.conformance.openapi import catalogue, crawl, exceptions, judging

# Where a scope may be, as the descriptions know each of them by an address of its own.
SCOPES = (
    "/subscriptions/s",
    "/subscriptions/s/resourceGroups/g",
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/m",
)
# Words that the descriptions spell out where the route has a variable.
SPELLED = {
    "/replicationVaultHealth/{name}": "/replicationVaultHealth/default",
    "/replicationEligibilityResults/{name}": "/replicationEligibilityResults/default",
    "/subnets/{subnet}/{links}": "/subnets/{subnet}/ResourceNavigationLinks",
}
VERBS = ("GET", "HEAD", "PUT", "PATCH", "POST", "DELETE")


@dataclass(frozen=True, kw_only=True)
class Served:
    """One route and the operation that describes it, if there is one."""

    verb: str
    pattern: str
    operation: catalogue.Operation | None

    @property
    def ending(self) -> str:
        """The address without what lies above its provider."""
        head, found, tail = self.pattern.rpartition("/providers/")
        return tail if found and head else self.pattern

    @property
    def kind(self) -> str:
        """The type it is of; an action's is the type it acts on."""
        named = self.ending.startswith("Microsoft.")
        words = [
            part
            for part in (self.ending if named else self.pattern).strip("/").split("/")
            if not part.startswith("{")
        ]
        if self.verb == "POST" and len(words) > 1:
            words.pop()
        return "/".join(words)


@functools.cache
def routes() -> tuple[Served, ...]:
    """Every route of Resource Manager and of Key Vault's secrets."""
    arm = ((one.method, one.pattern) for table in server.TABLES for one in table.entries)
    return tuple(
        Served(verb=verb, pattern=pattern, operation=_described(verb, pattern))
        for verb, pattern in dict.fromkeys([*arm, *_secrets()])
    )


def undescribed() -> dict[str, str]:
    """`GET address` to why no package describes it; an empty reason where none is listed."""
    return {
        f"{one.verb} {one.ending}": exceptions.ABSENT.get(f"{one.verb} {one.ending}", "")
        for one in routes()
        if one.operation is None
    }


def rows() -> list[tuple[str, str, str]]:
    """(type, verbs checked, source) of all that is described."""
    verbs: dict[tuple[str, str], set[str]] = {}
    for one in routes():
        if one.operation is not None:
            key = (one.kind, source(one.operation))
            verbs.setdefault(key, set()).add(one.verb)
    return [
        (f"`{kind}`", " ".join(each for each in VERBS if each in found), written)
        for (kind, written), found in sorted(verbs.items())
    ]


def source(operation: catalogue.Operation) -> str:
    """The package with its version, and the version of the description it is made from."""
    name, version = _package(operation.service)
    link = f"[{name} {version}](https://pypi.org/project/{name}/{version}/)"
    return f"{link}, description of {operation.version}" if operation.version else link


@functools.cache
def _package(service: str) -> tuple[str, str]:
    parts = catalogue.PACKAGES[service].split(".")
    installed = {one.metadata["Name"]: one.version for one in importlib.metadata.distributions()}
    for end in range(len(parts), 2, -1):
        name = "-".join(parts[:end])
        if name in installed:
            return name, installed[name]
    raise LookupError(service)


def _described(verb: str, pattern: str) -> catalogue.Operation | None:
    for written, meant in SPELLED.items():
        pattern = pattern.replace(written, meant)
    words = {"{" + name + "}": values[0] for name, values in crawl.WORDS.items()}
    for scope in SCOPES:
        path = pattern.replace("/{scope}", scope)
        path = re.sub(r"\{\w+\}", lambda found: words.get(found[0], "x"), path)
        operation = judging.described(verb, path)
        if operation is not None:
            return operation
    return None


def _secrets() -> Iterator[tuple[str, str]]:
    current = state.State(clock.AzureClock())
    application = keyvault.KeyVault(current, entra.Entra(current.clock, seed.TENANT)).application()
    for route in application.router.routes():
        resource = route.resource
        if resource is not None and route.method in VERBS:
            yield route.method, resource.canonical.rstrip("/")
