"""How large the buckets are: Resource Manager's, and those of Compute, Network and Key Vault.

- Resource Manager:
  https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling,
  which also has Network's: 1000 writes and 10000 reads in five minutes;
- Compute, per machine and per subscription, both in a region:
  https://learn.microsoft.com/azure/virtual-machines/compute-throttling-limits;
- Key Vault, 4000 requests in ten seconds to a vault:
  https://learn.microsoft.com/azure/key-vault/general/service-limits.

Compute's table gives its policies no names; these are those its answers carry.
"""

from __future__ import annotations

from collections.abc import Mapping

Limit = tuple[float, float]  # (size, refill a second)
COMPUTE, NETWORK, VAULT = "Microsoft.Compute", "Microsoft.Network", "Microsoft.KeyVault"
RESOURCE, SUBSCRIPTION = "Resource", "SubscriptionMaximum"
MANAGER: Mapping[str, Limit] = {"read": (250, 25), "write": (200, 10), "delete": (200, 10)}


def _compute(name: str, own: Limit | None, all_of_them: Limit) -> dict[str, Limit]:
    """A policy's two buckets; the table's refills are per minute."""
    levels = {RESOURCE: own, SUBSCRIPTION: all_of_them}
    return {
        f"{COMPUTE}/{name}{level}": (limit[0], limit[1] / 60)
        for level, limit in levels.items()
        if limit is not None
    }


DOCUMENTED: Mapping[str, Limit] = {
    **MANAGER,
    **_compute("PutVM", (12, 4), (1500, 500)),
    **_compute("UpdateVM", (12, 4), (1500, 500)),
    **_compute("DeleteVM", (12, 4), (1500, 500)),
    **_compute("LowCostGet", (36, 12), (24_000, 8000)),
    **_compute("HighCostGet", None, (900, 300)),
    **_compute("GetOperation", (45, 15), (15_000, 5000)),
    f"{NETWORK}/read": (10_000, 10_000 / 300),
    f"{NETWORK}/write": (1000, 1000 / 300),
    f"{VAULT}/secrets": (4000, 400),
}
TIGHT: Mapping[str, Limit] = {
    **dict.fromkeys(DOCUMENTED, (6, 6)),
    "read": (15, 10),
    "write": (5, 4),
    "delete": (5, 4),
    **{f"{COMPUTE}/{verb}VM{RESOURCE}": (2, 2) for verb in ("Put", "Update", "Delete")},
}
"""Weather `throttled`: refills are per second *here*, so that a sped-up bot is refused too."""
