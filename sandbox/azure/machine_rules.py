"""What a machine must be to be made: names, administrator, image, disks, interfaces.

Rules: https://learn.microsoft.com/azure/virtual-machines/windows/faq (user names, passwords) and
https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules.
"""

from __future__ import annotations

import re
from typing import Any

from sandbox.azure import (
    access,
    disks,
    errors,
    image_states,
    images,
    interfaces,
    sizes,
    state,
)  # fmt: skip
from sandbox.azure.routing import Call

COMPUTER = re.compile(r"^(?!-)(?!\d+$)[A-Za-z0-9-]{1,15}(?<!-)$")
NAME = re.compile(r"^[A-Za-z0-9]([\w.-]{0,62}[A-Za-z0-9_])?$")
USERS = frozenset(
    [
        "administrator",
        "admin",
        "user",
        "user1",
        "test",
        "user2",
        "test1",
        "user3",
        "admin1",
        "1",
        "123",
        "a",
        "actuser",
        "adm",
        "admin2",
        "aspnet",
        "backup",
        "console",
        "david",
        "guest",
        "john",
        "owner",
        "root",
        "server",
        "sql",
        "support",
        "support_388945a0",
        "sys",
        "test2",
        "test3",
        "user4",
        "user5",
    ]
)
COMMON_PASSWORDS = frozenset(
    ["abc@123", "P@$$w0rd", "P@ssw0rd", "P@ssword123", "Pa$$word", "pass@word1", "Password!",
     "Password1", "Password22", "iloveyou!"]
)  # fmt: skip
CLASSES = (r"[a-z]", r"[A-Z]", r"\d", r"[\W_]")
WINDOWS_USER = re.compile(r'^[^\\/"\[\]:|<>+=;,?*@&]{1,20}(?<!\.)$')


def require_name(name: str) -> None:
    if not NAME.match(name):
        raise errors.AzureError(
            400,
            "InvalidParameter",
            f"The entity name '{name}' is invalid according to its validation rule: "
            "^[^_\\W][\\w-._]{0,79}(?<![-.])$.",
            target="vmName",
        )


def require_profile(name: str, profile: dict[str, Any]) -> None:
    """Computer name, administrator and password as Windows and Azure want them."""
    computer = profile.get("computerName") or name
    if not COMPUTER.match(computer):
        raise errors.invalid(
            "computerName",
            "Windows computer name cannot be more than 15 characters long, be entirely numeric, "
            "or contain the following characters: ` ~ ! @ # $ % ^ & * ( ) = + _ [ ] { } \\ | ; : . "
            "' \" , < > / ?.",
        )
    user = profile.get("adminUsername") or ""
    if not user:
        raise errors.missing("osProfile.adminUsername")
    if not WINDOWS_USER.match(user):
        raise errors.invalid(
            "adminUsername",
            "The Admin Username must be between 1 and 20 characters, cannot end with '.' and "
            'cannot contain the characters \\/"[]:|<>+=;,?*@&.',
        )
    if user.lower() in USERS:
        raise errors.invalid(
            "adminUsername",
            "The Admin Username specified is not allowed. For more information about disallowed "
            "usernames, see https://aka.ms/vmosprofile",
        )
    _require_password(profile.get("adminPassword"))


def _require_password(password: Any) -> None:
    if not isinstance(password, str) or not password:
        raise errors.missing("osProfile.adminPassword")
    if not 8 <= len(password) <= 123:
        raise errors.invalid(
            "adminPassword",
            "The supplied password must be between 8-123 characters long and must satisfy at "
            "least 3 of password complexity requirements from the following: 1) Contains an "
            "uppercase character 2) Contains a lowercase character 3) Contains a numeric digit "
            "4) Contains a special character 5) Control characters are not allowed",
        )
    kinds = sum(1 for each in CLASSES if re.search(each, password))
    if kinds < 3 or password in COMMON_PASSWORDS:
        raise errors.invalid(
            "adminPassword",
            "The supplied password must satisfy at least 3 of password complexity requirements, "
            "and must not be one of the common passwords.",
        )


def require_image(call: Call, reference: dict[str, Any], size: sizes.Size) -> images.Image:
    """The gallery image a machine is made of, alive and fitting the size's generation."""
    parts = [str(reference.get(key) or "") for key in ("publisher", "offer", "sku", "version")]
    image = images.find(*parts[:3])
    version = images.version_of(image, parts[3]) if image else None
    if image is None or version is None:
        raise errors.AzureError(
            404,
            "PlatformImageNotFound",
            f"The platform image '{':'.join(parts)}' is not available. Verify that all fields in "
            "the storage profile are correct. For more details about storage profile information, "
            "please refer to https://aka.ms/storageprofile",
            target="imageReference",
        )
    if image_states.ended(call.state, version):
        raise errors.AzureError(
            400,
            "ImageVersionDeprecated",
            f"VM images from publisher '{parts[0]}' with offer '{parts[1]}', sku '{parts[2]}', "
            f"version '{version}' have been deprecated and can no longer be used.",
            target="imageReference",
        )
    require_generation(image.generation, size)
    reference["exactVersion"] = version
    return image


def require_interfaces(
    call: Call, profile: dict[str, Any], machine_id: str, place: str
) -> list[state.Document]:
    """The network interfaces: there, in this region, and nobody else's."""
    given = profile.get("networkInterfaces") or []
    if not given:
        raise errors.missing("networkProfile.networkInterfaces")
    found = []
    for each in given:
        wanted = str(each.get("id") or "")
        interface = call.state.get(wanted, interfaces.KIND)
        if interface is None or interface["location"] != place:
            raise errors.bad_reference(wanted, machine_id)
        access.require_linked(
            call, "Microsoft.Network/networkInterfaces/join/action", interface["id"]
        )
        holder = interface["properties"].get("virtualMachine")
        if holder and holder["id"].lower() != machine_id.lower():
            raise errors.AzureError(
                400,
                "NicInUse",
                f"Network Interface {interface['id']} is used by existing resource {holder['id']}. "
                "In order to use the network interface, it must be dissociated from the resource.",
            )
        found.append(interface)
    return found


def require_attachable(call: Call, disk_id: str, machine: state.Document) -> state.Document:
    """An existing disk that may be attached: there, in this region and zone, free."""
    disk = call.state.get(disk_id, disks.KIND)
    if disk is None:
        raise errors.AzureError(404, "NotFound", f"Disk {disk_id} was not found.")
    if disk["location"] != machine["location"]:
        raise errors.AzureError(
            409,
            "BadRequest",
            f"Disk {disk_id} and virtual machine {machine['id']} must be in the same region.",
        )
    holder = disk.get("managedBy")
    if holder and holder.lower() != machine["id"].lower():
        raise errors.AzureError(
            409,
            "ConflictingUserInput",
            f"Disk '{disk_id}' cannot be attached as the disk is already owned by VM '{holder}'.",
        )
    ours, theirs = machine.get("zones") or [], disk.get("zones") or []
    redundant = disk["sku"]["name"].endswith("_ZRS")
    if ours and not redundant and ours != theirs:
        why = (
            f"it is not in the same zone as the VM. VM zone: '{ours[0]}'. Disk zone: '{theirs[0]}'."
            if theirs
            else f"it is not in zone '{ours[0]}'."
        )
        raise errors.AzureError(
            400, "BadRequest", f"Disk {disk_id} cannot be attached to the VM because {why}"
        )
    return disk


def require_few(count: int, size: sizes.Size) -> None:
    """No more data disks than the size takes."""
    if count > size.data_disks:
        raise errors.AzureError(
            409,
            "OperationNotAllowed",
            "The maximum number of data disks allowed to be attached to a VM of this size is "
            f"{size.data_disks}.",
            target="dataDisks",
        )


def require_generation(generation: str, size: sizes.Size) -> None:
    """The size boots this generation of image."""
    if generation not in size.generations.split(","):
        raise errors.AzureError(
            400,
            "BadRequest",
            f"The selected VM size '{size.name}' cannot boot Hypervisor Generation "
            f"'{generation.removeprefix('V')}'. If this was a Create operation please check that "
            "the Hypervisor Generation of the Image matches the Hypervisor Generation of the "
            "selected VM Size. If this was an Update operation please select a Hypervisor "
            f"Generation '{generation.removeprefix('V')}' VM Size. For more information, see "
            "https://aka.ms/azuregen2vm",
        )


def require_plan(current: state.State, machine: state.Document) -> None:
    """The plan bought is the image's own, to the letter; it ends the operation, not the request.

    Wordings: https://github.com/hashicorp/terraform-provider-azurerm/issues/4678 (none given, said
    while it is waited for), https://learn.microsoft.com/troubleshoot/azure/virtual-machines/windows/
    error-messages (one too many), https://github.com/EnterpriseDB/postgres-deployment (another's).
    """
    storage = machine["properties"]["storageProfile"]
    reference = storage.get("imageReference") or {}
    image = images.find(*(str(reference.get(key)) for key in ("publisher", "offer", "sku")))
    wanted, given = image and images.plan(current, image), machine.get("plan")
    if (wanted or None) == _bought(given):
        return
    if not given:
        said = (
            "Creating a virtual machine from Marketplace image or a custom image sourced from a "
            f"Marketplace image requires Plan information in the request. VM: '{machine['id']}'."
        )
    elif not wanted:
        said = (
            "Creating a virtual machine from a non Marketplace image does not need Plan "
            "information, please remove the Plan information in the request. OS disk name is "
            f"{storage['osDisk']['name']}."
        )
    else:
        said = (
            "Unable to deploy from the Marketplace image or a custom image sourced from "
            "Marketplace image. The part number in the purchase information for VM "
            f"'{machine['id']}' is not as expected. Beware that the Plan object's properties are "
            "case-sensitive."
        )
    raise errors.AzureError(409, "VMMarketplaceInvalidInput", said)


def _bought(plan: Any) -> dict[str, Any] | None:
    """A plan without its promotion code."""
    return {key: plan.get(key) for key in ("publisher", "name", "product")} if plan else None


def require_diagnostics(call: Call, given: dict[str, Any], place: str) -> None:
    """Boot diagnostics name a storage account of this region, or none (a managed one)."""
    boot = given.get("bootDiagnostics") or {}
    address = str(boot.get("storageUri") or "")
    if not boot.get("enabled") or not address:
        return
    name = address.rsplit("://", maxsplit=1)[-1].split(".", maxsplit=1)[0]
    for account in call.state.all("Microsoft.Storage/storageAccounts"):
        if account["name"] == name and account["location"] == place:
            return
    raise errors.AzureError(
        409,
        "StorageAccountNotFound",
        f"Storage account '{name}' not found. Ensure storage account is not deleted and belongs to "
        "the same Azure location as the VM.",
    )


IMMUTABLE = (
    ("osProfile.computerName", ("osProfile", "computerName")),
    ("osProfile.adminUsername", ("osProfile", "adminUsername")),
    ("imageReference", ("storageProfile", "imageReference")),
    ("osDisk.name", ("storageProfile", "osDisk", "name")),
)


def require_unchanged(old: dict[str, Any], new: dict[str, Any]) -> None:
    """409 PropertyChangeNotAllowed when a second PUT changes what cannot change."""
    for shown, path in IMMUTABLE:
        before, after = _at(old, path), _at(new, path)
        if after is not None and _plain(before) != _plain(after):
            raise errors.AzureError(
                409,
                "PropertyChangeNotAllowed",
                f"Changing property '{shown}' is not allowed.",
                target=shown,
            )


def _at(value: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: each for key, each in value.items() if key != "exactVersion"}
    return value
