"""Where something would be told, by which route, and why by none before it: in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core import errors, json
from watch import rules
from workflow import routes

WORDS = ("server", "vault", "subscription", "kind", "severity")
_NAMES = {row: word for word, row in routes.SEVERITIES.items()}
_NOUNS = {
    "environments": "environment",
    "severities": "severity",
    "kinds": "kind",
    "vaults": "vault",
    "servers": "server",
}


class Unclear(errors.BotError):
    """A word that does not say what is meant."""

    code = "usage"


@dataclass(frozen=True, kw_only=True)
class Told:
    """One kind of one severity (as people name it; empty for operations), and its channel."""

    kind: str
    severity: str
    chosen: routes.Chosen


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """`asked` is what was named; where that is a kind, `told` is of it alone, else of each kind."""

    asked: dict[str, str]
    environment: str
    told: tuple[Told, ...]

    @property
    def of_one(self) -> bool:
        return "kind" in self.asked


def read(words: Sequence[str]) -> dict[str, str]:
    """`server=ps-1 kind=outdated` as a table. Raises `Unclear`."""
    asked: dict[str, str] = {}
    for word in words:
        key, sign, value = word.partition("=")
        if key not in WORDS or not sign or not value:
            raise Unclear(
                f"{word!r} is not understood.",
                remedy=f"Write {', '.join(f'{one}=…' for one in WORDS)}, each at most once.",
            )
        asked[key] = value
    _known("kind", asked, (*rules.KINDS, routes.OPERATION))
    _known("severity", asked, tuple(routes.SEVERITIES))
    return asked


def _known(key: str, asked: dict[str, str], known: Sequence[str]) -> None:
    if key in asked and asked[key] not in known:
        raise Unclear(
            f"There is no {key} {asked[key]!r}.", remedy=f"There are {', '.join(sorted(known))}."
        )


def of(known: routes.Routes, asked: dict[str, str]) -> Explanation:
    where = routes.place(asked.get("vault", ""))
    place = routes.Place(
        vault=asked.get("vault", ""),
        subscription=asked.get("subscription", where.subscription),
        server=asked.get("server", ""),
    )
    kinds = [asked["kind"]] if "kind" in asked else [*dict.fromkeys(rules.KINDS), routes.OPERATION]
    told = tuple(
        Told(kind=kind, severity=severity, chosen=known.choose(_subject(kind, severity, place)))
        for kind in kinds
        for severity in _severities(kind, asked)
    )
    return Explanation(asked=asked, environment=known.environment(place), told=told)


def _severities(kind: str, asked: dict[str, str]) -> Sequence[str]:
    if kind == routes.OPERATION:
        return ("",)
    return [asked["severity"]] if "severity" in asked else tuple(routes.SEVERITIES)


def _subject(kind: str, severity: str, place: routes.Place) -> routes.Subject:
    return routes.Subject(kind=kind, severity=routes.SEVERITIES.get(severity, ""), place=place)


def lines(found: Explanation, known: routes.Routes) -> Iterator[str]:
    yield from _place(found, known)
    if found.of_one:
        for one in found.told:
            yield from _one(one)
    else:
        yield ""
        yield from _table(found.told)


def _place(found: Explanation, known: routes.Routes) -> Iterator[str]:
    where = [f"{key} {found.asked[key]}" for key in WORDS[:3] if key in found.asked]
    if where:
        name = found.environment or "none"
        yield f"Of {', '.join(where)}; environment: {name}."
    elif known.environments or any(one.vaults or one.servers for one in known.routes):
        yield (
            "No place is named, so no environment and no route of vaults or servers matches. "
            "Name one with vault=…, subscription=… or server=…."
        )
    if not known.routes:
        yield "There is no [[route]] table: everything goes to slack.channels.default."


def _one(one: Told) -> Iterator[str]:
    what = f"{one.kind}, {one.severity}" if one.severity else one.kind
    channel = one.chosen.channel or "nowhere, slack.channels.default is not set"
    yield f"{what}: {channel}, {_by(one.chosen)}."
    for missed in one.chosen.missed:
        wanted = [_NAMES.get(value, value) for value in missed.wanted]
        was = _NAMES.get(missed.found, missed.found) or "not known"
        yield (
            f"  not {missed.route}: it wants {_NOUNS[missed.key]} {' or '.join(wanted)}, "
            f"and here it is {was}"
        )


def _by(chosen: routes.Chosen) -> str:
    if chosen.route is None:
        return "the default, for no route matches"
    return f"by {chosen.route.name}"


def _table(told: Sequence[Told]) -> Iterator[str]:
    """A kind that goes one way whatever its severity is one line."""
    ways: dict[tuple[str, str, str], list[str]] = {}
    for one in told:
        way = (one.kind, one.chosen.channel, _by(one.chosen))
        ways.setdefault(way, []).append(one.severity)
    rows = [
        (kind, "any" if len(found) > 1 else found[0], channel, by)
        for (kind, channel, by), found in ways.items()
    ]
    wide = [max(len(row[at]) for row in rows) for at in range(3)]
    for row in rows:
        yield "  ".join(cell.ljust(wide[at]) for at, cell in enumerate(row[:3])) + f"  {row[3]}"


def to_json(found: Explanation) -> json.Object:
    return {
        "asked": dict(found.asked),
        "environment": found.environment,
        "told": [
            {
                "kind": one.kind,
                "severity": one.severity,
                "channel": one.chosen.channel,
                "route": one.chosen.route.name if one.chosen.route else "",
                "missed": [
                    {
                        "route": missed.route,
                        "key": missed.key,
                        "wanted": [_NAMES.get(value, value) for value in missed.wanted],
                        "found": _NAMES.get(missed.found, missed.found),
                    }
                    for missed in one.chosen.missed
                ],
            }
            for one in found.told
        ],
    }
