"""Every answer of the local Azure fits the official description, as the packages carry it."""

from __future__ import annotations

import pytest

from tests.conformance.conftest import Wire
from tests.conformance.openapi import catalogue, checking, crawl, exceptions, prepared, schema


async def test_every_get_answer_fits_the_description(wire: Wire) -> None:
    reads = await crawl.crawl(wire, await prepared.make(wire))
    answered = [read for read in reads if read.status == 200]
    wrong: dict[str, set[str]] = {}
    for read in answered:
        for fault in checking.faults(read.operation, read.body):
            wrong.setdefault(str(fault), set()).add(read.operation.id)
    new = {fault: ids for fault, ids in wrong.items() if fault not in exceptions.FAULTS}
    assert not new, "\n".join(f"{fault} ({', '.join(sorted(ids))})" for fault, ids in new.items())
    assert not exceptions.FAULTS.keys() - wrong.keys(), "exceptions that nothing needs any more"
    assert len(answered) > 400  # the crawl reached the whole story, not its door
    seen = {read.route.pattern for read in answered}
    missed = {crawl.ending(one) for one in crawl.routes() if one.pattern not in seen}
    unread = {one for one in missed if not _expected(one)}
    assert not unread, "routes that no request of the crawl reached"


def _expected(ending: str) -> bool:
    if ending in exceptions.UNREAD:
        return True
    below = ending.startswith(exceptions.VAULT)
    return below and ending.endswith(exceptions.UNREAD_BELOW_VAULT)


MACHINE = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/m"
GOOD = {
    "id": MACHINE,
    "name": "m",
    "type": "Microsoft.Compute/virtualMachines",
    "location": "westeurope",
    "properties": {
        "vmId": "1b4f7d0c-0f5a-4f44-93d2-6b9d4c9d7a11",
        "timeCreated": "2026-01-05T09:30:00+00:00",
        "storageProfile": {"dataDisks": [{"lun": 0, "createOption": "Empty"}]},
    },
}


def test_a_right_answer_has_no_faults() -> None:
    operation = checking.described("GET", MACHINE)
    assert operation is not None
    assert operation.id == "VirtualMachines_Get"
    assert checking.faults(operation, GOOD) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"colour": "red"}, "$.colour: unknown to VirtualMachine"),
        ({"location": None}, "$.location: is null"),
        ({"zones": "1"}, "$.zones: is a str, not a list"),
        ({"tags": {"a": 1}}, "$.tags.*: 1 is not a str"),
        (
            {"properties": {"vmID": "x"}},
            "$.properties.vmID: unknown to VirtualMachineProperties",
        ),
        (
            {"properties": {"timeCreated": "yesterday"}},
            "$.properties.timeCreated: 'yesterday' is not a datetime",
        ),
        (
            {"properties": {"storageProfile": {"dataDisks": [{"createOption": "Empty"}]}}},
            "$.properties.storageProfile.dataDisks[].lun: required by DataDisk, missing",
        ),
        (
            {"properties": {"priority": "Urgent"}},
            "$.properties.priority: 'Urgent' is no VirtualMachinePriorityTypes",
        ),
    ],
)
def test_a_wrong_answer_is_told(change: dict[str, object], fault: str) -> None:
    operation = checking.described("GET", MACHINE)
    assert operation is not None
    assert [str(one) for one in checking.faults(operation, {**GOOD, **change})] == [fault]


def test_the_discriminator_chooses_what_is_allowed() -> None:
    from azure.mgmt.recoveryservicessiterecovery import models  # noqa: PLC0415 - heavy

    details = {"instanceType": "HyperVSite", "processServers": []}
    told = schema.faults(models.FabricProperties, {"customDetails": details})
    assert [str(one) for one in told] == [
        "$.customDetails.processServers: unknown to HyperVSiteDetails"
    ]


def test_a_page_is_more_than_its_items() -> None:
    operation = checking.described("GET", MACHINE.rpartition("/")[0])
    assert operation is not None
    assert checking.faults(operation, {"items": []})
    assert checking.faults(operation, {"value": [], "nextLink": "/relative"})
    assert checking.faults(operation, {"value": [], "nextLink": "https://127.0.0.1/x"}) == []


def test_the_packages_were_read_whole() -> None:
    known = {(one.service, one.id) for one in catalogue.operations()}
    assert len(known) > 1500
    for wanted in (
        ("network", "VirtualNetworks_List"),
        ("compute", "VirtualMachines_CreateOrUpdate"),
        ("siterecovery", "ReplicationFabrics_ReassociateGateway"),
        ("authorization", "RoleAssignments_ListForScope"),
        ("marketplace", "MarketplaceAgreements_Get"),
    ):
        assert wanted in known
