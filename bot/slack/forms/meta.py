"""What a form must remember between two of Slack's requests, kept in the view itself.

Nothing is kept in this process: any replica can go on with any form.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from commands import fields, verbs
from workflow import spots

LIMIT = 3000  # characters of `private_metadata`
ACTION = "field"
"""Every input's action id is `field.<name>`; its block id `<name>.<generation>`."""


class Unreadable(ValueError):
    """The view is none of ours, or of a version that no longer is."""


@dataclass(frozen=True, kw_only=True)
class Meta:
    """`generations` counts how often a field was reset: a new block id makes Slack forget what was
    in it. `chosen` are the values that other fields depend on, for Slack's options requests do not
    promise to carry the view's state. What is asked for is shown in `channel`; `spot` is where
    the form was asked for."""

    verb: str
    channel: str
    spot: spots.Spot | None = None
    generations: Mapping[str, int] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)

    @property
    def asked_in(self) -> spots.Spot:
        return self.spot or spots.Spot(channel=self.channel)

    def block(self, name: str) -> str:
        return f"{name}.{self.generations.get(name, 0)}"


def write(meta: Meta) -> str:
    """At most `LIMIT` characters: values that would not fit are read from the state instead."""
    raw: dict[str, Any] = {
        "verb": meta.verb,
        "channel": meta.channel,
        "generations": dict(meta.generations),
    }
    if meta.spot is not None:
        raw["spot"] = [meta.spot.channel, meta.spot.thread]
    full = json.dumps({**raw, "chosen": dict(meta.chosen)}, separators=(",", ":"))
    return full if len(full) <= LIMIT else json.dumps({**raw, "chosen": {}})


def read(private_metadata: str) -> Meta:
    """Raises `Unreadable`."""
    try:
        raw = json.loads(private_metadata)
        return Meta(
            verb=str(raw["verb"]),
            channel=str(raw["channel"]),
            spot=_spot(raw.get("spot")),
            generations={str(k): int(v) for k, v in raw["generations"].items()},
            chosen={str(k): str(v) for k, v in raw["chosen"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable("the form's metadata cannot be read") from error


def _spot(raw: Any) -> spots.Spot | None:
    if raw is None:
        return None
    channel, thread = raw
    return spots.Spot(channel=str(channel), thread=str(thread))


def action(name: str) -> str:
    return f"{ACTION}.{name}"


def field_of(action_id: str) -> str:
    """The field's name in an action id; empty for any other."""
    head, _, name = action_id.partition(".")
    return name if head == ACTION else ""


def dependents(verb: verbs.Verb, name: str) -> frozenset[str]:
    """The fields whose lists are no longer right once `name` has changed; theirs included."""
    found: set[str] = set()
    left = [name]
    while left:
        changed = left.pop()
        fresh = {one.name for one in verb.fields if changed in one.depends_on} - found
        found |= fresh
        left += fresh
    return frozenset(found - {name})


def leads(verb: verbs.Verb, one: fields.Field) -> bool:
    """Whether other fields depend on this one."""
    return any(one.name in other.depends_on for other in verb.fields)


def changed(verb: verbs.Verb, meta: Meta, name: str, values: Mapping[str, str]) -> Meta:
    """After a new choice for `name`: what depends on it starts anew."""
    gone = dependents(verb, name)
    counted = dict(meta.generations) | {one: meta.generations.get(one, 0) + 1 for one in gone}
    return replace(meta, generations=counted, chosen=leading(verb, values, gone))


def leading(
    verb: verbs.Verb, values: Mapping[str, str], without: frozenset[str] = frozenset()
) -> dict[str, str]:
    """The given values that other fields depend on."""
    return {
        one.name: values[one.name]
        for one in verb.fields
        if leads(verb, one) and values.get(one.name) and one.name not in without
    }
