"""What the card of a run that is done says comes next."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from bot.slack.cards import buttons
from bot.slack.cards import operations as cards
from commands import onward, verbs
from core import language
from core.sentences import say
from tests.unit.bot_slack.test_cards import fits, speaks
from tests.unit.bot_slack.values import START
from workflow import operations

State = operations.State
VALUES = {"server": "ps-1", "to": "ps-2", "machines": "web-01 web-02"}
OFFER = verbs.Offer(
    verb="switch", label=say("switching-button", "Switch from {server}…", server="ps-1"),
    values=VALUES,
)  # fmt: skip
LEFT = say("switching-left", "`/failback-ps coverage` shows what is left.")
DONE = operations.Operation(
    id="op-1", verb="register", state=State.SUCCEEDED, requester="U0RITA001", channel="C0INCIDENT",
    values={"server": "ps-2"}, created_at=START, updated_at=START, version=1, attempt=1,
)  # fmt: skip


def kept(then: onward.Onward) -> Any:
    """As the rows give it back."""
    return json.loads(json.dumps({"name": "ps-2", onward.KEY: onward.keep(then)}))


@pytest.mark.parametrize(
    ("spoken", "left", "label"),
    [
        ("en", str(LEFT), "Switch from ps-1…"),
        ("de", "zeigt, was noch fehlt", "Von ps-1 umschalten…"),
    ],
)
def test_it_is_said_with_a_button_that_fills_the_form_in(
    spoken: str, left: str, label: str
) -> None:
    done = dataclasses.replace(DONE, result=kept(onward.Onward(text=LEFT, offers=(OFFER,))))
    card = cards.render(done, language.of(spoken))
    fits(card)
    speaks(card)
    assert left in str(card.blocks)
    (row,) = [block for block in card.blocks if block["type"] == "actions"]
    (button,) = row["elements"]
    assert button["text"]["text"] == label
    assert button["action_id"].startswith(f"{buttons.Button.OFFER}.")
    assert buttons.read_offer(button["value"]) == ("switch", VALUES)


def test_only_what_is_done_leads_onward() -> None:
    result = kept(onward.Onward(text=LEFT, offers=(OFFER,)))
    for state in set(State) - {State.SUCCEEDED}:
        shown = str(
            cards.render(dataclasses.replace(DONE, state=state, result=result), language.of("en"))
        )
        assert LEFT not in shown, state


@pytest.mark.parametrize("result", [None, {}, {"name": "ps-2"}, {"next": "of another release"}])
def test_who_says_nothing_has_a_card_as_before(result: Any) -> None:
    card = cards.render(dataclasses.replace(DONE, result=result), language.of("en"))
    assert not [block for block in card.blocks if block["type"] == "actions"]
    assert "What next" not in str(card.blocks)
