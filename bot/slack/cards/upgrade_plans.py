"""The card of a fabric's upgrade: what goes first, how far each is, and the next legal step."""

from __future__ import annotations

from bot.slack.cards import blocks, buttons, text
from commands import upgrade_plan, verbs
from commands.upgrade_plan import Role, Row, Stand
from core import language
from workflow import upgrade_plans

MOST = 40
"""Lines; the rest is counted."""


def render(plan: upgrade_plans.UpgradePlan, words: language.Words) -> blocks.Message:
    """Once it is closed, without a button."""
    name, title = text.escape(plan.name), words("upgrade-title", name=plan.name)
    rows = [upgrade_plan.from_json(raw) for raw in plan.rows]
    lines = [_line(number, row, plan, words) for number, row in enumerate(rows, 1)]
    listed = blocks.sections(text.some(lines, MOST, words))
    if plan.closed_at is not None:
        when = text.moment(plan.closed_at)
        said = (
            words("upgrade-done", name=name, when=when)
            if rows
            else words("upgrade-gone", name=name, when=when)
        )
        return blocks.message(said, [blocks.header(title), blocks.section(said), *listed])
    order = words("upgrade-order", who=text.person(plan.opened_by))
    shown = [blocks.header(title), blocks.section(order), *listed]
    if offer := _offer(rows, plan, words):
        shown.append(blocks.actions([offer]))
    shown.append(blocks.context([words("upgrade-moves")]))
    return blocks.message(f"{text.escape(title)}. {order}", shown)


def _line(number: int, row: Row, plan: upgrade_plans.UpgradePlan, words: language.Words) -> str:
    return words(
        "upgrade-line",
        number=number,
        role=words(f"upgrade-role-{row.role.value}"),
        way=_way(row, words),
        stand=text.sentence(_stand(row, plan, words)),
    )


def _way(row: Row, words: language.Words) -> str:
    """Its name, and the version now with those that follow."""
    if row.role is Role.AGENTS:
        if not row.version:
            return words("upgrade-agents", count=row.count)
        return words("upgrade-agents-oldest", count=row.count, version=row.version)
    way = " → ".join([row.version or "?", *row.hops])
    return f"{text.escape(row.name)} {text.code(way)}"


def _stand(row: Row, plan: upgrade_plans.UpgradePlan, words: language.Words) -> str:
    if row.role is Role.PROCESS_SERVER and row.name in plan.acting:
        return words("upgrade-acting", operation=plan.acting[row.name])
    by_hand = f"upgrade-hand-{row.role.value}"
    lacking = words("upgrade-lacking", version=row.lacking) if row.lacking else ""
    if row.stuck and row.stand is Stand.READY:
        return lacking
    if row.stand is Stand.READY and words.knows(by_hand):
        said = words(by_hand)
    else:
        said = words(f"upgrade-stand-{row.stand.value}")
    return f"{said}; {lacking}" if lacking else said


def _offer(
    rows: list[Row], plan: upgrade_plans.UpgradePlan, words: language.Words
) -> blocks.Block | None:
    """The next legal upgrade that nobody is at work on."""
    following = upgrade_plan.following([row for row in rows if row.name not in plan.acting])
    if following is None:
        return None
    label = text.clip(words("upgrade-button", server=following.name), text.BUTTON)
    offer = verbs.Offer(verb="upgrade", label=label, values={"server": following.name})
    value = buttons.write_offer(offer)
    return blocks.button(buttons.Button.OFFER, label, value, style="primary") if value else None
