"""The terminal: `failback-ps <command>`. Each command's module is imported only when it is run."""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

from core import errors

COMMANDS: dict[str, str] = {
    "serve": "Run the bot: Slack by HTTP or Socket Mode, the watch, and the operations",
    "sandbox": "Start a local Slack and a local Azure, and the bot between them",
    "policy": "Check the policy rules, or explain who may ask and approve, and why",
    "route": "Check the routes, or explain which channel hears what, and why",
    "audit": "Verify the audit trail, or export it",
    "manifest": "Print the Slack app's manifest",
    "deploy": "Ask for a failback process server, as in Slack: name=value or --name value",
    "register": "Ask for a server in Azure to be registered with its configuration server",
    "start": "Ask for a process server's machine to be started",
    "stop": "Ask for a process server's machine to be stopped and deallocated",
    "upgrade": "Ask for a process server to be upgraded, in legal hops",
    "switch": "Ask for protected machines to be moved to another process server",
    "unregister": "Ask for a process server to be taken off its configuration server",
    "delete": "Ask for an unregistered process server to be deleted with all that is its own",
    "renew-certificate": "Ask for a configuration server's certificate to be renewed",
    "incident": "Start, note or end an incident, or show how it stands",
    "status": "Show operations, one of them, or what became of a request",
    "findings": "Show what the watch has found and is not yet in order",
    "check": "Let the watch look now: at one server's vault, at one vault, or at all",
    "history": "Show who did what: of a server, an operation or a person",
    "approve": "Vote for an operation's plan; counts once you have confirmed it in Slack",
    "deny": "Vote against it with a reason; counts once you have confirmed it in Slack",
    "withdraw": "Take back what you asked for, before it runs",
    "cancel": "Stop a run at its next step, or give a failed operation up",
}
VERBS = frozenset(
    {
        "deploy",
        "register",
        "start",
        "stop",
        "upgrade",
        "switch",
        "unregister",
        "delete",
        "renew-certificate",
    }
)
"""Commands that are verbs with a plan."""
LINES = VERBS | {"incident"}
"""Commands whose words are all the verb's grammar: none is an option."""
_MODULES = {
    **dict.fromkeys(VERBS, "ask"),
    "incident": "incident",
    **dict.fromkeys(("approve", "deny", "withdraw", "cancel"), "wishes"),
}
"""Where that is not the module of the same name."""
USAGES = (
    "deploy name=value … [--channel C…] [--wait] [--json]",
    "register server configuration_server [name=value …] [--channel C…] [--wait] [--json]",
    "start | stop | unregister | delete server [--channel C…] [--wait] [--json]",
    "upgrade server [version] [replication=pause] [--channel C…] [--wait] [--json]",
    "renew-certificate server [--channel C…] [--wait] [--json]",
    "switch server to [machine …] [--channel C…] [--wait] [--json]",
    "incident start title [sev1] [vault=…] [servers=…] [--channel C…] [--json]",
    "incident note | end text … | status [incident=in-…] [--channel C…] [--json]",
    "status [op-… | rq-… | server] [--wait] [--json]",
    "findings [fi-… | server] [--json]",
    "check [server | vault | all] [--json]",
    "history [server | op-… | U…] [--json]",
    "approve op-… [--wait] [--json]",
    "deny op-… reason … [--wait] [--json]",
    "withdraw op-… [--wait] [--json]",
    "cancel op-… [--wait] [--json]",
)
"""Of the commands that ask the serving bot, for the reference page."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit codes: 0 done, 2 wrong usage or settings, 1 anything else; those of the commands that
    ask the serving bot are in `report.EXITS`."""
    parser = argparse.ArgumentParser(
        prog="failback-ps",
        description="Slack chat-ops for Azure Site Recovery failback process servers.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    typed = list(sys.argv[1:] if arguments is None else arguments)
    for name, summary in COMMANDS.items():
        # No character that begins an option: a verb's own flags stay words.
        words: dict[str, Any] = {"prefix_chars": "\0", "add_help": False}
        sub = commands.add_parser(
            name, help=summary, description=summary, **(words if name in LINES else {})
        )
        if typed[:1] == [name]:
            _declare(name, sub)
    options = parser.parse_args(typed)
    try:
        code = int(options.run(options))
        sys.stdout.flush()
        return code
    except errors.BotError as exc:
        from bot.cli import plain  # noqa: PLC0415 - only where something is wrong

        print(f"failback-ps: {plain.sentence(str(exc))}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `… | head`: who reads has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


def _declare(name: str, sub: argparse.ArgumentParser) -> None:
    # All that is imported stays: collecting meanwhile costs a sixth of a start and finds nothing.
    gc.disable()
    try:
        module = importlib.import_module(f"bot.cli.{_MODULES.get(name, name)}")
    finally:
        gc.enable()
    module.declare(sub)
