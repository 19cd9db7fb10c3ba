"""The parts of a simulated machine's registry that Site Recovery is found by, read only."""

from __future__ import annotations

from typing import Any

from sandbox.azure import guest
from sandbox.azure.guest_shell import Shell, Steps
from sandbox.azure.guest_values import follow, shown
from sandbox.azure.guest_words import given, inside

UNINSTALL = r"hklm:\software\wow6432node\microsoft\windows\currentversion\uninstall"
INSTALLED = r"hklm:\software\wow6432node\inmage systems\installed products\10"


def look(shell: Shell, path: str) -> Any:
    low = path.lower().replace("hkey_local_machine", "hklm:").replace("hklm\\", "hklm:\\")
    low = low.replace("registry::", "").replace("hklm::", "hklm:").rstrip("\\")
    held = inside(shell)
    server = guest.product(held, guest.SERVER)
    if low == INSTALLED:
        return server and {"Build_Version": server["version"], "InstallDirectory": server["home"]}
    if low.startswith(UNINSTALL) or low.rstrip("\\*") == UNINSTALL:
        found = [_key(each) for each in held["products"]]
        tail = low.removeprefix(UNINSTALL).strip("\\*")
        return [each for each in found if not tail or each["PSChildName"].lower() == tail] or None
    if low.endswith("rebootpending"):
        return {"PSPath": path} if held["reboot"] else None
    return None


def _key(product: dict[str, str]) -> dict[str, str]:
    return {
        "DisplayName": product["name"],
        "DisplayVersion": product["version"],
        "Publisher": "Microsoft Corporation",
        "InstallLocation": product["home"],
        "UninstallString": product["uninstall"],
        "PSChildName": product["key"],
    }


def get_item_property(shell: Shell, words: list[Any], piped: Any) -> Steps:
    yield from ()
    if piped is not None:
        return piped
    path = shown(given(words, "Path", 1) or given(words, "LiteralPath"))
    found = look(shell, path)
    quiet = str(given(words, "ErrorAction")).lower() in ("silentlycontinue", "ignore")
    if found is None and "*" not in path and not quiet:
        shell.fail(f"Get-ItemProperty : Cannot find path '{path}' because it does not exist.")
    if isinstance(found, list) and len(found) == 1:
        return found[0]
    return found


def get_item_property_value(shell: Shell, words: list[Any], piped: Any) -> Steps:
    found = yield from get_item_property(shell, words, piped)
    return follow(found, f".{given(words, 'Name', 2)}")


def reg(shell: Shell, words: list[Any], piped: Any) -> Steps:
    r"""`reg query HKLM\… /v Build_Version`"""
    yield from ()
    found = look(shell, shown(words[2]) if len(words) > 2 else "")
    name = next((words[at + 1] for at, w in enumerate(words) if str(w).lower() == "/v"), "")
    value = follow(found, f".{name}") if found is not None and name else None
    shell.variables["lastexitcode"] = 0 if value is not None else 1
    if value is None:
        shell.err.append(
            "ERROR: The system was unable to find the specified registry key or value."
        )
        return None
    return f"\n{words[2]}\n    {name}    REG_SZ    {value}\n"


NAMES: dict[str, Any] = {
    "get-itemproperty": get_item_property, "get-itempropertyvalue": get_item_property_value,
    "reg": reg, "reg.exe": reg,
}  # fmt: skip
