"""The prompt of a watch finding: what was seen, since when, by which rule, and what helps."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.slack import declared
from bot.slack.cards import blocks, buttons, text
from bot.slack.cards.buttons import Button
from commands.deploy import gap
from core import language
from workflow import findings

State = findings.State
MOST_EVIDENCE = 8
MOST_LISTED = 40
"""Lines of a digest; the rest is counted."""
_UNSAID = frozenset({"reminder"})
_GUIDED = frozenset({"outdated"})
_PLANNED = frozenset({"outdated", "configuration-server-outdated", "agents-outdated"})


def render(
    finding: findings.Finding, words: language.Words, *, windowed: bool = False
) -> blocks.Message:
    """Open: with buttons. Resolved: says so, without them. `windowed` as in `actions`."""
    plain = title(finding, words)
    if finding.state is State.RESOLVED or finding.resolved_at is not None:
        return _resolved(finding, plain, words)
    sentence = text.sentence(finding.spoken(words))
    said = words("finding-critical", sentence=sentence) if finding.critical else sentence
    shown = [blocks.header(plain), blocks.section(said)]
    if stands := standing(finding, words):
        shown.append(blocks.section(stands))
    rows = [
        f"{text.escape(fact(key, words))}: {text.code(str(value))}"
        for key, value in finding.evidence.items()
        if key not in _UNSAID and isinstance(value, str | int | float) and str(value)
    ]
    if rows:
        shown += blocks.sections(text.some(rows, MOST_EVIDENCE, words))
    shown.append(blocks.context(_small(finding, words)))
    shown.append(blocks.actions(actions(finding, words, _anybody, windowed=windowed)))
    return blocks.message(f"{text.escape(plain)}. {sentence}", shown)


def _resolved(finding: findings.Finding, plain: str, words: language.Words) -> blocks.Message:
    when = text.moment(finding.resolved_at) if finding.resolved_at else ""
    line = words("finding-resolved", when=when, sentence=text.sentence(finding.spoken(words)))
    shown = [blocks.header(plain), blocks.section(line)]
    return blocks.message(words("finding-resolved-plain", title=text.escape(plain)), shown)


def actions(
    finding: findings.Finding,
    words: language.Words,
    may: Callable[[str], bool],
    *,
    windowed: bool = False,
) -> list[blocks.Block]:
    """What its state allows to who `may` ask for a verb. Who clicks is judged at the click.
    `windowed`: a maintenance window will come, to which it may be put off."""
    shown = []
    if guided(finding) and may("upgrade"):
        label = words("finding-upgrade")
        shown.append(blocks.button(Button.UPGRADE, label, finding.id, style="primary"))
    if finding.kind == gap.KIND and may("deploy"):
        label = words("finding-deploy")
        shown.append(blocks.button(Button.DEPLOY, label, finding.id, style="primary"))
    if finding.kind in _PLANNED and may("plan-upgrade"):
        shown.append(blocks.button(Button.FABRIC, words("upgrade-see"), finding.id))
    if "/processservers/" in finding.server and may("status"):
        shown.append(blocks.button(Button.USERS, words("finding-users"), finding.id))
    options = [
        (label, buttons.write(buttons.Value(operation=finding.id, do=do.value)))
        for do, label in _menu(words, windowed).items()
        if may("dismiss" if do is Button.DISMISS else "snooze")
    ]
    if len(options) == 1:  # a menu of one is a button
        return [*shown, blocks.button(Button.FINDING, *options[0])]
    return [*shown, blocks.overflow(Button.FINDING, options)] if options else shown


def guided(finding: findings.Finding) -> bool:
    """Whether an upgrade ends it."""
    return finding.kind in _GUIDED


def _menu(words: language.Words, windowed: bool) -> dict[Button, str]:
    window = {Button.SNOOZE_WINDOW: words("finding-snooze-window")} if windowed else {}
    return {
        Button.SNOOZE_HOUR: words("finding-snooze-hour"),
        Button.SNOOZE_TOMORROW: words("finding-snooze-tomorrow"),
        **window,
        Button.SNOOZE_UNTIL: words("finding-snooze-until"),
        Button.DISMISS: words("finding-dismiss"),
    }


def _anybody(_: str) -> bool:
    """In a channel nobody is known before they click."""
    return True


def title(finding: findings.Finding, words: language.Words) -> str:
    """Plain text. Each rule's kind has its title in the texts; a test compares the two."""
    return words("finding-title", what=kind(finding.kind, words), server=finding.server_name)


def kind(of: str, words: language.Words) -> str:
    """What a finding of this kind says, in a few words."""
    key = f"finding-title-{of}"
    return words(key) if words.knows(key) else text.title(of)


def fact(name: str, words: language.Words) -> str:
    """What a value of the evidence is of, in a few words."""
    key = f"finding-fact-{name.replace('_', '-')}"
    return words(key) if words.knows(key) else name.replace("_", " ").capitalize()


def standing(finding: findings.Finding, words: language.Words) -> str:
    """What was decided or is being done; empty while nobody has said anything."""
    who = text.person(finding.decided_by) if finding.decided_by else words("finding-somebody")
    if finding.state is State.SNOOZED and finding.snoozed_until is not None:
        return words("finding-snoozed", until=text.moment(finding.snoozed_until), who=who)
    if finding.state is State.DISMISSED:
        reason = text.typed(finding.reason)
        if not finding.about:
            return words("finding-dismissed", who=who, reason=reason)
        about = text.code(finding.about)
        return words("finding-dismissed-for", who=who, reason=reason, about=about)
    if finding.state is State.ACTING:
        return words("finding-acting", operation=text.code(finding.operation_id))
    return ""


def _small(finding: findings.Finding, words: language.Words) -> list[str]:
    said = [words("finding-first-seen", when=text.moment(finding.first_seen))]
    if finding.rule:
        said.append(
            words(
                "finding-rule", rule=text.sentence(declared.rule(finding.kind, finding.rule, words))
            )
        )
    if finding.source:
        said.append(words("finding-source", source=text.escape(finding.source)))
    if finding.flaps:
        said.append(words("finding-flaps", times=finding.flaps))
    return said


def echo(finding: findings.Finding, link: str, words: language.Words) -> blocks.Message:
    """In the channel that its route names since it is critical; `link` leads to its prompt, which
    alone has buttons."""
    plain = title(finding, words)
    if finding.state is State.RESOLVED:
        return _resolved(finding, plain, words)
    sentence = text.sentence(finding.spoken(words))
    said = words("finding-critical", sentence=sentence) if finding.critical else sentence
    where = words("finding-elsewhere", channel=f"<#{finding.channel}>")
    stands = [blocks.section(one)] if (one := standing(finding, words)) else []
    way = [blocks.section(text.link(link, words("finding-prompt")))] if link else []
    shown = [blocks.header(plain), blocks.section(said), *stands, *way, blocks.context([where])]
    return blocks.message(f"{text.escape(plain)}. {said}", shown)


def digest(found: Sequence[findings.Finding], words: language.Words) -> blocks.Message:
    """Many that came at once, the critical ones first; edited as each of them changes."""
    standing_ = [one for one in found if one.state is not State.RESOLVED]
    closed = len(found) - len(standing_)
    if not standing_:
        plain = words("finding-digest-resolved", count=len(found))
        return blocks.message(f"{plain}.", [blocks.header(plain)])
    plain = words("finding-digest-title", count=len(standing_))
    ordered = sorted(standing_, key=lambda f: (not f.critical, f.kind, f.server_name))
    lines = [_line(one, words) for one in ordered]
    shown = [blocks.header(plain), *blocks.sections(text.some(lines, MOST_LISTED, words))]
    resolved = [words("finding-digest-closed", count=closed)] if closed else []
    shown.append(blocks.context([*resolved, words("finding-digest-help")]))
    return blocks.message(f"{plain}.", shown)


def _line(finding: findings.Finding, words: language.Words) -> str:
    plain, sentence = text.escape(title(finding, words)), text.sentence(finding.spoken(words))
    said = (
        words("finding-digest-critical", title=plain, sentence=sentence)
        if finding.critical
        else words("finding-digest-line", title=plain, sentence=sentence)
    )
    stands = standing(finding, words)
    return f"{said} {stands}" if stands else said
