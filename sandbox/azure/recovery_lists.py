"""Site Recovery's other lists: policies, networks, vCenters, plans, appliances, settings, health.

https://learn.microsoft.com/rest/api/site-recovery
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.azure import answers, fabrics, recovery, recovery_jobs, recovery_reports
from sandbox.azure import state as states
from sandbox.azure.routing import Answer, Call, Fidelity, Routes

routes = Routes()
POLICIES = recovery.VAULTS + "/replicationPolicies"
POLICY = recovery.VAULT + "/replicationPolicies/{policy}"
SETTING = recovery.VAULT + "/replicationVaultSettings"
HEALTH = recovery.VAULT + "/replicationVaultHealth"
SAVING, REFRESHING = 15.0, 20.0  # seconds on Azure's clock
# What the story has none of, and what a vault may have: they are lists, mostly empty.
IN_VAULT = (
    "replicationRecoveryPlans", "replicationNetworks", "replicationvCenters",
    "replicationNetworkMappings", "replicationStorageClassifications",
    "replicationStorageClassificationMappings", "replicationMigrationItems",
    "replicationProtectionIntents", "replicationProtectionClusters", "replicationAlertSettings",
)  # fmt: skip
IN_FABRIC = (
    "replicationNetworks", "replicationvCenters", "replicationLogicalNetworks",
    "replicationStorageClassifications",
)  # fmt: skip


def _below(call: Call, home: str, name: str) -> list[states.Document]:
    """Everything below `home` whose type ends with `name`, however deep it lies."""
    return [each for each in call.state.everything(home) if each["type"].endswith(f"/{name}")]


def _plain(name: str, path: str, home: Callable[[Call], str]) -> None:
    note = "Made by a seed or an act only."

    @routes.get(f"{path}/{name}", fidelity=Fidelity.PARTIAL, note=note)
    def listed(call: Call) -> Answer:
        """What there is of it; mostly nothing."""
        return recovery.page(call, _below(call, home(call), name))

    @routes.get(f"{path}/{name}/{{child}}", fidelity=Fidelity.PARTIAL, note=note)
    def one(call: Call) -> Answer:
        """One of them, or 404."""
        for each in _below(call, home(call), name):
            if each["name"].lower() == call["child"].lower():
                return answers.ok(each)
        raise recovery.missing(f"{recovery.VAULTS}/{name}", call["child"])


for _name in IN_VAULT:
    _plain(_name, recovery.VAULT, recovery.vault_id)
for _name in IN_FABRIC:
    _plain(_name, recovery.FABRIC, lambda call: str(recovery.fabric(call)["id"]))
_plain(
    "replicationProtectableItems", recovery.CONTAINER, lambda c: str(recovery.container(c)["id"])
)


# ---- policies ----
@routes.get(recovery.VAULT + "/replicationPolicies")
def policies(call: Call) -> Answer:
    """The vault's replication policies."""
    return recovery.page(call, call.state.all(POLICIES, recovery.vault_id(call)))


def _policy(call: Call) -> states.Document:
    return recovery.child(call, recovery.vault_id(call), POLICIES, call["policy"])


@routes.get(POLICY)
def policy(call: Call) -> Answer:
    """One policy."""
    return answers.ok(_policy(call))


@routes.put(POLICY)
@routes.patch(POLICY)
def save_policy(call: Call) -> Answer:
    """Makes or changes a policy by a job."""
    home = recovery.vault_id(call)
    given = call.body().get("properties") or {}
    details = given.get("providerSpecificInput") or given.get("replicationProviderSettings") or {}
    if not details.get("instanceType"):
        raise recovery.bad("InvalidInput", "The policy's instanceType is missing.")
    policy_id = f"{home}/replicationPolicies/{call['policy']}"
    document = call.state.get(policy_id, POLICIES) or {
        "id": policy_id,
        "name": call["policy"],
        "type": POLICIES,
        "properties": {"friendlyName": call["policy"], "providerSpecificDetails": {}},
    }

    def saved() -> states.Document:
        document["properties"]["providerSpecificDetails"].update(details)
        return call.state.put(document)

    return _job(call, policy_id, "CreateProtectionProfile", call["policy"], saved)


@routes.delete(POLICY)
def delete_policy(call: Call) -> Answer:
    """Removes a policy that nothing uses."""
    found = _policy(call)
    using = [
        item for item in call.state.all(recovery.ITEMS, recovery.vault_id(call))
        if str(item["properties"].get("policyId")).lower() == found["id"].lower()
    ]  # fmt: skip
    if using:
        raise recovery.bad(
            "PolicyInUse", f"The policy '{found['name']}' protects {len(using)} machines."
        )

    def gone() -> None:
        call.state.remove(found["id"], POLICIES)

    return _job(call, found["id"], "DeleteProtectionProfile", found["name"], gone)


def _job(call: Call, target: str, scenario: str, name: str, end: Callable[[], Any]) -> Answer:
    plan = recovery_jobs.Plan(
        scenario=scenario, friendly=scenario, target=(target, name, "ProtectionProfile"),
        seconds=SAVING,
    )  # fmt: skip
    operation = recovery_jobs.begin(call.state, call.operations, target, plan, end)
    answer = recovery.accepted(call, operation, target)
    # This one is not below a path with results of its own.
    place = call.url(f"{recovery.vault_id(call)}/replicationOperationResults/{operation.id}")
    return Answer(status=202, headers={**answer.headers, "Location": place})


# ---- settings, health, appliances ----
@routes.get(SETTING)
def settings(call: Call) -> Answer:
    """The one setting there is, `default`."""
    return recovery.page(call, [_setting(call)])


@routes.get(SETTING + "/{setting}")
def setting(call: Call) -> Answer:
    """The setting `default`."""
    if call["setting"].lower() != "default":
        raise recovery.missing(f"{recovery.VAULTS}/replicationVaultSettings", call["setting"])
    return answers.ok(_setting(call))


@routes.put(SETTING + "/{setting}")
def save_setting(call: Call) -> Answer:
    """Changes the setting, at once: the API knows 200 only."""
    given = call.body().get("properties") or {}
    call.state.facts(recovery.vault_id(call)).setdefault("setting", {}).update(given)
    return answers.ok(_setting(call))


def _setting(call: Call) -> states.Document:
    home = recovery.vault_id(call)
    return {
        "id": f"{home}/replicationVaultSettings/default",
        "name": "default",
        "type": f"{recovery.VAULTS}/replicationVaultSettings",
        "properties": {
            **call.state.facts(home).get("setting", {}),
        },
    }


@routes.get(HEALTH)
def health(call: Call) -> Answer:
    """What is wrong in the vault, summed up from its fabrics' servers and its machines."""
    return answers.ok(_health(call, recovery.vault_id(call)))


def _health(call: Call, home: str) -> states.Document:
    found = call.state.all(recovery.FABRICS, home)
    items = call.state.all(recovery.ITEMS, home)
    issues = [
        {
            "summaryCode": error["errorCode"],
            "category": "FabricInfrastructure",
            "severity": "Error" if error["errorLevel"] == "Critical" else "Warning",
            "summaryMessage": error["summaryMessage"],
            "affectedResourceType": "replicationFabrics",
            "affectedResourceSubtype": "ProcessServer",
            "affectedResourceCorrelationIds": [error["entityId"]],
        }
        for fabric in found
        for server in _servers(call.state, fabric)
        for error in server.get("healthErrors") or []
    ]
    return {
        "id": f"{home}/replicationVaultHealth/Default",
        "name": "Default",
        "type": f"{recovery.VAULTS}/replicationVaultHealth",
        "properties": {
            "vaultErrors": [],
            "protectedItemsHealth": {"resourceCount": len(items), "issues": []},
            "fabricsHealth": {"resourceCount": len(found), "issues": issues},
            "containersHealth": {"resourceCount": len(found), "issues": []},
        },
    }


def _servers(current: states.State, fabric: states.Document) -> list[Any]:
    details = fabrics.render(current, fabric)["properties"]["customDetails"]
    return list(details.get("processServers") or [])


@routes.post(HEALTH + "/{name}/refresh")
def refresh_health(call: Call) -> Answer:
    """All fabrics report now; the health is the outcome."""
    home = recovery.vault_id(call)

    def refreshed() -> states.Document:
        for fabric in call.state.all(recovery.FABRICS, home):
            recovery_reports.take(call.state, fabric["id"])
        return _health(call, home)

    operation = call.operations.begin(
        resource=f"{home}/replicationVaultHealth/default", verb="refresh",
        seconds=REFRESHING, end=refreshed,
    )  # fmt: skip
    answer = recovery.accepted(call, operation, home)
    place = call.url(f"{home}/replicationOperationResults/{operation.id}")
    return Answer(status=202, headers={**answer.headers, "Location": place})


@routes.get(recovery.VAULT + "/replicationAppliances")
def appliances(call: Call) -> Answer:
    """The appliances of modernised fabrics, with their process servers."""
    found = [
        {
            "id": server["id"],
            "name": str(server["name"]).removesuffix("-ps"),
            "fabricArmId": fabric["id"],
            "processServer": server,
        }
        for fabric in call.state.all(recovery.FABRICS, recovery.vault_id(call))
        if fabric["properties"]["customDetails"]["instanceType"] == "InMageRcm"
        for server in _servers(call.state, fabric)
    ]
    details = {"instanceType": "InMageRcm", "appliances": found}
    return recovery.page(call, [{"properties": {"providerSpecificDetails": details}}])


ELIGIBLE = (
    "/subscriptions/{sub}/resourceGroups/{rg}/providers/Microsoft.Compute/virtualMachines/{vm}"
    "/providers/Microsoft.RecoveryServices/replicationEligibilityResults"
)


@routes.get(ELIGIBLE, action="Microsoft.RecoveryServices/replicationEligibilityResults/read")
@routes.get(
    ELIGIBLE + "/{name}", action="Microsoft.RecoveryServices/replicationEligibilityResults/read"
)
def eligibility(call: Call) -> Answer:
    """Refused: replication between Azure regions is not simulated here."""
    raise recovery.bad(
        "OperationNotSupported", f"Whether '{call['vm']}' could replicate to another Azure region "
        "is not known to this vault.",
    )  # fmt: skip
