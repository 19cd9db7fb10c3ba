"""Given Contoso's Azure, each thing that must stop or warn a deployment is found and named."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from azureops import groups, longrunning
from azureops.errors import AzureError
from commands.deploy import VERB, preflight, steps
from commands.deploy.sources import Source
from commands.registry import VERBS
from core import language
from core.sentences import spoken
from tests.scenario.commands.conftest import VALUES, Cloud
from workflow import holds, plans, procedures

S = plans.Severity
TEST_ID = "5b000000-0000-4000-8000-000000000002"
PRODUCTION = "5b000000-0000-4000-8000-000000000001"
GROUP = f"/subscriptions/{PRODUCTION}/resourceGroups/rg-dr-weu"
NETWORK = f"/subscriptions/{PRODUCTION}/resourceGroups/rg-dr-network/providers/Microsoft.Network"
EASTUS = {"region": "eastus", "network": "vnet-dr-eus", "storage": ""}
TEST = {
    "subscription": "Contoso DR Test",
    "resource_group": "rg-dr-test",
    "network": "vnet-test-weu",
    "storage": "",
}
NORTH = {
    "region": "northeurope",
    "network": "rg-dr-network/vnet-dr-neu",
    "resource_group": "rg-dr-neu",
    "storage": "",
}


async def plan(cloud: Cloud, request: procedures.Request, **changed: str) -> plans.Plan:
    return await VERB.plan(cloud.world, {**VALUES, **changed}, request)


def found(plan: plans.Plan, check: str) -> plans.Finding:
    one = next(f for f in plan.findings if f.check == check)
    assert_german(one.sentence)
    return one


def assert_german(text: str) -> None:
    """German reads it otherwise: what was glued together would be English still."""
    assert spoken(text, language.of("de")) != text


async def test_a_good_wish_passes_every_check(cloud: Cloud, request_: procedures.Request) -> None:
    made = await plan(cloud, request_)
    assert [f.check for f in made.findings] == list(preflight.CHECKS)
    assert {f.check: f.sentence for f in made.findings if f.severity is not S.OK} == {}
    for check in preflight.CHECKS:
        found(made, check)


async def test_the_plan_names_everything_it_will_make(
    cloud: Cloud, request_: procedures.Request
) -> None:
    made = await plan(cloud, request_)
    assert [c.kind for c in made.changes if c.action is plans.Action.CREATE] == [
        "Key Vault secret",
        "network interface",
        "virtual machine",
        "managed disk",
        "managed disk",
    ]
    assert made.arguments["ip"] == "10.60.2.5"  # 10.60.2.4 is taken
    assert made.cost is not None
    for text in (made.summary, made.undo, made.cost.note, *(c.kind for c in made.changes)):
        assert_german(text)
    assert made.target == "ps-weu-1"
    assert made.environment["region"] == "westeurope"
    assert made.steps == tuple(step.name for step in steps.of(Source.GALLERY))
    assert made.locks[1] == "ip:vnet-dr-weu/10.60.2.5"
    assert plans.from_json(plans.to_json(made)) == made


async def test_rules_see_the_tags_of_the_resource_group(
    cloud: Cloud, request_: procedures.Request
) -> None:
    await groups.ensure(
        cloud.world, PRODUCTION, "rg-tagged", "westeurope", {"Environment": "production"}
    )
    await longrunning.settled(
        cloud.world, "rg-tagged", lambda: groups.get(cloud.world, PRODUCTION, "rg-tagged")
    )
    made = await plan(cloud, request_, resource_group="rg-tagged")
    assert made.environment["tag:environment"] == "production"
    new = await plan(cloud, request_, resource_group="rg-yet-to-be")
    assert not [key for key in new.environment if key.startswith("tag:")]


async def test_a_persons_lock_on_the_name_holds_the_deployment(
    cloud: Cloud, request_: procedures.Request
) -> None:
    made = await plan(cloud, request_)
    assert holds.server("PS-weu-1 ") in made.locks, "as `/failback-ps lock PS-weu-1` takes it"


async def test_the_same_wish_gives_the_same_hash(
    cloud: Cloud, request_: procedures.Request
) -> None:
    first, second = await plan(cloud, request_), await plan(cloud, request_)
    assert first.hash == second.hash
    assert (await plan(cloud, request_, size="Standard_A4_v2")).hash != first.hash


async def test_an_approved_address_is_kept_while_it_is_free(
    cloud: Cloud, request_: procedures.Request
) -> None:
    again = procedures.Request(
        operation_id=request_.operation_id,
        requester=request_.requester,
        extra={"arguments": {"ip": "10.60.2.77"}},
    )
    assert (await plan(cloud, again)).arguments["ip"] == "10.60.2.77"
    taken = procedures.Request(
        operation_id=request_.operation_id,
        requester=request_.requester,
        extra={"arguments": {"ip": "10.60.2.4"}},
    )
    assert (await plan(cloud, taken)).arguments["ip"] == "10.60.2.5"


async def test_what_it_costs_is_in_the_plan(cloud: Cloud, request_: procedures.Request) -> None:
    cost = (await plan(cloud, request_)).cost
    assert cost is not None
    assert cost.monthly > 100
    assert len(cost.lines) >= 2


REFUSED: list[tuple[str, dict[str, str], str, str]] = [
    ("subscription", {"subscription": "Contoso DR Prodution"}, "can see", "Contoso DR Production"),
    ("vault", {"vault": "rsv-dr-vmwear"}, "no vault", "rsv-dr-vmware"),
    ("vmware-fabric", {"vault": "rsv-dr-modern"}, "modernised", "Nothing is to be deployed"),
    ("vmware-fabric", {"vault": "rsv-dr-vmware/cs-2"}, "named “cs-2”", "cs-onprem-01"),
    ("deployment-model", {"network": "classic/vnet-old"}, "Classic", "Resource Manager"),
    ("region", {"region": "westeuropa"}, "no region", "westeurope"),
    ("network", {"network": "vnet-dr-neu"}, "not in westeurope", "region=northeurope"),
    ("network", {"network": "vnet-dr-wue"}, "no virtual network", "vnet-dr-weu"),
    ("subnet", {"subnet": "snet-pss"}, "no subnet", "snet-ps"),
    ("subnet", {"subnet": "GatewaySubnet"}, "kept for an Azure service", "another subnet"),
    ("gateway", EASTUS, "no VPN or ExpressRoute gateway", "Add a gateway"),
    ("size", EASTUS, "NotAvailableForSubscription", "Azure support"),
    ("size", {"size": "Standard_A8v2"}, "does not offer", "Standard_A8_v2"),
    ("quota", TEST, "4 cores left", "more quota"),
    ("site-connection", TEST, "NotConnected", "connection up"),
    ("ip-free", {"ip": "10.60.2.4"}, "already taken", "10.60.2.5"),
    ("ip-free", {"ip": "10.60.2.3"}, "Azure keeps", "10.60.2.4"),
    ("ip-free", {"ip": "10.60.1.20"}, "not in the subnet", "10.60.2.0/24"),
    ("name-free", {**NORTH, "name": "ps-neu-1"}, "already has", "never overwritten"),
    ("registered-before", {**NORTH, "name": "ps-neu-1"}, "live process server", "another name"),
    ("storage", {"storage": "stdrdiagwu"}, "no storage account", "stdrdiagweu"),
    ("storage", {**NORTH, "storage": "stdrdiagweu"}, "northeurope", "leave the field out"),
]


@pytest.mark.parametrize("wish", REFUSED, ids=lambda wish: f"{wish[0]}-{wish[2]}")
async def test_refused_with_a_reason_and_a_way_out(
    cloud: Cloud, request_: procedures.Request, wish: tuple[str, dict[str, str], str, str]
) -> None:
    check, changed, said, remedy = wish
    made = await plan(cloud, request_, **changed)
    finding = found(made, check)
    assert finding.severity is S.BLOCKING, finding
    assert said in finding.sentence
    assert remedy in finding.remedy
    assert_german(finding.remedy)
    assert len(made.findings) == len(preflight.CHECKS)


NSG = f"{NETWORK}/networkSecurityGroups/nsg-ps-weu"
CONNECTION = f"{NETWORK}/connections/cn-site-weu"
LOCAL = f"{NETWORK}/localNetworkGateways/lgw-site-weu"
DENY = {
    "name": "deny-all-out",
    "properties": {
        "protocol": "*",
        "sourcePortRange": "*",
        "destinationPortRange": "*",
        "sourceAddressPrefix": "*",
        "destinationAddressPrefix": "*",
        "access": "Deny",
        "priority": 100,
        "direction": "Outbound",
    },
}

ACTS: list[tuple[str, dict[str, Any], str]] = [
    ("provider-registered", {"do": "unregister_provider", "subscription": PRODUCTION,
                             "namespace": "Microsoft.Compute"}, "Microsoft.Compute"),
    ("permissions", {"do": "deny", "action": "Microsoft.Compute/virtualMachines/write"},
     "virtualMachines/write"),
    ("no-lock", {"do": "lock", "scope": GROUP, "level": "ReadOnly"}, "read-only lock"),
    ("quota", {"do": "quota", "subscription": PRODUCTION, "location": "westeurope",
               "family": "standardAv2Family", "limit": 4}, "cores left"),
    ("size", {"do": "restrict", "size": "Standard_A8_v2", "location": "westeurope"},
     "NotAvailableForSubscription"),
    ("site-connection", {"do": "set", "id": CONNECTION,
                         "merge": {"properties": {"connectionStatus": "Connecting"}}},
     "Connecting"),
    ("site-connection", {"do": "set", "id": LOCAL, "merge": {"properties": {
        "localNetworkAddressSpace": {"addressPrefixes": ["172.16.0.0/12"]}}}}, "172.16.0.0/12"),
    ("ports", {"do": "set", "id": NSG, "merge": {"properties": {"securityRules": [DENY]}}},
     "blocks 443"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "act", "said"), ACTS)
async def test_what_somebody_changed_in_azure_is_found(
    cloud: Cloud, request_: procedures.Request, check: str, act: dict[str, Any], said: str
) -> None:
    await cloud.act(**act)
    finding = found(await plan(cloud, request_), check)
    assert finding.severity is S.BLOCKING, finding
    assert said in finding.sentence
    assert_german(finding.remedy)
    assert finding.remedy


async def test_a_provider_that_is_not_registered_is_one_cause_and_one_finding(
    cloud: Cloud, request_: procedures.Request
) -> None:
    """Azure answers nothing of Compute then; the checks that ask it say why they could not."""
    await cloud.act("unregister_provider", subscription=PRODUCTION, namespace="Microsoft.Compute")
    made = await plan(cloud, request_)
    assert [each.check for each in made.blocking] == ["provider-registered"]
    size = found(made, "size")
    assert size.severity is S.WARNING
    assert "because of provider-registered" in size.sentence


async def test_a_size_restricted_in_zones_is_told_and_does_not_block(
    cloud: Cloud, request_: procedures.Request
) -> None:
    await cloud.act("restrict", size="Standard_A8_v2", location="westeurope", zones=["1", "2"])
    size = found(await plan(cloud, request_), "size")
    assert size.severity is S.OK
    assert "Not in zone 1, 2" in size.sentence


async def test_a_missing_passphrase_is_found(cloud: Cloud, request_: procedures.Request) -> None:
    cloud.fault("keyvault", r"/secrets/asr-passphrase", 404, "SecretNotFound")
    cloud.fault("keyvault", r"/secrets$", 200, "none")
    finding = found(await plan(cloud, request_), "passphrase-secret")
    assert finding.severity is S.BLOCKING
    assert "genpassphrase" in finding.remedy


WARNED: list[tuple[str, dict[str, str], str]] = [
    ("outbound", EASTUS, "no way to the Internet"),
    ("failed-over", EASTUS, "No failed-over machine"),
    ("already-served", NORTH, "ps-neu-1"),
    ("other-networks", NORTH, "vnet-dr-weu (app-01, app-02, db-01)"),
    ("resource-group", {"resource_group": "rg-dr-neu"}, "northeurope"),
]


@pytest.mark.parametrize(("check", "changed", "said"), WARNED)
async def test_warned(
    cloud: Cloud, request_: procedures.Request, check: str, changed: dict[str, str], said: str
) -> None:
    finding = found(await plan(cloud, request_, **changed), check)
    assert finding.severity is S.WARNING, finding
    assert said in finding.sentence
    assert_german(finding.remedy)


async def test_locks_and_policies_that_only_warn(
    cloud: Cloud, request_: procedures.Request
) -> None:
    await cloud.act("lock", scope=GROUP)
    await cloud.act("policy", scope=GROUP, type="Microsoft.Network/publicIPAddresses")
    made = await plan(cloud, request_)
    assert found(made, "no-lock").severity is S.WARNING
    assert found(made, "policy").severity is S.WARNING


@pytest.mark.parametrize("typed", ["Contoso DR Test", TEST_ID.upper()])
async def test_a_subscription_that_the_settings_leave_out_is_refused(
    cloud: Cloud, request_: procedures.Request, typed: str
) -> None:
    cloud.world.estate = dataclasses.replace(
        cloud.world.estate, subscriptions=(PRODUCTION.upper(),)
    )
    finding = found(await plan(cloud, request_, **{**TEST, "subscription": typed}), "subscription")
    assert finding.severity is S.BLOCKING
    assert "Contoso DR Test is not one of the subscriptions" in finding.sentence
    assert "Contoso DR Production" in finding.remedy
    assert (await plan(cloud, request_)).blocking == ()


async def test_one_check_without_answer_hides_no_other(
    cloud: Cloud, request_: procedures.Request
) -> None:
    cloud.fault("arm", r"/usages", 500, "InternalServerError")
    made = await plan(cloud, request_, ip="10.60.2.4")
    quota = found(made, "quota")
    assert quota.severity is S.BLOCKING
    assert "could not be checked" in quota.sentence
    assert found(made, "ip-free").severity is S.BLOCKING
    assert found(made, "size").severity is S.OK


async def test_without_any_answer_nothing_is_said(
    cloud: Cloud, request_: procedures.Request
) -> None:
    cloud.fault("arm", r"^/subscriptions$", 403, "AuthorizationFailed")
    with pytest.raises(AzureError) as refused:
        await plan(cloud, request_)
    assert refused.value.remedy


async def test_a_peered_network_uses_the_other_ones_gateway(
    cloud: Cloud, request_: procedures.Request
) -> None:
    made = await plan(cloud, request_, **NORTH)
    finding = found(made, "gateway")
    assert finding.severity is S.OK
    assert "vnet-dr-weu" in finding.sentence


async def test_nothing_is_changed_by_planning(cloud: Cloud, request_: procedures.Request) -> None:
    before = await cloud.snapshot()
    await plan(cloud, request_)
    after = await cloud.snapshot()
    assert {r["id"] for r in before["resources"]} == {r["id"] for r in after["resources"]}
    assert before["secrets"] == after["secrets"]
    writes = [
        e for e in cloud.local.control.entries(service="arm") if e["method"] not in {"GET", "HEAD"}
    ]
    assert writes == []


async def test_every_list_of_the_form_and_its_second_reading(cloud: Cloud) -> None:
    values: dict[str, str] = {}
    for field in VERBS["deploy"].fields:
        if field.lookup is None:
            continue
        listed = await field.lookup(cloud.world, values, "")
        assert listed.total == len(listed.items) > 0, field.name
        assert all(len(choice.value) <= 150 for choice in listed.items)
        before = len(cloud.local.control.entries(service="arm"))
        again = await field.lookup(cloud.world, values, listed.items[0].label[:4])
        assert listed.items[0] in again.items
        assert len(cloud.local.control.entries(service="arm")) == before
        wanted = VALUES.get(field.name, field.default)
        match = next(c for c in listed.items if wanted.lower() in f"{c.value}{c.label}".lower())
        values[field.name] = match.value
