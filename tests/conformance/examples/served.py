"""Which of the packages' operations the local Azure answers: those whose address it routes."""

from __future__ import annotations

import functools
import re

from sandbox.azure import routing, server
from tests.conformance.openapi import catalogue

SCOPE = "subscriptions/s/resourceGroups/g"
AUTHORIZATION = f"{SCOPE}/providers/Microsoft.Authorization"
# Variables that stand for a whole address or for one known word; any word does for the others.
WORDS = {
    "denyAssignmentId": f"{AUTHORIZATION}/denyAssignments/x",
    "offerType": "virtualmachine",
    "policyAssignmentId": f"{AUTHORIZATION}/policyAssignments/x",
    "roleAssignmentId": f"{AUTHORIZATION}/roleAssignments/x",
    "roleDefinitionId": f"{AUTHORIZATION}/roleDefinitions/x",
    "roleId": f"{AUTHORIZATION}/roleDefinitions/x",
}


@functools.cache
def operations() -> frozenset[str]:
    """Their names as the examples have them: `network/RouteTables_Get`."""
    router = routing.Router(server.TABLES)
    return frozenset(
        f"{one.service}/{one.id}"
        for one in catalogue.operations()
        if router.find(one.verb, sample(one.pattern)) is not None
    )


def sample(pattern: str) -> str:
    """An address of this pattern: a group where any scope may stand, one word elsewhere."""
    alone = re.fullmatch(r"/\{\w+\}", pattern) is not None  # the whole address, not one part

    def word(match: re.Match[str]) -> str:
        if "scope" in match[1].lower():
            return SCOPE
        known = WORDS.get(match[1], "x")
        return known if alone or "/" not in known else "x"

    return "/" + re.sub(r"\{(\w+)\}", word, pattern).lstrip("/")
