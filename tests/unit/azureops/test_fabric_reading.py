"""Site Recovery's answers, old and new, as the bot's own values."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from azureops import fabrics, process_servers, protected_items, reading
from azureops.process_servers import VersionStatus

VAULT = "/Subscriptions/0a/resourceGroups/rg-v/providers/Microsoft.RecoveryServices/vaults/rsv"


def server(**changed: Any) -> dict[str, Any]:
    return {
        "friendlyName": "ps-1",
        "id": "30AE6187-5869-8E44-B8AF6AA66E3ECC8F",
        "ipAddress": "10.70.2.10",
        "agentVersion": "9.56.6879.1",
        "versionStatus": "UpdateRequired",
        "lastHeartbeat": "2026-11-23T10:00:00Z",
        "machineCount": "2",
        "replicationPairCount": "4",
        "cpuLoad": "12%",
        "totalMemoryInBytes": 100,
        "availableMemoryInBytes": 40,
        "sslCertExpiryDate": "2026-12-14T10:00:00Z",
        "agentExpiryDate": "9999-12-31T23:59:59.9999999",
        "agentVersionDetails": {
            "version": "9.56.6879.1",
            "expiryDate": "9999-12-31T23:59:59.9999999",
            "status": "UpdateRequired",
        },
        "health": "Warning",
        "healthErrors": [
            {
                "errorCode": "26001",
                "errorLevel": "Warning",
                "errorMessage": "Memory is short.",
                "possibleCauses": "Too many machines.",
                "recommendedAction": "Move some.",
            }
        ],
        **changed,
    }


def fabric(kind: str = "VMware", **details: Any) -> dict[str, Any]:
    return {
        "id": f"{VAULT}/replicationFabrics/f00d",
        "name": "f00d",
        "properties": {
            "friendlyName": "cs-onprem-01",
            "internalIdentifier": "01fbe5d9",
            "bcdrState": "Valid",
            "health": "Normal",
            "customDetails": {
                "instanceType": kind,
                "ipAddress": "192.168.10.20",
                "hostName": "cs-onprem-01",
                "agentVersion": "9.61.7016.1",
                "psTemplateVersion": "202404.18.00 ",
                "processServers": [server(), server(ipAddress="192.168.10.20", id="14968BDF")],
                **details,
            },
        },
    }


def test_a_vmware_fabric() -> None:
    found = fabrics.read(fabric())
    assert found.kind is fabrics.Kind.VMWARE
    assert found.vault_id == VAULT
    assert found.server is not None
    assert found.server.address == "192.168.10.20"
    assert str(found.server.version) == "9.61.7016.1"
    assert found.server.template_version == "202404.18.00"
    assert [ps.built_in for ps in found.process_servers] == [False, True]


def test_a_process_server() -> None:
    found = fabrics.read(fabric()).process_server_at("10.70.2.10")
    assert found is not None
    assert found.id == "30AE6187-5869-8E44-B8AF6AA66E3ECC8F"
    assert found.status is VersionStatus.UPDATE_REQUIRED
    assert (found.machine_count, found.pair_count) == (2, 4)
    assert found.agent_expires == reading.NEVER
    assert found.certificate_expires == datetime(2026, 12, 14, 10, tzinfo=UTC)
    assert found.cpu_percent == 12.0
    assert found.health_errors[0].action == "Move some."


def test_an_old_answer_lacks_half_of_it() -> None:
    found = process_servers.read_classic(
        {"id": "1", "ipAddress": "10.0.0.4", "agentVersion": "9.30.0.0"}, server_address=""
    )
    assert found.name == "10.0.0.4"
    assert found.status is VersionStatus.UNKNOWN
    assert found.last_heartbeat is None
    assert found.machine_count is None
    assert found.health == ""
    assert found.built_in is False


FIELDS = {
    "friendlyName": ("name", "10.70.2.10"),  # else the address
    "lastHeartbeat": ("last_heartbeat", None),
    "machineCount": ("machine_count", None),
    "replicationPairCount": ("pair_count", None),
    "cpuLoad": ("cpu_percent", None),
    "totalMemoryInBytes": ("memory_total", None),
    "availableMemoryInBytes": ("memory_free", None),
    "sslCertExpiryDate": ("certificate_expires", None),
    "health": ("health", ""),
    "healthErrors": ("health_errors", ()),
}
"""By the service's name: ours, and what it is where the answer lacks it."""


@given(st.sets(st.sampled_from(sorted(FIELDS))), st.booleans())
def test_what_is_missing_is_not_said_and_leaves_the_rest_alone(
    lacking: set[str], null: bool
) -> None:
    raw, whole = server(), process_servers.read_classic(server(), server_address="")
    for key in lacking:
        if null:
            raw[key] = None
        else:
            del raw[key]
    found = process_servers.read_classic(raw, server_address="")
    for key, (name, empty) in FIELDS.items():
        wanted = empty if key in lacking else getattr(whole, name)
        assert getattr(found, name) == wanted, key


@given(st.sets(st.sampled_from(["versionStatus", "agentVersion", "agentVersionDetails"])))
def test_version_and_status_are_taken_from_where_they_stand(lacking: set[str]) -> None:
    raw = {key: value for key, value in server().items() if key not in lacking}
    found = process_servers.read_classic(raw, server_address="")
    details = "agentVersionDetails" not in lacking
    known = details or "agentVersion" not in lacking
    assert found.version_text == ("9.56.6879.1" if known else "")
    assert (found.version is None) == (not known)
    said = details or "versionStatus" not in lacking
    assert found.status is (VersionStatus.UPDATE_REQUIRED if said else VersionStatus.UNKNOWN)


@given(st.text())
def test_any_status_is_one_of_the_known_or_unknown_and_its_word_is_kept(word: str) -> None:
    raw = server(versionStatus=word, agentVersionDetails=None)
    found = process_servers.read_classic(raw, server_address="")
    assert found.status_word == word.strip()
    known = {one.value.lower() for one in VersionStatus}
    assert (found.status is VersionStatus.UNKNOWN) == (
        word.strip().lower() not in known or word.strip().lower() == "unknown"
    )


@given(st.integers(0, 10**12), st.sampled_from([str, int, "  {}".format]))
def test_a_count_is_the_same_as_text_and_as_number(count: int, form: Any) -> None:
    found = process_servers.read_classic(server(machineCount=form(count)), server_address="")
    assert found.machine_count == count


def test_an_unknown_status_is_kept_as_a_word() -> None:
    found = process_servers.read_classic(server(versionStatus="Odd"), server_address="")
    assert found.status is VersionStatus.UNKNOWN
    assert found.status_word == "Odd"


def test_the_status_inside_the_details_counts_when_it_stands_alone() -> None:
    raw = server(versionStatus=None)
    raw["agentVersionDetails"]["status"] = "SecurityUpdateRequired"
    found = process_servers.read_classic(raw, server_address="")
    assert found.status is VersionStatus.SECURITY_UPDATE_REQUIRED


def test_a_modernised_fabric_has_no_configuration_server() -> None:
    raw = fabric(
        "InMageRcm",
        processServers=[
            {
                "id": "p1",
                "name": "appliance-ps",
                "fqdn": "appliance.contoso.example",
                "ipAddresses": ["192.168.10.40", "fe80::1"],
                "version": "9.61.7016.1",
                "lastHeartbeatUtc": "2026-11-23T10:00:00Z",
                "protectedItemCount": 3,
                "health": "Normal",
            }
        ],
    )
    found = fabrics.read(raw)
    assert found.kind is fabrics.Kind.MODERNISED
    assert found.server is None
    assert found.process_servers[0].address == "192.168.10.40"
    assert found.process_servers[0].machine_count == 3


def test_another_kind_is_named_and_has_no_process_servers() -> None:
    found = fabrics.read(fabric("HyperVSite"))
    assert (found.kind, found.kind_word) == (fabrics.Kind.OTHER, "HyperVSite")
    assert found.process_servers == ()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(
                st.sampled_from(
                    ["properties", "customDetails", "processServers", "id", "ipAddress"]
                ),
                inner,
                max_size=3,
            )
        ),
        max_leaves=10,
    )
)
def test_no_answer_breaks_the_reading(value: Any) -> None:
    fabrics.read({"properties": value})
    fabrics.read({"properties": {"customDetails": value}})
    fabrics.read(fabric(processServers=[value]))
    protected_items.read({"properties": {"providerSpecificDetails": value}})


def item(**changed: Any) -> dict[str, Any]:
    details = changed.pop("details", {})
    return {
        "id": f"{VAULT}/replicationFabrics/f00d/replicationProtectionContainers/cloud_01"
        "/replicationProtectedItems/app-01",
        "name": "app-01",
        "properties": {
            "friendlyName": "app-01",
            "activeLocation": "Recovery",
            "primaryFabricFriendlyName": "cs-onprem-01",
            "recoveryFabricFriendlyName": "Microsoft Azure",
            "protectionState": "UnplannedFailoverCommitted",
            **changed,
            "providerSpecificDetails": {
                "instanceType": "InMageAzureV2",
                "processServerId": "30AE6187",
                "ipAddress": "192.168.20.5",
                "recoveryAzureVMName": "app-01",
                "recoveryAzureResourceGroupId": "/subscriptions/0a/resourceGroups/rg-dr-weu",
                "vmNics": [
                    {
                        "recoveryVMNetworkId": "/subscriptions/0a/…/vnet-dr-weu",
                        "recoveryVMSubnetName": "snet-failover",
                        "replicaNicStaticIPAddress": "10.60.1.10",
                    }
                ],
                **details,
            },
        },
    }


def test_addresses_in_ip_configurations() -> None:
    configs = [{"recoveryStaticIPAddress": "10.60.1.12", "recoverySubnetName": "snet-db"}]
    found = protected_items.read(item(details={"vmNics": [{"ipConfigs": configs}]}))
    assert found.azure_address == "10.60.1.12"
    assert found.subnet_name == "snet-db"


def test_a_failed_over_machine() -> None:
    found = protected_items.read(item())
    assert found.failed_over
    assert found.fabric_name == "f00d"
    assert found.process_server_id == "30AE6187"
    assert found.azure_address == "10.60.1.10"
    assert found.subnet_name == "snet-failover"
    assert found.machine_id.endswith(
        "/rg-dr-weu/providers/Microsoft.Compute/virtualMachines/app-01"
    )


def test_a_machine_still_at_the_site() -> None:
    assert not protected_items.read(item(activeLocation="Primary")).failed_over


def test_a_machine_on_its_way_back_still_runs_in_azure() -> None:
    back = item(activeLocation="Primary", details={"instanceType": "InMage"})
    assert protected_items.read(back).failed_over


def test_where_a_machine_runs_may_be_unknown() -> None:
    assert protected_items.read(item(activeLocation="")).place is protected_items.Place.UNKNOWN
