"""`failback-ps check`: let the watch look now. The serving bot looks; this waits for its answer."""

from __future__ import annotations

import argparse
from dataclasses import replace

from bot.cli import window
from bot.cli.report import Code, Report

PATIENCE = 30.0
"""Seconds: hundreds of vaults take longer than an answer from rows."""
LATER = (
    "Written down as {0}; not answered yet: no serving bot has taken it, or it is still looking.\n"
    "Later: failback-ps status {0}"
)


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "where", nargs="?", default="all", help="a process server, a vault, or all (the default)"
    )
    window.options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    async def do(opened: window.Window) -> Report:
        said = await opened.ask("check", {"where": options.where.strip()}, PATIENCE)
        return (
            replace(said, said=LATER.format(said.request)) if said.code is Code.NOT_TAKEN else said
        )

    return window.run(do, json=options.json, wait=options.wait)
