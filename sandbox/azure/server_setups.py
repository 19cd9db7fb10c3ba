"""The bot's scripts that set a process server up, upgrade it or take it away, on a simulated
machine: the same programs as `guest_setup` has them, in the order the scripts start them."""

from __future__ import annotations

import re
from typing import Any

from sandbox.azure import guest, guest_setup
from sandbox.azure.guest_shell import Steps
from sandbox.azure.server_acts import LOOKING, PASSPHRASE, Act, StopError

FOLDER = r"C:\ProgramData\failback-ps\setup"
SILENT = ("/VERYSILENT", "/SUPPRESSMSGBOXES", "/NORESTART")
BUSY, RESTART, REFUSED = guest_setup.BUSY, guest_setup.RESTART, 61
WRONG_PASSPHRASE = 65  # what the log says of it has no public source: any such line counts
OF_PASSPHRASE = re.compile(
    "passphrase(?!File).*(match|invalid|incorrect|wrong|fail)|(invalid|incorrect|wrong) passphrase",
    re.IGNORECASE,
)
LOGGED = 8  # lines of the log on standard error when setup refused
ORDER = (guest.MOBILITY, guest.SERVER, guest.DEPENDENCIES)


def _start(act: Act, *words: str) -> Steps:
    """A program's exit code. What it prints is its own: `Start-Process` shows none of it."""
    shown = len(act.shell.err)
    yield from guest_setup.start(act.shell, list(words))
    del act.shell.err[shown:]
    code = int(act.shell.variables.get("lastexitcode", 0))
    if code == BUSY:
        raise StopError(BUSY, "Another installation is in progress.")
    if code == RESTART:
        act.told["restart"] = act.inside["asked_to_restart"] = True
    return code


def _remembers(act: Act) -> None:
    """An earlier run's set-up asked for a restart, and Windows has not started since: a volatile
    key of the registry says so (learn.microsoft.com/dotnet/api/microsoft.win32.registryoptions)."""
    act.told["restart"] = bool(act.inside.get("asked_to_restart"))


def _not_installed(act: Act, before: int, text: str) -> StopError:
    """Of what this run has logged, without the passphrase."""
    new = act.inside["logs"][before:][-LOGGED:]
    lines = [line.replace(act.given["passphrase"], "[removed]") for line in new]
    wrong = any(map(OF_PASSPHRASE.search, lines))
    return StopError(WRONG_PASSPHRASE if wrong else REFUSED, "\n".join([text, *lines]))


def _refused(act: Act, text: str, code: int = REFUSED) -> StopError:
    lines = act.log(LOGGED)
    return StopError(code, "\n".join([text, *lines]))


def _ended(act: Act) -> int:
    return RESTART if act.told["restart"] else 0


def _require_installer(act: Act) -> None:
    if act.given["installer"].lower() not in act.inside["files"]:
        raise StopError(53, f"The installer {act.given['installer']} is not there.")


def install(act: Act) -> Steps:
    """Unified Setup in server mode PS: installs and registers."""
    yield LOOKING
    _remembers(act)
    act.told["already"] = bool(act.version)
    if not act.version:
        _require_drive(act)
        _require_installer(act)
        server = act.given["configurationserver"]
        if not (yield from act.reaches(server, 443)):
            raise StopError(60, f"Port 443 of the configuration server {server} does not answer.")
        before = len(act.inside["logs"])
        code = yield from _start(act, act.given["installer"], "/q", f"/x:{FOLDER}")
        if code == 0:
            code = yield from _set_up(act)
        act.told["setup"] = code
        if code not in (0, RESTART):
            raise _not_installed(act, before, f"Unified Setup ended with exit code {code}.")
    act.told["version"] = act.version
    return _ended(act)


def _require_drive(act: Act) -> None:
    drive = act.given["drive"].upper()
    volumes = guest.volumes(act.shell.current, act.shell.machine)
    found = next((each for each in volumes if each["letter"] == drive), None)
    if found is None:
        raise StopError(43, f"There is no volume {drive}: on this machine.")
    if found["kind"] == "temporary":
        raise StopError(
            40, f"{drive}: is the temporary disk of this machine: a deallocation erases it."
        )


def _set_up(act: Act) -> Steps:
    """With the passphrase in a file, which goes unless the script is ended from outside."""
    guest.write(act.inside, PASSPHRASE, act.given["passphrase"], secret=True)
    try:
        return (
            yield from _start(
                act, f"{FOLDER}\\UNIFIEDSETUP.EXE", "/AcceptThirdpartyEULA", "/servermode", "PS",
                "/InstallLocation", f"{act.given['drive']}:\\", "/EnvType", "VMWare",
                "/CSIP", act.given["configurationserver"], "/PSIP", act.given["address"],
                "/PassphraseFilePath", PASSPHRASE,
                "/DataTransferSecurePort", act.given.get("dataport", "9443"),
            )
        )  # fmt: skip
    finally:
        if not act.shell.closed:
            act.inside["files"].pop(PASSPHRASE.lower(), None)


def upgrade(act: Act) -> Steps:
    """Extract, third-party parts, server, and Unified Setup itself; judged by the version."""
    yield LOOKING
    if not act.version:
        raise StopError(62, "No process server is installed here.")
    _remembers(act)
    before, wanted = act.version, act.given.get("version", "")
    act.told.update(before=before, version=before)
    if wanted != before:
        _require_installer(act)
        for words in (
            (act.given["installer"], "/q", f"/x:{FOLDER}"),
            (f"{FOLDER}\\CX_THIRDPARTY_SETUP.EXE", *SILENT),
            (f"{FOLDER}\\UCX_SERVER_SETUP.EXE", *SILENT, "/UPGRADE"),
        ):
            code = yield from _start(act, *words)
            act.told["setups"].append(code)
            if code not in (0, RESTART):
                raise _refused(act, f"{words[0]} ended with exit code {code}.")
        last = (f"{FOLDER}\\UNIFIEDSETUP.EXE", "/AcceptThirdpartyEULA", "/servermode", "PS")
        act.told["setups"].append((yield from _start(act, *last)))
        act.told["version"] = act.version
        if act.version == before or wanted not in ("", act.version):
            text = f"After the set-ups the installed version is {act.version}."
            raise _refused(act, text, 63)
    return _ended(act)


def uninstall(act: Act) -> Steps:
    """What is there of the three programs, in the documented order."""
    yield LOOKING
    _remembers(act)
    for name in ORDER:
        found: dict[str, Any] | None = guest.product(act.inside, name)
        if found is None:
            continue
        code = yield from _start(act, found["uninstall"], *SILENT)
        act.told["setup"] = code
        if guest.product(act.inside, name):
            raise StopError(
                64, f"'{name}' is still installed; its uninstaller ended with exit code {code}."
            )
        act.told["removed"].append(name)
    return _ended(act)
