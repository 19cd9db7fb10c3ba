"""The prompt of a watch finding: what was seen, since when, and a button that helps."""

from __future__ import annotations

from bot.slack.cards import blocks, buttons, text
from workflow import findings

MOST_EVIDENCE = 8
_TITLES = {"outdated": "Process server is outdated", "unreadable": "Vault cannot be read"}
_GUIDED = frozenset({"outdated"})


def render(finding: findings.Finding) -> blocks.Message:
    """Open: with *Upgrade…* where there is a guide. Resolved: says so, without buttons."""
    plain = title(finding)
    if finding.resolved_at is not None:
        line = f"*Resolved* {text.moment(finding.resolved_at)}. {text.sentence(finding.sentence)}"
        shown = [blocks.header(plain), blocks.section(line)]
        return blocks.message(f"Resolved: {text.escape(plain)}.", shown)
    shown = [blocks.header(plain), blocks.section(text.sentence(finding.sentence))]
    rows = [
        f"{text.escape(key.replace('_', ' ').capitalize())}: {text.code(str(value))}"
        for key, value in finding.evidence.items()
        if isinstance(value, str | int | float) and str(value)
    ]
    if rows:
        shown += blocks.sections(text.some(rows, MOST_EVIDENCE))
    shown.append(blocks.context([f"First seen {text.moment(finding.first_seen)}"]))
    if finding.kind in _GUIDED:
        button = blocks.button(buttons.Button.UPGRADE, "Upgrade…", finding.id, style="primary")
        shown.append(blocks.actions([button]))
    return blocks.message(f"{text.escape(plain)}. {text.sentence(finding.sentence)}", shown)


def title(finding: findings.Finding) -> str:
    what = _TITLES.get(finding.kind, text.title(finding.kind))
    return f"{what}: {finding.server_name}"
