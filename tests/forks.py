"""A process of the bot's own command, or of a test's, forked from one that has imported it already.

A start imports fifteen hundred modules, two seconds of a core, and the tests start hundreds. Each
is a process of its own all the same: another pid, its own environment and files, killed with -9.
"""

from __future__ import annotations

import asyncio
import io
import multiprocessing
import os
import sys
from collections.abc import Callable, Coroutine, Mapping, Sequence
from pathlib import Path
from typing import Any

PRELOADED = (
    "bot.cli.serve",
    "bot.app",
    "bot.cli.sandbox",
    "sandbox.launch",
    "sandbox.azure.server",
    "sandbox.slack.server",
    "azure.identity.aio",
    "fluent.runtime",
    "alembic.command",
    "dbos",
)
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(list(PRELOADED))


class Forked:
    """As `asyncio.subprocess.Process`, as far as the tests need one."""

    def __init__(self, process: multiprocessing.process.BaseProcess) -> None:
        self._process = process
        assert process.pid is not None
        self.pid = process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    async def wait(self) -> int:
        while self.returncode is None:  # noqa: ASYNC110 - it tells nobody of its end
            await asyncio.sleep(0.01)
        return self.returncode

    def join(self) -> int:
        """As `wait`, for who has no loop."""
        self._process.join()
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        self._process.kill()


def start(
    arguments: Sequence[str], env: Mapping[str, str], out: Path, err: Path | None = None
) -> Forked:
    """`failback-ps <arguments>`, its output appended to the files (`err`: also to `out`)."""
    return _fork(_command, list(arguments), dict(env), str(out), str(err or out))


def run(main: Callable[..., Coroutine[Any, Any, None]], *arguments: Any) -> Forked:
    """`asyncio.run(main(…))` of a module's own `main`. A socket among the arguments is handed over;
    what it prints goes where the worker's own output went when the first was forked."""
    return _fork(_run, main, arguments)


def _fork(work: Callable[..., None], *arguments: Any) -> Forked:
    process = _context.Process(target=work, args=arguments, daemon=True)
    process.start()
    return Forked(process)


def _run(main: Callable[..., Coroutine[Any, Any, None]], arguments: Sequence[Any]) -> None:
    asyncio.run(main(*arguments))


def _command(arguments: Sequence[str], env: Mapping[str, str], out: str, err: str) -> None:
    os.environ.clear()
    os.environ.update(env)
    for number, path in ((1, out), (2, err)):
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        os.dup2(file, number)
        os.close(file)
    sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), "utf-8", write_through=True)
    sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), "utf-8", write_through=True)
    sys.argv = ["failback-ps", *arguments]
    from bot import cli  # noqa: PLC0415 - not by who starts one

    sys.exit(cli.main(arguments))
