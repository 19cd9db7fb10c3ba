"""The prompt of a watch finding: what was seen, since when, by which rule, and what helps."""

from __future__ import annotations

from collections.abc import Sequence

from bot.slack.cards import blocks, buttons, text
from workflow import findings

State = findings.State
MOST_EVIDENCE = 8
MOST_LISTED = 40
"""Lines of a digest; the rest is counted."""
_TITLES = {
    "outdated": "Process server is outdated",
    "unreadable": "Vault cannot be read",
    "configuration-server-outdated": "Configuration server is outdated",
    "agents-outdated": "Mobility agents are outdated",
    "agent-expires": "Version's support ends",
    "certificate-expires": "Certificate expires",
    "secret-expires": "The bot's Azure secret expires",
    "heartbeat-lost": "Process server is silent",
    "processor-high": "Processor load is high",
    "memory-high": "Memory is short",
    "cache-low": "Cache space is short",
    "backlog-high": "Upload is behind",
    "service-down": "A service is down",
    "uncovered-network": "Network without a process server",
    "forgotten-server": "Process server that nobody uses",
    "machine-gone": "Registered, but its machine is gone",
    "image-deprecated": "Gallery image is going",
    "quota-short": "Quota is short",
}
_UNSAID = frozenset({"reminder"})
_GUIDED = frozenset({"outdated"})
_LIMP = "It has come and gone {} times; it is closed once it stays away for an hour."


def render(finding: findings.Finding) -> blocks.Message:
    """Open: with buttons. Resolved: says so, without them."""
    plain = title(finding)
    if finding.state is State.RESOLVED or finding.resolved_at is not None:
        when = f" {text.moment(finding.resolved_at)}" if finding.resolved_at else ""
        line = f"*Resolved*{when}. {text.sentence(finding.sentence)}"
        shown = [blocks.header(plain), blocks.section(line)]
        return blocks.message(f"Resolved: {text.escape(plain)}.", shown)
    mark = "*Critical.* " if finding.critical else ""
    shown = [blocks.header(plain), blocks.section(f"{mark}{text.sentence(finding.sentence)}")]
    if stands := standing(finding):
        shown.append(blocks.section(stands))
    rows = [
        f"{text.escape(key.replace('_', ' ').capitalize())}: {text.code(str(value))}"
        for key, value in finding.evidence.items()
        if key not in _UNSAID and isinstance(value, str | int | float) and str(value)
    ]
    if rows:
        shown += blocks.sections(text.some(rows, MOST_EVIDENCE))
    shown.append(blocks.context(_small(finding)))
    shown.append(blocks.actions(_buttons(finding)))
    return blocks.message(f"{text.escape(plain)}. {text.sentence(finding.sentence)}", shown)


def _buttons(finding: findings.Finding) -> list[blocks.Block]:
    """What its state allows. Who may click is decided at the click."""
    shown = []
    if guided(finding):
        shown.append(blocks.button(buttons.Button.UPGRADE, "Upgrade…", finding.id, style="primary"))
    if "/processservers/" in finding.server:
        shown.append(blocks.button(buttons.Button.USERS, "Who uses it", finding.id))
    options = [
        (label, buttons.write(buttons.Value(operation=finding.id, do=do.value)))
        for do, label in _MENU.items()
    ]
    return [*shown, blocks.overflow(buttons.Button.FINDING, options)]


def guided(finding: findings.Finding) -> bool:
    """Whether an upgrade ends it."""
    return finding.kind in _GUIDED


_MENU = {
    buttons.Button.SNOOZE_HOUR: "Snooze for 1 hour",
    buttons.Button.SNOOZE_TOMORROW: "Snooze until tomorrow",
    buttons.Button.SNOOZE_WINDOW: "Snooze until the next maintenance window",
    buttons.Button.SNOOZE_UNTIL: "Snooze until…",
    buttons.Button.DISMISS: "Dismiss…",
}


def title(finding: findings.Finding) -> str:
    what = _TITLES.get(finding.kind, text.title(finding.kind))
    return f"{what}: {finding.server_name}"


def standing(finding: findings.Finding) -> str:
    """What was decided or is being done; empty while nobody has said anything."""
    who = text.person(finding.decided_by) if finding.decided_by else "somebody"
    if finding.state is State.SNOOZED and finding.snoozed_until is not None:
        return f"*Snoozed* until {text.moment(finding.snoozed_until)} by {who}."
    if finding.state is State.DISMISSED:
        held = f" It holds for {text.code(finding.about)}." if finding.about else ""
        return f"*Dismissed* by {who}: {text.typed(finding.reason)}.{held}"
    if finding.state is State.ACTING:
        return f"*Being worked on*: operation {text.code(finding.operation_id)}."
    return ""


def _small(finding: findings.Finding) -> list[str]:
    said = [f"First seen {text.moment(finding.first_seen)}"]
    if finding.rule:
        said.append(f"Rule: {text.sentence(finding.rule)}")
    if finding.source:
        said.append(f"Source: {text.escape(finding.source)}")
    if finding.flaps:
        said.append(_LIMP.format(finding.flaps))
    return said


def digest(found: Sequence[findings.Finding]) -> blocks.Message:
    """Many that came at once, the critical ones first; edited as each of them changes."""
    standing_ = [one for one in found if one.state is not State.RESOLVED]
    closed = len(found) - len(standing_)
    if not standing_:
        plain = f"Resolved: all of {text.many(len(found), 'finding')}"
        return blocks.message(f"{plain}.", [blocks.header(plain)])
    plain = f"{text.many(len(standing_), 'finding')} at once"
    ordered = sorted(standing_, key=lambda f: (not f.critical, f.kind, f.server_name))
    lines = [_line(one) for one in ordered]
    shown = [blocks.header(plain), *blocks.sections(text.some(lines, MOST_LISTED))]
    resolved = [f"{text.many(closed, 'further one')} resolved"] if closed else []
    help_ = "`/failback-ps findings` shows each, and what can be done"
    shown.append(blocks.context([*resolved, help_]))
    return blocks.message(f"{plain}.", shown)


def _line(finding: findings.Finding) -> str:
    mark = "*critical* " if finding.critical else ""
    stands = f" {now}" if (now := standing(finding)) else ""
    return f"• {mark}*{text.escape(title(finding))}*. {text.sentence(finding.sentence)}{stands}"
