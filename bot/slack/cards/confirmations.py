"""The direct message that asks whether a vote given in the terminal is its person's."""

from __future__ import annotations

from typing import Any

from bot.slack.cards import blocks, buttons, operations, plan, text
from workflow import operations as rows

Event = dict[str, Any]

_SETTLED = {
    "confirmed": "*Confirmed.* Your vote counts like any other.",
    "refused": "*Not counted.*",
    "disowned": "*Not yours.* It does not count, and the audit trail keeps what you said. Tell "
    "whoever runs the bot that somebody uses your name in a terminal.",
    "expired": "*Over.* It no longer waits for approval, so this vote does not count.",
}


def ask(payload: Event, operation: rows.Operation, link: str) -> blocks.Message:
    """With the plan in words and the way to the card; settled, it says how and has no buttons."""
    title = operations.title(operation)
    verb = "approval" if payload.get("decision") == "approve" else "denial"
    head = f"Your {verb} of *{text.escape(title)}* was given in the terminal."
    if reason := str(payload.get("reason", "")):
        head += f" Reason: {text.typed(reason)}"
    shown = [blocks.section(head)]
    if operation.plan is not None:
        shown.append(blocks.section(text.sentence(operation.plan.summary)))
        where = plan.place(operation.plan)
        shown += [blocks.context([where])] if where else []
    if link:
        shown.append(blocks.section(text.link(link, "Open the operation’s card")))
    settled = str(payload.get("settled", ""))
    if settled:
        why = text.sentence(str(payload.get("why", "")))
        said = f"{_SETTLED.get(settled, '*Settled.*')} {why}".strip()
        return blocks.message(f"{head} {said}", [*shown, blocks.section(said)])
    asked = "It does not count until you say here that it is yours."
    shown += [blocks.section(asked), blocks.actions(_row(payload, operation))]
    return blocks.message(f"{head} {asked}", shown)


def disowned(payload: Event, operation: rows.Operation, link: str) -> blocks.Message:
    """To the audit channel."""
    title = operations.title(operation)
    what = text.link(link, title) if link else text.escape(title)
    verb = "approval" if payload.get("decision") == "approve" else "denial"
    said = (
        f"{text.person(str(payload['by']))} says that an {verb} of {what}, given in a terminal "
        "under their name, was not theirs. It does not count."
    ).replace("an denial", "a denial")
    return blocks.message(said, [blocks.section(said)])


def _row(payload: Event, operation: rows.Operation) -> list[blocks.Block]:
    value = buttons.write(
        buttons.Value(
            operation=operation.id,
            plan_hash=str(payload.get("plan_hash", "")),
            do=str(payload.get("confirmation", "")),
        )
    )
    yes = blocks.button(buttons.Button.CONFIRM_VOTE, "Confirm my vote", value, style="primary")
    no = blocks.button(buttons.Button.NOT_ME, "That was not me", value, style="danger")
    return [yes, no]
