"""The card that asks others to look at a broken glass."""

from __future__ import annotations

from bot.slack.cards import blocks, buttons, operations, plan, text
from workflow import operations as rows


def render(operation: rows.Operation, link: str = "") -> blocks.Message:
    """`link` leads to the operation's card."""
    what = operations.title(operation)
    who, why = text.person(operation.broken_by), text.typed(operation.broken_reason)
    head = f"{who} ran *{text.escape(what)}* without the approvals it needed. Reason: {why}"
    shown = [blocks.header(f"Broken glass: {what}"), blocks.section(head)]
    if operation.plan is not None:
        shown += [blocks.section(text.sentence(operation.plan.summary))]
        where = plan.place(operation.plan)
        shown += [blocks.context([where])] if where else []
    if link:
        shown.append(blocks.section(text.link(link, "Open the operation’s card")))
    if operation.reviewed_by and operation.reviewed_at is not None:
        said = f"*Acknowledged* by {text.person(operation.reviewed_by)} "
        shown.append(blocks.section(said + f"{text.moment(operation.reviewed_at)}."))
        return blocks.message(f"Acknowledged: broken glass, {text.escape(what)}.", shown)
    every = (i for circle in operation.circles for i in (*circle.groups, *circle.people))
    ids = tuple(i for i in every if i not in {operation.broken_by, operation.requester})
    shown.append(
        blocks.section(
            f"One of {text.people(ids)} must look at it and acknowledge; neither {who} nor who "
            "asked. You are called every day until then."
        )
    )
    value = buttons.write(buttons.Value(operation=operation.id))
    confirm = blocks.Confirm(
        title="Acknowledge this?",
        sentence="You have looked at what was done and why. Your name is kept in the audit trail.",
        yes="Acknowledge",
    )
    button = blocks.button(
        buttons.Button.ACKNOWLEDGE, "Acknowledge", value, style="primary", confirm=confirm
    )
    shown.append(blocks.actions([button]))
    return blocks.message(f"Broken glass: {text.escape(what)}. {head}", shown)
