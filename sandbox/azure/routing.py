"""The routing table: `@routes.put("/subscriptions/{sub}/…")` on plain functions `(Call) -> Answer`.

Paths are matched without regard to case, as Resource Manager does. The action a caller needs is
read off the path (`Microsoft.Network/networkInterfaces/write`) unless the route names another.
"""

from __future__ import annotations

import enum
import urllib.parse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import orjson

from sandbox.azure import errors, loose_json
from sandbox.azure.operations import Operations
from sandbox.azure.state import State

REMEMBERED = 10_000  # paths and where they lead
# What lies at any scope: rights, locks, policy; tags.
EXTENSIONS = ("/providers/microsoft.authorization/", "/providers/microsoft.resources/tags/")


@dataclass(kw_only=True)
class Call:
    """One request to Resource Manager, with everything a route may need."""

    state: State
    operations: Operations
    method: str
    path: str
    query: Mapping[str, str]
    raw: bytes
    base: str  # https://127.0.0.1:…
    args: dict[str, str] = field(default_factory=dict)
    action: str = ""
    headers: dict[str, str] = field(default_factory=dict)  # for the answer, whatever it will be
    if_match: str = ""
    if_none_match: str = ""
    client: str = ""  # who asks: the application's id …
    object_id: str = ""  # … and its service principal's, which role assignments name
    front: Callable[[Call], Answer] | None = None

    def dispatch(
        self, method: str, path: str, api_version: str, body: Any = None, **query: str
    ) -> Answer:
        """Answer as if this call's caller had sent that request; raises AzureError like a route.

        Deployments make their resources by this, so every refusal is the real one.
        """
        if self.front is None:
            raise RuntimeError("this call did not come through the front")
        inner = replace(
            self,
            method=method,
            path=path.rstrip("/") or "/",
            query={**query, "api-version": api_version},
            raw=b"" if body is None else orjson.dumps(body),
            args={},
            action="",
            if_match="",
            if_none_match="",
        )
        return self.front(inner)

    def __getitem__(self, name: str) -> str:
        return self.args[name]

    @property
    def api_version(self) -> str:
        return self.query.get("api-version", "")

    def body(self) -> dict[str, Any]:
        """The request's JSON object, or 400."""
        try:
            value = orjson.loads(self.raw or b"null")
        except orjson.JSONDecodeError:
            value = self._loose()
        if not isinstance(value, dict):
            raise errors.AzureError(
                400, "InvalidRequestContent", "The request content must be a JSON object."
            )
        return value

    def _loose(self) -> Any:
        try:
            return loose_json.loads(self.raw)
        except ValueError as exc:
            raise errors.AzureError(
                400,
                "InvalidRequestContent",
                f"The request content was invalid and could not be deserialized: '{exc}'.",
            ) from exc

    def url(self, path: str, **query: str) -> str:
        """An absolute address on this server; the caller's api-version goes along."""
        pairs = {"api-version": self.api_version, **query}
        return f"{self.base}{path}?{urllib.parse.urlencode(pairs, safe='$')}"

    @property
    def group_id(self) -> str:
        return f"/subscriptions/{self['sub']}/resourceGroups/{self['rg']}"


@dataclass(frozen=True, kw_only=True)
class Answer:
    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


class Fidelity(enum.Enum):
    """How true a route is to the service, for `docs/reference/local-azure.md`."""

    STATEFUL = "It reads and changes the state, and refuses what the service refuses."
    PARTIAL = "The same for the properties that the note names; others are kept or left out."
    FIXED = "One answer of the right shape that no request changes."


Route = Callable[[Call], Answer]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One route. The handler's docstring says what it does; `note` says where it falls short."""

    method: str
    pattern: str
    handler: Route
    action: str
    fidelity: Fidelity = Fidelity.STATEFUL
    note: str = ""


class Routes:
    """The routes of one noun; the server joins them into one table."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def add(
        self,
        method: str,
        pattern: str,
        action: str = "",
        *,
        fidelity: Fidelity = Fidelity.STATEFUL,
        note: str = "",
    ) -> Callable[[Route], Route]:
        def keep(handler: Route) -> Route:
            self.entries.append(
                Entry(
                    method=method,
                    pattern=pattern,
                    handler=handler,
                    action=action or action_of(method, pattern),
                    fidelity=fidelity,
                    note=note,
                )
            )
            return handler

        return keep

    def get(self, pattern: str, action: str = "", **more: Any) -> Callable[[Route], Route]:
        return self.add("GET", pattern, action, **more)

    def put(self, pattern: str, action: str = "", **more: Any) -> Callable[[Route], Route]:
        return self.add("PUT", pattern, action, **more)

    def patch(self, pattern: str, action: str = "", **more: Any) -> Callable[[Route], Route]:
        return self.add("PATCH", pattern, action, **more)

    def post(self, pattern: str, action: str = "", **more: Any) -> Callable[[Route], Route]:
        return self.add("POST", pattern, action, **more)

    def delete(self, pattern: str, action: str = "", **more: Any) -> Callable[[Route], Route]:
        return self.add("DELETE", pattern, action, **more)

    def head(self, pattern: str, action: str = "", **more: Any) -> Callable[[Route], Route]:
        return self.add("HEAD", pattern, action, **more)


VERBS = {"GET": "read", "HEAD": "read", "PUT": "write", "PATCH": "write", "DELETE": "delete"}


def action_of(method: str, pattern: str) -> str:
    """The action a caller needs, as Azure names it, read off the path."""
    provider = "Microsoft.Resources"
    tail = pattern
    if "/providers/" in pattern:
        provider, _, tail = pattern.rpartition("/providers/")[2].partition("/")
    literals = [part for part in tail.split("/") if part and not part.startswith("{")]
    if method == "POST":
        return "/".join([provider, *literals, "action"])
    return "/".join([provider, *literals, VERBS[method]])


class _Node:
    __slots__ = ("children", "entries", "name", "variable")

    def __init__(self) -> None:
        self.children: dict[str, _Node] = {}
        self.variable: _Node | None = None
        self.name = ""
        self.entries: dict[str, Entry] = {}


class Router:
    """One tree of path segments; literal segments win over variables."""

    def __init__(self, tables: Sequence[Routes]) -> None:
        self._root = _Node()
        self._known: dict[tuple[str, str], tuple[Entry, dict[str, str]]] = {}
        for table in tables:
            for entry in table.entries:
                self._add(entry)

    def _add(self, entry: Entry) -> None:
        node = self._root
        for part in _segments(entry.pattern):
            if part.startswith("{"):
                if node.variable is None:
                    node.variable = _Node()
                node = node.variable
            else:
                node = node.children.setdefault(part.lower(), _Node())
        node.entries[entry.method] = entry

    def find(self, method: str, path: str) -> tuple[Entry, dict[str, str]] | None:
        """The route and its path variables, or None if no such address exists."""
        known = self._known.get((method, path))
        if known is None:
            known = self._look(method, path)
            if known is None:
                return None
            # Clients poll: most requests name a path that was asked for before.
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[(method, path)] = known
        return known[0], known[1].copy()

    def _look(self, method: str, path: str) -> tuple[Entry, dict[str, str]] | None:
        low = path.lower()
        at = max(low.rfind(each) for each in EXTENSIONS)
        scope = path[:at] if at > 0 else ""
        parts = ["{scope}"] if at > 0 else []
        parts += [part for part in (path[at:] if at > 0 else path).split("/") if part]
        nodes: list[tuple[_Node, int]] = [(self._root, 0)]
        while nodes:
            node, depth = nodes.pop()
            if depth == len(parts):
                entry = node.entries.get(method)
                if entry is not None:
                    return entry, _variables(entry.pattern, parts, scope)
                continue
            if node.variable is not None:
                nodes.append((node.variable, depth + 1))
            child = node.children.get(parts[depth].lower())
            if child is not None:
                nodes.append((child, depth + 1))
        return None


def _segments(pattern: str) -> list[str]:
    return [part for part in pattern.split("/") if part]


def _variables(pattern: str, parts: list[str], scope: str) -> dict[str, str]:
    args = {
        want[1:-1]: urllib.parse.unquote(part)
        for want, part in zip(_segments(pattern), parts, strict=True)
        if want.startswith("{")
    }
    if scope:
        args["scope"] = scope
    return args
