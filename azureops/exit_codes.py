"""What the exit codes of our scripts mean: each has a name, a sentence and a remedy.

1618, 1641 and 3010 are Windows Installer's, which set-ups hand on:
learn.microsoft.com/windows/win32/msi/error-codes. 1073807364 (0x40010004) ends a process whose
system goes down: DBG_TERMINATE_PROCESS in
learn.microsoft.com/openspecs/windows_protocols/ms-erref. All others are the scripts' own.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.sentences import join, say


@dataclass(frozen=True, kw_only=True)
class Exit:
    """`done`: it did what it is for. `restart`: Windows must start again before the rest."""

    number: int
    name: str
    sentence: str
    remedy: str = ""
    done: bool = False
    restart: bool = False
    retriable: bool = False


SHUT_DOWN = 0x40010004
_LOG = say("setup-log", "The setup log (C:\\ProgramData\\ASRSetupLogs on the server) says more.")

ALL = (
    Exit(number=0, name="done", sentence=say("setup-done", "It did what it is for."), done=True),
    Exit(
        number=1,
        name="failed",
        sentence=say("setup-failed", "The script met an error that it has no name for."),
        remedy=say(
            "setup-failed-remedy", "Its own words say what happened; mend that, then try again."
        ),
    ),
    Exit(
        number=40,
        name="temporary-disk",
        sentence=say(
            "setup-temporary-disk",
            "The drive is the machine's temporary disk, which a deallocation erases.",
        ),
        remedy=say(
            "setup-temporary-disk-remedy",
            "Install on the managed data disk: prepare it first and take its letter.",
        ),
    ),
    Exit(
        number=41,
        name="disk-not-found",
        sentence=say("setup-disk-not-found", "Windows shows no managed data disk at this LUN."),
        remedy=say(
            "setup-disk-not-found-remedy", "Attach one in the portal (Disks), then try again."
        ),
    ),
    Exit(
        number=42,
        name="disk-holds-data",
        sentence=say(
            "setup-disk-holds-data",
            "The data disk holds a volume of somebody else's; it was not touched.",
        ),
        remedy=say(
            "setup-disk-holds-data-remedy",
            "Attach an empty disk, or take what is on this one away.",
        ),
    ),
    Exit(
        number=43,
        name="drive-not-found",
        sentence=say("setup-drive-not-found", "There is no volume with the given letter."),
        remedy=say(
            "setup-drive-not-found-remedy",
            "Prepare the managed data disk first and take the letter it got.",
        ),
    ),
    Exit(
        number=50,
        name="download-failed",
        sentence=say("setup-download-failed", "The installer could not be downloaded."),
        remedy=say(
            "setup-download-failed-remedy",
            "The server needs a way out to its address on port 443: look at the network's "
            "routes, its NAT gateway or firewall, and its security groups.",
        ),
        retriable=True,
    ),
    Exit(
        number=51,
        name="wrong-hash",
        sentence=say(
            "setup-wrong-hash", "What was downloaded is not the expected file: its SHA-256 differs."
        ),
        remedy=say(
            "setup-wrong-hash-remedy",
            "Compare address and SHA-256 of this version in the settings; a proxy may also "
            "have put something else in its place.",
        ),
    ),
    Exit(
        number=52,
        name="not-signed",
        sentence=say(
            "setup-not-signed", "What was downloaded does not bear Microsoft's signature."
        ),
        remedy=say(
            "setup-not-signed-remedy",
            "Check the installer's address; a proxy may have answered in its place.",
        ),
    ),
    Exit(
        number=53,
        name="no-installer",
        sentence=say("setup-no-installer", "The installer is not on the server."),
        remedy=say("setup-no-installer-remedy", "Fetch it first."),
    ),
    Exit(
        number=60,
        name="unreachable",
        sentence=say(
            "setup-unreachable",
            "The configuration server does not answer the process server on port 443.",
        ),
        remedy=say(
            "setup-unreachable-remedy",
            "Look at the VPN or ExpressRoute connection, the routes, the security groups, and "
            "the firewall in front of the configuration server.",
        ),
        retriable=True,
    ),
    Exit(
        number=61,
        name="setup-refused",
        sentence=say("setup-refused", "Unified Setup refused or failed."),
        remedy=join(
            [
                say(
                    "setup-refused-remedy",
                    "Most often the installer is newer than the configuration server, or too many "
                    "versions ahead; where the log does not say why, compare the passphrase as "
                    "well.",
                ),
                _LOG,
            ]
        ),
    ),
    Exit(
        number=62,
        name="not-installed",
        sentence=say("setup-not-installed", "No process server is installed on this machine."),
        remedy=say(
            "setup-not-installed-remedy",
            "Choose another machine, or deploy a process server on it.",
        ),
    ),
    Exit(
        number=63,
        name="version-unchanged",
        sentence=say(
            "setup-version-unchanged",
            "The set-ups ended, but the installed version is not the wanted one.",
        ),
        remedy=_LOG,
    ),
    Exit(
        number=64,
        name="still-installed",
        sentence=say(
            "setup-still-installed", "An uninstaller ended, but its program is still installed."
        ),
        remedy=say(
            "setup-still-installed-remedy",
            "Uninstall it by hand on the server, in the order the documents give.",
        ),
    ),
    Exit(
        number=65,
        name="wrong-passphrase",
        sentence=say(
            "setup-wrong-passphrase",
            "The configuration server did not take the passphrase, by setup's own log.",
        ),
        remedy=say(
            "setup-wrong-passphrase-remedy",
            "Read the right one there (`genpassphrase.exe -v` in "
            "`%ProgramData%\\ASR\\home\\svsystems\\bin`), store it in Key Vault under the same "
            "name, then try again. It is read anew each time.",
        ),
        retriable=True,
    ),
    Exit(
        number=66,
        name="restart-refused",
        sentence=say("setup-restart-refused", "Windows did not take the order to restart."),
        remedy=say("setup-restart-refused-remedy", "Restart the machine from the portal."),
    ),
    Exit(
        number=70,
        name="no-log",
        sentence=say("setup-no-log", "Setup has written no log on this machine."),
        remedy=say("setup-no-log-remedy", "Nothing was set up here yet, or the logs were deleted."),
    ),
    Exit(
        number=1618,
        name="busy",
        sentence=say("setup-busy", "Another installation is in progress on the machine."),
        remedy=say(
            "setup-busy-remedy", "Wait until it is over (often Windows Update), then try again."
        ),
        retriable=True,
    ),
    Exit(
        number=1641,
        name="restarting",
        sentence=say("setup-restarting", "It is done, and Windows restarts."),
        done=True,
        restart=True,
    ),
    Exit(
        number=3010,
        name="restart-needed",
        sentence=say("setup-restart-needed", "It is done once Windows has restarted."),
        done=True,
        restart=True,
    ),
    Exit(
        number=SHUT_DOWN,
        name="shut-down",
        sentence=say("setup-shut-down", "Windows went down while the script ran."),
        remedy=say(
            "setup-shut-down-remedy",
            "Start the machine, look at what was done until then, then try again.",
        ),
        retriable=True,
    ),
)
BY_NUMBER = {one.number: one for one in ALL}


def of(number: int) -> Exit:
    """The code's entry; for one that is not in the table, one that quotes it."""
    return BY_NUMBER.get(number) or Exit(
        number=number,
        name="unknown",
        sentence=say(
            "setup-unknown",
            "The script ended with exit code {number}, which has no name here.",
            number=str(number),
        ),
        remedy=say(
            "setup-unknown-remedy", "Its own words say what happened; mend that, then try again."
        ),
    )
