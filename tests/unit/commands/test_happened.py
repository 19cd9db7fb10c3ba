"""Events as people read them."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from commands import happened, verbs
from commands import history as verb
from workflow import history, operations

NOW = datetime(2026, 11, 23, 14, 3, tzinfo=UTC)


def _event(kind: str, actor: str = "U0LENA001", /, **detail: Any) -> history.Happened:
    return history.Happened(
        at=NOW, kind=kind, actor=actor, operation_id="op-1", detail=detail, verb="deploy",
        target="ps-1",
    )  # fmt: skip


@pytest.mark.parametrize("state", operations.State)
def test_every_state_has_its_sentence(state: operations.State) -> None:
    said = happened.sentence(_event(f"operation.{state}", "bot"))
    assert said.startswith("The bot ")
    assert "operation." not in said
    assert said.endswith("(deploy ps-1, op-1).")


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (_event("vote.deny", reason="Not “now”."), "voted to deny it"),
        (_event("vote.uncounted", person="U1"), "no longer counts the vote of <@U1>"),
        (_event("vote.refused", code="not-an-approver"), "was refused: vote (not-an-approver)"),
        (_event("vote.lost"), "came too late: vote"),
        (_event("step.begun", step="make-vm"), "began the step make vm"),
        (_event("step.reported", step="make-vm"), "said that the step make vm is done"),
        (_event("step.failed", step="make-vm", code="x"), "ended the step make vm: failed (x)"),
        (_event("hold.frozen", key="*"), "frozen everything"),
        (_event("hold.locked", key="server:ps-1"), "locked ps-1"),
        (_event("incident.note", incident="in-1", text="up"), "noted in the incident in-1: “up”"),
        (_event("finding.opened", server="/a/b/ps-1", kind="outdated"), "outdated, ps-1"),
        (_event("request.done", wish="approve"), "used the terminal: approve"),
        (_event("request.refused", code="x"), "was refused: request (x)"),
        (_event("later.kind"), "later.kind"),
    ],
)
def test_who_did_what(event: history.Happened, said: str) -> None:
    found = happened.sentence(event)
    assert found.startswith("<@U0LENA001> ")
    assert said in found


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        ({"counted": ["U0RITA001", "U0LENA001"]}, "approved it, the last of 2 who were needed"),
        ({"counted": ["U0LENA001"]}, "approved it, the only one who was needed"),
        ({"attempt": 2}, "asked to retry it"),
        ({}, "approved it, as the last who was needed"),
    ],
)
def test_an_approval_says_of_how_many(detail: dict[str, Any], said: str) -> None:
    found = happened.sentence(_event("operation.approved", **detail))
    assert found == f"<@U0LENA001> {said} (deploy ps-1, op-1)."
    by_itself = happened.sentence(_event("operation.approved", "bot"))
    assert by_itself.startswith("The bot found that it needs no further vote")


@pytest.mark.parametrize(
    ("beside", "whole"),
    [
        ("vote.approve", "operation.approved"),
        ("vote.deny", "operation.denied"),
        ("operation.approved", "glass.broken"),
    ],
)
def test_one_click_is_one_entry(beside: str, whole: str) -> None:
    click = (_event(whole), _event(beside))
    assert happened.told(click) == [click[0]]
    for apart in (
        dataclasses.replace(click[1], at=NOW + timedelta(seconds=1)),
        dataclasses.replace(click[1], actor="U0RITA001"),
        dataclasses.replace(click[1], operation_id="op-2"),
    ):
        assert happened.told((click[0], apart)) == [click[0], apart]
    assert happened.told(click[1:]) == [click[1]], "a vote that does not decide"


def test_typed_words_stay_within_their_quotes() -> None:
    said = happened.sentence(_event("vote.deny", reason="No” <@U0BO00001> “x"))
    assert said.endswith(': “No" <@U0BO00001> "x”.')


async def test_what_does_not_fit_a_screen_is_counted() -> None:
    class Desk:
        more = 7

        async def history(self, about: str, limit: int) -> history.History:
            return history.History(events=(_event("policy.loaded"),) * limit, more=self.more)

    desk = Desk()
    asking = verbs.Asking(person="U1", channel="C1", operations=desk)
    said = await verb.VERB.answer(None, {}, asking)
    assert len(said.sections[0].rows) == verb.MOST
    assert said.sections[1].text.startswith("And 7 more;")
    desk.more = history.COUNTED
    said = await verb.VERB.answer(None, {}, asking)
    assert said.sections[1].text.startswith("And at least 1000 more;")
