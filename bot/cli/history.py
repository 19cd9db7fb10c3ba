"""`failback-ps history`: who did what, as `/failback-ps history` tells it. Only reads."""

from __future__ import annotations

import argparse

from bot.cli import report, window
from bot.cli.report import Code, Report
from bot.slack.cards import answers
from commands import happened
from commands import history as verb
from commands.verbs import Asking


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "about",
        nargs="?",
        default="",
        help="a server's name, an operation (op-…) or a person (U…); everything if absent",
    )
    window.options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    async def do(opened: window.Window) -> Report:
        desk, about = opened.work.desk, options.about.strip()
        asking = Asking(person=opened.person, channel="", operations=desk)
        said = await verb.VERB.answer(None, {"about": about}, asking)
        found = await desk.history(about, verb.MOST)
        return Report(
            code=Code.SHOWN,
            said=report.answer(answers.answer(said, report.ENGLISH)),
            events=[(event, happened.sentence(event)) for event in found.events],
        )

    return window.run(do, json=options.json, wait=options.wait)
