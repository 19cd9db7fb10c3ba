"""Cards in a terminal: what a reader of Slack sees, and nothing that drives the terminal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli import plain
from bot.slack.cards import blocks
from bot.slack.cards import operations as cards
from bot.slack.cards import text as slack
from core import language
from tests.unit.bot_slack import values
from workflow import operations

ENGLISH = language.of("en")

BERLIN = timezone(timedelta(hours=1), "CET")


@pytest.mark.parametrize(
    ("mrkdwn", "read"),
    [
        ("*Denied* by <@U0LENA001>.", "Denied by @U0LENA001."),
        ("<@U0LENA001|lena> and <!subteam^S0LEADS01>", "@lena and @S0LEADS01"),
        ("in <#C0INCIDENT>", "in #C0INCIDENT"),
        ("`a*b*c` and *b*", "a*b*c and b"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("<https://portal.azure.com/#x|open>", "open (https://portal.azure.com/#x)"),
        ("<https://learn.microsoft.com/a>", "https://learn.microsoft.com/a"),
        ("```/failback-ps deploy name=a```", "/failback-ps deploy name=a"),
        ("• one\n• two", "• one\n• two"),
        ("red \x1b[31malert\x07 \u202ereversed", "red �[31malert� �reversed"),
    ],
)
def test_mrkdwn_is_read_as_slack_shows_it(mrkdwn: str, read: str) -> None:
    assert plain.text(mrkdwn) == read


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("<@U0LENA001> and <!subteam^S0LEADS01> in <#C0INCIDENT>.",
         "@Lena Vogel and @S0LEADS01 in #C0INCIDENT."),
        ("Silent since 2026-11-23 14:05 UTC.", "Silent since 2026-11-23 15:05 CET."),
        ("2026-02-31 14:05 UTC is no day.", "2026-02-31 14:05 UTC is no day."),
        ('Write `["*"]`, a < b &amp; "*" or *', 'Write ["*"], a < b &amp; "*" or *'),
        ("red \x1b[31malert", "red �[31malert"),
    ],
)  # fmt: skip
def test_our_own_sentences_name_people_and_tell_moments_as_cards_do(said: str, read: str) -> None:
    assert plain.sentence(said, BERLIN, {"U0LENA001": "Lena Vogel"}) == read


def test_dates_are_in_the_readers_zone() -> None:
    at = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
    assert plain.text(slack.moment(at), BERLIN) == "2026-11-23 15:05 CET"
    assert plain.text(slack.time_of(at), BERLIN) == "15:05"
    assert plain.text(slack.moment(at, "{date_short_pretty}"), BERLIN) == "2026-11-23"


@given(values.nasty)
def test_what_was_typed_is_shown_to_the_letter(typed: str) -> None:
    assert plain.text(slack.escape(typed).replace("*", "").replace("`", "")) == plain.clean(
        typed.replace("*", "").replace("`", "")
    )


@given(st.text())
def test_nothing_drives_the_terminal(words: str) -> None:
    shown = plain.card(blocks.message(words, [blocks.header(words), blocks.section(words)]))
    assert not [one for one in shown if ord(one) < 32 and one != "\n"]
    assert not set(shown) & set("\x7f\x9b\u202e\u2066")


@given(values.any_operation)
def test_every_card_can_be_printed(operation: operations.Operation) -> None:
    shown = plain.card(cards.render(operation, ENGLISH), zone=UTC)
    assert operation.id in shown
    assert "\x1b" not in shown


def test_headings_are_bold_where_the_terminal_can() -> None:
    message = blocks.message("x", [blocks.header("Deploy ps-1")])
    assert plain.card(message, bold=True) == "\x1b[1mDeploy ps-1\x1b[0m"
