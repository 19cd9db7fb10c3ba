"""What a machine must be to be made: names, administrator, image, disks, interfaces.

Rules: https://learn.microsoft.com/azure/virtual-machines/windows/faq (user names, passwords) and
https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules.
"""

from __future__ import annotations

import re
from typing import Any

from sandbox.azure import access, disks, errors, images, interfaces, sizes, state
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
    if version in call.state.retired_images:
        raise errors.AzureError(
            400,
            "ImageVersionDeprecated",
            f"VM images from publisher '{parts[0]}' with offer '{parts[1]}', sku '{parts[2]}', "
            f"version '{version}' have been deprecated and can no longer be used.",
            target="imageReference",
        )
    if image.generation not in size.generations.split(","):
        raise errors.AzureError(
            400,
            "BadRequest",
            f"The selected VM size '{size.name}' cannot boot Hypervisor Generation "
            f"'{image.generation.removeprefix('V')}'. If this was a Create operation please check "
            "that the Hypervisor Generation of the Image matches the Hypervisor Generation of the "
            "selected VM Size.",
        )
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


def require_attachable(call: Call, disk_id: str, machine_id: str, place: str) -> state.Document:
    """An existing disk that may be attached: there, in this region, free."""
    disk = call.state.get(disk_id, disks.KIND)
    if disk is None:
        raise errors.AzureError(404, "NotFound", f"Disk {disk_id} was not found.")
    if disk["location"] != place:
        raise errors.AzureError(
            409,
            "BadRequest",
            f"Disk {disk_id} and virtual machine {machine_id} must be in the same region.",
        )
    holder = disk.get("managedBy")
    if holder and holder.lower() != machine_id.lower():
        raise errors.AzureError(
            409,
            "ConflictingUserInput",
            f"Disk '{disk_id}' cannot be attached as the disk is already owned by VM '{holder}'.",
        )
    return disk


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


# ---- the agent inside ----
BUILT_IN = {
    "RunPowerShellScript": "Executes a PowerShell script",
    "DisableNLA": "Disable Network Level Authentication",
    "DisableWindowsUpdate": "Disable Windows Update Automatic Updates",
    "EnableAdminAccount": "Enable administrator account",
    "EnableEMS": "Enable EMS",
    "EnableRemotePS": "Enable remote PowerShell",
    "EnableWindowsUpdate": "Enable Windows Update Automatic Updates",
    "IPConfig": "List IP configuration",
    "RDPSettings": "Verify RDP Listener Settings",
    "ResetRDPCert": "Restore RDP Authentication mode to defaults",
    "SetRDPPort": "Set Remote Desktop port",
    "WindowsActivationValidation": "Windows activation validation",
    "WindowsUpgradeAssessmentValidation": "Windows upgrade assessment validation",
}


def built_in(command: str, lines: Any = ()) -> str:
    """The script of a command that comes with the service; 400 for one of another system."""
    name = next((each for each in BUILT_IN if each.lower() == command.lower()), None)
    if name is None:
        raise errors.invalid(
            "commandId", f"The value '{command}' of parameter 'commandId' is invalid for Windows."
        )
    if name == "RunPowerShellScript":
        return "\n".join(str(line) for line in lines)
    return "ipconfig /all" if name == "IPConfig" else ""


def require_agent(
    current: state.State,
    machine: state.Document,
    text: str = "Cannot modify extensions in the VM when the VM is not running.",
) -> None:
    """The machine runs, may have extensions, and its agent answers; else 409."""
    profile = machine["properties"].get("osProfile") or {}
    agent = (profile.get("windowsConfiguration") or {}).get("provisionVMAgent", True)
    if not profile.get("allowExtensionOperations", True) or not agent:
        raise errors.AzureError(
            409,
            "OperationNotAllowed",
            "This operation cannot be performed when extension operations are disallowed. To "
            "allow, please ensure VM Agent is installed on the VM and the "
            "osProfile.allowExtensionOperations property is true.",
        )
    facts = current.facts(machine["id"])
    if facts.get("power") != "running":
        raise errors.AzureError(409, "OperationNotAllowed", text)
    if facts.get("agent") == "down":
        raise errors.AzureError(
            409,
            "VMAgentStatusCommunicationError",
            f"VM '{machine['name']}' has not reported status for VM agent or extensions. Please "
            "verify that the OS is up and healthy, the VM has a running VM agent, and that it can "
            "establish outbound connections to Azure storage. Please refer to "
            "https://aka.ms/vmextensionwindowstroubleshoot for additional VM agent "
            "troubleshooting information.",
        )
