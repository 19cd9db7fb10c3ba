"""`failback-ps sandbox`: a local Slack and a local Azure at the wire, and the real bot between."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import signal
import sys
import urllib.request
from pathlib import Path

WELCOME = """
failback-ps sandbox is running: a local Slack, a local Azure, and the bot between them.

  Open    {page}
  Sign in as Rita, and type in #dr-incident:   /failback-ps deploy
  Then sign in as Lena in a second tab to approve.

Azure's clock runs {speed:g} times as fast. Stop with Ctrl+C. The bot's log: {log}
"""


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--headless", action="store_true", help="only the servers; prints one line of JSON"
    )
    parser.add_argument("--only", choices=("both", "azure", "slack"), default="both")
    parser.add_argument("--port", type=int, default=None, help="the page's port (0: any)")
    parser.add_argument("--speed", type=float, default=10.0, help="how fast Azure's clock runs")
    parser.add_argument("--mode", choices=("http", "socket"), default="http")
    parser.add_argument("--data", type=Path, default=Path(".sandbox"), help="where files go")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    return asyncio.run(_run(options))


async def _run(options: argparse.Namespace) -> int:
    from sandbox import launch  # noqa: PLC0415 - the servers are needed by this command only

    port = options.port if options.port is not None else (0 if options.headless else 8065)
    options.data.mkdir(parents=True, exist_ok=True)
    running = await launch.start(
        only=options.only, port=port, speed=options.speed, mode=options.mode, data_dir=options.data
    )
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
            print(WELCOME.format(page=page, speed=options.speed, log=log), flush=True)
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
