"""The run on the card: a line for each step, what goes on now, how long it may take still."""

from __future__ import annotations

from datetime import timedelta

from bot.slack import declared
from bot.slack.cards import blocks, text
from core import language, sentences
from workflow import operations

StepState = operations.StepState

MOST_STEPS = 40


def steps(operation: operations.Operation, words: language.Words) -> list[blocks.Block]:
    """Every step with its state and time; the running one with its live note."""
    shown: list[blocks.Block] = []
    for phase, title in (
        ("run", words("card-steps")),
        ("clean", words("card-steps-clean")),
    ):
        lines = [_line(operation, step, words) for step in operation.steps if step.phase == phase]
        if lines:
            shown += blocks.sections([title, *text.some(lines, MOST_STEPS, words)])
    return shown


def remaining(operation: operations.Operation, words: language.Words) -> list[blocks.Block]:
    """When it will probably be done, once past runs tell; the median of each step."""
    seconds = seconds_left(operation)
    if seconds is None or operation.state is not operations.State.RUNNING:
        return []
    end = operation.updated_at + timedelta(seconds=seconds)
    said = words("card-left", duration=_roughly(seconds, words), when=text.time_of(end))
    return [blocks.context([said])]


def seconds_left(operation: operations.Operation) -> float | None:
    """Seconds from the last change of the rows; None while past runs do not tell."""
    typical = operation.typical_seconds
    if not typical:
        return None
    total = 0.0
    for step in (one for one in operation.steps if one.phase == "run"):
        usual = typical.get(step.name, 0.0)
        if step.state is StepState.PENDING:
            total += usual
        elif step.state is StepState.RUNNING and step.started_at is not None:
            gone = (operation.updated_at - step.started_at).total_seconds()
            total += max(usual - gone, 0.0)
    return total


def _line(
    operation: operations.Operation, step: operations.StepRecord, words: language.Words
) -> str:
    word = words(f"card-step-{step.state.value}")
    if step.state is StepState.RUNNING and operation.state is operations.State.WAITING_FOR_PERSON:
        word = words("card-step-waiting")
    shown = f"*{word}*" if step.state is not StepState.PENDING else word
    line = (
        f"{shown} · {text.escape(declared.step(step.name, step.title, words))}{_time(step, words)}"
    )
    if step.note and step.state in {StepState.RUNNING, StepState.FAILED}:
        line += f"\n>{text.sentence(' '.join(sentences.spoken(step.note, words).split()))}"
    return line


def _time(step: operations.StepRecord, words: language.Words) -> str:
    if step.started_at is None:
        return ""
    if step.ended_at is None:
        return f" · {words('card-since', when=text.time_of(step.started_at))}"
    return f" · {text.duration((step.ended_at - step.started_at).total_seconds())}"


def _roughly(seconds: float, words: language.Words) -> str:
    """No more precise than it can be."""
    if seconds < 5:
        return words("card-left-moment")
    if seconds < 90:
        return text.duration(round(seconds / 5) * 5)
    return text.duration(round(seconds / 60) * 60)
