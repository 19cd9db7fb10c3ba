"""Reads the `[[route]]` and `[[environment]]` tables; every fault is told, none is guessed away."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from workflow import routes, rule_values

LONGEST_NAME = 60
_CHANNEL = re.compile(r"[CG][A-Z0-9]{6,}")
_ROUTE = ("name", "match", "channel")
_MATCH = ("environments", "severities", "kinds", "vaults", "servers")
_PLACES = ("vaults", "subscriptions", "servers")


def read(
    raw: Sequence[Mapping[str, Any]],
    environments: Sequence[Mapping[str, Any]],
    default: str,
    kinds: Collection[str],
) -> routes.Routes:
    """Raises `routes.Faulty`."""
    reader = rule_values.Reader()
    named = tuple(
        _environment(reader, f"environment[{n}]", table)
        for n, table in enumerate(_tables(reader, "environment", environments))
    )
    _once(reader, "environment", [one.name for one in named])
    known = [one.name for one in named]
    found = tuple(
        _route(reader, f"route[{n}]", table, known, kinds)
        for n, table in enumerate(_tables(reader, "route", raw))
    )
    _once(reader, "route", [one.name for one in found])
    if reader.faults:
        raise routes.Faulty(reader.faults)
    return routes.Routes(default=default, environments=named, routes=found)


def _tables(reader: rule_values.Reader, key: str, raw: Any) -> Sequence[Any]:
    if isinstance(raw, list | tuple):
        return raw
    reader.fault(key, raw, f"write each as a [[{key}]] table.")
    return ()


def _once(reader: rule_values.Reader, what: str, names: Sequence[str]) -> None:
    for n, name in enumerate(names):
        if name and name in names[:n]:
            reader.fault(f"{what}[{n}].name", name, f"another {what} has this name already.")


def _environment(reader: rule_values.Reader, key: str, raw: Any) -> routes.Environment:
    table = reader.table(key, raw, ("name", *_PLACES))
    name = reader.text(f"{key}.name", table.get("name", ""), LONGEST_NAME)
    if not name:
        reader.fault(f"{key}.name", table.get("name", ""), "give it a name: routes name it.")
    patterns = {one: _patterns(reader, f"{key}.{one}", table, one) for one in _PLACES}
    if not any(one in table for one in _PLACES):
        reader.fault(key, dict(table), f"say what is in it: {', '.join(_PLACES)}.")
    return routes.Environment(name=name, **patterns)


def _route(
    reader: rule_values.Reader,
    key: str,
    raw: Any,
    environments: Collection[str],
    kinds: Collection[str],
) -> routes.Route:
    table = reader.table(key, raw, _ROUTE)
    match = reader.table(f"{key}.match", table.get("match", {}), _MATCH)
    inside = {one: _patterns(reader, f"{key}.match.{one}", match, one) for one in _MATCH}
    for name in inside["environments"]:
        label = "The [[environment]] tables name:"
        reader.known(f"{key}.match.environments", name, environments, label)
    for kind in inside["kinds"] if kinds else ():
        reader.known(f"{key}.match.kinds", kind, kinds, "The kinds are")
    channel = table.get("channel", "")
    if not isinstance(channel, str) or not _CHANNEL.fullmatch(channel):
        remedy = "give the channel's id (C…), shown at the foot of the channel's details in Slack."
        reader.fault(f"{key}.channel", channel, remedy)
        channel = ""
    return routes.Route(
        name=reader.text(f"{key}.name", table.get("name", ""), LONGEST_NAME) or key,
        channel=channel,
        **{**inside, "severities": _severities(reader, f"{key}.match", inside["severities"])},
    )


def _severities(reader: rule_values.Reader, key: str, given: Sequence[str]) -> tuple[str, ...]:
    for one in given:
        if one not in routes.SEVERITIES:
            reader.fault(f"{key}.severities", one, "write warning, critical, or both.")
    return tuple(routes.SEVERITIES[one] for one in given if one in routes.SEVERITIES)


def _patterns(
    reader: rule_values.Reader, key: str, table: Mapping[str, Any], name: str
) -> tuple[str, ...]:
    if name not in table:
        return ()
    found = reader.texts(key, table[name])
    if table[name] == []:
        reader.fault(key, [], "an empty list matches nothing; leave the key out to match all.")
    return found
