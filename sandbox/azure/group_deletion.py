"""A group's end: each resource in it is deleted as a client would, those in use after their users.

Rounds are made until nothing is left. When a round neither deletes anything nor waits for anything,
the group stays, and the operation fails naming what could not be deleted.
"""

from __future__ import annotations

from typing import Any

from sandbox.azure import errors, operations, resources, state
from sandbox.azure.operations import Operation
from sandbox.azure.routing import Call

KIND = "Microsoft.Resources/resourceGroups"
FIRST, ROUND = 5.0, 10.0  # seconds on Azure's clock
MOST_ROUNDS = 60
VERSION = "2024-03-01"
# Users first, then what they use; types not named come before networks.
ORDER = (
    "microsoft.compute/virtualmachines",
    "microsoft.network/connections",
    "microsoft.network/virtualnetworkgateways",
    "microsoft.network/networkinterfaces",
    "",
    "microsoft.network/virtualnetworks",
    "microsoft.network/natgateways",
    "microsoft.network/publicipaddresses",
    "microsoft.network/networksecuritygroups",
    "microsoft.network/routetables",
)


def _rank(document: state.Document) -> int:
    kind = document["type"].lower()
    return ORDER.index(kind) if kind in ORDER else ORDER.index("")


def begin(call: Call, group: state.Document) -> Operation:
    """Start to delete a group; it is `Deleting` from now on."""
    group["properties"]["provisioningState"] = "Deleting"
    call.state.touch(group)
    rounds = _Rounds(call, group)
    return call.operations.begin(
        resource=group["id"],
        verb="delete-group",
        seconds=FIRST,
        end=rounds.go,
        failed=rounds.keep,
    )


class _Rounds:
    def __init__(self, call: Call, group: state.Document) -> None:
        self._call = call
        self._group = group
        self._left = -1
        self._made = 0

    def go(self) -> operations.Later | None:
        """One round; another one later while there is something to wait for."""
        current, group_id = self._call.state, self._group["id"]
        refusals = [
            (document, refusal)
            for document in sorted(resources.tracked(current, group_id), key=_rank)
            if (refusal := self._delete(document)) is not None
        ]
        left = resources.tracked(current, group_id)
        if not left:
            self._forget()
            return None
        self._made += 1
        waits = any(self._call.operations.running(each["id"]) for each in left)
        if self._made >= MOST_ROUNDS or (not waits and len(left) == self._left):
            self.keep()
            raise _blocked(self._group["name"], refusals)
        self._left = len(left)
        return operations.Later(ROUND)

    def _delete(self, document: state.Document) -> errors.AzureError | None:
        if self._call.operations.running(document["id"]) is not None:
            return None
        version = resources.version(document["type"])
        try:
            self._call.dispatch("DELETE", document["id"], version)
        except errors.AzureError as refusal:
            if refusal.code not in ("InvalidResourceType", "InvalidRequestUri"):
                return refusal
            # A type this Azure only shows: nobody but the group's end can remove it.
            self._call.state.remove(document["id"], document["type"])
        return None

    def keep(self) -> None:
        """The group is not deleted after all."""
        self._group["properties"]["provisioningState"] = "Succeeded"
        self._call.state.touch(self._group)

    def _forget(self) -> None:
        current = self._call.state
        for document in list(current.everything(self._group["id"])):
            current.remove(document["id"], document["type"])
        current.remove(self._group["id"], KIND)


def _blocked(
    name: str, refusals: list[tuple[state.Document, errors.AzureError]]
) -> errors.AzureError:
    details: list[dict[str, Any]] = [
        {**refusal.inner(), "target": document["id"]} for document, refusal in refusals
    ]
    return errors.AzureError(
        409,
        "ResourceGroupDeletionBlocked",
        f"Deletion of resource group '{name}' failed as resources with identifiers "
        f"'{','.join(document['id'] for document, _ in refusals)}' could not be deleted. The "
        "provisioning state of the resource group will be rolled back. The tracking Id is "
        "available in the response headers.",
        details=details,
    )
