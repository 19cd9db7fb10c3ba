"""What is said of a channel that takes nothing, and in the terminal."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.cli import plain, report, shape, status
from bot.slack.cards import closed
from core import language
from workflow import closures, posts

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
CLOSURE = closures.Closure(
    id="cl-1",
    channel="C0EAST",
    error="not_in_channel",
    since=AT,
    waiting={"card": 2, "notice": 1, "later-kind": 3},
    version=1,
)


@pytest.mark.parametrize("spoken", language.LANGUAGES)
@pytest.mark.parametrize("error", [*sorted(closures.CODES), "restricted_action"])
def test_every_reason_has_its_words_and_a_remedy(spoken: str, error: str) -> None:
    known = dataclasses.replace(CLOSURE, error=error)
    said = plain.card(closed.render(known, language.of(spoken)), zone=UTC)
    assert "#C0EAST" in said
    assert "2026-11-23 12:00" in said
    assert ("/invite" in said) or ("[[route]]" in said)
    assert (error in said) is (error not in closures.CODES), "Slack's words only where ours lack"


def test_what_waits_is_counted_by_kind_and_nothing_is_left_out() -> None:
    said = closed.waiting(CLOSURE, language.of("en"))
    assert "2 cards of operations, 1 call or reply, 3 other messages" in said
    nothing = dataclasses.replace(CLOSURE, waiting={})
    assert closed.waiting(nothing, language.of("en")) == "Nothing waits for it at the moment."


def test_it_is_settled_without_a_remedy() -> None:
    over = dataclasses.replace(CLOSURE, until=AT + timedelta(hours=1))
    said = plain.card(closed.render(over, language.of("en")), zone=UTC)
    assert "takes messages again" in said
    assert "What to do" not in said


def test_the_terminal_says_it_before_anything_else() -> None:
    said = status.unheard([CLOSURE, CLOSURE])
    assert said.count("I cannot write to #C0EAST, first noticed 2026-11-23 ") == 2
    assert "type /invite @failback-ps in it" in said
    assert "<!date" not in said
    assert status.unheard([]) == ""


def test_the_terminals_json_names_it() -> None:
    made = report.to_json(report.Report(code=report.Code.SHOWN, closed=[CLOSURE]))
    assert json.loads(json.dumps(made))["closed_channels"] == [
        {
            "channel": "C0EAST",
            "error": "not_in_channel",
            "since": AT.isoformat(),
            "waiting": 6,
        }
    ]
    assert "closed_channels" in shape.SCHEMA["properties"]


def test_each_kind_of_post_has_its_words() -> None:
    words = language.of("en")
    lacking = [k.value for k in posts.Kind if not words.knows(f"closed-kind-{k.value}")]
    assert lacking == ["heard", "closed"], (
        "what is never sent cannot wait; what is said of another channel counts among the others"
    )
