"""Network interfaces (NICs)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from azureops import ids, longrunning
from azureops.azure import Azure
from azureops.longrunning import Token
from azureops.reading import Object, flag, objects, text
from azureops.reading import tags as tags_of

if TYPE_CHECKING:
    from azure.mgmt.network.aio.operations import NetworkInterfacesOperations

API = "2024-05-01"  # learn.microsoft.com/rest/api/virtualnetwork/network-interfaces
CREATION = longrunning.Kind(
    name="create network interface", api_version=API, limit=timedelta(minutes=20)
)
DELETION = longrunning.Kind(
    name="delete network interface", api_version=API, limit=timedelta(minutes=20)
)


@dataclass(frozen=True, kw_only=True)
class Interface:
    """The primary address of one NIC. `machine_id` is empty while it is attached to nothing."""

    id: str
    name: str
    location: str
    address: str
    static: bool
    subnet_id: str
    machine_id: str
    public: bool
    state: str
    unique: str = ""  # resourceGuid: another one of the same name has another one
    tags: Mapping[str, str] = field(default_factory=dict)


async def get(azure: Azure, interface_id: str) -> Interface | None:
    """None: there is no such interface."""
    raw = await azure.arm.get(interface_id, API)
    return _read(raw) if raw else None


async def list_all(azure: Azure, subscription: str) -> tuple[Interface, ...]:
    """All of the subscription."""
    found = await azure.arm.get_all(
        f"/subscriptions/{subscription}/providers/Microsoft.Network/networkInterfaces", API
    )
    return tuple(map(_read, found))


async def submit_create(
    azure: Azure,
    interface_id: str,
    *,
    location: str,
    subnet_id: str,
    address: str,
    tags: Mapping[str, str],
) -> Token:
    """A NIC with a static private address and no public one. Repeating it changes nothing."""
    wanted: Any = {
        "location": location,
        "tags": dict(tags),
        "properties": {
            "ipConfigurations": [
                {
                    "name": "ipconfig1",
                    "properties": {
                        "primary": True,
                        "subnet": {"id": subnet_id},
                        "privateIPAddress": address,
                        "privateIPAllocationMethod": "Static",
                        "privateIPAddressVersion": "IPv4",
                    },
                }
            ]
        },
    }
    begin = (await _client(azure, interface_id)).begin_create_or_update(
        ids.group_of(interface_id), ids.name_of(interface_id), wanted
    )
    return await longrunning.submitted(CREATION, begin, interface_id)


async def follow(azure: Azure, token: Token) -> Interface:
    """Wait for `submit_create`."""
    return await longrunning.follow(azure, token, CREATION, get)


async def submit_delete(azure: Azure, interface_id: str) -> Token | None:
    """None when it is gone already. One attached to a machine is refused by Azure."""
    client = await _client(azure, interface_id)
    return await longrunning.submit_delete(DELETION, client, interface_id)


async def follow_delete(azure: Azure, token: Token) -> None:
    """Wait until it is gone."""
    await longrunning.follow_delete(azure, token, DELETION)


async def _client(azure: Azure, interface_id: str) -> NetworkInterfacesOperations:
    return (await azure.network(ids.subscription_of(interface_id))).network_interfaces


def _read(raw: Object) -> Interface:
    properties = raw.get("properties")
    every = objects(properties, "ipConfigurations")
    first = next((c for c in every if flag(c, "properties", "primary")), every[0] if every else {})
    return Interface(
        id=text(raw, "id"),
        name=text(raw, "name"),
        location=text(raw, "location"),
        address=text(first, "properties", "privateIPAddress"),
        static=text(first, "properties", "privateIPAllocationMethod") == "Static",
        subnet_id=text(first, "properties", "subnet", "id"),
        machine_id=text(properties, "virtualMachine", "id"),
        public=any(text(c, "properties", "publicIPAddress", "id") for c in every),
        state=text(properties, "provisioningState"),
        unique=text(properties, "resourceGuid"),
        tags=tags_of(raw),
    )
