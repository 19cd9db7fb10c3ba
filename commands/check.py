"""`/failback-ps check`: let the watch look now instead of at its next tick."""

from __future__ import annotations

from typing import Any

from commands.fields import Values
from commands.verbs import Answer, Asking, Authority, Section, Verb


async def _answer(azure: Any, values: Values, asking: Asking) -> Answer:
    if asking.check is None:
        text = "The watch does not run here; it belongs to the bot started with `serve`."
    else:
        text = await asking.check()
    return Answer(title="Check", sections=(Section(text=text),))


VERB = Verb(
    name="check",
    summary="look at all process servers now and prompt where something is due",
    description=(
        "Reads the versions of all process servers now, as the periodic check does, and posts, "
        "edits or closes the prompts in the channel. It changes nothing in Azure."
    ),
    authority=Authority.READ,
    make_answer=_answer,
    examples=("/failback-ps check",),
)
