"""`failback-ps sandbox`: a local Slack and a local Azure at the wire, and the real bot between."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import shlex
import signal
import sys
import tempfile
import urllib.request
from pathlib import Path

import uvloop

from core import errors

WELCOME = """
failback-ps sandbox is running: a local Slack, a local Azure, and the bot between them.

  Open    {page}
  Sign in as Rita, and type in #dr-incident:   /failback-ps deploy
  Then sign in as Lena in a second tab to approve.

In another terminal, as Rita:
  set -a; . {env}; set +a; export FAILBACK_PS_TERMINAL_PERSON=U0RITA001
  {program} status

Azure's clock runs {speed:g} times as fast. The bot's log: {log}
Stop with Ctrl+C; the next start begins anew.
"""


WEATHERS = ("throttled", "lagging", "limited")
PORT, SERVERS = 8065, 7  # the page, Azure's four, the control endpoint, the bot


class Taken(errors.BotError):
    """A port is not free."""

    code = "port-taken"


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--headless", action="store_true", help="only the servers; prints one line of JSON"
    )
    parser.add_argument(
        "--only",
        choices=("both", "azure", "slack"),
        default="both",
        help="which servers to start with --headless (default: both)",
    )
    parser.add_argument(
        "--port",
        type=int,
        default=None,
        help=f"the page's port; the other servers take the {SERVERS - 1} after it. 0: any free "
        f"ones (default: {PORT}, with --headless 0)",
    )
    parser.add_argument(
        "--speed",
        type=float,
        default=10.0,
        help="how many times as fast Azure's clock runs (default: 10)",
    )
    parser.add_argument(
        "--mode",
        choices=("http", "socket"),
        default="http",
        help="how Slack reaches the bot: signed HTTP, or Socket Mode (default: http)",
    )
    parser.add_argument(
        "--weather",
        type=_weather,
        default=frozenset(),
        metavar="WHAT[,WHAT…]",
        help=f"what the clouds do to the bot: any of {', '.join(WEATHERS)} (default: none)",
    )
    parser.add_argument(
        "--seed",
        default="story",
        help="what Azure holds at first: story, empty, big, or the path of a saved state "
        "(default: story)",
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=None,
        help="the folder for the bot's file, log and database, and Azure's authority "
        "(default: .sandbox, with --headless a new one in it)",
    )
    parser.set_defaults(run=run)


def _weather(text: str) -> frozenset[str]:
    wanted = frozenset(filter(None, (part.strip() for part in text.split(","))))
    if unknown := wanted.difference(WEATHERS):
        raise argparse.ArgumentTypeError(
            f"unknown weather {', '.join(sorted(unknown))}; known are {', '.join(WEATHERS)}"
        )
    return wanted


def run(options: argparse.Namespace) -> int:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_run(options))


async def _run(options: argparse.Namespace) -> int:
    from sandbox import launch  # noqa: PLC0415 - the servers are needed by this command only

    port = options.port if options.port is not None else (0 if options.headless else PORT)
    options.data = options.data or _folder(options.headless)
    options.data.mkdir(parents=True, exist_ok=True)
    only: launch.Only = options.only if options.headless else "both"
    try:
        running = await launch.start(
            only=only,
            port=port,
            speed=options.speed,
            mode=options.mode,
            data_dir=options.data,
            weather=options.weather,
            seed=options.seed,
        )
    except OSError as exc:
        raise Taken(
            f"One of the ports {port} to {port + SERVERS - 1} is taken: perhaps a sandbox runs "
            f"already, on http://127.0.0.1:{port}.",
            remedy="Stop it, or take others: make sandbox ARGS='--port 9000'.",
        ) from exc
    stop = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    try:
        if options.headless:
            print(json.dumps({"settings": running.settings, "urls": running.urls}), flush=True)
            await stop.wait()
            return 0
        return await _with_bot(options, running.settings, running.urls, stop)
    finally:
        await running.stop()


def _folder(headless: bool) -> Path:
    """Two sandboxes in one clone must not write one another's files."""
    base = Path(".sandbox")
    base.mkdir(exist_ok=True)
    return Path(tempfile.mkdtemp(prefix="headless-", dir=base)) if headless else base


async def _with_bot(
    options: argparse.Namespace, settings: dict[str, str], urls: dict[str, str], stop: asyncio.Event
) -> int:
    """The bot is a process of its own, as in production; it gets its settings and nothing else."""
    log = options.data / "bot.log"
    with log.open("ab") as sink:
        bot = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot.cli",
            "serve",
            env=os.environ | settings,
            stdout=sink,
            stderr=sink,
        )
        ended = asyncio.create_task(bot.wait())
        stopping = asyncio.create_task(stop.wait())
        try:
            if not await _ready(int(settings["FAILBACK_PS_PORT"]), ended):
                print(f"The bot did not start. Its log ends with:\n{_tail(log)}", file=sys.stderr)
                return 1
            page = urls["slack_page"]
            env = _environment(options.data / "env", settings)
            told = {"page": page, "speed": options.speed, "log": log, "env": env}
            print(WELCOME.format(**told, program=_program()), flush=True)
            await asyncio.wait({ended, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if ended.done():
                print(f"The bot has stopped. Its log ends with:\n{_tail(log)}", file=sys.stderr)
            return 1 if ended.done() else 0
        finally:
            stopping.cancel()
            if not ended.done():
                with contextlib.suppress(ProcessLookupError):
                    bot.terminate()
                await ended


def _program() -> str:
    """How this command was called, as a shell in this folder finds it."""
    return os.path.relpath(sys.argv[0])


def _environment(path: Path, settings: dict[str, str]) -> Path:
    """The bot's settings for a shell beside it; its secrets are good for this sandbox only."""
    path.touch(mode=0o600)
    lines = [f"{name}={shlex.quote(value)}\n" for name, value in sorted(settings.items())]
    path.write_text("".join(lines), encoding="utf-8")
    return path


async def _ready(port: int, ended: asyncio.Task[int]) -> bool:
    while not ended.done():
        with contextlib.suppress(OSError):
            await asyncio.to_thread(
                urllib.request.urlopen, f"http://127.0.0.1:{port}/readyz", timeout=2
            )
            return True
        await asyncio.sleep(0.1)
    return False


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])
