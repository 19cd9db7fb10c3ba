"""What of a message is the command."""

from __future__ import annotations

import pytest

from bot.slack.listeners import talk


@pytest.mark.parametrize(
    "said",
    [
        "status ps-neu-1",
        "  status ps-neu-1\n",
        "`status ps-neu-1`",
        "```status ps-neu-1```",
        "/failback-ps status ps-neu-1",
        "`/failback-ps status ps-neu-1`",
        "Failback-PS: status ps-neu-1",
    ],
)
def test_the_line_is_found_in_what_people_paste(said: str) -> None:
    assert talk.plain(said) == "status ps-neu-1"


@pytest.mark.parametrize(
    "said",
    ["lock ps-1 `disk` is swapped by `bo`", "failback-ps-2 is down", "lock ps-1 failback-ps fails"],
)
def test_nothing_else_is_taken_away(said: str) -> None:
    assert talk.plain(said) == said
