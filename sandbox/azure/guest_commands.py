"""The commands a simulated machine knows: output, services, network, web, restart, and all others.

Each takes the shell, its words and what came through the pipe, and gives its value; seconds it
waits are yielded. Parameters not named here are read over.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from sandbox.azure import (
    guest,
    guest_disks,
    guest_fabric,
    guest_files,
    guest_packages,
    guest_registry,
    site_ways,
)
from sandbox.azure.guest_shell import ExitError, Shell, Steps
from sandbox.azure.guest_values import as_json, follow, many, number, shown
from sandbox.azure.guest_words import given, inside, path_of, positional

DOWNLOAD, CONNECT = 60.0, 1.0  # seconds on Azure's clock


# ---- output ------------------------------------------------------------------------------------
def write_output(shell: Shell, words: list[Any], piped: Any) -> Steps:
    yield from ()
    found = positional(words)
    return piped if not found else found[0] if len(found) == 1 else found


def write_host(shell: Shell, words: list[Any], piped: Any) -> Steps:
    yield from ()
    shell.out.append(" ".join(shown(each) for each in positional(words)))


def write_error(shell: Shell, words: list[Any], piped: Any) -> Steps:
    yield from ()
    shell.fail(shown(given(words, "Message", 1)))


def nothing(shell: Shell, words: list[Any], piped: Any) -> Steps:
    """Accepted without effect."""
    yield from ()


def convert_to_json(shell: Shell, words: list[Any], piped: Any) -> Steps:
    yield from ()
    return as_json(piped if piped is not None else given(words, "InputObject", 1))


def select_object(shell: Shell, words: list[Any], piped: Any) -> Steps:
    yield from ()
    items = many(piped)
    if given(words, "First") is not None:
        items = items[: number(given(words, "First"))]
    if given(words, "Last") is not None:
        items = items[-number(given(words, "Last")) :]
    expand = given(words, "ExpandProperty")
    names = many(given(words, "Property", 1))
    if expand is not None:
        items = [follow(each, f".{expand}") for each in items]
    elif names and items and isinstance(items[0], dict):
        items = [{name: follow(each, f".{name}") for name in names} for each in items]
    return items[0] if len(items) == 1 else items or None


def passed(shell: Shell, words: list[Any], piped: Any) -> Steps:
    """Formatting: what came goes on."""
    yield from ()
    return piped


def start_sleep(shell: Shell, words: list[Any], piped: Any) -> Steps:
    yield float(number(given(words, "Seconds", 1)))


def hostname(shell: Shell, words: list[Any], piped: Any) -> Steps:
    yield from ()
    return shell.variables["env:computername"]


# ---- the web and the network -------------------------------------------------------------------
def invoke_web_request(shell: Shell, words: list[Any], piped: Any) -> Steps:
    """A download; only installers of Unified Setup have content here."""
    url, target = (
        shown(given(words, "Uri", 1)),
        given(words, "OutFile") or given(words, "Destination"),
    )
    target = given(words, "o") or target
    if not site_ways.has_way_out(shell.current, shell.machine):
        yield 21.0
        shell.fail("Invoke-WebRequest : Unable to connect to the remote server")
        return None
    version = guest_packages.version_at(shell.current, url)
    yield DOWNLOAD if version else 2.0
    if target is None:
        return {"StatusCode": 200, "StatusDescription": "OK"}
    path = path_of(shell, target)
    if not guest.has_drive(shell.current, shell.machine, path):
        shell.fail(f"Invoke-WebRequest : Could not find a part of the path '{path}'.")
        return None
    inside(shell)["files"][path.lower()] = {
        "path": path,
        "size": guest_packages.BYTES if version else 1024,
        "sha256": guest_packages.digest(version) if version else _digest(url),
        **({"setup": version} if version else {}),
    }
    return None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_net_connection(shell: Shell, words: list[Any], piped: Any) -> Steps:
    address = shown(given(words, "ComputerName", 1))
    port = number(given(words, "Port", 2))
    open_ = guest_fabric.is_open(shell.current, shell.machine, address, port)
    yield CONNECT if open_ else 21.0
    if not open_:
        shell.err.append(f"WARNING: TCP connect to ({address} : {port}) failed")
    if given(words, "InformationLevel") == "Quiet":
        return open_
    return {
        "ComputerName": address,
        "RemoteAddress": address,
        "RemotePort": port,
        "InterfaceAlias": "Ethernet",
        "SourceAddress": guest.addresses(shell.current, shell.machine)[0],
        "TcpTestSucceeded": open_,
    }


# ---- services ----------------------------------------------------------------------------------
def get_service(shell: Shell, words: list[Any], piped: Any) -> Steps:
    yield from ()
    held = inside(shell)["services"]
    wanted = [shown(each) for each in many(given(words, "Name", 1))]
    found = []
    for name in wanted or list(held):
        pattern = re.compile(re.escape(name).replace(r"\*", ".*") + "$", re.IGNORECASE)
        hits = [each for each in held if pattern.match(each)]
        if not hits and "*" not in name and str(given(words, "ErrorAction")).lower() not in (
            "silentlycontinue", "ignore",
        ):  # fmt: skip
            shell.fail(f"Get-Service : Cannot find any service with service name '{name}'.")
        found += [{"Status": held[e], "Name": e, "DisplayName": e} for e in hits]
    return found[0] if len(found) == 1 else found or None


def _turn(shell: Shell, words: list[Any], piped: Any, after: str) -> Steps:
    names = [shown(each) for each in many(given(words, "Name", 1))]
    names = names or [shown(follow(each, ".Name")) for each in many(piped)]
    held = inside(shell)["services"]
    for name in names:
        known = next((each for each in held if each.lower() == name.lower()), None)
        if known is None:
            shell.fail(f"Cannot find any service with service name '{name}'.")
            continue
        yield 5.0
        held[known] = after
    guest_fabric.tell_services(shell.current, shell.machine)


def start_service(shell: Shell, words: list[Any], piped: Any) -> Steps:
    yield from _turn(shell, words, piped, "Running")


def stop_service(shell: Shell, words: list[Any], piped: Any) -> Steps:
    yield from _turn(shell, words, piped, "Stopped")


# ---- the machine -------------------------------------------------------------------------------
def restart_computer(shell: Shell, words: list[Any], piped: Any) -> Steps:
    """The machine goes down under the script, which ends with it."""
    yield 10.0
    guest.booted(shell.current, shell.machine)
    raise ExitError(0)


NAMES: dict[str, Any] = {
    **guest_files.NAMES, **guest_registry.NAMES, **guest_disks.NAMES,
    "write-output": write_output, "echo": write_output, "write": write_output,
    "write-host": write_host, "write-information": write_host, "write-error": write_error,
    "write-verbose": nothing, "write-warning": write_host, "out-null": nothing,
    "set-strictmode": nothing, "import-module": nothing, "set-executionpolicy": nothing,
    "add-type": nothing, "set-disk": passed, "convertto-json": convert_to_json,
    "select-object": select_object, "select": select_object, "sort-object": passed,
    "format-table": passed, "format-list": passed, "out-string": passed,
    "start-sleep": start_sleep, "hostname": hostname, "hostname.exe": hostname,
    "invoke-webrequest": invoke_web_request,
    "iwr": invoke_web_request, "start-bitstransfer": invoke_web_request,
    "test-netconnection": test_net_connection, "tnc": test_net_connection,
    "get-service": get_service, "start-service": start_service, "stop-service": stop_service,
    "restart-service": start_service,
    "restart-computer": restart_computer,
}  # fmt: skip
