"""The limiter applies to each served method what Slack lists for it. The clock is moved by hand."""

from __future__ import annotations

import math

import pytest

from sandbox.slack.rates import Rates
from sandbox.slack.web_api.server import METHODS
from tests.conformance.slack_errors import tiers


def test_every_served_method_has_its_row() -> None:
    assert [one.method for one in tiers.CASES] == sorted(METHODS)


@pytest.mark.parametrize("case", tiers.CASES, ids=lambda one: one.method)
def test_a_method_is_let_through_as_often_as_its_tier_says(case: tiers.Tiered) -> None:
    now = 0.0
    rates = Rates(monotonic=lambda: now)
    rates.enforced = True
    tier = METHODS[case.method].tier
    assert tier == case.tier

    def through() -> int:
        """Calls until the first refusal."""
        count = 0
        while rates.wait(case.method, tier, case.channel) == 0:
            count += 1
        return count

    assert through() == case.burst
    assert rates.wait(case.method, tier, case.channel) == math.ceil(60 / case.a_minute)
    calls = 0
    for _ in range(60):
        now += 1.0
        calls += through()
    assert calls == case.a_minute
