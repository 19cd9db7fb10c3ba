"""`failback-ps audit`: is the trail whole, and a copy of it."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from datetime import UTC, datetime
from typing import Any

from bot import config
from bot import settings as shapes
from bot.slack.cards import text
from core import errors
from workflow import exporting, faults, trail


class NoChannel(errors.BotError):
    """Nothing was posted anywhere."""

    code = "no-audit-channel"


def declare(parser: argparse.ArgumentParser) -> None:
    wishes = parser.add_subparsers(dest="wish", required=True, metavar="WISH")
    verify = wishes.add_parser("verify", help="exit code 1 and a line for each fault in the trail")
    verify.add_argument(
        "--posted",
        action="store_true",
        help="compare with the counts in the audit channel too; asks Slack",
    )
    verify.add_argument("--json", action="store_true", help="for machines; a stable shape")
    verify.set_defaults(run=_verify)
    export = wishes.add_parser("export", help="print the trail, oldest first, seals included")
    export.add_argument("--since", type=_instant, metavar="DATE", help="2026-11-01, in UTC")
    export.add_argument("--format", choices=list(exporting.Format), default=exporting.Format.JSONL)
    export.set_defaults(run=_export)


def _verify(options: argparse.Namespace) -> int:
    settings = config.load(os.environ)
    whole, found, number = asyncio.run(_verified(settings, posted=options.posted))
    if options.json:
        said = {
            "whole": not number,
            "rows": whole.rows,
            "chains": whole.chains,
            "number": number,
            "faults": [fault.to_json() for fault in found],
        }
        print(json.dumps(said, ensure_ascii=False))
    else:
        _say(whole, found, number)
    return 1 if number else 0


def _say(whole: faults.Whole, found: list[faults.Fault], number: int) -> None:
    for fault in found:
        print(fault)
    if number > len(found):
        print(f"and {number - len(found)} more")
    read = f"{text.many(whole.rows, 'row')} in {text.many(whole.chains, 'chain')}"
    print(f"{read}: {number} faults." if number else f"{read}: whole.")
    if number and number >= whole.rows + whole.chains:
        print("Nothing bears the seal of this FAILBACK_PS_AUDIT_KEY: it may be another key.")


async def _verified(
    settings: shapes.Settings, *, posted: bool
) -> tuple[faults.Whole, list[faults.Fault], int]:
    counts = await _posted(settings) if posted else None
    opened = await _open(settings)
    try:
        return await opened.verify(counts)
    finally:
        await opened.close()


async def _posted(settings: shapes.Settings) -> list[dict[str, Any]]:
    from bot.slack import connection, posted  # noqa: PLC0415 - only where Slack is asked

    if settings.channel_audit is None:
        raise NoChannel(
            "There is no audit channel that counts were posted to.",
            remedy="Set slack.channels.audit; or verify without --posted.",
        )
    link = connection.connect(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    try:
        await link.identify()
        return await posted.read(link.client, settings.channel_audit)
    finally:
        await link.close()


def _export(options: argparse.Namespace) -> int:
    settings = config.load(os.environ)

    async def export() -> None:
        opened = await _open(settings)
        try:
            await opened.export(sys.stdout, exporting.Format(options.format), options.since)
        finally:
            await opened.close()

    asyncio.run(export())
    return 0


async def _open(settings: shapes.Settings) -> trail.Trail:
    key = settings.audit_key.get_secret_value()
    return await trail.open(settings.database_url, audit_key=key)


def _instant(typed: str) -> datetime:
    """A date, or a date and time; without a zone it is UTC."""
    at = datetime.fromisoformat(typed)
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)
