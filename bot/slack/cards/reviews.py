"""The card that asks others to look at a broken glass."""

from __future__ import annotations

from bot.slack.cards import blocks, buttons, operations, plan, text
from core import language
from workflow import operations as rows


def render(operation: rows.Operation, words: language.Words, link: str = "") -> blocks.Message:
    """`link` leads to the operation's card."""
    plain = operations.title(operation, words)
    title, heading = text.escape(plain), words("card-review-title", title=plain)
    who, why = text.person(operation.broken_by), text.typed(operation.broken_reason)
    head = words("card-review", who=who, title=title, reason=why)
    shown = [blocks.header(heading), blocks.section(head)]
    if operation.plan is not None:
        shown += [blocks.section(text.spoken(operation.plan.summary, words))]
        where = plan.place(operation.plan)
        shown += [blocks.context([where])] if where else []
    if link:
        shown.append(blocks.section(text.link(link, words("card-open"))))
    if operation.reviewed_by and operation.reviewed_at is not None:
        by, when = text.person(operation.reviewed_by), text.moment(operation.reviewed_at)
        shown.append(blocks.section(words("card-review-done", who=by, when=when)))
        return blocks.message(words("card-review-done-plain", title=title), shown)
    every = (i for circle in operation.circles for i in (*circle.groups, *circle.people))
    ids = tuple(i for i in every if i not in {operation.broken_by, operation.requester})
    asked = words("card-review-who", people=text.people(ids, words), breaker=who)
    shown += [blocks.section(asked), blocks.actions([acknowledge(operation, words)])]
    return blocks.message(f"{text.escape(heading)}. {head}", shown)


def acknowledge(operation: rows.Operation, words: language.Words) -> blocks.Block:
    value = buttons.write(buttons.Value(operation=operation.id))
    asked = blocks.Confirm(
        title=words("card-acknowledge-title"),
        sentence=words("card-acknowledge-sentence"),
        yes=words("card-acknowledge"),
        no=words("card-not-now"),
    )
    name = words("card-acknowledge")
    return blocks.button(buttons.Button.ACKNOWLEDGE, name, value, style="primary", confirm=asked)
