"""Changes of a managed disk that exists: size, sku, tags; and reading it by a signed address.

https://learn.microsoft.com/rest/api/compute/disks/grant-access
"""

from __future__ import annotations

import secrets

from sandbox.azure import answers, compute_nouns, disks, errors, reads, state
from sandbox.azure.routing import Answer, Call, Fidelity, Routes

routes = Routes()
GRANTING = 3.0  # seconds on Azure's clock
SNAPSHOT = "/subscriptions/{sub}/resourceGroups/{rg}/providers/Microsoft.Compute/snapshots/{name}"
NOTE = "The address has Azure's form; no disk content can be read there."


@routes.patch(disks.PATH)
def update(call: Call) -> Answer:
    """Change tags, size (never smaller; an OS disk only while its machine is off) or sku."""
    found = reads.find(call, disks.KIND)
    body = call.body()
    disks.change(call.state, found, body)
    if "tags" in body:
        found["tags"] = body["tags"] or {}
    call.state.touch(found)
    return disks.changing(call, found)


def _begin(call: Call, kind: str) -> Answer:
    found = reads.find(call, kind)
    body = call.body()
    if not body.get("access"):
        raise errors.missing("access")
    if found["properties"]["diskState"] == "Attached" and _running(call.state, found):
        raise errors.AzureError(
            409,
            "OperationNotAllowed",
            f"There is an active shared access signature outstanding or disk {found['name']} is "
            f"attached to running VM {found['managedBy']}. Deallocate it first.",
        )
    found["properties"]["diskState"] = "ActiveSAS"
    name = f"md-{secrets.token_hex(6)}"
    address = (
        f"https://{name}.z12.blob.storage.azure.net/{secrets.token_hex(6)}/abcd?sv=2018-03-28&sr=b"
        f"&si={secrets.token_hex(8)}&sig={secrets.token_urlsafe(32)}"
    )
    operation = call.operations.begin(
        resource=found["id"], verb="beginGetAccess", seconds=GRANTING,
        end=lambda: {"accessSAS": address},
    )  # fmt: skip
    return answers.accepted(
        call, operation, provider="Microsoft.Compute", location=found["location"]
    )


def _running(current: state.State, found: state.Document) -> bool:
    return current.facts(str(found.get("managedBy"))).get("power") == "running"


def _end(call: Call, kind: str) -> Answer:
    found = reads.find(call, kind)
    found["properties"]["diskState"] = "Attached" if found.get("managedBy") else "Unattached"
    operation = call.operations.begin(
        resource=found["id"], verb="endGetAccess", seconds=GRANTING, end=lambda: None
    )
    return answers.accepted(
        call, operation, provider="Microsoft.Compute", location=found["location"]
    )


@routes.post(disks.PATH + "/beginGetAccess", fidelity=Fidelity.PARTIAL, note=NOTE)
def begin_disk(call: Call) -> Answer:
    """A signed address of a disk that no running machine holds."""
    return _begin(call, disks.KIND)


@routes.post(disks.PATH + "/endGetAccess")
def end_disk(call: Call) -> Answer:
    """Take the address back."""
    return _end(call, disks.KIND)


@routes.post(SNAPSHOT + "/beginGetAccess", fidelity=Fidelity.PARTIAL, note=NOTE)
def begin_snapshot(call: Call) -> Answer:
    """A signed address of a snapshot."""
    return _begin(call, compute_nouns.SNAPSHOTS)


@routes.post(SNAPSHOT + "/endGetAccess")
def end_snapshot(call: Call) -> Answer:
    """Take the address back."""
    return _end(call, compute_nouns.SNAPSHOTS)
