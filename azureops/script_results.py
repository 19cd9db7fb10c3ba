"""What came of a script on a machine: its one line of JSON, or a refusal that names why not.

Azure calls a failed script's run command provisioned all the same, so that state and exit code are
judged both: learn.microsoft.com/azure/virtual-machines/windows/run-command-managed.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import datetime

import orjson

from azureops import exit_codes, ids, refusals
from azureops.errors import AzureError
from azureops.exit_codes import Exit
from azureops.reading import Object
from core.sentences import number, say

SHOWN = 4096  # bytes of output that an instance view holds, the last ones
_PROBE = say("azure-script-probe", "Probe the server for what is there, then try again.")


class Execution(enum.StrEnum):
    UNKNOWN = "Unknown"  # Azure does not say (yet).
    PENDING = "Pending"  # The agent has not taken it.
    RUNNING = "Running"  # The agent has.
    FAILED = "Failed"  # It ended with another exit code than 0.
    SUCCEEDED = "Succeeded"  # It ended with 0.
    TIMED_OUT = "TimedOut"  # Its time was over.
    CANCELED = "Canceled"  # Somebody stopped it.


OVER = frozenset(Execution) - {Execution.UNKNOWN, Execution.PENDING, Execution.RUNNING}


@dataclass(frozen=True, kw_only=True)
class Command:
    """A run command as Azure shows it. `script` is empty for one that is not ours."""

    id: str
    name: str
    script: str
    state: str  # of provisioning
    execution: Execution
    exit_code: int
    message: str = ""
    output: str = field(default="", repr=False)
    error: str = field(default="", repr=False)
    timeout: int = 0
    started_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def over(self) -> bool:
        return self.execution in OVER

    @property
    def failed(self) -> bool:
        """Azure could not hand it to the agent, or lost sight of it."""
        return self.state.lower() == "failed"

    @property
    def going(self) -> bool:
        """It runs, or will."""
        return not self.over and not self.failed

    @property
    def succeeded(self) -> bool:
        """It did what it is for; Azure calls one that asks for a restart failed."""
        if self.execution is Execution.FAILED:
            return self.exit_code != 0 and exit_codes.of(self.exit_code).done
        return self.execution is Execution.SUCCEEDED

    @property
    def machine(self) -> str:
        return ids.name_of(ids.parent_of(self.id))


@dataclass(frozen=True, kw_only=True)
class Result:
    """A script that did what it is for. `said` is its JSON."""

    exit: Exit
    said: Object
    started_at: datetime | None = None
    ended_at: datetime | None = None


class ScriptFailed(AzureError):
    """`exit` is the named code where the script came to one, `said` its JSON where it is whole."""

    def __init__(
        self, command: Command, code: str, sentence: str, *, remedy: str = "",
        exit_code: Exit | None = None, retriable: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(
            say(
                "azure-script-failed",
                "{script} on {machine}: {sentence}",
                script=command.script or command.name,
                machine=command.machine,
                sentence=sentence,
            ),
            remedy=remedy,
            code=f"script-{code}",
            provider_code=f"{command.execution}, exit code {command.exit_code}",
            provider_message=refusals.clean(command.error or command.message, end=True),
            retriable=retriable,
        )
        self.exit = exit_code
        self.said = said(command) or {}


def judge(command: Command) -> Result:
    """The result of a command that is over; raises `ScriptFailed` unless it did what it is for."""
    if command.execution is Execution.TIMED_OUT:
        raise ScriptFailed(
            command,
            "timed-out",
            say(
                "azure-script-timed-out",
                "It did not end within {minutes} minutes and was stopped.",
                minutes=number(command.timeout / 60),
            ),
            remedy=say(
                "azure-script-timed-out-remedy",
                "Look at the end of the setup log on the server for where it stood still.",
            ),
            retriable=True,
        )
    if command.execution is Execution.CANCELED:
        raise ScriptFailed(
            command,
            "cancelled",
            say(
                "azure-script-cancelled",
                "It was cancelled; what it did until then stays done.",
            ),
            remedy=_PROBE,
        )
    found = exit_codes.of(command.exit_code)
    if command.execution is Execution.FAILED and command.exit_code == 0:
        found = exit_codes.BY_NUMBER[1]  # the agent could not even start it
    if not found.done:
        raise refused(command, found)
    told = said(command)
    if told is None:
        raise ScriptFailed(
            command, "bad-output", _unreadable(command), exit_code=found, retriable=True,
            remedy=_PROBE,
        )  # fmt: skip
    return Result(exit=found, said=told, started_at=command.started_at, ended_at=command.ended_at)


def refused(command: Command, found: Exit) -> ScriptFailed:
    """What a named exit code means to a person."""
    return ScriptFailed(
        command, found.name, found.sentence,
        remedy=found.remedy, exit_code=found, retriable=found.retriable,
    )  # fmt: skip


def said(command: Command) -> Object | None:
    """The JSON in the output's last line; None if there is none, or not of this script."""
    lines = command.output.strip().splitlines()
    try:
        found = orjson.loads(lines[-1]) if lines else None
    except orjson.JSONDecodeError:
        return None
    if not isinstance(found, dict) or found.get("script") != command.script:
        return None
    if isinstance(found.get("lines"), list):  # of a log that is not ours
        found["lines"] = [refusals.clean(str(line)) for line in found["lines"]]
    return found


def _unreadable(command: Command) -> str:
    if len(command.output.encode()) >= SHOWN:
        return say(
            "azure-script-cut", "It ended well, but Azure keeps only the last 4 KB of what it said."
        )
    return say("azure-script-silent", "It ended well, but did not say what it found.")
