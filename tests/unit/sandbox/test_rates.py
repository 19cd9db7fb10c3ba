"""Slack's tiers on a still clock: https://docs.slack.dev/apis/web-api/rate-limits."""

from __future__ import annotations

import pytest

from sandbox.slack import rates

SOME = "conversations.list"


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def limits(clock: Clock) -> rates.Rates:
    found = rates.Rates(monotonic=clock)
    found.enforced = True
    return found


def _through(limits: rates.Rates, method: str, tier: int, channel: str = "", of: int = 200) -> int:
    return sum(limits.wait(method, tier, channel) == 0 for _ in range(of))


@pytest.mark.parametrize(("tier", "a_minute"), [(1, 1), (2, 20), (3, 50), (4, 100)])
def test_a_tier_lets_a_minute_s_worth_through_and_then_fills_steadily(
    limits: rates.Rates, clock: Clock, tier: int, a_minute: int
) -> None:
    assert _through(limits, SOME, tier) == a_minute
    assert limits.wait(SOME, tier, "") == -(-60 // a_minute)  # whole seconds, rounded up
    clock.now = 60.0
    assert _through(limits, SOME, tier) == a_minute


def test_a_channel_takes_one_post_a_second_after_a_short_burst(
    limits: rates.Rates, clock: Clock
) -> None:
    assert _through(limits, "chat.postMessage", rates.SPECIAL, "C1", of=20) == 5
    assert limits.wait("chat.postMessage", rates.SPECIAL, "C1") == 1
    assert limits.wait("chat.postMessage", rates.SPECIAL, "C2") == 0
    clock.now = 1.0
    assert _through(limits, "chat.postMessage", rates.SPECIAL, "C1", of=20) == 1


def test_methods_do_not_take_from_one_another(limits: rates.Rates) -> None:
    assert _through(limits, "users.list", 2) == 20
    assert limits.wait("usergroups.list", 2, "") == 0


def test_a_forced_refusal_is_for_the_next_calls_only(limits: rates.Rates) -> None:
    limits.force("chat.update", 2, retry_after=30)
    assert [limits.wait("chat.update", 3, "") for _ in range(3)] == [30, 30, 0]


def test_nothing_is_refused_until_it_is_enforced(clock: Clock) -> None:
    assert _through(rates.Rates(monotonic=clock), "users.list", 2) == 200
