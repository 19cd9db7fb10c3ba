"""Each rule on its own: a fabric as Azure shows it, and what is said of it."""

from __future__ import annotations

import dataclasses
import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azureops import fabrics, images, interfaces, protected_items, reading, sizes
from azureops.errors import AzureError
from tests.conformance.recordings import cases
from watch import judging, readings, rules, rules_expiry

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
GROUP = "/subscriptions/0a/resourceGroups/rg-v/providers"
VAULT = f"{GROUP}/Microsoft.RecoveryServices/vaults/rsv"
NETWORK = f"{GROUP}/Microsoft.Network/virtualNetworks/vnet-1"
MACHINE = f"{GROUP}/Microsoft.Compute/virtualMachines/ps-1"


def stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def server(**changed: Any) -> dict[str, Any]:
    """A healthy one."""
    return {
        "friendlyName": "ps-1",
        "id": "30AE6187-5869-8E44-B8AF6AA66E3ECC8F",
        "ipAddress": "10.0.0.4",
        "agentVersion": "9.61.7016.1",
        "versionStatus": "Supported",
        "lastHeartbeat": stamp(NOW - timedelta(minutes=12)),
        "cpuLoad": "12%",
        "cpuLoadStatus": "Green",
        "totalMemoryInBytes": 100,
        "availableMemoryInBytes": 40,
        "totalSpaceInBytes": 100,
        "availableSpaceInBytes": 60,
        "sslCertExpiryDate": stamp(NOW + timedelta(days=900)),
        "agentExpiryDate": "9999-12-31T23:59:59.9999999",
        **changed,
    }


def vault(*servers: dict[str, Any], items: Any = (), **details: Any) -> readings.Vault:
    fabric = {
        "id": f"{VAULT}/replicationFabrics/f-1",
        "name": "f-1",
        "properties": {
            "friendlyName": "cs-1",
            "customDetails": {
                "instanceType": "VMware",
                "ipAddress": "192.168.1.1",
                "agentVersion": "9.61.7016.1",
                "versionStatus": "Supported",
                "processServers": list(servers),
                **details,
            },
        },
    }
    read = tuple(map(protected_items.read, items)) if items is not None else None
    return readings.Vault(id=VAULT, fabrics=(fabrics.read(fabric),), items=read)


def item(name: str, server_id: str = "", **details: Any) -> dict[str, Any]:
    return {
        "id": f"{VAULT}/replicationFabrics/f-1/replicationProtectionContainers/c/"
        f"replicationProtectedItems/{name}",
        "name": name,
        "properties": {
            "friendlyName": name,
            "activeLocation": "Recovery",
            "recoveryFabricFriendlyName": "Microsoft Azure",
            "providerSpecificDetails": {
                "instanceType": "InMageAzureV2",
                "processServerId": server_id,
                "agentVersion": "9.61.7016.1",
                "vmNics": [{"recoveryVMNetworkId": NETWORK}],
                **details,
            },
        },
    }


def nic(address: str = "10.0.0.4", machine: str = MACHINE) -> interfaces.Interface:
    return interfaces.Interface(
        id=f"{GROUP}/Microsoft.Network/networkInterfaces/n",
        name="n",
        location="westeurope",
        address=address,
        static=True,
        subnet_id=f"{NETWORK}/subnets/s",
        machine_id=machine,
        public=False,
        state="Succeeded",
    )


def judge(seen: readings.Vault, **given_: Any) -> dict[str, tuple[str, str]]:
    """Kind to severity and sentence, by every rule."""
    reading_ = readings.Reading(
        now=NOW,
        vaults=(seen,),
        nics=given_.pop("nics", (nic(),)),
        regions=given_.pop("regions", ()),
    )
    known = judging.Known(reading=reading_, terms=given_.pop("terms", judging.Terms()), **given_)
    found: list[Any] = []
    for rule in rules.RULES:
        found += (rule.vault(seen, known) if rule.vault else None) or ()
        found += (rule.estate(known) if rule.estate else None) or ()
    return {one.kind: (one.severity, one.sentence) for one in found}


HEALTHY = (item("app-1", server()["id"]),)


def test_where_all_is_well_no_rule_speaks() -> None:
    assert judge(vault(server(), items=HEALTHY)) == {}


W, C = judging.WARNING, judging.CRITICAL


@pytest.mark.parametrize(
    ("changed", "kind", "severity"),
    [
        ({"versionStatus": "UpdateRequired"}, "outdated", W),
        ({"versionStatus": "Deprecated"}, "outdated", C),
        ({"cpuLoad": "81%"}, "processor-high", W),
        ({"cpuLoad": "96%"}, "processor-high", C),
        ({"cpuLoadStatus": "Red"}, "processor-high", C),
        ({"availableMemoryInBytes": 19}, "memory-high", W),
        ({"availableMemoryInBytes": 4}, "memory-high", C),
        ({"availableSpaceInBytes": 29}, "cache-low", W),
        ({"availableSpaceInBytes": 24}, "cache-low", C),
        ({"throughputStatus": "Yellow"}, "backlog-high", W),
        ({"throughputStatus": "Red"}, "backlog-high", C),
        ({"psServiceStatus": "Red"}, "service-down", C),
        ({"machineCount": 151}, "machines-many", W),
        ({"sslCertExpiryDate": stamp(NOW + timedelta(days=60))}, "certificate-expires", W),
        ({"sslCertExpiryDate": stamp(NOW + timedelta(days=6))}, "certificate-expires", C),
        ({"sslCertExpiryDate": stamp(NOW - timedelta(days=1))}, "certificate-expires", C),
        ({"agentExpiryDate": stamp(NOW + timedelta(days=30))}, "agent-expires", W),
    ],
)
def test_one_thing_wrong_is_one_finding(changed: dict[str, Any], kind: str, severity: str) -> None:
    found = judge(vault(server(**changed), items=HEALTHY))
    assert {one: told[0] for one, told in found.items()} == {kind: severity}


@pytest.mark.parametrize(
    "changed",
    [
        {"cpuLoad": "80%"},
        {"availableMemoryInBytes": 20},
        {"availableSpaceInBytes": 30},
        {"lastHeartbeat": stamp(NOW - timedelta(minutes=25))},
        {"sslCertExpiryDate": stamp(NOW + timedelta(days=61))},
        {"throughputStatus": "Green"},
        {"machineCount": 150},
        {"cpuLoad": None, "totalMemoryInBytes": None, "totalSpaceInBytes": 0},
    ],
)
def test_at_the_edge_and_without_figures_nothing_is_said(changed: dict[str, Any]) -> None:
    assert judge(vault(server(**changed), items=HEALTHY)) == {}


def test_of_a_silent_server_its_old_figures_say_nothing() -> None:
    late = stamp(NOW - timedelta(minutes=26))
    found = judge(vault(server(lastHeartbeat=late, cpuLoad="99%"), items=HEALTHY), nics=None)
    assert set(found) == {"heartbeat-lost"}
    assert "No heartbeat since 2026-11-23 11:34 UTC." in found["heartbeat-lost"][1]


def test_how_many_machines_are_too_many_is_set() -> None:
    seen = vault(server(machineCount="9"), items=HEALTHY)
    assert judge(seen, terms=judging.Terms(most_machines=9)) == {}
    found = judge(seen, terms=judging.Terms(most_machines=8))
    assert found["machines-many"][1].startswith("9 protected machines use it; 8 is the limit.")


def test_the_configuration_server_by_the_services_word() -> None:
    found = judge(vault(server(), items=HEALTHY, versionStatus="UpdateRequired"))
    assert set(found) == {"configuration-server-outdated"}


def test_agents_too_far_behind_or_asked_for() -> None:
    old = item("a", server()["id"], agentVersion="9.56.6879.1")
    near = item("b", server()["id"], agentVersion="9.57.6920.1")
    asked = item("c", server()["id"], isAgentUpdateRequired="true")
    found = judge(vault(server(), items=(old, near, asked)))
    assert (
        "2 machines have a mobility agent that must be updated: a, c."
        in (found["agents-outdated"][1])
    )


def test_a_network_without_a_healthy_server_is_uncovered() -> None:
    found = judge(vault(server(), items=HEALTHY), nics=(nic("10.9.9.9"),))
    assert found["uncovered-network"][1].startswith("1 failed-over machine (app-1)")


def test_forgotten_after_its_days_only() -> None:
    idle = vault(server(), items=(item("app-1", "another"),))
    (name,) = [judging.server_id(f, ps) for f, ps in judging.in_azure(idle)]
    for days, kinds in ((13, set()), (14, {"forgotten-server"})):
        since = {name: NOW - timedelta(days=days)}
        assert set(judge(idle, unused_since=since)) == kinds


def test_a_server_that_the_service_counts_machines_on_is_not_forgotten() -> None:
    counted = vault(server(machineCount="3"), items=(item("app-1", "another"),))
    since = {
        judging.server_id(f, p): NOW - timedelta(days=99) for f, p in judging.in_azure(counted)
    }
    assert judge(counted, unused_since=since) == {}


def test_a_machine_that_was_there_once_and_is_gone() -> None:
    seen = vault(server(), items=())
    (name,) = [judging.server_id(f, ps) for f, ps in judging.in_azure(seen)]
    assert set(judge(seen, nics=(), machines={name: MACHINE})) == {"machine-gone"}
    assert judge(seen, nics=()) == {}, "of a machine never seen nothing is known"


def test_what_could_not_be_read_is_no_verdict() -> None:
    unread = dataclasses.replace(vault(server()), items=None)
    known = judging.Known(
        reading=readings.Reading(now=NOW, vaults=(unread,)), terms=judging.Terms()
    )
    asked = [rule for rule in rules.RULES if rule.items or rule.regions]
    assert len(asked) >= 5
    for rule in asked:
        verdict = rule.vault(unread, known) if rule.vault else rule.estate(known)  # type: ignore[misc]
        assert verdict is None, rule.kind


def region(state: images.State, left: int) -> readings.Region:
    image = images.Image(
        reference=images.PROCESS_SERVER, version="1.0", location="westeurope", os="Windows",
        generation="V1", plan=None, state=state, deprecated_at="2027-01-01",
    )  # fmt: skip
    quota = sizes.Quota(name="f", label="Av2", used=100 - left, limit=100)
    return readings.Region(subscription="0a", location="westeurope", image=image, quota=quota)


def test_a_region_is_called_as_people_call_its_subscription() -> None:
    short = region(images.State.ACTIVE, 7)
    for name, title in (("Contoso DR", "westeurope (Contoso DR)"), ("", "westeurope (0a)")):
        seen = readings.Reading(
            now=NOW, vaults=(), regions=(dataclasses.replace(short, name=name),)
        )
        known = judging.Known(reading=seen, terms=judging.Terms())
        (found,) = [
            one
            for rule in rules.RULES
            if rule.regions and rule.estate is not None
            for one in rule.estate(known) or ()
        ]
        assert (found.server_name, found.evidence["subscription"]) == (title, "0a")


def test_the_next_deployments_region() -> None:
    fine = vault(server(), items=HEALTHY)
    assert judge(fine, regions=(region(images.State.ACTIVE, 8),)) == {}
    found = judge(fine, regions=(region(images.State.SCHEDULED, 7),))
    assert {kind: told[0] for kind, told in found.items()} == {
        "image-deprecated": W,
        "quota-short": W,
    }
    gone = dataclasses.replace(region(images.State.ACTIVE, 8), image=None)
    assert judge(fine, regions=(gone,))["image-deprecated"][0] == C
    silent = readings.Region(
        subscription="0a", location="westeurope", refused=AzureError("no", code="x")
    )
    assert judge(fine, regions=(silent,)) == {}


def test_the_bots_own_secret() -> None:
    terms = judging.Terms(secret_expires=NOW + timedelta(days=20))
    found = judge(vault(server(), items=HEALTHY), terms=terms)
    assert "The bot's Azure secret expires on 2026-12-13." in found["secret-expires"][1]


def test_reminders_come_as_the_service_sends_them() -> None:
    due = [rules_expiry.reminders(timedelta(days=left)) for left in range(61, -3, -1)]
    assert due[0] is None
    days = [60 - n for n, (a, b) in enumerate(itertools.pairwise(due)) if a != b]
    assert days == [60, 53, 46, 39, 32, 25, 18, 11, 6, 5, 4, 3, 2, 1, 0, -1, -2]


@given(st.integers(min_value=-400, max_value=60))
def test_reminders_never_go_back(left: int) -> None:
    now, later = (rules_expiry.reminders(timedelta(days=d)) for d in (left, left - 1))
    assert now is not None
    assert later is not None
    assert later >= now


def test_never_is_no_date() -> None:
    assert rules_expiry.said("It", reading.NEVER, NOW) is None
    assert rules_expiry.said("It", None, NOW) is None


def test_a_refused_vault_is_told_apart_from_an_empty_one() -> None:
    refused = AzureError("No.", remedy="", code="x", status=403)
    assert judging.in_azure(readings.Vault(id=VAULT, refused=refused)) == []


def test_the_recorded_fabrics_give_these_findings_and_none_else() -> None:
    """A real answer of April 2021, judged on its day."""
    by_name = {case.name: case for case in cases.CASES}
    seen = readings.Vault(
        id=cases.VAULT,
        fabrics=tuple(map(fabrics.read, by_name["fabrics"].documents)),
        items=tuple(map(protected_items.read, by_name["protected_items"].documents)),
    )
    day = datetime(2021, 4, 6, 7, tzinfo=UTC)
    assert _kinds(seen, day) == set()
    assert _kinds(seen, NOW) >= {("heartbeat-lost", "V2A-PS-200")}, "nobody has run it since"


def _kinds(seen: readings.Vault, day: datetime) -> set[tuple[str, str]]:
    read = readings.Reading(now=day, vaults=(seen,))
    known = judging.Known(reading=read, terms=judging.Terms())
    return {
        (one.kind, one.server_name)
        for rule in rules.RULES
        if rule.vault
        for one in rule.vault(seen, known) or ()
    }
