"""`failback-ps deploy …`: a verb that needs approval, by the grammar and the checks of Slack."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

from bot.cli import report, window
from bot.cli.report import Report
from bot.slack.cards import answers
from commands import checks, grammar, registry
from commands import help as helping
from core import errors

OWN = """
Options of the terminal, anywhere on the line:
  --channel C…  where the card is to stand; the bot's default channel if absent
  --wait        follow the operation to its end; prints each change
  --json        for machines; a stable shape"""


class Wrong(errors.BotError):
    """The line cannot be asked for as it is."""

    code = "usage"


@dataclass(frozen=True, kw_only=True)
class Line:
    """The shell's words: what is the verb's, and the terminal's own options."""

    words: tuple[str, ...]
    channel: str = ""
    wait: bool = False
    json: bool = False


def declare(parser: argparse.ArgumentParser) -> None:
    """All words are the grammar's: `name=value`, `--name value`, `--name=value`."""
    parser.add_argument("words", nargs="*")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    line = read(options.words)

    async def do(opened: window.Window) -> Report:
        given = await values(options.command, line.words)
        wish = {"verb": options.command, "values": given, "channel": line.channel}
        return await opened.ask("ask", wish)

    if helped(options):
        return 0
    return window.run(do, json=line.json, wait=line.wait, first=True)


def helped(options: argparse.Namespace) -> bool:
    """Whether help was asked for, and printed."""
    words = options.words
    if not {"-h", "--help"} & set(words) and "help" not in words[:1]:
        return False
    print(
        report.answer(answers.answer(helping.of(registry.VERBS[options.command]), report.ENGLISH))
        + OWN
    )
    return True


async def values(verb: str, words: Sequence[str]) -> dict[str, str]:
    """Raises `Wrong` with all that is wrong at once: there is no form to ask for the rest."""
    parsed = grammar.of_arguments([verb, *words], registry.VERBS)
    if isinstance(parsed, grammar.Problem):
        raise Wrong(parsed.sentence, remedy=parsed.remedy)
    faults = checks.check(parsed.verb, parsed.values)
    if faults:
        lines = [f"  {fault.field}: {fault}" for fault in faults]
        raise Wrong(
            f"{verb} was not asked for; this must be right first:\n" + "\n".join(lines),
            remedy=f"\nfailback-ps {verb} --help lists the fields.",
        )
    return checks.with_defaults(parsed.verb, parsed.values)


def read(typed: Sequence[str]) -> Line:
    kept: list[str] = []
    channel, flags = "", set()
    left = list(typed)
    while left:
        word = left.pop(0)
        if word in ("--wait", "--json"):
            flags.add(word)
        elif word == "--channel" and left:
            channel = left.pop(0)
        elif word.startswith("--channel="):
            channel = word.partition("=")[2]
        else:
            kept.append(word)
    return Line(words=tuple(kept), channel=channel, wait="--wait" in flags, json="--json" in flags)
