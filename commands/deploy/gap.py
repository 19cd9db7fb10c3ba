"""What the finding of an uncovered network knows of the deployment that mends it."""

from __future__ import annotations

from azureops import ids
from commands.fields import Values
from workflow import findings

KIND = "uncovered-network"
"""The rule's; `watch` knows it as the same."""


def values(finding: findings.Finding) -> Values:
    """For the form, which asks for the rest. The network is chosen from its region's, so without
    the region, which an older release did not write down, it is left to the form too."""
    seen = {name: str(value) for name, value in finding.evidence.items()}
    vault = ids.name_of(finding.scope)
    region = seen.get("region", "")
    given = {
        "subscription": ids.subscription_of(finding.server),
        "vault": f"{vault}/{seen['fabric']}" if vault and seen.get("fabric") else "",
        "region": region,
        "network": seen.get("network", "") if region else "",
    }
    return {name: value for name, value in given.items() if value}
