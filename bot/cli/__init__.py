"""The terminal: `failback-ps <command>`. Each command's module is imported only when it is run."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from core import errors

COMMANDS: dict[str, str] = {
    "serve": "Run the bot: Slack by HTTP or Socket Mode, the watch, and the operations",
    "sandbox": "Start a local Slack and a local Azure, and the bot between them",
    "policy": "Check the policy rules, or explain who may ask and approve, and why",
    "audit": "Verify the audit trail, or export it",
    "manifest": "Print the Slack app's manifest",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit codes: 0 done, 2 wrong usage or settings, 1 anything else."""
    parser = argparse.ArgumentParser(
        prog="failback-ps",
        description="Slack chat-ops for Azure Site Recovery failback process servers.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    typed = list(sys.argv[1:] if arguments is None else arguments)
    for name, summary in COMMANDS.items():
        sub = commands.add_parser(name, help=summary, description=summary)
        if typed[:1] == [name]:
            importlib.import_module(f"bot.cli.{name}").declare(sub)
    options = parser.parse_args(typed)
    try:
        return int(options.run(options))
    except errors.BotError as exc:
        print(f"failback-ps: {exc}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
