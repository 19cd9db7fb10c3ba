"""`failback-ps status`: operations, one of them, or what became of a request. Only reads."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from bot.cli import plain, report, window
from bot.cli.report import Code, Report
from bot.slack.cards import answers, closed
from commands import status
from commands.verbs import Answer, Asking
from core import language
from workflow import closures

LISTED = 20


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="?",
        default="",
        help="an operation (op-…), a request (rq-…), or a server's name; all if absent",
    )
    window.options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    async def do(opened: window.Window) -> Report:
        what = options.what.strip()
        if what.startswith("op-"):
            return await opened.show(what)
        if what.startswith("rq-"):
            return await _request(opened, what)
        return await _listed(opened, what)

    return window.run(do, json=options.json, wait=options.wait)


async def _request(opened: window.Window, request_id: str) -> Report:
    found = await opened.work.requests.get(request_id)
    if found is None:
        raise window.Unknown(
            f"There is no request {request_id!r}.",
            remedy="Its id stands where it was written down; it begins with rq-.",
        )
    if found.outcome is None:
        return window.not_taken(found.id)
    return await opened.answered(found)


async def _listed(opened: window.Window, server: str) -> Report:
    """As in Slack, but for how Azure shows a server: the terminal does not ask Azure. Channels that
    are closed to the bot are said here as well, for where no channel is left to say it in."""
    desk = opened.work.desk
    asking = Asking(person=opened.person, channel="", operations=desk)
    if server:
        part = await status.listed(asking, "Operations", target=server)
        said = Answer(title=f"Operations of {server}", sections=(part,))
        found = await desk.find(target=server, limit=LISTED)
    else:
        said = await status.VERB.answer(None, {}, asking)
        found = await desk.find(limit=LISTED)
    shut = await opened.work.posts.closed()
    shown = "\n\n".join(
        part
        for part in (unheard(shut), report.answer(answers.answer(said, report.ENGLISH)))
        if part
    )
    return Report(code=Code.SHOWN, said=shown, listed=found, closed=shut)


def unheard(shut: Sequence[closures.Closure]) -> str:
    """The channels that are closed to the bot; nothing where there is none."""
    words = language.of("en")
    told = [plain.text(" ".join(closed.lines(one, words))) for one in shut]
    return "\n\n".join(told)
