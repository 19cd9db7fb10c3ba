"""Azure resource ids: built, read and compared. Azure treats them without regard to case."""

from __future__ import annotations

from urllib.parse import quote


def _under(group_id: str, *parts: str) -> str:
    return group_id + "".join(f"/{part}" for part in parts)


def group(subscription: str, name: str) -> str:
    """`/subscriptions/{guid}/resourceGroups/{name}`."""
    return f"/subscriptions/{subscription}/resourceGroups/{name}"


def network(subscription: str, resource_group: str, name: str) -> str:
    return _under(
        group(subscription, resource_group), "providers/Microsoft.Network/virtualNetworks", name
    )


def subnet(network_id: str, name: str) -> str:
    return f"{network_id}/subnets/{name}"


def interface(subscription: str, resource_group: str, name: str) -> str:
    return _under(
        group(subscription, resource_group), "providers/Microsoft.Network/networkInterfaces", name
    )


def machine(subscription: str, resource_group: str, name: str) -> str:
    return _under(
        group(subscription, resource_group), "providers/Microsoft.Compute/virtualMachines", name
    )


def disk(subscription: str, resource_group: str, name: str) -> str:
    return _under(group(subscription, resource_group), "providers/Microsoft.Compute/disks", name)


def storage_account(subscription: str, resource_group: str, name: str) -> str:
    return _under(
        group(subscription, resource_group), "providers/Microsoft.Storage/storageAccounts", name
    )


def vault(subscription: str, resource_group: str, name: str) -> str:
    """A Recovery Services vault."""
    return _under(
        group(subscription, resource_group), "providers/Microsoft.RecoveryServices/vaults", name
    )


def _after(resource_id: str, word: str) -> str:
    parts = resource_id.strip("/").split("/")
    lowered = [part.lower() for part in parts]
    try:
        return parts[lowered.index(word) + 1]
    except (ValueError, IndexError):
        return ""


def subscription_of(resource_id: str) -> str:
    """The subscription's GUID; empty if there is none in the id."""
    return _after(resource_id, "subscriptions")


def group_of(resource_id: str) -> str:
    """The resource group's name; empty if there is none in the id."""
    return _after(resource_id, "resourcegroups")


def group_id_of(resource_id: str) -> str:
    return group(subscription_of(resource_id), group_of(resource_id))


def name_of(resource_id: str) -> str:
    """The last segment."""
    return resource_id.rstrip("/").rsplit("/", 1)[-1]


def parent_of(resource_id: str) -> str:
    """The id without its last type and name: the network of a subnet."""
    return resource_id.rstrip("/").rsplit("/", 2)[0]


def same(one: str, other: str) -> bool:
    return one.rstrip("/").lower() == other.rstrip("/").lower()


def path(resource_id: str) -> str:
    """The id as a URL path: blanks and the like are quoted, slashes stay."""
    return quote(resource_id, safe="/-._~()")
