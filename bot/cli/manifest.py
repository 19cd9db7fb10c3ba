"""`failback-ps manifest`: the Slack app's manifest, for Socket Mode or for HTTP."""

from __future__ import annotations

import argparse

from bot import manifest
from commands import registry
from core import errors


class NotHttps(errors.BotError):
    """Slack would refuse the manifest."""

    code = "not-https"


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--http",
        metavar="URL",
        help="for HTTP: the bot's public https URL; without it, the manifest is for Socket Mode",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    if options.http and not options.http.startswith("https://"):
        raise NotHttps(
            f"--http {options.http}: Slack only calls https URLs.",
            remedy="Give the bot's public address, such as https://bot.example.com.",
        )
    print(manifest.render(registry.VERBS, options.http), end="")
    return 0
