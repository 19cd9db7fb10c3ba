r"""The bot's own scripts on a simulated machine, by name and parameters, never by their text.

A managed run command tells the script in its resource's name: `failback-ps-<script>-<operation>`.
What one does here is what its file promises, on the machine's own registry, programs, services and
disks, with the scripts' exit codes and one line of JSON at the end. Set-ups, downloads and disks
are those of `guest_setup`, `guest_commands` and `guest_disks`: an interpreted script that does the
same meets the same refusals. Whether the files' text is right is judged elsewhere: by a grammar of
PowerShell, and by PowerShell where there is one.
"""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.azure import server_acts, server_setups
from sandbox.azure.guest_shell import Shell, Steps, ThrowError
from sandbox.azure.guest_values import as_json
from sandbox.azure.server_acts import Act, StopError

PREFIX = "failback-ps-"


@dataclass(frozen=True, kw_only=True)
class Known:
    """`told` is what the JSON says from the start; `run` adds to it and gives the exit code."""

    run: Callable[[Act], Steps]
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    told: Mapping[str, Any] = field(default_factory=dict)


NAMES: dict[str, Known] = {
    "probe": Known(
        run=server_acts.probe,
        optional=("ConfigurationServer", "Port"),
        told={"version": "", "services": {}, "reachable": None},
    ),
    "prepare-disk": Known(
        run=server_acts.prepare_disk,
        optional=("Lun", "Label"),
        told={"drive": "", "gb": 0, "made": False},
    ),
    "fetch-installer": Known(
        run=server_acts.fetch_installer,
        required=("Url",),
        optional=("Sha256",),
        told={"path": "", "sha256": "", "downloaded": False},
    ),
    "install-process-server": Known(
        run=server_setups.install,
        required=("Installer", "Drive", "ConfigurationServer", "Address", "Passphrase"),
        optional=("DataPort",),
        told={"version": "", "already": False, "setup": None, "restart": False},
    ),
    "upgrade-process-server": Known(
        run=server_setups.upgrade,
        required=("Installer",),
        optional=("Version",),
        told={"before": "", "version": "", "setups": [], "restart": False},
    ),
    "uninstall-process-server": Known(
        run=server_setups.uninstall, told={"removed": [], "setup": None, "restart": False}
    ),
    "restart": Known(
        run=server_acts.restart,
        optional=("UnlessSince",),
        told={"lastBoot": "", "restarting": False},
    ),
    "tail-log": Known(
        run=server_acts.tail_log, optional=("Count",), told={"file": "", "lines": []}
    ),
}


def find(command: str) -> Callable[[Shell, Mapping[str, str]], Steps] | None:
    """What a run command of this name does; None where its text is to be interpreted."""
    for name, known in NAMES.items():
        if command.lower().startswith(f"{PREFIX}{name}-"):
            return functools.partial(_steps, name, known)
    return None


def _steps(name: str, known: Known, shell: Shell, given: Mapping[str, str]) -> Steps:
    """One run: its parameters are bound as PowerShell does, its errors end in its exit code."""
    fault = _unbound(known, given)
    if fault:
        yield 1.0
        shell.err.append(fault)
        return 1
    shell.variables["erroractionpreference"] = "Stop"
    told = {"script": name, **copy.deepcopy(dict(known.told))}
    lowered = {key.lower(): value for key, value in given.items()}
    try:
        code = yield from known.run(Act(shell=shell, given=lowered, told=told))
    except StopError as stop:
        shell.err.append(str(stop))
        code = stop.code
    except ThrowError as thrown:
        shell.err.append(str(thrown))
        code = 1
    shell.out.append(as_json(told))
    return code


def _unbound(known: Known, given: Mapping[str, str]) -> str:
    """PowerShell's words for parameters that are missing or not declared; empty if all fit."""
    names = {key.lower() for key, value in given.items() if value}
    missing = [name for name in known.required if name.lower() not in names]
    if missing:
        return (
            "Cannot process command because of one or more missing mandatory parameters: "
            f"{' '.join(missing)}."
        )
    declared = {name.lower() for name in (*known.required, *known.optional)}
    other = next((key for key in given if key.lower() not in declared), "")
    return other and f"A parameter cannot be found that matches parameter name '{other}'."
