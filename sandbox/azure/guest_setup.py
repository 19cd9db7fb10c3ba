r"""Unified Setup on a simulated machine: extract, install and register, upgrade, uninstall.

Command lines as documented:
https://learn.microsoft.com/azure/site-recovery/vmware-azure-manage-process-server and
https://learn.microsoft.com/azure/site-recovery/vmware-azure-manage-configuration-server. What setup
checks: its arguments, the drive, addresses instead of names, port 443, the passphrase, versions. A
refusal is a line in `C:\ProgramData\ASRSetupLogs`, on standard error, and exit code 1; 1618 is
Windows Installer's "another installation is in progress", 3010 its "restart needed". The wording of
the log and the codes beside these two have no public source.
"""

from __future__ import annotations

import re
from typing import Any

from sandbox.azure import guest, guest_fabric
from sandbox.azure.guest_fabric import RefusedError
from sandbox.azure.guest_shell import Shell, Steps
from sandbox.azure.guest_values import many, shown
from sandbox.azure.guest_words import given, has, inside, path_of

EXTRACTING, THIRD_PARTY, INSTALLING, UPGRADING, REMOVING = 45.0, 240.0, 600.0, 420.0, 120.0
PROMPT = 90 * 24 * 3600.0  # a window nobody sees: only a time-out ends it
NEEDED = ("servermode", "InstallLocation", "EnvType", "CSIP", "PSIP", "PassphraseFilePath")
ENVIRONMENTS = ("vmware", "nonvmware")
BUSY, RESTART = 1618, 3010


def arguments(words: list[Any]) -> dict[str, str]:
    """`/CSIP 10.0.0.1 /q /x:C:\\T` → names in lower case; a switch alone is empty."""
    found: dict[str, str] = {}
    name = ""
    for word in (shown(each) for each in words[1:]):
        if word.startswith("/"):
            name, _, value = word[1:].partition(":")
            name = name.lower()
            found[name] = value
        elif name:
            found[name] = word
            name = ""
    return found


def _log(shell: Shell, line: str) -> None:
    moment = shell.current.clock.now().strftime("%Y-%m-%d %H:%M:%S")
    inside(shell)["logs"].append(f"{moment}  {line}")


def _refused(shell: Shell, line: str, code: int = 1) -> int:
    _log(shell, f"ERROR: {line}")
    _log(shell, f"Setup ended with exit code {code}.")
    shell.err.append(line)
    return code


def _run(shell: Shell, words: list[Any], work: Any) -> Steps:
    """A program's run: one setup at a time; its exit code becomes `$LASTEXITCODE`."""
    held = inside(shell)
    if held["busy"]:
        code = _refused(shell, "Another installation is already in progress.", BUSY)
    else:
        held["busy"] = shown(words[0])
        try:
            code = yield from work(shell, words)
        finally:
            held["busy"] = ""
    shell.variables["lastexitcode"] = code
    return None


# ---- Unified Setup -----------------------------------------------------------------------------
def package(shell: Shell, words: list[Any], piped: Any) -> Steps:
    r"""`MicrosoftAzureSiteRecoveryUnifiedSetup.exe /q /x:C:\Temp\Extracted`"""
    return (yield from _run(shell, words, _extract))


def _extract(shell: Shell, words: list[Any]) -> Steps:
    held, options = inside(shell), arguments(words)
    found = held["files"].get(path_of(shell, words[0]).lower())
    if found is None or "setup" not in found:
        shell.fail(f"{words[0]} : The term '{words[0]}' is not recognized as an operable program.")
        return 1
    if "q" not in options or not options.get("x"):
        yield PROMPT
        return 1
    yield EXTRACTING
    if not guest.has_drive(shell.current, shell.machine, options["x"]):
        return _refused(shell, f"Cannot extract to '{options['x']}': there is no such drive.")
    held["extracted"][options["x"].rstrip("\\").lower()] = found["setup"]
    return 0


def _version(shell: Shell, words: list[Any]) -> str:
    """The version of the setup this program was extracted from; empty if it is not there."""
    folder = path_of(shell, words[0]).lower().rpartition("\\")[0]
    return str(inside(shell)["extracted"].get(folder, ""))


def _absent(shell: Shell, words: list[Any]) -> int:
    shell.fail(f"{words[0]} : The term '{words[0]}' is not recognized as an operable program.")
    return 1


def setup(shell: Shell, words: list[Any], piped: Any) -> Steps:
    """`UNIFIEDSETUP.EXE /AcceptThirdpartyEULA /servermode "PS" …`"""
    return (yield from _run(shell, words, _install))


def _install(shell: Shell, words: list[Any]) -> Steps:
    version, options = _version(shell, words), arguments(words)
    if not version:
        return _absent(shell, words)
    _log(shell, f"Microsoft Azure Site Recovery Unified Setup {version} started.")
    installed = guest.product(inside(shell), guest.SERVER)
    if installed is not None and installed["version"] != version:
        return (yield from _upgrade_to(shell, version))
    yield 20.0
    if installed is not None and "csip" not in options:
        _log(shell, f"Version {version} is installed already.")
        return _ended(shell)
    try:
        digest = _checked(shell, options)
        yield INSTALLING
        _log(shell, "Process server components are installed.")
        home = options["installlocation"]
        guest_fabric.register(
            shell.current, shell.machine, address=options["csip"], digest=digest, version=version
        )
    except RefusedError as refusal:
        return _refused(shell, str(refusal))
    guest.install(inside(shell), version, home)
    _log(shell, f"Registered with the configuration server {options['csip']}.")
    return _ended(shell)


def _checked(shell: Shell, options: dict[str, str]) -> str:
    """What setup looks at before it begins; the passphrase's digest."""
    current, machine = shell.current, shell.machine
    if "acceptthirdpartyeula" not in options:
        raise RefusedError("The third-party license agreement was not accepted.")
    for name in NEEDED:
        if not options.get(name.lower()):
            raise RefusedError(f"Required argument /{name} is missing.")
    if options["servermode"].upper() != "PS" or options["envtype"].lower() not in ENVIRONMENTS:
        raise RefusedError(
            f"Server mode '{options['servermode']}' for '{options['envtype']}' cannot be set up "
            "here: use PS, for VMWare or NonVMWare."
        )
    if not guest.has_drive(current, machine, options["installlocation"]):
        raise RefusedError(f"The install location '{options['installlocation']}' does not exist.")
    if not re.fullmatch(r"[\d.]+", options["csip"]):
        raise RefusedError(
            f"The certificate of the configuration server does not match '{options['csip']}'. "
            "Use its IP address."
        )
    if options["psip"] not in guest.addresses(current, machine):
        raise RefusedError(f"{options['psip']} is not an IP address of this server.")
    return _passphrase(shell, options)


def _passphrase(shell: Shell, options: dict[str, str]) -> str:
    written = inside(shell)["files"].get(path_of(shell, options["passphrasefilepath"]).lower())
    if written is None:
        raise RefusedError(f"The passphrase file '{options['passphrasefilepath']}' is not there.")
    if not guest_fabric.is_open(shell.current, shell.machine, options["csip"], 443):
        raise RefusedError(
            f"Unable to connect to the configuration server {options['csip']} on port 443."
        )
    return str(written["sha256"])


def _ended(shell: Shell) -> int:
    """Succeeded; a restart is asked for where the machine was told so by the act `guest`."""
    held = inside(shell)
    if held["switches"].get("restart"):
        held["reboot"] = True
    code = RESTART if held["reboot"] else 0
    _log(shell, f"Setup ended with exit code {code}.")
    return code


def third_party(shell: Shell, words: list[Any], piped: Any) -> Steps:
    """`CX_THIRDPARTY_SETUP.EXE /VERYSILENT /SUPPRESSMSGBOXES /NORESTART`"""
    return (yield from _run(shell, words, _third_party))


def _third_party(shell: Shell, words: list[Any]) -> Steps:
    version = _version(shell, words)
    if not version:
        return _absent(shell, words)
    if "verysilent" not in arguments(words):
        yield PROMPT
    yield THIRD_PARTY
    _log(shell, f"Third-party components of {version} are installed.")
    inside(shell)["switches"]["third_party"] = version
    return 0


def upgrade(shell: Shell, words: list[Any], piped: Any) -> Steps:
    """`UCX_SERVER_SETUP.EXE /VERYSILENT /SUPPRESSMSGBOXES /NORESTART /UPGRADE`"""
    return (yield from _run(shell, words, _upgrade))


def _upgrade(shell: Shell, words: list[Any]) -> Steps:
    version, options = _version(shell, words), arguments(words)
    if not version:
        return _absent(shell, words)
    if "verysilent" not in options:
        yield PROMPT
    if "upgrade" not in options:
        return _refused(shell, "A process server is installed: /UPGRADE is needed.")
    if inside(shell)["switches"].get("third_party") != version:
        return _refused(shell, f"The third-party components of {version} are not installed.")
    return (yield from _upgrade_to(shell, version))


def _upgrade_to(shell: Shell, version: str) -> Steps:
    mine = guest.product(inside(shell), guest.SERVER)
    if mine is None:
        return _refused(shell, "There is no process server to upgrade.")
    yield UPGRADING
    try:
        guest_fabric.require_hop(mine["version"], version)
        guest_fabric.upgrade(shell.current, shell.machine, version)
    except RefusedError as refusal:
        return _refused(shell, str(refusal))
    for each in inside(shell)["products"]:
        if each["name"] in (guest.SERVER, guest.DEPENDENCIES):
            each["version"] = version
    _log(shell, f"The process server was upgraded to {version}.")
    return _ended(shell)


# ---- uninstalling ------------------------------------------------------------------------------
def uninstaller(shell: Shell, words: list[Any], piped: Any) -> Steps:
    """The command under a program's Uninstall key; silent only with its switch."""
    return (yield from _run(shell, words, _uninstall))


def _uninstall(shell: Shell, words: list[Any]) -> Steps:
    held, program = inside(shell), path_of(shell, words[0]).lower()
    found = next(
        (e for e in held["products"] if e["uninstall"].strip('"').lower() == program), None
    )
    if found is None:
        return _absent(shell, words)
    if not {"verysilent", "silent", "qn", "quiet"} & set(arguments(words)):
        yield PROMPT
    if found["name"] == guest.DEPENDENCIES and guest.product(held, guest.SERVER):
        return _refused(shell, f"{guest.SERVER} needs it: uninstall that first.")
    yield REMOVING
    if found["name"] == guest.SERVER:
        guest_fabric.unregister(shell.current, shell.machine)
    guest.uninstall(held, found["name"])
    if held["switches"].get("restart"):
        held["reboot"] = True
    return RESTART if held["reboot"] else 0


# ---- how programs are started ------------------------------------------------------------------
def start_process(shell: Shell, words: list[Any], piped: Any) -> Steps:
    """`Start-Process -FilePath … -ArgumentList … -Wait -PassThru`; waited for in any case."""
    program = given(words, "FilePath", 1)
    given_arguments = many(given(words, "ArgumentList", 2))
    line = " ".join(shown(each) for each in given_arguments)
    split = [part.strip('"') for part in re.findall(r'"[^"]*"|[^\s"]+(?:"[^"]*")?', line)]
    yield from start(shell, [program, *split])
    code = shell.variables.get("lastexitcode", 0)
    return {"ExitCode": code, "HasExited": True} if has(words, "passthru") else None


def start(shell: Shell, words: list[Any]) -> Steps:
    name = re.split(r"[\\/]", shown(words[0]).strip('"'))[-1].lower()
    words = [shown(words[0]).strip('"'), *words[1:]]
    handler = program_of(name)
    if handler is None:
        shell.fail("Start-Process : This command cannot be run: The system cannot find the file.")
        return
    yield from handler(shell, words, None)


def command_prompt(shell: Shell, words: list[Any], piped: Any) -> Steps:
    """`cmd /c <line>`: the line as one program."""
    line = " ".join(shown(each) for each in words[2:])
    split = [part.strip('"') for part in re.findall(r'"[^"]*"|[^\s"]+', line)]
    yield from start(shell, split)


PROGRAMS: dict[str, Any] = {
    "unifiedsetup.exe": setup,
    "cx_thirdparty_setup.exe": third_party,
    "ucx_server_setup.exe": upgrade,
    "unins*.exe": uninstaller,
    "*.exe": package,
}
NAMES: dict[str, Any] = {
    "start-process": start_process, "cmd": command_prompt, "cmd.exe": command_prompt,
}  # fmt: skip


def program_of(name: str) -> Any:
    if name.startswith("unins") and name.endswith(".exe"):
        return uninstaller
    return PROGRAMS.get(name) or (package if name.endswith(".exe") else None)
