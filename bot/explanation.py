"""Who may ask for a verb in an environment, who approves it, and why: in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from core import clock, json
from workflow import approvals, policies


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """`rule` is None where nobody may; `shadowed` would match too, but an earlier one decides.
    `ask` and `approve` are about `person`: (may, why). `names`: of ids, as far as Slack said."""

    verb: str
    environment: Mapping[str, str]
    rule: policies.Policy | None
    shadowed: tuple[str, ...]
    frozen_until: datetime | None = None
    person: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    ask: tuple[bool, str] | None = None
    approve: tuple[bool, str] | None = None
    break_glass: tuple[bool, str] | None = None


def of(
    rules: Sequence[policies.Policy], verb: str, environment: Mapping[str, str], now: datetime
) -> Explanation:
    matching = [r for r in rules if policies.choose([r], verb, environment) is not None]
    rule = matching[0] if matching else None
    ends = [window.until(now) for window in rule.freezes] if rule else []
    return Explanation(
        verb=verb,
        environment=environment,
        rule=rule,
        shadowed=tuple(r.name for r in matching[1:]),
        frozen_until=max(filter(None, ends), default=None),
    )


def circles(rule: policies.Policy) -> list[policies.Circle]:
    """All whose members must be known to judge a person."""
    glass = [rule.break_glass] if rule.break_glass else []
    return [rule.requesters, *rule.approvers, *glass]


def judged(found: Explanation, person: str, roll: approvals.Roll) -> Explanation:
    """With what this person may. `roll`: the directory's answer on them and on `circles`."""
    rule = found.rule
    if rule is None:
        return found
    approve = _within(roll, rule.approvers, person)
    if approve[0]:
        approve = (True, f"{approve[1]}; never what they asked for themselves")
    glass = [rule.break_glass] if rule.break_glass else []
    return replace(
        found,
        person=person,
        names={person: roll.people[person].name},
        ask=_within(roll, [rule.requesters], person),
        approve=approve,
        break_glass=_within(roll, glass, person),
    )


def _within(
    roll: approvals.Roll, among: Sequence[policies.Circle], person: str
) -> tuple[bool, str]:
    excluded = approvals.full_member(roll, person)
    if excluded is not None:
        return False, excluded.rstrip(".")
    for circle in among:
        if policies.EVERYBODY in circle.people:
            return True, "everybody may"
        if person in circle.people:
            return True, "named by id"
        for group in circle.groups:
            if person in roll.members.get(group, ()):
                return True, f"a member of {group}"
    return False, f"not {_among(among)}" if among else "nobody may"


def lines(found: Explanation) -> list[str]:
    """For the terminal."""
    where = ", ".join(f"{key} {value}" for key, value in found.environment.items()) or "any place"
    said = [f"{found.verb} ({where})"]
    rule = found.rule
    if rule is None:
        return [*said, "  No rule fits, so nobody may. Write a [[policy]] table for it."]
    said.append(f"  Rule: {rule.name}, the first that fits.")
    if found.shadowed:
        said.append(f"  {', '.join(found.shadowed)} would fit too, and is not asked.")
    said.append(f"  May ask: {_circle(rule.requesters)}.")
    said.append(f"  Must approve: {_approvers(rule)}.")
    said.append(f"  Expires after {_span(rule.expires_after)}.")
    if rule.reminders is not None:
        after, most = _span(rule.reminders.after), rule.reminders.most
        said.append(f"  Reminds {most} times, first after {after}, then each pause doubles.")
    if rule.escalation is not None:
        after = _span(rule.escalation.after)
        said.append(f"  Calls {_circle(rule.escalation.to)} after {after} without a decision.")
    glass = _circle(rule.break_glass) if rule.break_glass else "nobody"
    said.append(f"  May break the glass: {glass}.")
    said += [f"  Freeze: {window.text}." for window in rule.freezes]
    if found.frozen_until is not None:
        until = clock.written(found.frozen_until)
        said.append(f"  Frozen now, until {until}: only a broken glass runs.")
    for label, judged in (
        ("may ask", found.ask),
        ("may approve", found.approve),
        ("may break the glass", found.break_glass),
    ):
        if judged is not None:
            verdict = label if judged[0] else label.replace("may", "may not", 1)
            said.append(f"  <@{found.person}> {verdict}: {judged[1]}.")
    return said


def to_json(found: Explanation) -> json.Object:
    rule = found.rule
    return {
        "verb": found.verb,
        "environment": dict(found.environment),
        "rule": rule.name if rule else None,
        "asked_of": _rule_to_json(rule) if rule else None,
        "shadowed": list(found.shadowed),
        "frozen_until": found.frozen_until.isoformat() if found.frozen_until else None,
        "person": found.person or None,
        **{
            key: None if judged is None else {"may": judged[0], "why": judged[1]}
            for key, judged in (
                ("ask", found.ask),
                ("approve", found.approve),
                ("break_glass", found.break_glass),
            )
        },
    }


def _rule_to_json(rule: policies.Policy) -> json.Object:
    """All that `lines` tells of a rule. Times are in seconds."""
    reminders, escalation = rule.reminders, rule.escalation
    return {
        "requesters": _circle_to_json(rule.requesters),
        "approvers": [{**_circle_to_json(c), "quorum": c.quorum} for c in rule.approvers],
        "expires_after": rule.expires_after.total_seconds(),
        "remind": None
        if reminders is None
        else {"after": reminders.after.total_seconds(), "most": reminders.most},
        "escalate": None
        if escalation is None
        else {"after": escalation.after.total_seconds(), **_circle_to_json(escalation.to)},
        "break_glass": None if rule.break_glass is None else _circle_to_json(rule.break_glass),
        "freeze": [window.text for window in rule.freezes],
    }


def _circle_to_json(circle: policies.Circle) -> json.Object:
    return {"groups": list(circle.groups), "people": list(circle.people)}


def _circle(circle: policies.Circle) -> str:
    if policies.EVERYBODY in circle.people:
        return "every active full member"
    groups = [f"group {group}" for group in circle.groups]
    return " or ".join([*groups, *circle.people])


def _among(circles: Sequence[policies.Circle]) -> str:
    return "among " + " or ".join(map(_circle, circles))


def _approvers(rule: policies.Policy) -> str:
    return " and ".join(f"{c.quorum} of {_circle(c)}" for c in rule.approvers) or "nobody"


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    return f"{minutes // 60} h" if minutes % 60 == 0 and minutes else f"{minutes} min"
