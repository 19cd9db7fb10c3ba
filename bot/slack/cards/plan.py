"""The plan on the card: what changes, what was found, what it costs, how it is undone."""

from __future__ import annotations

from bot.slack.cards import blocks, text
from core import json, language, sentences
from workflow import plans

MOST_CHANGES = 20
MOST_FINDINGS = 12
MOST_FINE = 6
"""Checks without a fault that are named: nobody reads thirty at night."""

_KEYS = {
    plans.Action.CREATE: "card-plan-create",
    plans.Action.CHANGE: "card-plan-change",
    plans.Action.DELETE: "card-plan-delete",
    plans.Action.KEEP: "card-plan-use",
}


def changes(plan: plans.Plan, words: language.Words) -> list[blocks.Block]:
    """One line for each resource; what is only used comes last."""
    if not plan.changes:
        return []
    deletes = any(change.action is plans.Action.DELETE for change in plan.changes)
    keys = {**_KEYS, plans.Action.KEEP: "card-plan-keep"} if deletes else _KEYS
    ordered = sorted(plan.changes, key=lambda change: change.action is plans.Action.KEEP)
    lines = [
        f"• {words(keys[change.action])} {_plain(change.kind, words)} {text.code(change.name)}"
        f"{_intended(change, words)}"
        for change in ordered
    ]
    return blocks.sections([words("card-plan-changes"), *text.some(lines, MOST_CHANGES, words)])


def _plain(one: str, words: language.Words) -> str:
    return text.escape(sentences.spoken(one, words))


def _intended(change: plans.Change, words: language.Words) -> str:
    """What becomes of a thing that is there: `: process server ps-neu-2`."""
    if change.action is not plans.Action.CHANGE:
        return ""
    told = [
        f"{_plain(sentences.named('property', name), words)} {_value(value, words)}"
        for name, value in change.properties.items()
    ]
    return f": {', '.join(told)}" if told else ""


def _value(value: json.JSON, words: language.Words) -> str:
    found = value if isinstance(value, list) else [value]
    shown = [sentences.spoken(one if isinstance(one, str) else str(one), words) for one in found]
    return ", ".join(text.code(one) for one in shown)


def findings(plan: plans.Plan, words: language.Words, *, in_thread: bool) -> list[blocks.Block]:
    """What must be mended, then what to know, each with its remedy; what is fine, folded.

    `in_thread`: the thread lists what each check found, so that the card need not name them."""
    found: list[blocks.Block] = []
    for severity, title in (
        (plans.Severity.BLOCKING, "" if plan.settled else words("card-plan-blocking")),
        (plans.Severity.WARNING, words("card-plan-warning")),
    ):
        lines = [_finding(one, words) for one in plan.findings if one.severity is severity]
        if lines:
            head = [title] if title else []
            found += blocks.sections([*head, *text.some(lines, MOST_FINDINGS, words)])
    fine = [one for one in plan.findings if one.severity is plans.Severity.OK]
    if fine:
        found.append(blocks.context([_folded(fine, in_thread, words)]))
    return found


def cost(plan: plans.Plan, words: language.Words) -> list[blocks.Block]:
    if plan.cost is None:
        return []
    monthly = words(
        "card-plan-cost-monthly",
        amount=_amount(plan.cost.monthly, words),
        currency=text.escape(plan.cost.currency),
    )
    shown = f"{words('card-plan-cost')}\n{monthly}"
    parts = [f"{_plain(what, words)} {_amount(amount, words)}" for what, amount in plan.cost.lines]
    lines = [
        f"{shown}{':' if parts else '.'}",
        *(f"• {part}" for part in text.some(parts, 8, words)),
    ]
    note = [text.spoken(plan.cost.note, words)] if plan.cost.note else []
    return blocks.sections([*lines, *note])


def _amount(value: float, words: language.Words) -> str:
    return sentences.spoken(sentences.number(value, 2), words)


def undo(plan: plans.Plan, words: language.Words) -> list[blocks.Block]:
    if not plan.undo:
        return []
    return [blocks.section(f"{words('card-plan-undo')}\n{text.spoken(plan.undo, words)}")]


def place(plan: plans.Plan) -> str:
    """Where it happens, in one line: `rg-dr-weu · westeurope · rsv-dr-vmware`."""
    wanted = ("resource_group", "region", "vault")
    shown = [plan.environment[key] for key in wanted if plan.environment.get(key)]
    return " · ".join(text.escape(one.rsplit("/", 1)[-1]) for one in shown)


def _finding(finding: plans.Finding, words: language.Words) -> str:
    remedy = f"\n>{text.spoken(finding.remedy, words)}" if finding.remedy else ""
    return f"• {text.spoken(finding.sentence, words)}{remedy}"


def _folded(fine: list[plans.Finding], in_thread: bool, words: language.Words) -> str:
    if in_thread:
        return words("card-plan-fine-thread", count=len(fine))
    checks = [_plain(sentences.named("check", one.check), words) for one in fine]
    names = ", ".join(text.some(checks, MOST_FINE, words))
    return words("card-plan-fine", count=len(fine), names=names)
