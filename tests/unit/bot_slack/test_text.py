"""Text for Slack: escaped, cut to size, and dead where people or Azure wrote it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.cards import text
from core import clock
from tests.unit.bot_slack import values


@settings(max_examples=100)
@given(values.nasty, st.integers(1, 300))
def test_clipping_never_leaves_half_an_entity(words: str, limit: int) -> None:
    cut = text.clip(text.escape(words), limit)
    assert len(cut) <= limit
    assert not re.search(r"&(?!(amp|lt|gt);)", cut)


def test_our_own_sentences_keep_people_and_lose_everything_else() -> None:
    said = text.sentence(
        "<@U0LENA001|lena> was first; <!subteam^S0LEADS01>. <!channel> <https://evil.example|x> "
        "See https://learn.microsoft.com/azure/site-recovery/. Not https://evil.example/."
    )
    assert said == (
        "<@U0LENA001> was first; <!subteam^S0LEADS01>. &lt;!channel&gt; "
        "&lt;https://evil.example|x&gt; See <https://learn.microsoft.com/azure/site-recovery/>. "
        "Not https://evil.example/."
    )


@settings(max_examples=300)
@given(values.forged)
def test_typed_words_never_mention_format_or_imitate(words: str) -> None:
    assert values.dead(text.typed(words)), text.typed(words)
    value = text.unquoted(words)
    said = text.sentence(f"I know no vault “{value}”. Ask <@U0LENA001>, or “auto”.")
    head, tail = "I know no vault “", "”. Ask <@U0LENA001>, or “auto”."
    assert said.startswith(head)
    assert said.endswith(tail)
    assert values.dead(said[len(head) : -len(tail)]), said
    head, tail = "Ich kenne keinen Tresor „", "“. Fragen Sie <@U0LENA001>, oder „auto“."
    said = text.sentence(f"{head}{value}{tail}")
    assert said.startswith(head)
    assert said.endswith(tail)
    assert values.dead(said[len(head) : -len(tail)]), said


def test_german_quotes_end_where_german_says_so() -> None:
    said = "Im Tresor unter „Elemente“ aktualisieren: `/failback-ps upgrade` für *ps-1*."
    assert text.sentence(said) == said


def test_a_sentence_that_was_cut_within_a_typed_value_keeps_it_dead() -> None:
    assert text.sentence("No vault “<@U0LENA001> *x") == "No vault “`&lt;@U0LENA001&gt; *x`"


def test_a_moment_in_our_sentence_is_in_the_readers_zone_and_a_typed_one_stands() -> None:
    at = datetime(2026, 11, 23, 14, 5, 33, tzinfo=UTC)
    shown = text.sentence(f"Quiet until {clock.written(at)}, as “{clock.written(at)}” was typed.")
    stamp = int(at.timestamp()) - 33
    assert shown == (
        f"Quiet until <!date^{stamp}^{{date_short_pretty}}, {{time}}|2026-11-23 14:05 UTC>, "
        "as “2026-11-23 14:05 UTC” was typed."
    )
    assert text.sentence("On 2026-02-31 08:00 UTC.") == "On 2026-02-31 08:00 UTC."
