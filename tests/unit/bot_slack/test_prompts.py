"""What a finding's prompt offers."""

from __future__ import annotations

from bot.slack.cards import prompts
from core import language
from tests.unit.bot_slack import homes

ENGLISH = language.of("en")


def test_a_window_is_offered_where_one_will_come() -> None:
    finding = homes.finding(0, 1)
    assert "snooze-window" not in str(prompts.render(finding, ENGLISH))
    assert "snooze-window" in str(prompts.render(finding, ENGLISH, windowed=True))
