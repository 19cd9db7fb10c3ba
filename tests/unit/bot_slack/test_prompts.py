"""What a finding's prompt offers."""

from __future__ import annotations

import dataclasses

from bot.slack.cards import prompts
from commands.deploy import gap
from core import language
from tests.unit.bot_slack import homes

ENGLISH = language.of("en")


def test_a_window_is_offered_where_one_will_come() -> None:
    finding = homes.finding(0, 1)
    assert "snooze-window" not in str(prompts.render(finding, ENGLISH))
    assert "snooze-window" in str(prompts.render(finding, ENGLISH, windowed=True))


def test_what_deploys_is_offered_where_a_deployment_mends_it() -> None:
    for n, action in enumerate(("upgrade", "users", "deploy")):
        finding = homes.finding(n, 1)
        shown = str(prompts.render(finding, ENGLISH))
        assert ("Deploy…" in shown) == (action == "deploy"), finding.kind


def test_a_gap_of_an_older_release_leaves_the_rest_to_the_form() -> None:
    network = "/subscriptions/s/resourcegroups/rg/providers/microsoft.network/virtualnetworks/vn"
    older = dataclasses.replace(
        homes.finding(2, 1), server=f"{network}#cs", evidence={"fabric": "cs", "machines": 3}
    )
    assert gap.values(older) == {"subscription": "s", "vault": "rsv-000/cs"}
