"""`failback-ps incident …`: start, note and end by the serving bot; status by reading."""

from __future__ import annotations

import argparse

from bot.cli import ask, report, window
from bot.cli.report import Code, Report
from bot.slack.cards import answers
from commands import incident
from commands.incident import acts
from commands.verbs import Asking

VERB = incident.VERB.name


def declare(parser: argparse.ArgumentParser) -> None:
    """All words are the grammar's, as in Slack."""
    parser.add_argument("words", nargs="*")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    if ask.helped(options):
        return 0
    line = ask.read(options.words)

    async def do(opened: window.Window) -> Report:
        values = await ask.values(VERB, line.words)
        if values["do"] != "status":
            return await opened.ask(VERB, {"values": values, "channel": line.channel})
        kept = opened.work.incidents
        asking = Asking(person=opened.person, channel=line.channel, incidents=kept)
        said = await acts.status(kept, values, asking)
        return Report(code=Code.SHOWN, said=report.answer(answers.answer(said, report.ENGLISH)))

    return window.run(do, json=line.json, wait=False)
