"""Files and folders of a simulated machine; Site Recovery's setup log is one of them."""

from __future__ import annotations

from typing import Any

from sandbox.azure import guest, guest_registry
from sandbox.azure.guest_shell import Shell, Steps
from sandbox.azure.guest_values import number, shown
from sandbox.azure.guest_words import given, inside, path_of

LOGS = r"c:\programdata\asrsetuplogs"


def set_location(shell: Shell, words: list[Any], piped: Any) -> Steps:
    yield from ()
    shell.here = path_of(shell, given(words, "Path", 1) or given(words, "LiteralPath"))


def join_path(shell: Shell, words: list[Any], piped: Any) -> Steps:
    yield from ()
    first, second = given(words, "Path", 1), given(words, "ChildPath", 2)
    return f"{shown(first).rstrip(chr(92))}\\{shown(second).lstrip(chr(92))}"


def exists(shell: Shell, path: str) -> bool:
    held, low = inside(shell), path.lower()
    if low.startswith(("hklm:", "hkey_local_machine")):
        return guest_registry.look(shell, low) is not None
    if low.startswith(LOGS):
        return bool(held["logs"])
    known = [*held["files"], *held["extracted"], *(p["home"].lower() for p in held["products"])]
    programs = [f"{each}\\unifiedsetup.exe" for each in held["extracted"]]
    roots = {f"{v['letter'].lower()}:" for v in guest.volumes(shell.current, shell.machine)}
    return low in ("c:\\temp", "c:\\windows") or low.rstrip("\\") in roots or any(
        each == low or each.startswith(low + "\\") for each in [*known, *programs]
    )  # fmt: skip


def test_path(shell: Shell, words: list[Any], piped: Any) -> Steps:
    yield from ()
    wanted = given(words, "Path", 1) or given(words, "LiteralPath")
    return exists(shell, path_of(shell, wanted) if ":" not in shown(wanted) else shown(wanted))


def new_item(shell: Shell, words: list[Any], piped: Any) -> Steps:
    yield from ()
    path = path_of(shell, given(words, "Path", 1))
    if not guest.has_drive(shell.current, shell.machine, path):
        shell.fail(
            f"New-Item : Cannot find drive. A drive with the name '{path[0]}' does not exist."
        )
        return None
    inside(shell)["files"].setdefault(path.lower(), {"path": path, "size": 0, "sha256": ""})
    return None


def set_content(shell: Shell, words: list[Any], piped: Any) -> Steps:
    yield from ()
    path = path_of(shell, given(words, "Path", 1) or given(words, "FilePath") or "")
    if given(words, "FilePath") or given(words, "LiteralPath"):
        path = path_of(shell, given(words, "FilePath") or given(words, "LiteralPath"))
    value = given(words, "Value", 2) if piped is None else piped
    if not guest.has_drive(shell.current, shell.machine, path):
        shell.fail(f"Set-Content : Could not find a part of the path '{path}'.")
        return None
    text = shown(value)
    secret = any(each and each in text for each in shell.secrets)
    guest.write(inside(shell), path, text, secret=secret)
    return None


def get_content(shell: Shell, words: list[Any], piped: Any) -> Steps:
    yield from ()
    path = path_of(shell, given(words, "Path", 1) or given(words, "LiteralPath"))
    held = inside(shell)
    lines = held["logs"] if path.lower().startswith(LOGS) else None
    if lines is None:
        found = held["files"].get(path.lower())
        if found is None:
            shell.fail(f"Get-Content : Cannot find path '{path}' because it does not exist.")
            return None
        lines = str(found.get("text", "")).split("\n")
    tail = given(words, "Tail")
    return lines[-number(tail) :] if tail is not None else list(lines)


def get_child_item(shell: Shell, words: list[Any], piped: Any) -> Steps:
    """Files of a folder, or the keys under Uninstall."""
    yield from ()
    path = shown(given(words, "Path", 1) or given(words, "LiteralPath"))
    if path.lower().startswith("hklm:"):
        return guest_registry.look(shell, path.lower().rstrip("\\*"))
    root = path_of(shell, path).rstrip("\\*").lower()
    if root.startswith(LOGS):
        return [{"Name": "ASRUnifiedSetup.log", "FullName": LOGS + "\\ASRUnifiedSetup.log"}]
    return [
        {"Name": each["path"].rpartition("\\")[2], "FullName": each["path"], "Length": each["size"]}
        for low, each in inside(shell)["files"].items()
        if low.startswith(root + "\\")
    ] or None


def remove_item(shell: Shell, words: list[Any], piped: Any) -> Steps:
    yield from ()
    low = path_of(shell, given(words, "Path", 1) or given(words, "LiteralPath")).lower()
    held = inside(shell)
    for folder in ("files", "extracted"):
        for path in [p for p in held[folder] if p == low or p.startswith(low + "\\")]:
            del held[folder][path]


def get_file_hash(shell: Shell, words: list[Any], piped: Any) -> Steps:
    yield 3.0
    path = path_of(shell, given(words, "Path", 1) or given(words, "LiteralPath"))
    found = inside(shell)["files"].get(path.lower())
    if found is None:
        shell.fail(f"Get-FileHash : Cannot find path '{path}' because it does not exist.")
        return None
    return {"Algorithm": "SHA256", "Hash": found["sha256"].upper(), "Path": found["path"]}


NAMES: dict[str, Any] = {
    "set-location": set_location, "cd": set_location, "join-path": join_path,
    "test-path": test_path, "new-item": new_item, "mkdir": new_item, "set-content": set_content,
    "out-file": set_content, "get-content": get_content, "gc": get_content,
    "get-childitem": get_child_item, "remove-item": remove_item, "del": remove_item,
    "get-filehash": get_file_hash,
}  # fmt: skip
