"""The VM agent: whether a machine takes scripts and extensions, and the scripts that come along."""

from __future__ import annotations

from typing import Any

from sandbox.azure import errors, state

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
