"""The official examples that are kept here, and what each may lose on its way."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SITE = "https://github.com/"


@dataclass(frozen=True, kw_only=True)
class Example:
    """One published request with its answers (status → body and headers)."""

    service: str
    operation: str
    path: str
    commit: str
    parameters: dict[str, Any] = field(hash=False)
    responses: dict[int, dict[str, Any]] = field(hash=False)

    @property
    def name(self) -> str:
        return f"{self.service}/{self.operation}"

    @property
    def url(self) -> str:
        return f"{SITE}Azure/azure-rest-api-specs/blob/{self.commit}/{self.path}"

    @property
    def losses(self) -> dict[str, str]:
        return LOSSES.get(self.name, {})

    @property
    def strays(self) -> dict[str, str]:
        return STRAYS.get(self.name, {})


NULL = "null and absent are one to the models"
TERMS = "the example answers the terms of an offer, its description (and the package) an agreement"
ZONE = "the package reads `Name`; the description and its example have `name`"
NO_ITEMS = "the example answers an empty object; the pager reads it as a page without items"


def _nulls(where: str, names: str) -> dict[str, str]:
    """One row for each of these names that the answer has as null."""
    return {f"read {where}{name}: null": NULL for name in names.split()}


_CLUSTER = "$.value[].properties."
_SHARED = f"{_CLUSTER}sharedDiskProperties."
# What a replay may differ in: "where: what" → why.
LOSSES: dict[str, dict[str, str]] = {
    "compute/ResourceSkus_List": {
        "read $.nextLink: null": NULL,
        "read $.value[].locationInfo[].zoneDetails[].name: lost": ZONE,
    },
    "compute/VirtualMachines_InstanceView": _nulls(
        "$.patchStatus.", "availablePatchSummary.error lastPatchInstallationSummary.error"
    ),
    "marketplace/MarketplaceAgreements_Cancel": {
        f"read $.properties.{name}: lost": TERMS
        for name in (
            "accepted",
            "licenseTextLink",
            "marketplaceTermsLink",
            "plan",
            "privacyPolicyLink",
            "product",
            "retrieveDatetime",
            "signature",
        )
    },
    "deployments/DeploymentOperations_ListAtSubscriptionScope": {"read $.value: added": NO_ITEMS},
    "deployments/Deployments_ListAtScope": {"read $.value: added": NO_ITEMS},
    "deployments/Deployments_ListByResourceGroup": {"read $.value: added": NO_ITEMS},
    "resources/Providers_ListAtTenantScope": {"read $.value: added": NO_ITEMS},
    "resources/ResourceGroups_List": {"read $.value: added": NO_ITEMS},
    "resources/Resources_List": {"read $.value: added": NO_ITEMS},
    "siterecovery/ReplicationProtectionClusters_List": {
        **_nulls("$.", "nextLink"),
        **_nulls(_CLUSTER, "currentScenario lastSuccessfulFailoverTime"),
        **_nulls(
            f"{_CLUSTER}providerSpecificDetails.",
            "failoverRecoveryPointId initialPrimaryExtendedLocation lastRpoCalculatedTime"
            " initialRecoveryExtendedLocation lifecycleId primaryAvailabilityZone rpoInSeconds"
            " primaryExtendedLocation recoveryAvailabilityZone recoveryExtendedLocation",
        ),
        **_nulls(_SHARED, "activeLocation currentScenario"),
        **_nulls(
            f"{_SHARED}sharedDiskProviderSpecificDetails.",
            "failoverRecoveryPointId monitoringJobType monitoringPercentageCompletion"
            " protectedManagedDisks sharedDiskIRErrors unprotectedDisks",
        ),
    },
    "siterecovery/ReplicationVaultSetting_List": _nulls("$.", "nextLink"),
}
# What an example gives although its own operation has no such parameter: name → why.
STRAYS: dict[str, dict[str, str]] = {
    "authorization/RoleDefinitions_CreateOrUpdate": {
        "body": "the request's body is `roleDefinition`, which the example gives as an empty object"
    },
    "network/VirtualNetworks_UpdateTags": {"location": "tags alone are what its body takes"},
}


def _read(file: Path) -> Example:
    kept = json.loads(file.read_text(encoding="utf-8"))
    example, source = kept["example"], kept["source"]
    return Example(
        service=file.parent.name,
        operation=file.stem,
        path=source["path"],
        commit=source["commit"],
        parameters=example["parameters"],
        responses={int(status): answer for status, answer in example["responses"].items()},
    )


CASES = tuple(_read(file) for file in sorted(HERE.glob("*/*.json")))
