"""What a card says at the end: why it failed, or the proof that it is done."""

from __future__ import annotations

import dataclasses
from datetime import datetime

from bot.slack.cards import blocks, text
from commands import onward
from core import json, language, sentences
from workflow import operations

State = operations.State

MOST_RESULTS = 12
LONGEST = 800  # characters of what Azure said

_LABELS = {
    "ip": "IP address",
    "id": "ID",
    "vm": "Virtual machine",
    "version in site recovery": "Version in Site Recovery",
}


def of(operation: operations.Operation, words: language.Words) -> list[blocks.Block]:
    if operation.state is State.FAILED:
        return failure(operation, words)
    if operation.state is State.BLOCKED and operation.failure is not None:
        return failure(operation, words)  # why no plan could be made of it
    if operation.state is State.CANCELLED and operation.failure is not None:
        # Why it had failed still matters; how to go on with it does not.
        over = dataclasses.replace(operation.failure, remedy="")
        return failure(dataclasses.replace(operation, failure=over), words)
    if operation.state is State.SUCCEEDED:
        return [*proof(operation.result or {}, words), *_onward(operation, words)]
    return []


def failure(operation: operations.Operation, words: language.Words) -> list[blocks.Block]:
    """What happened, what Azure said to the letter, the likely cause, what to do next."""
    failed = operation.failure
    if failed is None:
        said = operation.reason or words("card-failure-none")
        return [blocks.section(text.spoken(said, words))]
    lines: list[str] = []
    if failed.provider_code or failed.provider_message:
        said = text.escape(text.clip(" ".join(failed.provider_message.split()), LONGEST))
        said = f"{text.code(failed.provider_code)} {said}".strip()
        lines.append(words("card-failure-azure", said=said))
    if failed.cause:
        lines.append(words("card-failure-cause", cause=text.spoken(failed.cause, words)))
    if failed.remedy:
        lines.append(words("card-failure-next", remedy=text.spoken(failed.remedy, words)))
    return [blocks.section(text.spoken(failed.sentence, words)), *blocks.sections(lines)]


def _onward(operation: operations.Operation, words: language.Words) -> list[blocks.Block]:
    """A proof is read as an end; this says what is not done by it."""
    then = onward.of(operation.result)
    remedy = text.spoken(then.text, words)
    return blocks.sections([words("card-failure-next", remedy=remedy)]) if then.text else []


def proof(result: json.Object, words: language.Words) -> list[blocks.Block]:
    rows = [
        f"{text.escape(_label(key, words))}: {shown}"
        for key, value in result.items()
        if (shown := _shown(value, words))
    ]
    if not rows:
        return []
    return blocks.sections([words("card-proof"), *text.some(rows, MOST_RESULTS, words)])


def _label(key: str, words: language.Words) -> str:
    plain = key.replace("_", " ").strip()
    english = _LABELS.get(plain, plain[:1].upper() + plain[1:])
    return sentences.spoken(sentences.named("proof", key, english), words)


def _shown(value: json.JSON, words: language.Words) -> str:
    """A plain value; an instant in the reader's own time. Anything nested is no proof to read."""
    if isinstance(value, bool):
        return words("card-proof-yes" if value else "card-proof-no")
    if not isinstance(value, str | int | float) or value == "":
        return ""
    said = str(value)
    at = _instant(said)
    if at is not None:
        return text.moment(at)
    if said.startswith("https://"):
        return text.link(said, words("card-proof-open"))
    # An Azure id is nothing to read; the portal's link leads there.
    return "" if said.startswith("/subscriptions/") else text.code(text.clip(said, 300))


def _instant(value: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    return at if at.tzinfo is not None else None
