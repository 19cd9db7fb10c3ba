"""What is told to who mentions the bot or writes to it, where that is not a command's answer."""

from __future__ import annotations

from collections.abc import Mapping

from bot.slack.cards import answers, blocks, buttons, text
from commands import help as helping
from commands import verbs


def form(verb: verbs.Verb, values: Mapping[str, str]) -> blocks.Message:
    """What is missing is asked for in a form, and Slack opens one only for a click."""
    what = text.title(verb.name)
    value = buttons.write_offer(verbs.Offer(verb=verb.name, label="", values=values))
    if not value:
        return answers.problem(
            f"{what} needs more than was given, and what was given is too long for a button.",
            f"Write the whole line, or only `{verb.name}` to fill in a form.",
        )
    said = f"*{text.escape(what)}* needs more than was given. What you gave is filled in already."
    button = blocks.button(f"{buttons.Button.OFFER}.form", "Open the form", value, style="primary")
    return blocks.message(said, [blocks.section(said), blocks.actions([button])])


def in_passing(near: str) -> blocks.Message:
    """A mention within a sentence. `near` is the line that may have been meant."""
    taken = "You named me in a sentence, and I took that for no command: nothing was done."
    meant = f"Did you mean {text.code(near)}? " if near else ""
    rule = "A command begins with my name, as in `@failback-ps status`"
    remedy = f"{meant}{rule}; `@failback-ps help` lists them all."
    return blocks.message(f"{taken} {remedy}", [blocks.section(taken), blocks.section(remedy)])


def edited() -> blocks.Message:
    return answers.problem(
        "I do not run edited messages: what was a command before ran once, and not again.",
        "Write it as a new message.",
    )


def no_files() -> blocks.Message:
    return answers.problem(
        "I take no files: I read commands only, and kept nothing of yours.",
        f"Write `help` for what I can do, or type `{helping.COMMAND}` in a channel.",
    )
