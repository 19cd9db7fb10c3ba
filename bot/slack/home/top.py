"""The head of a Home: how things stand in one line, who may do what, the filters."""

from __future__ import annotations

from bot.slack.cards import blocks, text
from bot.slack.cards.buttons import Button
from bot.slack.home import condition, needs
from bot.slack.home.facts import Facts, vaults
from core import language
from workflow import policies

FILTERS = "home-filters"
"""The block of the filters; it stays the same, so that Slack keeps what was chosen."""
MOST_OPTIONS = 99
"""In a menu that carries them, beside *all*; where there are more they are asked for.
Source: docs.slack.dev/reference/block-kit/block-elements/select-menu-element"""
ALL = "all"

Words = language.Words


def of(facts: Facts, whole: Facts, words: Words) -> list[blocks.Block]:
    """`facts` as filtered, `whole` as they are: the filters offer all there is."""
    shown = [
        blocks.header(words("home-title")),
        blocks.section(f"{_standing(facts, words)}\n{_ended(whole, words)}"),
    ]
    shown += [blocks.context([said]) for said in _rights(facts, words)]
    menus = _filters(facts, whole, words)
    return [*shown, blocks.actions(menus, FILTERS)] if menus else shown


def _standing(facts: Facts, words: Words) -> str:
    """What there is, the urgent first; nothing is said of what there is none of."""
    findings = condition.worst_first(facts.seen.findings)
    going = sum(facts.seen.counts.values())
    quiet = condition.aside(facts.seen.findings)
    ailing = sum(1 for one in facts.seen.servers if condition.pressing(one, facts.now, quiet))
    needing = needs.count(facts)
    critical = sum(1 for one in findings if one.critical)
    said = [words("home-count-needs", count=needing)] if needing else []
    if facts.incidents:
        said.append(words("home-count-incidents", count=len(facts.incidents)))
    if findings:
        said.append(words("home-count-findings", count=len(findings), critical=critical))
    if going:
        said.append(words("home-count-operations", count=going))
    said.append(words("home-count-servers", count=len(facts.seen.servers), ailing=ailing))
    return " · ".join(said)


def _ended(whole: Facts, words: Words) -> str:
    """Of all vaults, whatever is filtered: what has ended is counted, not read."""
    ended = whole.seen.ended
    return words("home-ended", count=ended.count, failed=ended.failed)


def _rights(facts: Facts, words: Words) -> list[str]:
    """Why there are fewer buttons than others have, and whom to ask instead."""
    rights = facts.rights
    if rights.unknown:
        return [words("home-unknown", why=text.spoken(rights.unknown, words))]
    who = _circles(rights.others.get("deploy", ()), words)
    if rights.uncounted:
        return [words("home-uncounted", why=text.spoken(rights.uncounted, words), who=who or "-")]
    if facts.may("deploy"):
        return []
    return [words("home-bystander", who=who)] if who else [words("home-nobody")]


def _circles(circles: tuple[policies.Circle, ...], words: Words) -> str:
    ids = dict.fromkeys(one for c in circles for one in (*c.groups, *c.people))
    return text.people(tuple(one for one in ids if one != policies.EVERYBODY), words)


def _filters(facts: Facts, whole: Facts, words: Words) -> list[blocks.Block]:
    """Only where there is something to choose between."""
    known, environments = vaults(whole.seen), whole.known_environments()
    shown = []
    if len(known) > 1:
        shown.append(_vaults(facts, known, words))
    if environments:
        offered = [(name, one) for one, name in list(environments.items())[:MOST_OPTIONS]]
        options = [(words("home-all-environments"), ALL), *offered]
        chosen = facts.choice.environment or ALL
        label = words("home-environment")
        shown.append(blocks.select(Button.HOME_ENVIRONMENT, label, options, chosen))
    return shown


def _vaults(facts: Facts, known: dict[str, str], words: Words) -> blocks.Block:
    options = vault_options(known, words)
    label, chosen = words("home-vault"), facts.choice.vault or ALL
    asked = len(options) > MOST_OPTIONS + 1
    return blocks.select(Button.HOME_VAULT, label, options, chosen, asked=asked)


def vault_options(known: dict[str, str], words: Words) -> list[tuple[str, str]]:
    """By name; where two have the same, with the resource group."""
    names = [one.rpartition("/")[2] for one in known.values()]
    options = [(words("home-all-vaults"), ALL)]
    for key, vault in known.items():
        name = vault.rpartition("/")[2]
        group = vault.partition("/resourcegroups/")[2].partition("/")[0]
        options.append((f"{name} ({group})" if names.count(name) > 1 else name, key))
    return options
