"""Versions of each resource type's interface: which there are, and what one that is not is told.

The versions are those of Microsoft's published packages (each version is a folder of
azure-mgmt-compute 33.0.0, -storage 21.2.1, -resource 23.3.0, -authorization 4.0.0) and of the
type index made from the official specifications (https://github.com/Azure/bicep-types-az), with
what the newest packages ask for. Azure itself keeps one list for each type; here types that one
service releases together share theirs.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

from sandbox.azure import errors


def _newest_first(*versions: str) -> tuple[str, ...]:
    """Newest first; of one date, the final one before its previews."""
    each = {one for text in versions for one in text.split()}
    return tuple(sorted(each, key=lambda one: (one[:10], len(one) == len("2024-01-01")))[::-1])


MACHINES = _newest_first(
    "2015-06-15 2016-03-30 2016-04-30-preview 2017-03-30 2017-12-01 2018-04-01 2018-06-01 "
    "2018-10-01 2019-03-01 2019-07-01 2019-12-01 2020-06-01 2020-12-01 2021-03-01 2021-04-01 "
    "2021-07-01 2021-11-01 2022-03-01 2022-08-01 2022-11-01 2023-03-01 2023-07-01 2023-09-01 "
    "2024-03-01 2024-07-01 2024-11-01 2025-04-01 2025-11-01 2026-03-01 2026-04-01"
)
DISKS = _newest_first(
    "2016-04-30-preview 2017-03-30 2018-04-01 2018-06-01 2018-09-30 2019-03-01 2019-07-01 "
    "2019-11-01 2020-05-01 2020-06-30 2020-09-30 2020-12-01 2021-04-01 2021-08-01 2021-12-01 "
    "2022-03-02 2022-07-02 2023-01-02 2023-04-02 2023-10-02 2024-03-02 2025-01-02 2026-03-02"
)
SKUS = _newest_first("2017-03-30 2017-09-01 2019-04-01 2021-07-01")
NETWORK = _newest_first(
    "2015-05-01-preview 2015-06-15 2016-03-30 2016-06-01 2016-09-01 2016-12-01 2017-03-01 "
    "2017-03-30 2017-06-01 2017-08-01 2017-09-01 2017-10-01 2017-11-01 2018-01-01 2018-02-01 "
    "2018-04-01 2018-06-01 2018-07-01 2018-08-01 2018-10-01 2018-11-01 2018-12-01 2019-02-01 "
    "2019-04-01 2019-06-01 2019-07-01 2019-08-01 2019-09-01 2019-11-01 2019-12-01 2020-03-01 "
    "2020-04-01 2020-05-01 2020-06-01 2020-07-01 2020-08-01 2020-11-01 2021-02-01 2021-03-01 "
    "2021-05-01 2021-08-01 2022-01-01 2022-05-01 2022-07-01 2022-09-01 2022-11-01 2023-02-01 "
    "2023-04-01 2023-05-01 2023-06-01 2023-09-01 2023-11-01 2024-01-01 2024-03-01 2024-05-01 "
    "2024-07-01 2024-10-01 2025-01-01 2025-03-01 2025-05-01 2025-07-01 2025-09-01 2026-01-01 "
    "2026-03-01"
)
STORAGE = _newest_first(
    "2015-06-15 2016-01-01 2016-12-01 2017-06-01 2017-10-01 2018-02-01 2018-03-01-preview "
    "2018-07-01 2018-11-01 2019-04-01 2019-06-01 2020-08-01-preview 2021-01-01 2021-02-01 "
    "2021-04-01 2021-06-01 2021-08-01 2021-09-01 2022-05-01 2022-09-01 2023-01-01 2023-05-01 "
    "2024-01-01 2025-01-01 2025-06-01 2025-08-01 2026-04-01 2026-06-01 2026-09-01"
)
RECOVERY = _newest_first(
    "2016-06-01 2016-08-10 2018-01-10 2018-07-10 2020-02-02 2020-10-01 2021-01-01 2021-02-10 "
    "2021-03-01 2021-04-01 2021-06-01 2021-07-01 2021-08-01 2021-10-01 2021-11-01 "
    "2021-11-01-preview 2021-12-01 2022-01-01 2022-01-31-preview 2022-02-01 2022-03-01 "
    "2022-04-01 2022-05-01 2022-08-01 2022-09-10 2022-09-30-preview 2022-10-01 2023-01-01 "
    "2023-02-01 2023-04-01 2023-06-01 2023-08-01 2024-01-01 2024-02-01 2024-04-01 "
    "2024-04-30-preview 2024-09-30-preview 2024-10-01 2025-01-01 2025-02-01 2025-08-01 "
    "2026-01-01 2026-02-01 2026-03-31-preview 2026-05-01 2026-05-31-preview 2026-07-01 "
    "2026-08-31-preview 2026-11-01"
)
KEY_VAULT = _newest_first(
    "2015-06-01 2016-10-01 2018-02-14 2018-02-14-preview 2019-09-01 2020-04-01-preview "
    "2021-04-01-preview 2021-06-01-preview 2021-10-01 2021-11-01-preview 2022-02-01-preview "
    "2022-07-01 2022-11-01 2023-02-01 2023-07-01 2024-04-01-preview 2024-11-01 "
    "2024-12-01-preview 2025-05-01 2026-02-01 2026-03-01-preview 2026-05-15 "
    "2026-06-01-preview"
)
RESOURCES = _newest_first(
    "2015-01-01 2015-11-01 2016-02-01 2016-06-01 2016-09-01 2017-05-10 2018-02-01 2018-05-01 "
    "2018-06-01 2019-03-01 2019-05-01 2019-05-10 2019-06-01 2019-07-01 2019-08-01 2019-10-01 "
    "2019-11-01 2020-06-01 2020-10-01 2021-01-01 2021-04-01 2022-09-01 2022-12-01 2024-03-01 "
    "2024-07-01 2024-11-01 2025-03-01 2025-04-01 2026-06-01"
)
ROLE_ASSIGNMENTS = _newest_first(
    "2015-07-01 2018-01-01-preview 2018-09-01-preview 2020-04-01-preview 2020-10-01-preview "
    "2022-04-01"
)
ROLE_DEFINITIONS = _newest_first("2015-07-01 2018-01-01-preview 2022-04-01 2022-05-01-preview")
DENY_ASSIGNMENTS = _newest_first("2018-07-01-preview 2022-04-01")
LOCKS = _newest_first("2015-01-01 2016-09-01 2017-04-01 2020-05-01")
POLICIES = _newest_first(
    "2015-10-01-preview 2016-04-01 2016-12-01 2017-06-01-preview 2018-03-01 2018-05-01 "
    "2019-01-01 2019-06-01 2019-09-01 2020-09-01 2021-06-01 2022-06-01 2023-04-01 2024-04-01 "
    "2024-05-01 2025-01-01 2025-03-01 2025-11-01 2025-12-01-preview 2026-01-01-preview "
    "2026-06-01"
)
MARKETPLACE = _newest_first("2015-06-01 2021-01-01")

NAMESPACES: dict[str, dict[str, tuple[str, ...]]] = {
    "Microsoft.Compute": {
        "virtualMachines": MACHINES,
        "virtualMachines/runCommands": MACHINES,
        "virtualMachines/extensions": MACHINES,
        "disks": DISKS,
        "snapshots": DISKS,
        "images": MACHINES,
        "availabilitySets": MACHINES,
        "skus": SKUS,
        "locations": MACHINES,
        "locations/operations": MACHINES,
        "locations/diskOperations": DISKS,
        "locations/publishers": MACHINES,
        "locations/usages": MACHINES,
        "locations/vmSizes": MACHINES,
    },
    "Microsoft.Network": dict.fromkeys(
        (
            "virtualNetworks",
            "virtualNetworks/subnets",
            "virtualNetworks/virtualNetworkPeerings",
            "networkInterfaces",
            "networkSecurityGroups",
            "networkSecurityGroups/securityRules",
            "publicIPAddresses",
            "natGateways",
            "routeTables",
            "routeTables/routes",
            "virtualNetworkGateways",
            "localNetworkGateways",
            "connections",
            "loadBalancers",
            "azureFirewalls",
            "expressRouteCircuits",
            "locations",
            "locations/operations",
            "locations/usages",
        ),
        NETWORK,
    ),
    "Microsoft.Storage": {"storageAccounts": STORAGE, "checkNameAvailability": STORAGE},
    "Microsoft.RecoveryServices": {
        "vaults": RECOVERY,
        "locations": _newest_first(*RECOVERY, "2017-07-01"),
        "replicationEligibilityResults": RECOVERY,
    },
    "Microsoft.KeyVault": {
        "vaults": KEY_VAULT,
        "vaults/secrets": KEY_VAULT,
        "deletedVaults": KEY_VAULT,
        "deletedManagedHSMs": KEY_VAULT,
        "managedHSMs": KEY_VAULT,
        "locations": KEY_VAULT,
        "locations/deletedVaults": KEY_VAULT,
        "checkNameAvailability": KEY_VAULT,
    },
    "Microsoft.Authorization": {
        "roleAssignments": ROLE_ASSIGNMENTS,
        "roleDefinitions": ROLE_DEFINITIONS,
        "permissions": ROLE_DEFINITIONS,
        "denyAssignments": DENY_ASSIGNMENTS,
        "locks": LOCKS,
        "policyAssignments": POLICIES,
        "policyDefinitions": POLICIES,
        "policySetDefinitions": POLICIES,
    },
    "Microsoft.Resources": dict.fromkeys(
        (
            "deployments",
            "deployments/operations",
            "calculateTemplateHash",
            "resourceGroups",
            "subscriptions",
            "subscriptions/resourceGroups",
            "subscriptions/locations",
            "resources",
            "tags",
            "tenants",
            "providers",
        ),
        RESOURCES,
    ),
    "Microsoft.MarketplaceOrdering": {"agreements": MARKETPLACE, "offertypes": MARKETPLACE},
}
GLOBAL = ("Microsoft.Authorization", "Microsoft.Resources", "Microsoft.MarketplaceOrdering")


def spelled(namespace: str) -> str | None:
    """A namespace as Azure writes it, or None if there is none."""
    return next((each for each in NAMESPACES if each.lower() == namespace.lower()), None)


def of(kind: str) -> tuple[str, ...]:
    """The versions of a type `Microsoft.X/y`; a nested type that has no list has its parent's."""
    namespace, _, name = kind.partition("/")
    known = {
        key.lower(): each for key, each in NAMESPACES.get(spelled(namespace) or "", {}).items()
    }
    while name and name.lower() not in known:
        name = name.rpartition("/")[0]
    return known.get(name.lower(), ())


def newest(kind: str) -> str:
    """The newest version of a type `Microsoft.X/y` that is no preview; empty if unknown."""
    return next((each for each in of(kind) if not each.endswith("-preview")), "")


@functools.lru_cache(maxsize=1024)
def served(pattern: str, version: str) -> bool:
    """Whether the type at a route's address has this version; where no list is kept, any."""
    versions = of(_kind(pattern))
    return not versions or version in versions


def refusal(
    pattern: str, version: str, location: str, locations: Iterable[str]
) -> errors.AzureError:
    """What Azure says of a version that the type at a route's address does not have.

    Resource Manager's own addresses, types without a region, and types of a provider in regions
    each have words of their own, as quoted in https://github.com/Azure/azure-rest-api-specs/issues/14807
    and https://github.com/Azure/azure-cli/issues/28496.
    """
    kind = _kind(pattern)
    namespace, _, name = kind.partition("/")
    versions = of(kind)[::-1]
    if "/providers/" not in pattern:
        return errors.AzureError(
            400,
            "InvalidApiVersionParameter",
            f"The api-version '{version}' is invalid. The supported versions are "
            f"'{','.join(versions[::-1])}'.",
        )
    if namespace in GLOBAL:
        return errors.AzureError(
            404,
            "InvalidResourceType",
            f"The resource type '{name}' could not be found in the namespace '{namespace}' for "
            f"api version '{version}'. The supported api-versions are '{','.join(versions)}'.",
        )
    return errors.AzureError(
        400,
        "NoRegisteredProviderFound",
        f"No registered resource provider found for location '{location}' and API version "
        f"'{version}' for type '{name}'. The supported api-versions are '{', '.join(versions)}'. "
        f"The supported locations are '{', '.join(locations)}'.",
    )


def _kind(pattern: str) -> str:
    """`Microsoft.X/y/z` of a route's address; `Microsoft.Resources/…` where it names none."""
    if "/providers/" not in pattern:
        return "Microsoft.Resources/resources"
    namespace, _, tail = pattern.rpartition("/providers/")[2].partition("/")
    return f"{namespace}/" + "/".join(tail.split("/")[0::2])
