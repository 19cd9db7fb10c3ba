"""Every operation that Microsoft's Python packages know: its address and what it answers.

The packages are generated from the official descriptions (github.com/Azure/azure-rest-api-specs),
so their source is the description that everybody has at hand. Read by patterns, not by importing
each operation: the generated text is regular.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

PACKAGES = {
    "authorization": "azure.mgmt.authorization.v2022_04_01",
    "classicAuthorization": "azure.mgmt.authorization.v2015_07_01",
    "compute": "azure.mgmt.compute",
    "deployments": "azure.mgmt.resource.deployments",
    "keyvault": "azure.mgmt.keyvault",
    "locks": "azure.mgmt.resource.locks",
    "marketplace": "azure.mgmt.marketplaceordering",
    "network": "azure.mgmt.network",
    "policy": "azure.mgmt.resource.policy",
    "recoveryservices": "azure.mgmt.recoveryservices",
    "resources": "azure.mgmt.resource.resources",
    "secrets": "azure.keyvault.secrets._generated",
    "siterecovery": "azure.mgmt.recoveryservicessiterecovery",
    "storage": "azure.mgmt.storage",
    "subscriptions": "azure.mgmt.resource.subscriptions",
}
BUILDER = re.compile(r"^def (build_\w+_request)\(", re.MULTILINE)
URL = re.compile(r'_url\s*=\s*\(?\s*(?:kwargs\.pop\(\s*"template_url",\s*)?"(/[^"]*)"')
VERB = re.compile(r'HttpRequest\(\s*(?:method=)?"([A-Z]+)"')
GROUP = re.compile(r"^class _?(\w*?)(?:Operations|OperationsMixin)\b", re.MULTILINE)
METHOD = re.compile(r"^    def (\w+)\(", re.MULTILINE)
USES = re.compile(r"request = \(?\s*(build_\w+_request)\(")
INITIAL = re.compile(r"self\.(_\w+_initial)\(")
LISTED = re.compile(r"[Ll]ist\[_models\.(\w+)\],\s*deserialized")
GIVEN = re.compile(
    r"deserialized = (?:_deserialize\(\s*(List\[)?_models\.(\w+)"
    r"|self\._deserialize\(\s*\"(\[)?(\w+)\]?\",\s*pipeline_response)"
)
STATUSES = re.compile(r"response\.status_code not in \[([\d, ]+)\]")
REFUSED = re.compile(r"error = (?:self\.)?_\w+\(\s*_models\.(\w+),")
VERSION = re.compile(r'_params\.pop\("api-version", "([\d\-a-z]+)"\)')
PATHS = ("{resourceId}", "{parentResourcePath}")
# Another service's list; and what answers for anything at any address describes no answer.
ELSEWHERE = {("keyvault", "Vaults_List")}
PRIMITIVES = {"bool", "str", "int", "object", "IO"}


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One operation. `model` is the class of its answer, of one item when `paged` or `listed`.

    `statuses` are those that are no refusal, `error` the class of a refusal, where one is named;
    `long` says that it may go on after its first answer.
    """

    service: str
    group: str
    name: str
    verb: str
    pattern: str  # /subscriptions/{subscriptionId}/…
    version: str  # the api-version the package sends
    model: Any = None
    paged: bool = False
    listed: bool = False
    statuses: tuple[int, ...] = ()
    error: Any = None
    long: bool = False

    @property
    def id(self) -> str:
        """As the descriptions name it: `VirtualMachines_Get`."""
        return f"{self.group or 'Operations'}_{camel(self.name)}"


@functools.cache
def operations() -> tuple[Operation, ...]:
    return tuple(
        found
        for service in PACKAGES
        for found in _package(service)
        if (service, found.id) not in ELSEWHERE and not _catches_all(found)
    )


@functools.lru_cache(maxsize=8192)
def find(verb: str, path: str) -> tuple[Operation, ...]:
    """The operations that answer this address; those with the most fixed words first."""
    found = [one for one in _of(verb) if _pattern(one.pattern).match(path)]
    return tuple(sorted(found, key=lambda one: -len(re.sub(r"\{[\w-]+\}", "", one.pattern))))


@functools.cache
def _of(verb: str) -> tuple[Operation, ...]:
    return tuple(one for one in operations() if one.verb == verb)


def _catches_all(operation: Operation) -> bool:
    ending = operation.pattern.rpartition("/")[2]
    return operation.service == "resources" and ending in ("{resourceId}", "{resourceName}")


def camel(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in name.removeprefix("begin_").split("_"))


@functools.cache
def _pattern(pattern: str) -> re.Pattern[str]:
    parts = []
    for part in pattern.strip("/").split("/"):
        loose = part.startswith("{") and ("scope" in part.lower() or part in PATHS)
        parts.append(".+" if loose else "[^/]+" if part.startswith("{") else re.escape(part))
    whole = "/" + "/".join(parts)
    if pattern.endswith("/{secret-version}"):  # left out, it means the newest
        whole = whole.removesuffix("/[^/]+") + "(/[^/]+)?"
    return re.compile(f"^{whole}/?$", re.IGNORECASE)


def _package(service: str) -> Iterator[Operation]:
    models = importlib.import_module(PACKAGES[service] + ".models")
    folder = "._operations" if service == "secrets" else ".operations"
    spec = importlib.util.find_spec(PACKAGES[service] + folder)
    assert spec is not None
    assert spec.origin is not None
    for file in sorted(Path(spec.origin).parent.glob("*_operations.py")):
        text = file.read_text(encoding="utf-8")
        yield from _module(service, text, models)


def _module(service: str, text: str, models: ModuleType) -> Iterator[Operation]:
    builders = {
        name: (VERB.search(body), URL.search(body), VERSION.search(body))
        for name, body in _pieces(BUILDER, text)
    }
    for group, whole in _pieces(GROUP, text):
        methods = dict(_pieces(METHOD, whole))
        for name, body in methods.items():
            if name.startswith("_"):
                continue
            start = INITIAL.search(body)
            first = methods.get(start[1], "") if start else body
            uses = USES.search(first)
            if uses is None or uses[1] not in builders:
                continue
            verb, url, version = builders[uses[1]]
            if verb is None or url is None:
                continue
            yield Operation(
                service=service, group=group, name=name, verb=verb[1], pattern=url[1],
                version=version[1] if version else "", long=start is not None,
                **_outcomes(first, models), **_answer(body, models),
            )  # fmt: skip


def _outcomes(body: str, models: ModuleType) -> dict[str, Any]:
    statuses, refused = STATUSES.search(body), REFUSED.search(body)
    return {
        "statuses": tuple(map(int, statuses[1].split(","))) if statuses else (),
        "error": getattr(models, refused[1]) if refused else None,
    }


def _answer(body: str, models: ModuleType) -> dict[str, Any]:
    paged = LISTED.search(body)
    if paged:
        return {"model": getattr(models, paged[1]), "paged": True}
    given = GIVEN.search(body)
    if given is None:
        return {}
    name = given[2] or given[4]
    if name in PRIMITIVES:
        return {}
    model = getattr(models, name)
    return {"model": model, "listed": bool(given[1] or given[3])}


def _pieces(head: re.Pattern[str], text: str) -> list[tuple[str, str]]:
    """(name, text up to the next head) of each match."""
    marks = list(head.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [(mark[1], text[mark.start() : end]) for mark, end in zip(marks, ends, strict=False)]
