"""Reads the `[[policy]]` tables of the settings file; every fault is told, none is guessed away."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

from workflow import policies, rule_values, windows

WHERE = ("subscription", "resource_group", "region", "vault")
TAG = "tag"
"""In `where`, a table of tags; each becomes a key `tag:<name>`."""
DEFAULT_EXPIRY = "4h"
LONGEST_NAME = 60
_KEYS = (
    "name",
    "verbs",
    "where",
    "requesters",
    "approvers",
    "expires_after",
    "remind",
    "escalate",
    "break_glass",
    "freeze",
)
_FOUR_HOURS = timedelta(hours=4)


def read(raw: Sequence[Mapping[str, Any]], known: Collection[str]) -> tuple[policies.Policy, ...]:
    """Raises `policies.Faulty`. `known`: the verbs there are; empty when that is not known."""
    reader = rule_values.Reader()
    if not isinstance(raw, list | tuple):
        reader.fault("policy", raw, "write each rule as a [[policy]] table.")
        raw = ()
    rules = tuple(_policy(reader, f"policy[{n}]", table, known) for n, table in enumerate(raw))
    _names(reader, rules)
    if reader.faults:
        raise policies.Faulty(reader.faults)
    return rules


def _names(reader: rule_values.Reader, rules: Sequence[policies.Policy]) -> None:
    seen: set[str] = set()
    for n, rule in enumerate(rules):
        if rule.name in seen:
            reader.fault(f"policy[{n}].name", rule.name, "another rule has this name already.")
        seen.add(rule.name)


def _policy(
    reader: rule_values.Reader, key: str, raw: Any, known: Collection[str]
) -> policies.Policy:
    table = reader.table(key, raw, _KEYS)
    verbs = _verbs(reader, f"{key}.verbs", table.get("verbs", []), known)
    expires = reader.duration(
        f"{key}.expires_after", table.get("expires_after", DEFAULT_EXPIRY), _FOUR_HOURS
    )
    glass = table.get("break_glass")
    return policies.Policy(
        name=reader.text(f"{key}.name", table.get("name", ""), LONGEST_NAME) or key,
        verbs=verbs,
        where=_where(reader, f"{key}.where", table.get("where", {})),
        requesters=reader.circle(f"{key}.requesters", table.get("requesters", {}), everybody=True),
        approvers=_approvers(reader, f"{key}.approvers", table.get("approvers", [])),
        expires_after=expires,
        reminders=_reminders(reader, f"{key}.remind", table.get("remind"), expires),
        escalation=_escalation(reader, f"{key}.escalate", table.get("escalate"), expires),
        break_glass=None if glass is None else reader.circle(f"{key}.break_glass", glass),
        freezes=_freezes(reader, f"{key}.freeze", table.get("freeze", [])),
    )


def _verbs(
    reader: rule_values.Reader, key: str, raw: Any, known: Collection[str]
) -> tuple[str, ...]:
    verbs = reader.texts(key, raw)
    if not verbs:
        reader.fault(key, raw, 'name verbs, for example ["deploy"].')
    for verb in verbs if known else ():
        reader.known(key, verb, known, "The verbs are")
    return verbs


def _where(reader: rule_values.Reader, key: str, raw: Any) -> dict[str, tuple[str, ...]]:
    table = reader.table(key, raw, (*WHERE, TAG))
    found = {name: table[name] for name in table if name in WHERE}
    tags = table.get(TAG, {})
    if isinstance(tags, Mapping):
        found |= {f"{TAG}:{name.lower()}": value for name, value in tags.items()}
    else:
        reader.fault(f"{key}.{TAG}", tags, 'write a table: tag = { environment = "production" }.')
    where = {name: reader.texts(f"{key}.{name}", value) for name, value in found.items()}
    for name, value in found.items():
        if value == []:
            reader.fault(f"{key}.{name}", [], 'an empty list matches nothing; "*" matches all.')
    return where


def _approvers(reader: rule_values.Reader, key: str, raw: Any) -> tuple[policies.Circle, ...]:
    if not isinstance(raw, list | tuple):
        reader.fault(key, raw, "write a list of tables.")
        return ()
    return tuple(_approver(reader, f"{key}[{n}]", item) for n, item in enumerate(raw))


def _approver(reader: rule_values.Reader, key: str, raw: Any) -> policies.Circle:
    circle = reader.circle(key, raw, ("quorum",))
    quorum = raw.get("quorum", 1) if isinstance(raw, Mapping) else 1
    quorum = reader.whole(f"{key}.quorum", quorum)
    if not circle.groups and circle.people and quorum > len(circle.people):
        reader.fault(f"{key}.quorum", quorum, f"only {len(circle.people)} people are named.")
    return policies.Circle(groups=circle.groups, people=circle.people, quorum=quorum)


def _reminders(
    reader: rule_values.Reader, key: str, raw: Any, expires: timedelta
) -> policies.Reminders | None:
    if raw is None:
        return None
    table = reader.table(key, raw, ("after", "most"))
    after = reader.duration(f"{key}.after", table.get("after"), _FOUR_HOURS)
    _in_time(reader, f"{key}.after", table.get("after"), after, expires)
    return policies.Reminders(
        after=after, most=reader.whole(f"{key}.most", table.get("most", 3), 9)
    )


def _escalation(
    reader: rule_values.Reader, key: str, raw: Any, expires: timedelta
) -> policies.Escalation | None:
    if raw is None:
        return None
    to = reader.circle(key, raw, ("after",))
    given = raw.get("after") if isinstance(raw, Mapping) else None
    after = reader.duration(f"{key}.after", given, _FOUR_HOURS)
    _in_time(reader, f"{key}.after", given, after, expires)
    return policies.Escalation(after=after, to=to)


def _in_time(
    reader: rule_values.Reader, key: str, given: Any, after: timedelta, expires: timedelta
) -> None:
    if given is not None and after >= expires:
        reader.fault(key, given, "that is after the approval has expired; make it shorter.")


def _freezes(reader: rule_values.Reader, key: str, raw: Any) -> tuple[windows.Window, ...]:
    found = (reader.window(key, text) for text in reader.texts(key, raw))
    return tuple(window for window in found if window is not None)
