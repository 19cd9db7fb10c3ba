"""Cards fit Slack whatever is in the rows, and say what a tired person needs."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from bot.slack.cards import answers, blocks, buttons, notices, operations, prompts
from bot.slack.forms import views
from commands import fields, verbs
from core import errors, language, phrases, sentences
from sandbox.slack import sizes
from tests.unit.bot_slack import homes, values
from workflow import findings, plans, policies
from workflow import operations as rows

State = rows.State
ENGLISH = language.of("en")
REFERENCE = re.compile(r"<(@[UW][A-Z0-9]+|!subteam\^S[A-Z0-9]+|#[CG][A-Z0-9]+|!date\^[^<>]+)>")
LINK = re.compile(r"<https://(learn\.microsoft\.com|portal\.azure\.com|docs\.slack\.dev)/[^<>|]*>")


def fits(message: blocks.Message) -> None:
    """By Slack's own models, and by the local Slack's checks."""
    raw = json.loads(json.dumps(list(message.blocks)))
    assert message.text.strip()
    assert len(message.text) <= 4000
    assert sizes.faults(raw, "message") == []
    for block in Block.parse_all(raw):
        block.validate_json()


def speaks(message: blocks.Message) -> None:
    """No raw markup but our own references: nobody is called, no link is disguised."""
    for found in [message.text, *mrkdwn(message.blocks)]:
        left = LINK.sub("", REFERENCE.sub("", found))
        assert "<" not in left, left
        assert ">" not in left.replace("\n>", ""), left
        assert not re.search(r"&(?!(amp|lt|gt);)", left), left


def mrkdwn(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["text"]] if node.get("type") == "mrkdwn" else []
        return own + [one for value in node.values() for one in mrkdwn(value)]
    if isinstance(node, list | tuple):
        return [one for value in node for one in mrkdwn(value)]
    return []


@settings(max_examples=60)
@given(values.any_operation)
def test_any_operation_has_a_card_that_fits_and_calls_nobody(operation: rows.Operation) -> None:
    for words in map(language.of, language.LANGUAGES):
        message = operations.render(operation, words)
        fits(message)
        speaks(message)
        for event in ("approval-open", "ended", "waiting"):
            said = {"event": event, "state": operation.state.value, "mention": ["S0LEADS01"]}
            notice = notices.of(said, operation, words)
            fits(notice)
            speaks(notice)


@settings(max_examples=30)
@given(values.any_finding)
def test_any_finding_has_a_prompt_that_fits(finding: Any) -> None:
    for locale in language.LANGUAGES:
        fits(prompts.render(finding, language.of(locale)))
        speaks(prompts.render(finding, language.of(locale)))


def test_a_line_of_a_finding_is_in_the_channels_language() -> None:
    line = phrases.phrase("finding-line-resolved", names="ps-1, ps-2", more=0, count=2)
    payload = {"event": "resolved", "text": "In English.", "said": phrases.write([line])}
    german = language.of("de")
    assert notices.of(payload, None, german).text == "Behoben: ps-1, ps-2 sind in Ordnung."
    older = {"event": "resolved", "text": "Resolved: ps-1 is in order."}
    assert notices.of(older, None, german).text == "Resolved: ps-1 is in order."


def test_a_finding_is_said_in_one_language_also_what_it_says_of_its_cost() -> None:
    total = sentences.number(1234.5, 2)
    cost = sentences.say(
        "existing-cost",
        "it costs about {total} {currency} a month by list prices{gaps}",
        total=total,
        currency="USD",
        gaps="",
    )
    found = [phrases.phrase("rule-forgotten-cost", cost=cost)]
    kept = sentences.restore_all(json.loads(json.dumps(sentences.keep_all(phrases.write(found)))))
    finding = dataclasses.replace(
        homes.finding(1, 1),
        sentence=phrases.read(found, ENGLISH),
        evidence={findings.SAID: kept},
    )
    for words, said in (
        (ENGLISH, "Meanwhile it costs about 1,234.50 USD a month by list prices."),
        (language.of("de"), "Kosten: nach Listenpreisen etwa 1.234,50 USD im Monat."),
    ):
        assert said in " ".join(mrkdwn(prompts.render(finding, words).blocks))


@settings(max_examples=40)
@given(
    st.builds(
        verbs.Answer,
        title=values.nasty,
        sections=st.lists(
            st.builds(
                verbs.Section,
                heading=values.nasty,
                text=values.nasty,
                rows=st.lists(st.tuples(values.nasty, values.nasty), max_size=90).map(tuple),
            ),
            max_size=70,
        ).map(tuple),
    ),
    values.nasty,
)
def test_any_answer_or_problem_fits(said: verbs.Answer, words: str) -> None:
    for message in (answers.answer(said, ENGLISH), answers.problem(words, words, ENGLISH)):
        fits(message)
        speaks(message)
    assert (
        sizes.view_faults(
            json.loads(
                json.dumps(views.note(words, answers.problem(words, words, ENGLISH), ENGLISH))
            )
        )
        == []
    )


@settings(max_examples=200)
@given(values.forged)
def test_a_deny_reason_is_words_on_one_line(reason: str) -> None:
    denied = operation(State.DENIED, reason=reason, ended_by="U0LENA001")
    line = operations.render(denied, ENGLISH).blocks[1]["text"]["text"]
    head = "*Denied* by <@U0LENA001>."
    assert line.startswith(head)
    said = line.partition("Reason:")[2].strip()
    assert said
    assert values.dead(said), line


def test_no_card_has_an_emoji() -> None:
    for state in State:
        shown = json.dumps(operations.render(operation(state), ENGLISH).blocks, ensure_ascii=False)
        assert not re.search(r"[\U0001F300-\U0001FAFF\u2600-\u27BF]|:[a-z_]+:", shown), shown


PLAN = plans.Plan(
    verb="deploy",
    target="ps-weu-1",
    environment={"region": "westeurope", "vault": "/subscriptions/x/vaults/rsv-dr-vmware"},
    summary="Deploy ps-weu-1.",
    changes=(
        plans.Change(action=plans.Action.KEEP, kind="resource group", name="rg", id="1"),
        plans.Change(action=plans.Action.CREATE, kind="virtual machine", name="ps`1", id="2"),
    ),
    findings=(
        plans.Finding(check="ip-free", severity=plans.Severity.OK, sentence="Free."),
        plans.Finding(
            check="quota", severity=plans.Severity.WARNING, sentence="Few cores.", remedy="Ask."
        ),
    ),
    steps=("nic", "vm", "proof"),
    undo="Removes it.",
    arguments={},
    cost=plans.Cost(currency="USD", monthly=1344.5),
)


LEADS = (policies.Circle(groups=("S0LEADS01",)),)


def operation(state: State, **changes: Any) -> rows.Operation:
    base = rows.Operation(
        id="op-7f3k2qhd42",
        verb="deploy",
        state=state,
        requester="U0RITA001",
        channel="C0INCIDENT",
        values={"name": "ps-weu-1"},
        created_at=values.START,
        updated_at=values.START + timedelta(minutes=5),
        version=3,
        attempt=1,
        plan=PLAN,
        plan_hash=PLAN.hash,
        approvers=("S0LEADS01",),
        circles=LEADS,
        missing=LEADS,
        expires_at=values.START + timedelta(hours=4),
    )
    return dataclasses.replace(base, **changes)


def told(shown: rows.Operation) -> str:
    return json.dumps(operations.render(shown, ENGLISH).blocks, ensure_ascii=False)


def test_the_plan_card_says_what_approvers_must_know() -> None:
    shown = told(operation(State.AWAITING_APPROVAL))
    for words in (
        "*Waiting for approval.*",
        "• Create virtual machine `ps'1`",
        "About 1,344.50 USD a month",
        "• Few cores.\\n>Ask.",
        "1 check is fine; the thread says what each one found.",
        "one approval from <!subteam^S0LEADS01>",
        "<@U0RITA001> asked and cannot approve.",
        "Expires <!date^",
        "westeurope · rsv-dr-vmware",
    ):
        assert words in shown, words
    assert shown.index("Create virtual") < shown.index("Use resource group")


def test_buttons_carry_the_operation_and_the_plan_that_was_seen() -> None:
    row = operations.render(operation(State.AWAITING_APPROVAL), ENGLISH).blocks[-1]["elements"]
    assert [one["action_id"] for one in row] == ["approve", "deny", "more"]
    folded = [buttons.read(one["value"]) for one in row[2]["options"]]
    assert [one.do for one in folded] == ["withdraw", "question", "glass"]
    assert all(len(one["value"]) <= 150 for one in row[2]["options"])
    value = buttons.read(row[0]["value"])
    assert value == buttons.Value(operation="op-7f3k2qhd42", plan_hash=PLAN.hash)
    assert "confirm" in row[0]
    for raw in ("", "{}", "[]", '{"operation": 1}', "null"):
        with pytest.raises(buttons.Unreadable):
            buttons.read(raw)


def test_only_a_way_into_the_portal_gets_a_name() -> None:
    portal = "https://portal.azure.us/#resource/subscriptions/1/resourceGroups/rg"
    for value, shown in (
        (portal, f"*Portal*: <{portal}|open in the portal>"),
        ("https://portal.azure.com.example.com/#resource/x", "*Portal*: https://portal"),
        (f"{portal} and more", f"*Portal*: {portal} and more"),
    ):
        part = verbs.Section(rows=(("Portal", value),))
        assert shown in json.dumps(answers.section(part, ENGLISH))


@pytest.mark.parametrize(
    ("state", "names"),
    [
        (State.DRAFT, ["withdraw"]),
        (State.BLOCKED, ["refill"]),
        (State.RUNNING, ["cancel"]),
        (State.WAITING_FOR_PERSON, ["done", "cancel"]),
        (State.CANCELLING, []),
        (State.FAILED, ["retry", "clean", "cancel"]),
        (State.CANCELLED, ["clean"]),
        (State.SUCCEEDED, []),
        (State.DENIED, ["refill"]),
        (State.EXPIRED, ["refill"]),
        (State.WITHDRAWN, ["refill"]),
        (State.STALE, ["plan-again", "refill"]),
        (State.CLEANED, []),
    ],
)
def test_each_state_offers_only_what_can_be_done(state: State, names: list[str]) -> None:
    step = rows.StepRecord(name="a", title="A", state=rows.StepState.DONE, attempt=1)
    shown = operation(state, steps=(step,))
    assert [one["action_id"] for one in buttons.of(shown, ENGLISH)] == names


def test_what_blocks_is_said_once() -> None:
    found = plans.Finding(check="use", severity=plans.Severity.BLOCKING, sentence="In use.")
    plan = dataclasses.replace(PLAN, findings=(found,))
    assert told(operation(State.BLOCKED, plan=plan, reason="In use.")).count("In use.") == 1
    assert "None may." in told(operation(State.BLOCKED, plan=PLAN, reason="None may."))


def test_a_name_that_nobody_knows_is_blocked_and_said_once() -> None:
    why = rows.Failure(
        step="preflight", code="unknown-server", sentence="No such server.", remedy="Mean ps-1?"
    )
    shown = operation(
        State.BLOCKED, plan=None, plan_hash="", reason=why.sentence, failure=why, missing=()
    )
    card = told(shown)
    assert "*Blocked: nothing was changed.*" in card
    assert "*What next*: Mean ps-1?" in card
    assert card.count("No such server.") == 1
    assert "Mend what is listed" not in card
    assert [one["action_id"] for one in buttons.of(shown, ENGLISH)] == ["refill"]
    assert operations.summary(shown, ENGLISH) == "Deploy ps-weu-1: Blocked. No such server."


@pytest.mark.parametrize("step", ["preflight", "plan"])
def test_what_could_not_be_planned_did_not_fail_at_a_step(step: str) -> None:
    why = rows.Failure(step=step, code="no-answer", sentence="No answer.", remedy="Wait.")
    shown = operation(State.FAILED, plan=None, plan_hash="", reason=why.sentence, failure=why)
    card = told(shown)
    assert "*Could not be planned; nothing was changed.*" in card
    assert "Failed" not in card
    assert "*To ask again*" in card
    assert [one["action_id"] for one in buttons.of(shown, ENGLISH)] == ["refill"]
    ended = {"event": "ended", "state": "failed", "mention": ["U0RITA001"]}
    notice = notices.of(ended, shown, ENGLISH).text
    assert "could not be planned; nothing was changed" in notice
    assert operations.render(shown, language.of("de")).text == (
        "Bereitstellung ps-weu-1: Konnte nicht geplant werden. No answer."
    )


def test_what_was_cancelled_after_it_failed_still_says_why_it_had_failed() -> None:
    failed = rows.Failure(
        step="moved",
        code="conflict",
        sentence="Something else is changing them.",
        remedy="Then retry from this step.",
    )
    shown = told(operation(State.CANCELLED, ended_by="U0LENA001", failure=failed))
    assert "Something else is changing them." in shown
    assert "retry" not in shown


def test_what_has_made_nothing_is_not_cleaned_up() -> None:
    step = rows.StepRecord(name="a", title="A", state=rows.StepState.PENDING, attempt=1)
    shown = operation(State.FAILED, steps=(step,))
    assert [one["action_id"] for one in buttons.of(shown, ENGLISH)] == ["retry", "cancel"]


def test_what_makes_nothing_has_nothing_to_clean_up() -> None:
    """Of a deletion, say, nothing that it did can be taken back by a button."""
    step = rows.StepRecord(name="a", title="A", state=rows.StepState.DONE, attempt=1)
    gone = plans.Change(action=plans.Action.DELETE, kind="virtual machine", name="ps", id="2")
    plan = dataclasses.replace(PLAN, changes=(gone,))
    failed, cancelled = (
        operation(s, plan=plan, steps=(step,)) for s in (State.FAILED, State.CANCELLED)
    )
    assert [one["action_id"] for one in buttons.of(failed, ENGLISH)] == ["retry", "cancel"]
    assert buttons.of(cancelled, ENGLISH) == []
    assert "lean up" not in told(failed) + told(cancelled)
    begun = operation(State.CANCELLED, steps=(step,))
    assert "*Clean up* removes what was made." in told(begun)


def test_every_circle_of_approvers_is_named_with_its_quorum() -> None:
    circles = (
        policies.Circle(groups=("S0LEADS01",), quorum=1),
        policies.Circle(people=("U0BO00001", "U0MAREK01"), quorum=2),
    )
    shown = told(operation(State.AWAITING_APPROVAL, circles=circles, quorum=3))
    assert (
        "one approval from <!subteam^S0LEADS01> and 2 approvals from "
        "<@U0BO00001> or <@U0MAREK01>." in shown
    )


def test_progress_shows_time_the_live_note_and_what_is_left() -> None:
    def step(name: str, state: rows.StepState, begun: int, ended: int | None) -> rows.StepRecord:
        return rows.StepRecord(
            name=name,
            title=name.upper(),
            state=state,
            attempt=1,
            note="Azure works." if state is rows.StepState.RUNNING else "old",
            started_at=values.START + timedelta(seconds=begun) if begun >= 0 else None,
            ended_at=values.START + timedelta(seconds=ended) if ended else None,
        )

    shown = told(
        operation(
            State.RUNNING,
            steps=(
                step("nic", rows.StepState.DONE, 0, 80),
                step("vm", rows.StepState.RUNNING, 240, None),
                step("proof", rows.StepState.PENDING, -1, None),
            ),
            typical_seconds={"nic": 10, "vm": 180, "proof": 600},
        )
    )
    assert "*Done* · NIC · 1 min 20 s" in shown
    assert "*Running* · VM · since <!date^" in shown
    assert "\\n>Azure works." in shown
    assert "To do · PROOF" in shown
    assert "old" not in shown
    assert "About 12 min left" in shown  # 120 s of the machine, 600 s of the proof


def test_faults_are_listed_with_their_fields() -> None:
    verb = verbs.Verb(
        name="deploy",
        summary="s",
        description="d",
        authority=verbs.Authority.APPROVAL,
        fields=(fields.Field(name="ip", label="IP address", help="h"),),
    )
    fault = fields.Fault(field="ip", value="x", sentence="“x” is no address.", remedy="Use auto.")
    message = answers.faults(verb, (fault,), ENGLISH)
    assert "• *IP address*: “x” is no address. Use auto." in message.blocks[0]["text"]["text"]
    fits(message)


def test_an_error_is_a_sentence_and_a_remedy() -> None:
    message = answers.error(
        errors.BotError("<@U0LENA001> was first.", remedy="Look at the card."), ENGLISH
    )
    assert message.text == "<@U0LENA001> was first. Look at the card."
    assert len(message.blocks) == 2
