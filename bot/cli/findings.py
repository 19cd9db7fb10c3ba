"""`failback-ps findings`: what the watch has found, as in Slack. Only reads."""

from __future__ import annotations

import argparse

from bot.cli import report, window
from bot.cli.report import Code, Report
from bot.slack.cards import answers
from commands import findings as verb
from commands.verbs import Asking


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", nargs="?", default="", help="a finding (fi-…) or a server's name; all if absent"
    )
    window.options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    async def do(opened: window.Window) -> Report:
        asking = Asking(person=opened.person, channel="", findings=opened.work.findings)
        said = await verb.FINDINGS.answer(None, {"what": options.what.strip()}, asking)
        return Report(code=Code.SHOWN, said=report.answer(answers.answer(said, report.ENGLISH)))

    return window.run(do, json=options.json, wait=options.wait)
