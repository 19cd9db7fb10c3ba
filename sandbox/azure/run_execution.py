"""One script on one machine, from the agent's pick-up to its exit code.

The agent takes a script after some seconds; it then runs on Azure's clock until it ends, times out,
is cancelled, or its machine goes down under it. `seen()` is what an instance view shows of it.
Values of protected parameters live in memory only, as long as the script runs.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox.azure import clock, guest, guest_commands, guest_setup, guest_shell, operations, state

PICKED_UP, REPORTED = 8.0, 2.0  # seconds until the agent begins, and until it reports the end
DEFAULT_TIMEOUT = 90 * 60
SHOWN = 4096  # bytes of each stream that the instance view keeps: the last ones
TIMED_OUT = "timed out"
KILLED = 1073807364  # 0x40010004: the process ended because the system shuts down
COMMANDS = {**guest_commands.NAMES, **guest_setup.NAMES}
MESSAGES = {
    "Pending": "Execution is pending",
    "Running": "Execution in progress",
    "Succeeded": "Execution completed",
    "Failed": "Execution failed",
    "TimedOut": "Execution timed out",
    "Canceled": "Execution was canceled",
}


@dataclass(kw_only=True, eq=False)
class Run:
    """`step` is the end of a long operation: it says `Later` until the script is over.

    `keep` is called with what an instance view shows, whenever that changes; `done` once at the end
    with the state, and what it returns is the operation's output. `work` is done in place of the
    script where it is one that `server_scripts` knows.
    """

    current: state.State
    machine: state.Document
    script: str
    work: Callable[[guest_shell.Shell, Mapping[str, str]], guest_shell.Steps] | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    timeout: float = DEFAULT_TIMEOUT
    keep: Callable[[dict[str, Any]], None] = lambda _: None
    done: Callable[[Run], Any] = lambda _: None
    status: str = "Pending"
    code: int | None = None
    started: datetime | None = None
    ended: datetime | None = None
    elapsed: float = 0.0
    boot: int = 0
    _shell: guest_shell.Shell | None = field(default=None, repr=False)
    _steps: Any = field(default=None, repr=False)

    def seen(self) -> dict[str, Any]:
        shell = self._shell
        out = "\n".join(shell.out) if shell else ""
        err = "\n".join(shell.err) if shell else ""
        return {
            "executionState": self.status,
            "executionMessage": MESSAGES[self.status],
            "exitCode": self.code if self.code is not None else 0,
            "output": tail(out),
            "error": tail(err),
            **({"startTime": clock.stamp(self.started)} if self.started else {}),
            **({"endTime": clock.stamp(self.ended)} if self.ended else {}),
            "statuses": [],
        }

    def step(self) -> Any:
        """Go on with the script; `Later(seconds)` while there is more of it."""
        if self.ended is not None:
            return self.done(self)
        if self._steps is None:
            self._begin()
        elif not self._alive():
            return self._end("Failed", KILLED)
        try:
            seconds = float(next(self._steps))
        except StopIteration as end:
            if end.value is TIMED_OUT:
                return self._end("TimedOut", 1)
            code = int(end.value or 0)
            return self._end("Failed" if code else "Succeeded", code)
        if self.elapsed + seconds > self.timeout:
            # The rest of the time passes first; nothing of the step itself happens.
            rest, self.elapsed = self.timeout - self.elapsed, self.timeout
            self._close()
            self._steps = _expired()
            return operations.Later(max(rest, 0.0))
        self.elapsed += seconds
        self.keep(self.seen())
        return operations.Later(seconds)

    def cancel(self) -> None:
        """Stop the script where it is; what it did stays done."""
        if self.ended is None:
            self._finish("Canceled", 1)

    def _begin(self) -> None:
        self.status = "Running"
        self.started = self.current.clock.now()
        guest.of(self.current, self.machine)  # a restart may be due
        self.boot = _boots(self.current, self.machine)
        shell = self._shell = guest_shell.Shell(
            current=self.current,
            machine=self.machine,
            commands=COMMANDS,
            program_of=guest_setup.program_of,
        )
        name = self.machine["properties"]["osProfile"]["computerName"]
        shell.variables.update(surroundings(name))
        given = {**self.parameters, **self.secrets}
        shell.variables.update({key.lower(): value for key, value in given.items()})
        shell.secrets = {str(value) for value in self.secrets.values() if value}
        work = self.work
        self._steps = (
            shell.run(self.script) if work is None else shell.perform(lambda: work(shell, given))
        )

    def _alive(self) -> bool:
        guest.of(self.current, self.machine)  # a restart may be due
        facts = self.current.facts(self.machine["id"])
        return facts.get("power") == "running" and _boots(self.current, self.machine) == self.boot

    def _end(self, status: str, code: int) -> Any:
        if self.ended is None:
            self._finish(status, code)
        return operations.Later(REPORTED)

    def _close(self) -> None:
        if self._shell is not None:
            self._shell.closed = True
        if self._steps is not None:
            self._steps.close()

    def _finish(self, status: str, code: int) -> None:
        self._close()
        self.status, self.code = status, code
        begun = self.started or self.current.clock.now()
        self.started = begun
        self.ended = self.current.clock.now()
        self.secrets = {}
        if self._shell is not None:
            self._shell.secrets = set()
            self._shell.variables = {}
        self.keep(self.seen())


def _expired() -> Any:
    """Instead of the script's rest: it is over."""
    yield from ()
    return TIMED_OUT


GOING: weakref.WeakValueDictionary[str, Run] = weakref.WeakValueDictionary()


def begin(
    going: operations.Operations, run: Run, *, resource: str, verb: str,
    failed: Callable[[], Any] | None = None,
) -> operations.Operation:  # fmt: skip
    """Start a script as a long operation that ends with it."""
    run.keep(run.seen())
    operation = going.begin(
        resource=resource, verb=verb, seconds=PICKED_UP, end=run.step, failed=failed
    )
    GOING[operation.id] = run
    return operation


def going_on(all_of_them: operations.Operations, resource: str) -> tuple[Any, Run | None]:
    """The running operation of a resource, and its script if it is one."""
    operation = all_of_them.running(resource)
    return operation, GOING.get(operation.id) if operation is not None else None


def _boots(current: state.State, machine: state.Document) -> int:
    return int(current.facts(machine["id"]).get("boots", 0))


def surroundings(name: str) -> dict[str, Any]:
    """The variables a script finds: it runs as SYSTEM."""
    return {
        "env:computername": name,
        "env:username": f"{name}$",
        "env:temp": "C:\\Windows\\TEMP",
        "env:programdata": "C:\\ProgramData",
        "env:systemdrive": "C:",
        "env:windir": "C:\\Windows",
        "env:processor_architecture": "AMD64",
        "lastexitcode": 0,
        "psscriptroot": "C:\\Packages\\Plugins\\Microsoft.CPlat.Core.RunCommandHandlerWindows",
        "erroractionpreference": "Continue",
    }


def tail(text: str) -> str:
    """The last 4 KB, whole characters only."""
    return text.encode()[-SHOWN:].decode("utf-8", "ignore")
