"""`failback-ps approve`, `deny`, `withdraw`, `cancel`: a wish for one operation."""

from __future__ import annotations

import argparse

from bot.cli import window
from bot.cli.report import Report
from workflow.operations import State

ENDS = {
    "approve": window.WELL,
    "deny": frozenset({State.DENIED}),
    "withdraw": frozenset({State.WITHDRAWN}),
    "cancel": frozenset({State.CANCELLED}),
}
"""What each of them wishes for, with `--wait`."""


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("operation", help="its id, op-…")
    if parser.prog.endswith(" deny"):
        parser.add_argument("reason", nargs="+", help="shown on the card")
    window.options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    async def do(opened: window.Window) -> Report:
        if options.command in ("approve", "deny"):
            return await _vote(opened, options)
        return await opened.ask(options.command, {"operation": options.operation})

    return window.run(do, json=options.json, wait=options.wait, well=ENDS[options.command])


async def _vote(opened: window.Window, options: argparse.Namespace) -> Report:
    """For the plan as it is shown now; it counts once its person has confirmed it in Slack."""
    seen = await opened.work.desk.get(options.operation)
    arguments = {
        "operation": seen.id,
        "decision": options.command,
        "plan_hash": seen.plan_hash,
        "reason": " ".join(getattr(options, "reason", ())),
    }
    return await opened.ask("vote", arguments)
