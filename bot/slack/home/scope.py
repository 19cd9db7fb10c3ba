"""The filters: which vaults, and all that is about them. What needs the person is never hidden."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bot.slack.home.facts import Choice, Facts
from workflow import finding_rows, operations


def within(facts: Facts) -> Facts:
    """The same facts, but for servers, findings and operations of other vaults than were chosen.

    A choice that is no longer on offer counts as none: nobody stands before an empty list."""
    known = facts.known_vaults()
    vault = facts.choice.vault if facts.choice.vault in known else ""
    offered = facts.known_environments()
    environment = facts.choice.environment if facts.choice.environment in offered else ""
    choice = replace(facts.choice, vault=vault, environment=environment)
    if not vault and not environment:
        return replace(facts, choice=choice)
    wanted = _wanted(facts, choice, known)
    seen = replace(
        facts.seen,
        servers=tuple(one for one in facts.seen.servers if one.vault in wanted),
        findings=tuple(one for one in facts.seen.findings if _about(one, wanted)),
        waiting=tuple(one for one in facts.seen.waiting if _within(facts, one, wanted)),
        going=tuple(one for one in facts.seen.going if _within(facts, one, wanted)),
    )
    return replace(facts, choice=choice, seen=seen)


def _wanted(facts: Facts, choice: Choice, known: dict[str, str]) -> set[str]:
    return {
        vault
        for one, vault in known.items()
        if choice.vault in {"", one}
        and choice.environment in {"", facts.environments.get(vault, "")}
    }


def _about(finding: finding_rows.Finding, wanted: Collection[str]) -> bool:
    """What is about no vault (the bot's own secret, a region) is about all of them."""
    return "/vaults/" not in finding.scope or finding.scope in wanted


def _within(facts: Facts, operation: operations.Operation, wanted: Collection[str]) -> bool:
    if facts.mine(operation) or operation.id in facts.standing.votes:
        return True
    vault = operation.plan.environment.get("vault", "").lower() if operation.plan else ""
    names = {one.rpartition("/")[2] for one in wanted}
    return not vault or vault in wanted or vault.rpartition("/")[2] in names
