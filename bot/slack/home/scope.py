"""The filters: which vault and environment, and all that is about them. What needs the person is
never hidden."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from bot.slack.home.facts import Facts, vaults
from workflow import estate, finding_rows, operations, routes


def within(facts: Facts) -> Facts:
    """The same facts, but for servers, findings and operations of other places than were chosen.

    A choice that is no longer on offer counts as none: nobody stands before an empty list."""
    known = vaults(facts.seen)
    vault = facts.choice.vault if facts.choice.vault in known else ""
    offered = facts.known_environments()
    environment = facts.choice.environment if facts.choice.environment in offered else ""
    choice = replace(facts.choice, vault=vault, environment=environment)
    if not vault and not environment:
        return replace(facts, choice=choice)
    wanted = _Wanted(
        facts=facts, vault=known.get(vault, ""), environment=offered.get(environment, "")
    )
    seen = replace(
        facts.seen,
        servers=tuple(one for one in facts.seen.servers if wanted.server(one)),
        findings=tuple(one for one in facts.seen.findings if wanted.finding(one)),
        waiting=tuple(one for one in facts.seen.waiting if wanted.operation(one)),
        going=tuple(one for one in facts.seen.going if wanted.operation(one)),
    )
    shown = Counter(one.state for one in (*seen.waiting, *seen.going))
    seen = replace(seen, counts=shown)
    return replace(facts, choice=choice, seen=seen)


@dataclass(frozen=True, kw_only=True)
class _Wanted:
    """`vault` is an id in small letters; empty, as the environment: any."""

    facts: Facts
    vault: str
    environment: str

    def server(self, one: estate.Server) -> bool:
        return self._holds(one.vault, routes.place(one.id, one.name))

    def finding(self, one: finding_rows.Finding) -> bool:
        """What is about no vault (the bot's own secret, a region) is about all of them."""
        if "/vaults/" not in one.scope:
            return True
        return self._holds(one.scope, routes.place(one.scope, one.server_name))

    def operation(self, one: operations.Operation) -> bool:
        if self.facts.mine(one) or one.id in self.facts.rights.votes:
            return True
        where = one.plan.environment if one.plan else {}
        vault, target = where.get("vault", ""), one.plan.target if one.plan else ""
        return not vault or self._holds(vault.lower(), routes.place(vault, target))

    def _holds(self, vault: str, place: routes.Place) -> bool:
        if self.vault and vault != self.vault:
            return False
        return not self.environment or self.facts.routes.environment(place) == self.environment
