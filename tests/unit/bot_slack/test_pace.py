"""Posts by channel, edits by workspace, and what a 429 orders."""

from __future__ import annotations

from bot.slack import pace


class Time:
    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def test_posts_stand_in_line_by_channel() -> None:
    now = Time()
    rate = pace.Pace(now=now)
    assert [rate.place("C1") for _ in range(3)] == [0, 1, 2]
    assert rate.place("C2") == 0
    now.at += 10
    assert rate.place("C1") == 0


def test_everybody_waits_while_slack_says_so() -> None:
    rate = pace.Pace(now=Time())
    rate.close(30)
    assert rate.place("C1") == 30
    assert rate.place("C1") == 31
    assert rate.place("C2") == 30


def test_edits_have_a_burst_and_then_the_tiers_rate() -> None:
    now = Time()
    rate = pace.Pace(now=now, edits_a_minute=60, edits_at_once=3)
    waits = [rate.edit() for _ in range(5)]
    assert waits == [0, 0, 0, 1, 2]
    now.at += 60
    assert rate.edit() == 0


def test_a_429_that_comes_while_one_waits_is_seen_after_the_wait() -> None:
    now = Time()
    rate = pace.Pace(now=now)
    rate.place("C1")
    assert rate.place("C1") == 1
    rate.close(30)
    now.at += 1
    assert rate.held() == 29
    assert rate.edit() == 29
