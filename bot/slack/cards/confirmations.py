"""The direct message that asks whether a vote given in the terminal is its person's."""

from __future__ import annotations

from typing import Any

from bot.slack.cards import blocks, buttons, operations, plan, text
from core import language
from workflow import operations as rows

Event = dict[str, Any]


def ask(
    payload: Event, operation: rows.Operation, link: str, words: language.Words
) -> blocks.Message:
    """With the plan in words and the way to the card; settled, it says how and has no buttons."""
    title = text.escape(operations.title(operation, words))
    head = words(f"card-vote-given-{_decision(payload)}", title=title)
    if reason := str(payload.get("reason", "")):
        head += f" {words('card-reason', reason=text.typed(reason))}"
    shown = [blocks.section(head)]
    if operation.plan is not None:
        shown.append(blocks.section(text.spoken(operation.plan.summary, words)))
        where = plan.place(operation.plan)
        shown += [blocks.context([where])] if where else []
    if link:
        shown.append(blocks.section(text.link(link, words("card-open"))))
    if payload.get("settled"):
        said = _settled(payload, words)
        return blocks.message(f"{head} {said}", [*shown, blocks.section(said)])
    asked = words("card-vote-asked")
    shown += [blocks.section(asked), blocks.actions(_row(payload, operation, words))]
    return blocks.message(f"{head} {asked}", shown)


_SETTLED = {
    "confirmed": "card-vote-confirmed",
    "refused": "card-vote-refused",
    "disowned": "card-vote-disowned",
    "expired": "card-vote-expired",
}


def _settled(payload: Event, words: language.Words) -> str:
    key = _SETTLED.get(str(payload["settled"]), "card-vote-settled")
    return f"{words(key)} {text.spoken(payload.get('why', ''), words)}".strip()


def disowned(
    payload: Event, operation: rows.Operation, link: str, words: language.Words
) -> blocks.Message:
    """To the audit channel."""
    title = operations.title(operation, words)
    what = text.link(link, title) if link else text.escape(title)
    who = text.person(str(payload["by"]))
    said = words(f"card-disowned-{_decision(payload)}", who=who, title=what)
    return blocks.message(said, [blocks.section(said)])


def _decision(payload: Event) -> str:
    return "approve" if payload.get("decision") == "approve" else "deny"


def _row(payload: Event, operation: rows.Operation, words: language.Words) -> list[blocks.Block]:
    value = buttons.write(
        buttons.Value(
            operation=operation.id,
            plan_hash=str(payload.get("plan_hash", "")),
            do=str(payload.get("confirmation", "")),
        )
    )
    mine, other = words("card-vote-mine"), words("card-vote-not-mine")
    return [
        blocks.button(buttons.Button.CONFIRM_VOTE, mine, value, style="primary"),
        blocks.button(buttons.Button.NOT_ME, other, value, style="danger"),
    ]
