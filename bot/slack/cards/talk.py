"""What is told to who mentions the bot or writes to it, where that is not a command's answer."""

from __future__ import annotations

from collections.abc import Mapping

from bot.slack.cards import answers, blocks, buttons, calls, operations, text
from commands import verbs
from core import language
from workflow import operations as rows


def form(verb: verbs.Verb, values: Mapping[str, str], words: language.Words) -> blocks.Message:
    """What is missing is asked for in a form, and Slack opens one only for a click."""
    what = text.title(verb.name)
    value = buttons.write_offer(verbs.Offer(verb=verb.name, label="", values=values))
    if not value:
        return answers.problem(
            words("talk-more-long", what=what),
            words("talk-more-long-remedy", verb=verb.name),
            words,
        )
    said = words("talk-more", what=text.escape(what), given=len(values))
    button = blocks.button(
        f"{buttons.Button.OFFER}.form", words("talk-open-form"), value, style="primary"
    )
    return blocks.message(said, [blocks.section(said), blocks.actions([button])])


def in_passing(near: str, words: language.Words) -> blocks.Message:
    """A mention within a sentence. `near` is the line that may have been meant."""
    said = [words("talk-in-passing")]
    if near:
        said.append(words("talk-in-passing-near", line=text.code(near)))
    said.append(words("talk-in-passing-rule"))
    return blocks.message(" ".join(said), [blocks.section(one) for one in said])


def edited(words: language.Words) -> blocks.Message:
    return answers.problem(words("talk-edited"), words("talk-edited-remedy"), words)


def no_files(words: language.Words) -> blocks.Message:
    return answers.problem(words("talk-no-files"), words("talk-no-files-remedy"), words)


def asked(operation: rows.Operation, link: str, words: language.Words) -> blocks.Message:
    """Where it was asked for; the card stands elsewhere."""
    what = operations.title(operation, words)
    said = words(
        "talk-asked",
        who=text.person(operation.requester),
        operation=text.link(link, what) if link else text.escape(what),
        channel=f"<#{operation.channel}>",
    )
    return calls.line(said)
