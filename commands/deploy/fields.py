"""What a deployment needs to know, in the order in which it is asked."""

from __future__ import annotations

from collections.abc import Callable

from commands import fields, memory, passphrases
from commands.deploy import lookups, rules, sources
from commands.fields import Check, Choice, Fault, Field, Kind, Values

DEFAULT_SIZE = "Standard_A8_v2"
DEFAULT_USER = "psadmin"


def _by(name: str, rule: Callable[[str], rules.Wrong | None]) -> Check:
    """A field's check made of a pure rule."""

    def check(value: str, values: Values) -> Fault | None:
        wrong = rule(value)
        if wrong is None:
            return None
        return Fault(field=name, value=value, sentence=wrong.sentence, remedy=wrong.remedy)

    return check


def _lookup(
    name: str,
    label: str,
    explained: str,
    read: memory.Read,
    by: tuple[str, ...] = (),
    *,
    required: bool = True,
    default: str = "",
    example: str = "",
    free_text: bool = False,
    check: fields.Check | None = None,
) -> Field:
    return Field(
        name=name,
        label=label,
        help=explained,
        kind=Kind.LOOKUP,
        required=required,
        default=default,
        example=example,
        lookup=memory.Remembered(read, *by),
        free_text=free_text,
        depends_on=by,
        check=check,
    )


FIELDS: tuple[Field, ...] = (
    _lookup(
        "subscription",
        "Subscription",
        "The Azure subscription to deploy in, by name or id.",
        lookups.subscriptions,
        example='"Contoso DR Production"',
    ),
    _lookup(
        "vault",
        "Vault and configuration server",
        "The Recovery Services vault and its configuration server, as vault/server. "
        "Only the classic VMware architecture uses process servers in Azure.",
        lookups.vaults,
        ("subscription",),
        example="rsv-dr-vmware/cs-onprem-01",
    ),
    _lookup(
        "resource_group",
        "Resource group",
        "An existing resource group, or the name of a new one: it is then made in the region.",
        lookups.resource_groups,
        ("subscription",),
        example="rg-dr-weu",
        free_text=True,
        check=_by("resource_group", rules.resource_group),
    ),
    _lookup(
        "region",
        "Region",
        "Where the failed-over machines run; the virtual network must be in it.",
        lookups.regions,
        ("subscription",),
        example="westeurope",
    ),
    _lookup(
        "network",
        "Virtual network",
        "The network that holds the failed-over machines; each such network needs one.",
        lookups.list_networks,
        ("subscription", "region"),
        example="vnet-dr-weu",
    ),
    _lookup(
        "subnet",
        "Subnet",
        "The subnet of that network for the process server.",
        lookups.subnets,
        ("network", "subscription", "region"),
        example="snet-ps",
    ),
    Field(
        name="name",
        label="Server name",
        help="The machine's Windows name: at most 15 letters, digits and hyphens.",
        example="ps-weu-1",
        check=_by("name", rules.server_name),
    ),
    Field(
        name="user",
        label="Administrator",
        help="The local administrator's name. Its password is generated into Key Vault; nobody "
        "types or sees it here.",
        default=DEFAULT_USER,
        example="psadmin",
        check=_by("user", rules.admin_user),
    ),
    _lookup(
        "storage",
        "Storage account",
        "For boot diagnostics only. The disks are managed disks: Azure no longer starts machines "
        "with disks in a storage account. Without one, Azure keeps the diagnostics itself.",
        lookups.storage_accounts,
        ("subscription", "region"),
        required=False,
        example="stdrdiagweu",
        check=_by("storage", rules.storage_account),
    ),
    Field(
        name="ip",
        label="IP address",
        help="A free private address of the subnet, or auto to pick one. It stays fixed.",
        default=rules.AUTO,
        example="10.60.2.9",
        check=_by("ip", rules.address),
    ),
    _lookup(
        "size",
        "Size",
        "The machine's size. Microsoft's documents name Standard_A8_v2 (8 cores, 16 GB); that "
        "series retires on 15 November 2028, so another may be chosen.",
        lookups.sizes,
        ("subscription", "region"),
        default=DEFAULT_SIZE,
        example=DEFAULT_SIZE,
    ),
    Field(
        name="source",
        label="Made of",
        help="The gallery's image, which a person registers by Remote Desktop; or plain Windows "
        "Server with Unified Setup, which installs and registers it unattended. auto takes the "
        "image while Azure still deploys it, and the plan says which and why.",
        kind=Kind.CHOICE,
        default=sources.AUTO,
        choices=(
            Choice(value=sources.AUTO, label="Whichever Azure still deploys, the image first"),
            Choice(value=sources.Source.GALLERY.value, label="The gallery's image"),
            Choice(value=sources.Source.UNIFIED.value, label="Windows Server and Unified Setup"),
        ),
    ),
    Field(
        name="windows",
        label="Windows Server",
        help="The system that Unified Setup is run on; the gallery's image has its own.",
        kind=Kind.CHOICE,
        default=sources.YEARS[0],
        choices=tuple(Choice(value=year, label=year) for year in sources.YEARS),
        depends_on=("source",),
        applies=lambda values: values["source"] != sources.Source.GALLERY.value,
    ),
    passphrases.FIELD,
)
