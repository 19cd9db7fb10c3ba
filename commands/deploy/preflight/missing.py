"""What Azure does not have of what was asked for, in words: what is wrong, and what to do."""

from __future__ import annotations

from azureops import fabrics, ids, networks
from commands.deploy.wish import Wish
from commands.preflight.said import Missing
from commands.preflight.shared import near
from core.sentences import say

FROM_LIST = say("preflight-choose", "Choose one from the list.")


def subscription_closed(name: str, wanted: str, offered: list[str]) -> Missing:
    """The settings keep it from deployments."""
    return Missing(
        "subscription",
        say(
            "place-subscription-closed",
            "{name} is not one of the subscriptions that this bot deploys in.",
            name=name,
        ),
        near(wanted, offered)
        or say(
            "place-subscription-closed-remedy",
            "Choose another, or add its id to `subscriptions` in the [azure] table of the "
            "settings.",
        ),
    )


def one_subscription(wanted: str, hits: list[str]) -> Missing:
    """Several have the name."""
    return Missing(
        "subscription",
        say(
            "place-subscriptions",
            "{count} subscriptions are named “{name}”.",
            count=len(hits),
            name=wanted,
        ),
        say(
            "place-subscriptions-remedy",
            "Give the subscription's id instead: {ids}.",
            ids=", ".join(hits),
        ),
    )


def subscription(wanted: str, offered: list[str]) -> Missing:
    return Missing(
        "subscription",
        say(
            "place-no-subscription",
            "The subscription “{name}” is not one that the bot's identity can see.",
            name=wanted,
        ),
        near(wanted, offered)
        or say(
            "place-no-subscription-remedy",
            "Give the bot's identity a role in it, or choose another.",
        ),
    )


def region(wanted: str, listed: list[str]) -> Missing:
    return Missing(
        "region",
        say("place-no-region", "The subscription has no region “{region}”.", region=wanted),
        near(wanted, listed) or FROM_LIST,
    )


def one_network(name: str, hits: list[networks.Network]) -> Missing:
    """Several have the name."""
    return Missing(
        "network",
        say(
            "network-several",
            "{count} virtual networks are named “{name}”.",
            count=len(hits),
            name=name,
        ),
        _which([f"{n.resource_group}/{n.name}" for n in hits]),
    )


def network(wish: Wish, listed: list[str]) -> Missing:
    return Missing(
        "network",
        say(
            "network-missing",
            "The subscription has no virtual network “{network}”.",
            network=wish.network,
        ),
        near(wish.network.rpartition("/")[2], listed) or FROM_LIST,
    )


def subnet(found: networks.Network, wanted: str) -> Missing:
    return Missing(
        "subnet",
        say(
            "network-no-subnet",
            "{network} has no subnet “{subnet}”.",
            network=found.name,
            subnet=wanted,
        ),
        near(wanted, [s.name for s in found.subnets])
        or say("network-no-subnet-remedy", "Add one to {network} first.", network=found.name),
    )


def address(subnet_name: str) -> Missing:
    """None is free."""
    return Missing(
        "ip-free",
        say("network-full", "{subnet} has no free address left.", subnet=subnet_name),
        say("network-full-remedy", "Choose another subnet, or free an address in this one."),
    )


def vault(vault_id: str) -> Missing:
    """The settings name it, Azure does not have it."""
    return Missing(
        "vault",
        say(
            "recovery-vault-missing",
            "The vault {vault} does not exist, though the settings name it.",
            vault=ids.name_of(vault_id),
        ),
        say(
            "recovery-vault-missing-remedy",
            "Mend `vaults` in the [azure] table of the settings, or choose another vault.",
        ),
    )


def one_vault(wanted: str, hits: int, known: list[str]) -> Missing:
    """None has the name, or several."""
    name = wanted.partition("/")[0]
    if hits:
        return Missing(
            "vault",
            say("recovery-vaults", "{count} vaults are named “{name}”.", count=hits, name=name),
            say("recovery-vaults-remedy", "Give the vault's whole resource id."),
        )
    return Missing(
        "vault",
        say("recovery-no-vault", "I know no vault “{vault}”.", vault=wanted),
        near(name, known) or FROM_LIST,
    )


def one_fabric(vault_name: str, wanted: str, hits: int, known: list[str]) -> Missing:
    """None has the name, or several."""
    which = _which([f"{vault_name}/{name}" for name in known])
    if not wanted:
        said = say(
            "recovery-servers",
            "{vault} has {count} configuration servers.",
            vault=vault_name,
            count=hits,
        )
        return Missing("vmware-fabric", said, which)
    said = say(
        "recovery-servers-named",
        "{vault} has {count} configuration servers named “{name}”.",
        vault=vault_name,
        count=hits,
        name=wanted,
    )
    return Missing("vmware-fabric", said, which)


def fabric(vault_name: str, listed: tuple[fabrics.Fabric, ...]) -> Missing:
    """The vault has none of the classic architecture."""
    if any(f.kind is fabrics.Kind.MODERNISED for f in listed):
        return Missing(
            "vmware-fabric",
            say(
                "recovery-modernised",
                "{vault} uses the modernised architecture, which fails back through its appliance "
                "and needs no process server in Azure.",
                vault=vault_name,
            ),
            say(
                "recovery-modernised-remedy",
                "Nothing is to be deployed. Fail back from the appliance: "
                "https://learn.microsoft.com/azure/site-recovery/"
                "failover-failback-overview-modernized",
            ),
        )
    return Missing(
        "vmware-fabric",
        say(
            "recovery-no-server",
            "{vault} has no VMware configuration server; only that architecture uses process "
            "servers.",
            vault=vault_name,
        ),
        say(
            "recovery-no-server-remedy",
            "Choose the vault that protects the VMware or physical site.",
        ),
    )


def size(wish: Wish, offered: list[str]) -> Missing:
    return Missing(
        "size",
        say(
            "machine-no-size",
            "{region} does not offer the size “{size}”.",
            region=wish.region,
            size=wish.size,
        ),
        near(wish.size, offered),
    )


def storage_account(wanted: str, listed: list[str]) -> Missing:
    return Missing(
        "storage",
        say(
            "machine-no-account",
            "The subscription has no storage account “{account}”.",
            account=wanted,
        ),
        near(wanted, listed)
        or say(
            "machine-no-account-remedy",
            "Leave the field out: Azure then keeps the boot diagnostics itself.",
        ),
    )


def _which(names: list[str]) -> str:
    return say("preflight-which", "Say which: {names}.", names=", ".join(names))
