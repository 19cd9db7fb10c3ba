"""Which channel hears what: the `[[route]]` tables, of which the first that matches decides.

An environment is a name that the `[[environment]]` tables give to vaults, subscriptions or servers;
here too the first that matches decides, so what is named production above cannot be the rest below.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core import errors
from workflow import globs, plans, policies

OPERATION = "operation"
"""The kind of what is asked for without a channel, in a terminal; findings have kinds of their
own, and severities, which an operation has not."""
SEVERITIES = {"warning": plans.Severity.WARNING.value, "critical": plans.Severity.BLOCKING.value}
"""As the settings and the cards name them, and as the rows do."""

_SUBSCRIPTION = re.compile(r"/subscriptions/([^/]+)", re.IGNORECASE)
_VAULT = re.compile(
    r"/subscriptions/[^/]+/resourceGroups/[^/]+"
    r"/providers/Microsoft\.RecoveryServices/vaults/[^/]+",
    re.IGNORECASE,
)


class Faulty(errors.BotError):
    """The tables cannot be read; `faults` holds every problem, not only the first."""

    code = "faulty-routes"

    def __init__(self, faults: Iterable[policies.Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(
            "The routes have faults: " + "; ".join(map(str, self.faults)),
            remedy="Correct them in the settings file and start again.",
        )


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where something is: Azure's ids, and the server's name; empty where there is none."""

    vault: str = ""
    subscription: str = ""
    server: str = ""


def place(azure_id: str, server: str = "") -> Place:
    """Of anything by its Azure id: a process server, a fabric, a vault, a region."""
    vault, subscription = _VAULT.match(azure_id), _SUBSCRIPTION.match(azure_id)
    return Place(
        vault=vault[0] if vault else "",
        subscription=subscription[1] if subscription else "",
        server=server,
    )


@dataclass(frozen=True, kw_only=True)
class Environment:
    """Each of the patterns that are given must match; of each one's list, any."""

    name: str
    vaults: tuple[str, ...] = ()
    subscriptions: tuple[str, ...] = ()
    servers: tuple[str, ...] = ()

    def holds(self, place: Place) -> bool:
        return all(
            globs.placed(patterns, value)
            for patterns, value in (
                (self.vaults, place.vault),
                (self.subscriptions, place.subscription),
                (self.servers, place.server),
            )
            if patterns
        )


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What is to be told. `severity` as the rows have it; empty for operations."""

    kind: str
    severity: str = ""
    place: Place = Place()


@dataclass(frozen=True, kw_only=True)
class Route:
    """`name` is its own, else its place in the file. What is empty matches all."""

    name: str
    channel: str
    environments: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()  # as the rows have them
    kinds: tuple[str, ...] = ()
    vaults: tuple[str, ...] = ()
    servers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Missed:
    """Why a route did not match: the first key that did not, what it wants, what was there."""

    route: str
    key: str
    wanted: tuple[str, ...]
    found: str


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """`route` is None where none matched and the default channel is taken."""

    channel: str
    environment: str
    route: Route | None
    missed: tuple[Missed, ...]


@dataclass(frozen=True, kw_only=True)
class Routes:
    """All of it, in the file's order. `default` is `slack.channels.default`."""

    default: str = ""
    environments: tuple[Environment, ...] = ()
    routes: tuple[Route, ...] = ()

    def environment(self, place: Place) -> str:
        """Its name; empty where no environment holds it."""
        return next((one.name for one in self.environments if one.holds(place)), "")

    def choose(self, subject: Subject) -> Chosen:
        """The first route that matches decides alone."""
        environment = self.environment(subject.place)
        missed: list[Missed] = []
        for route in self.routes:
            why = _missed(route, subject, environment)
            if why is None:
                return Chosen(
                    channel=route.channel,
                    environment=environment,
                    route=route,
                    missed=tuple(missed),
                )
            missed.append(why)
        return Chosen(
            channel=self.default, environment=environment, route=None, missed=tuple(missed)
        )

    def channel(self, subject: Subject) -> str:
        return self.choose(subject).channel


class Routing:
    """The routes in force, for all who ask: replaced as a whole when the settings are read again.
    What has a channel by then keeps it."""

    def __init__(self, routes: Routes) -> None:
        self._routes = routes

    @property
    def routes(self) -> Routes:
        return self._routes

    def load(self, routes: Routes) -> None:
        self._routes = routes


def _missed(route: Route, subject: Subject, environment: str) -> Missed | None:
    """The first condition that does not hold, in the order in which they are documented."""
    where = subject.place
    named = bool(environment) and globs.matches(route.environments, environment)
    checked = (
        ("environments", route.environments, environment, named),
        (
            "severities",
            route.severities,
            subject.severity,
            subject.severity in route.severities,
        ),
        ("kinds", route.kinds, subject.kind, globs.matches(route.kinds, subject.kind)),
        ("vaults", route.vaults, where.vault, globs.placed(route.vaults, where.vault)),
        ("servers", route.servers, where.server, globs.matches(route.servers, where.server)),
    )
    for key, wanted, found, holds in checked:
        if wanted and not holds:
            return Missed(route=route.name, key=key, wanted=wanted, found=found)
    return None


def parse(
    routes: Sequence[Mapping[str, Any]],
    environments: Sequence[Mapping[str, Any]] = (),
    *,
    default: str = "",
    kinds: Collection[str] = (),
) -> Routes:
    """Read the tables as TOML gives them. Raises `Faulty` with every fault listed.

    `kinds`: those that there are, so that a misspelt one is a fault and not silence."""
    from workflow import route_tables  # noqa: PLC0415 - it builds this module's values

    return route_tables.read(routes, environments, default, kinds)
