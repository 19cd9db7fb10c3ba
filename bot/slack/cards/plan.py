"""The plan on the card: what changes, what was found, what it costs, how it is undone."""

from __future__ import annotations

from bot.slack.cards import blocks, text
from core import json
from workflow import plans

MOST_CHANGES = 20
MOST_FINDINGS = 12

_WORDS = {
    plans.Action.CREATE: "Create",
    plans.Action.CHANGE: "Change",
    plans.Action.DELETE: "Delete",
    plans.Action.KEEP: "Use",
}


def changes(plan: plans.Plan) -> list[blocks.Block]:
    """One line for each resource; what is only used comes last."""
    if not plan.changes:
        return []
    deletes = any(change.action is plans.Action.DELETE for change in plan.changes)
    words = {**_WORDS, plans.Action.KEEP: "Keep"} if deletes else _WORDS
    ordered = sorted(plan.changes, key=lambda change: change.action is plans.Action.KEEP)
    lines = [
        f"• {words[change.action]} {text.escape(change.kind)} {text.code(change.name)}"
        f"{_intended(change)}"
        for change in ordered
    ]
    return blocks.sections(["*What will be done*", *text.some(lines, MOST_CHANGES)])


def _intended(change: plans.Change) -> str:
    """What becomes of a thing that is there: `: process server ps-neu-2`."""
    if change.action is not plans.Action.CHANGE:
        return ""
    told = [f"{text.escape(name)} {_value(value)}" for name, value in change.properties.items()]
    return f": {', '.join(told)}" if told else ""


def _value(value: json.JSON) -> str:
    words = [str(one) for one in value] if isinstance(value, list) else [str(value)]
    return ", ".join(text.code(one) for one in words)


def findings(plan: plans.Plan, *, in_thread: bool) -> list[blocks.Block]:
    """What must be mended, then what to know, each with its remedy; what is fine, folded.

    `in_thread`: the thread lists what each check found, so that the card need not name them."""
    found: list[blocks.Block] = []
    for severity, title in (
        (plans.Severity.BLOCKING, "*Must be mended first*"),
        (plans.Severity.WARNING, "*Good to know*"),
    ):
        lines = [_finding(one) for one in plan.findings if one.severity is severity]
        if lines:
            found += blocks.sections([title, *text.some(lines, MOST_FINDINGS, "more findings")])
    fine = [one for one in plan.findings if one.severity is plans.Severity.OK]
    if fine:
        found.append(blocks.context([_folded(fine, in_thread)]))
    return found


def cost(plan: plans.Plan) -> list[blocks.Block]:
    if plan.cost is None:
        return []
    shown = f"*Cost*\nAbout {plan.cost.monthly:,.2f} {text.escape(plan.cost.currency)} a month"
    parts = [f"{text.escape(what)} {amount:,.2f}" for what, amount in plan.cost.lines]
    lines = [f"{shown}{':' if parts else '.'}", *(f"• {part}" for part in text.some(parts, 8))]
    note = [text.sentence(plan.cost.note)] if plan.cost.note else []
    return blocks.sections([*lines, *note])


def undo(plan: plans.Plan) -> list[blocks.Block]:
    return [blocks.section(f"*Undo*\n{text.sentence(plan.undo)}")] if plan.undo else []


def place(plan: plans.Plan) -> str:
    """Where it happens, in one line: `rg-dr-weu · westeurope · rsv-dr-vmware`."""
    wanted = ("resource_group", "region", "vault")
    shown = [plan.environment[key] for key in wanted if plan.environment.get(key)]
    return " · ".join(text.escape(one.rsplit("/", 1)[-1]) for one in shown)


def _finding(finding: plans.Finding) -> str:
    remedy = f"\n>{text.sentence(finding.remedy)}" if finding.remedy else ""
    return f"• {text.sentence(finding.sentence)}{remedy}"


def _folded(fine: list[plans.Finding], in_thread: bool) -> str:
    count = "1 check is fine" if len(fine) == 1 else f"{len(fine)} checks are fine"
    if in_thread:
        return f"{count}; the thread says what each one found."
    names = ", ".join(text.some([text.escape(one.check) for one in fine], 30))
    return f"{count}: {names}."
