"""`/failback-ps check`: let the watch look now instead of at its next tick."""

from __future__ import annotations

from typing import Any

from commands.fields import Field, Values
from commands.verbs import Answer, Asking, Authority, Section, Verb
from core.sentences import say


async def _answer(azure: Any, values: Values, asking: Asking) -> Answer:
    if asking.check is None:
        text: str = say(
            "check-not-here",
            "The watch does not run here; it belongs to the bot started with `serve`.",
        )
    else:
        text = await asking.check(values.get("where", ""))
    return Answer(title=say("check-title", "Check"), sections=(Section(text=text),))


VERB = Verb(
    name="check",
    summary="look at all process servers now and prompt where something is due",
    description=(
        "Looks now as the watch does at its ticks, at everything or at the vault of one server, "
        "and posts, edits or closes the prompts in the channel. It changes nothing in Azure."
    ),
    authority=Authority.READ,
    seen="its prompts",
    fields=(
        Field(
            name="where",
            label="Where",
            help="A process server, a vault, or all.",
            default="all",
            example="ps-neu-1",
        ),
    ),
    words=("where",),
    make_answer=_answer,
    examples=("/failback-ps check", "/failback-ps check rsv-dr-vmware"),
)
