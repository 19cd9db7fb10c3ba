"""What a card says beyond plan and steps: the failure, the proof, who ended it and why."""

from __future__ import annotations

from bot.slack.cards import blocks, text
from core import json
from workflow import operations

State = operations.State

MOST_RESULTS = 12


def of(operation: operations.Operation) -> list[blocks.Block]:
    """The blocks that belong to the operation's state; none while it simply goes on."""
    state = operation.state
    if state is State.FAILED:
        return _failed(operation)
    if state is State.SUCCEEDED:
        return _proof(operation)
    if state is State.WAITING_FOR_PERSON:
        return [blocks.section("A person is needed now. What to do is in the thread below.")]
    told = _TOLD.get(state)
    return [blocks.section(told(operation))] if told else []


def _failed(operation: operations.Operation) -> list[blocks.Block]:
    failure = operation.failure
    if failure is None:
        return [blocks.section(_because(operation, "It could not be finished."))]
    titles = {step.name: step.title for step in operation.steps}
    where = titles.get(failure.step, failure.step)
    at = f"*Failed at* {text.escape(where)}\n" if where else ""
    lines = [f"{at}{text.sentence(failure.sentence)}"]
    if failure.provider_code or failure.provider_message:
        code = text.code(failure.provider_code)
        said = text.escape(text.clip(" ".join(failure.provider_message.split()), 800))
        lines.append(f"*Azure said* {code} {said}".rstrip())
    if failure.cause:
        lines.append(f"*Likely cause* {text.sentence(failure.cause)}")
    if failure.remedy:
        lines.append(f"*What next* {text.sentence(failure.remedy)}")
    return blocks.sections(lines)


def _proof(operation: operations.Operation) -> list[blocks.Block]:
    result = operation.result or {}
    rows = [
        f"{text.escape(_label(key))}: {text.code(_shown(value))}"
        for key, value in result.items()
        if isinstance(value, str | int | float | bool) and _shown(value)
    ]
    if not rows:
        return []
    return blocks.sections(["*Proof*", *text.some(rows, MOST_RESULTS)])


def _label(key: str) -> str:
    words = key.replace("_", " ").strip()
    return {"ip": "IP address", "id": "ID"}.get(words, words[:1].upper() + words[1:])


def _shown(value: json.JSON) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return text.clip(str(value), 300)


def _by(operation: operations.Operation, word: str) -> str:
    who = f" by {text.person(operation.ended_by)}" if operation.ended_by else ""
    return f"{word}{who}."


def _because(operation: operations.Operation, sentence: str) -> str:
    return f"{sentence} {text.sentence(operation.reason)}".strip()


def _denied(operation: operations.Operation) -> str:
    said = _by(operation, "Denied")
    return f"{said} Reason: {text.sentence(operation.reason)}" if operation.reason else said


def _expired(operation: operations.Operation) -> str:
    return _because(operation, "Nobody approved in time. Nothing was changed; ask again.")


def _withdrawn(operation: operations.Operation) -> str:
    return _because(operation, f"{_by(operation, 'Withdrawn')} Nothing was changed.")


def _stale(operation: operations.Operation) -> str:
    said = "Azure no longer shows what was approved, so nothing was changed."
    return f"{_because(operation, said)} Ask again to see the plan as it is now."


def _cancelled(operation: operations.Operation) -> str:
    kept = "What was made so far is still there; *Clean up* removes it."
    return _because(operation, f"{_by(operation, 'Cancelled')} {kept}")


def _blocked(operation: operations.Operation) -> str:
    said = "Nothing was changed. Mend what is listed above, then ask again."
    return _because(operation, said)


def _cancelling(operation: operations.Operation) -> str:
    said = f"{_by(operation, 'Cancel was asked for')} It stops once the running step is over."
    return _because(operation, said)


def _cleaned(operation: operations.Operation) -> str:
    return _because(operation, "Everything this operation made has been removed.")


_TOLD = {
    State.DENIED: _denied,
    State.EXPIRED: _expired,
    State.WITHDRAWN: _withdrawn,
    State.STALE: _stale,
    State.CANCELLED: _cancelled,
    State.CANCELLING: _cancelling,
    State.BLOCKED: _blocked,
    State.CLEANED: _cleaned,
}
