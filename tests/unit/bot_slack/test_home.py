"""The Home is within Slack's limits whatever there is, and shows each kind of person what is theirs
to see and no button that would be refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.cards.buttons import Button
from bot.slack.home import condition, publisher, view
from bot.slack.home.facts import Choice, Facts, key
from core import language
from sandbox.slack import sizes
from tests.unit.bot_slack import homes, values
from tests.unit.bot_slack.values import START
from watch import rules
from workflow import estate, findings, operations, overviews, people, policies, rights, routes

DECIDING = {
    Button.APPROVE, Button.DENY, Button.DONE, Button.RETRY, Button.ACKNOWLEDGE, Button.UPGRADE,
    Button.FINDING, Button.USERS, Button.OFFER,
}  # fmt: skip


def render(facts: Facts, spoken: str = "en") -> dict[str, Any]:
    made = view.render(facts, language.of(spoken))
    assert sizes.view_faults(made, "home") == []
    assert len(made["private_metadata"]) <= 3000
    return made


def clickable(made: dict[str, Any]) -> set[str]:
    """Action ids up to their first dot."""
    found = set()
    for block in made["blocks"]:
        for one in [*block.get("elements", ()), block.get("accessory") or {}]:
            if "action_id" in one:
                found.add(one["action_id"].partition(".")[0])
    return found


def said(made: dict[str, Any]) -> str:
    return json.dumps(made["blocks"], ensure_ascii=False)


def texts(node: Any) -> Iterator[str]:
    """What Slack reads its own marks in."""
    if isinstance(node, dict):
        if node.get("type") == "mrkdwn":
            yield node["text"]
        node = list(node.values())
    if isinstance(node, list):
        for one in node:
            yield from texts(one)


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_a_whole_estate_fits(spoken: str) -> None:
    facts = homes.crowded(servers=500, findings=200, operations=200)
    made = render(facts, spoken)
    assert len(made["blocks"]) <= 96, "with room for what comes next"
    for page in (1, 49, 50, 10**6):
        there = replace(facts, choice=Choice(servers=page, findings=page))
        assert len(render(there, spoken)["blocks"]) <= 96
    last = render(replace(facts, choice=Choice(servers=49, findings=33)), spoken)
    assert "491–500" in said(last)


@given(
    some=st.lists(values.any_operation, max_size=3),
    found=st.lists(values.any_finding, max_size=7),
    servers=st.lists(homes.any_server, max_size=11),
    words=values.nasty,
    allowed=st.booleans(),
)
@settings(max_examples=40, deadline=None)
def test_no_text_is_too_long_whatever_somebody_wrote(
    some: list[Any], found: list[Any], servers: list[Any], words: str, allowed: bool
) -> None:
    ids = {"op-7f3k2qhd42"} if allowed else set()
    seen = overviews.Overview(
        waiting=tuple(replace(one, state=operations.State.AWAITING_APPROVAL) for one in some),
        going=tuple(one for one in some if one.state in overviews.GOING),
        unreviewed=tuple(some),
        findings=tuple(found),
        servers=tuple(servers),
    )
    facts = Facts(
        now=START,
        rights=rights.Rights(
            person=people.Person(id="U0RITA001", name="Rita"),
            unknown="" if allowed else words,
            verbs=frozenset(publisher.VERBS) if allowed else frozenset(),
            votes=frozenset(ids),
            leads=frozenset(ids),
            reviews=frozenset(ids),
        ),
        seen=seen,
        routes=routes.Routes(environments=(routes.Environment(name=words or "-"),)),
        incidents=(homes.incident(1, words, servers=30),),
        closed=(homes.closure(1, words),),
    )
    for spoken in language.LANGUAGES:
        marked = "\n".join(texts(render(facts, spoken)))
        assert "<!channel>" not in marked
        assert "<https://evil" not in marked


def test_who_may_not_act_sees_the_state_and_no_button_that_is_refused() -> None:
    """A guest, a deactivated account, a bystander, and anybody while Slack does not answer."""
    facts = homes.crowded(servers=3, findings=4, operations=3)
    oncall = policies.Circle(groups=("S0ONCALL1",), quorum=1)
    person = people.Person(id="U0BO00001", name="Bo")
    for stands, told in (
        (rights.Rights(person=person, others={"deploy": (oncall,)}), "asked for by"),
        (
            rights.Rights(
                person=person, uncounted="<@U0BO00001> is a guest.", others={"deploy": (oncall,)}
            ),
            "is a guest",
        ),
        (rights.Rights(person=person, unknown="Slack did not say who you are."), "Slack"),
        (rights.Rights(person=person), "No rule"),
    ):
        made = render(replace(facts, rights=stands))
        assert told in said(made)
        assert clickable(made) <= {
            Button.CARD, Button.RUN, Button.HOME_VAULT, Button.HOME_PAGE, Button.HOME_ENVIRONMENT
        }  # fmt: skip
        assert "ps-000" in said(made)
        runs = [one for one in elements(made) if one["action_id"].startswith(Button.RUN)]
        assert [one["text"]["text"] for one in runs] == ["Help"]
    assert "<!subteam^S0ONCALL1>" in said(render(replace(facts, rights=rights_with(oncall))))


def rights_with(circle: policies.Circle) -> rights.Rights:
    person = people.Person(id="U0BO00001", name="Bo")
    return rights.Rights(person=person, others={"deploy": (circle,)})


def elements(made: dict[str, Any]) -> list[dict[str, Any]]:
    every = [
        one for b in made["blocks"] for one in [*b.get("elements", ()), b.get("accessory") or {}]
    ]
    return [one for one in every if "action_id" in one]


def test_a_requester_and_a_lead_each_see_what_needs_them() -> None:
    facts = homes.crowded(servers=3, findings=4, operations=3)
    mine, *_ = facts.seen.waiting
    lead = render(facts)
    assert DECIDING - {Button.ACKNOWLEDGE} <= clickable(lead) | {Button.DONE, Button.RETRY}
    assert "waits for your approval" in said(lead)
    requester = replace(
        facts,
        rights=rights.Rights(
            person=people.Person(id=mine.requester, name="Rita"),
            verbs=frozenset(publisher.VERBS),
        ),
    )
    made = render(requester)
    assert Button.APPROVE not in clickable(made)
    assert "Yours, under way" in said(made)
    assert "waits for you to do a step by hand" in said(made)
    assert Button.DONE in clickable(made)
    assert Button.RETRY in clickable(made)


def test_filters_show_one_vault_or_environment_and_never_hide_what_needs_the_person() -> None:
    facts = homes.crowded(servers=40, findings=8, operations=3)
    vault = facts.seen.servers[0].vault
    made = render(replace(facts, choice=Choice(vault=key(vault))))
    others = [one.name for one in facts.seen.servers if one.vault != vault]
    assert not [name for name in others if f"*{name}*" in said(made)]
    assert "waits for your approval" in said(made)
    environment = replace(facts, choice=Choice(environment=key("test")))
    shown = said(render(environment))
    test = [one for one in facts.seen.servers if int(one.vault[-3:]) % 2]
    worst = next(one for one in test if one.level == "outdated")
    assert f"*{worst.name}*" in shown
    assert f"Process servers ({len(test)})" in shown
    gone = render(replace(facts, choice=Choice(vault="0" * 16, environment="none")))
    assert f"Process servers ({len(facts.seen.servers)})" in said(gone)
    assert json.loads(gone["private_metadata"])["vault"] == ""


def test_what_is_counted_as_under_way_is_what_the_filters_let_through() -> None:
    """Of two vaults; Rita's own and what waits for her vote count wherever they are."""
    facts = homes.crowded(servers=4, findings=0, operations=2, vaults=2)
    here = facts.seen.going
    assert here[0].plan is not None
    plan = replace(here[0].plan, environment={"vault": homes.vault(1)})
    there = tuple(
        replace(one, id=f"{one.id}-there", plan=plan, requester="U0BO00001") for one in here
    )
    unplanned = replace(there[0], id="op-unplanned", plan=None)
    seen = replace(
        facts.seen,
        waiting=(),
        going=(*here, *there, unplanned),
        counts={operations.State.RUNNING: 3, operations.State.WAITING_FOR_PERSON: 2},
    )
    person = people.Person(id=homes.LENA, name="Lena")
    facts = replace(facts, rights=rights.Rights(person=person), seen=seen)
    mine = replace(facts, rights=rights.Rights(person=replace(person, id=homes.RITA)))
    for stands, choice, count in (
        (facts, Choice(), 5),
        (facts, Choice(vault=key(homes.vault(0))), 3),  # what has no plan yet is of no vault
        (facts, Choice(environment=key("test")), 3),
        (mine, Choice(vault=key(homes.vault(1))), 5),
        (mine, Choice(vault=key(homes.vault(0))), 3),
    ):
        head = said(render(replace(stands, choice=choice))).partition("Process servers")[0]
        assert f"{count} operations in flight" in head, (choice, head)


def test_many_vaults_are_asked_for_as_they_are_typed() -> None:
    few = homes.crowded(servers=50, findings=0, operations=0, vaults=3)
    many = homes.crowded(servers=500, findings=0, operations=0, vaults=250)
    kinds = [
        next(one["type"] for one in elements(render(f)) if one["action_id"] == Button.HOME_VAULT)
        for f in (few, many)
    ]
    assert kinds == ["static_select", "external_select"]


def test_the_mark_changes_with_what_is_told_and_not_with_a_look_that_saw_nothing_new() -> None:
    facts = homes.crowded(servers=5, findings=2, operations=1)
    at = facts.seen.servers[0].seen_at

    def beaten(one: estate.Server, by: timedelta) -> datetime | None:
        silent = one.heartbeat is not None and one.heartbeat < at - timedelta(hours=1)
        return one.heartbeat if silent or one.heartbeat is None else one.heartbeat + by

    def later(by: timedelta) -> str:
        seen = tuple(
            replace(one, seen_at=one.seen_at + by, heartbeat=beaten(one, by))
            for one in facts.seen.servers
        )
        made = render(replace(facts, seen=replace(facts.seen, servers=seen)))
        return view.mark(made, at + by)

    assert later(timedelta(seconds=30)) == later(timedelta())
    assert later(view.NEWS) != later(timedelta())
    other = replace(facts, seen=replace(facts.seen, findings=facts.seen.findings[:1]))
    assert view.mark(render(other), at) != later(timedelta())


def test_a_choice_of_another_shape_counts_as_none() -> None:
    raw: dict[str, Any] = {"vault": 7, "servers": "x", "findings": 2, "colour": "red"}
    assert Choice.read(raw) == Choice(findings=2)
    assert Choice.read(Choice(vault="a").written()) == Choice(vault="a")


@pytest.mark.parametrize(
    ("spoken", "count", "failed", "line"),
    [
        ("en", 0, 0, "In the last 7 days no operation ended."),
        ("en", 1, 1, "In the last 7 days 1 operation ended, of which 1 failed."),
        ("en", 12, 3, "In the last 7 days 12 operations ended, of which 3 failed."),
        ("de", 0, 0, "In den letzten 7 Tagen endete kein Vorgang."),
        ("de", 12, 1, "In den letzten 7 Tagen endeten 12 Vorgänge, 1 davon ist fehlgeschlagen."),
        ("de", 12, 3, "In den letzten 7 Tagen endeten 12 Vorgänge, 3 davon sind fehlgeschlagen."),
    ],
)
def test_what_ended_lately_is_one_line(spoken: str, count: int, failed: int, line: str) -> None:
    """It costs no block, and a filter does not change it."""
    facts = homes.crowded(servers=3, findings=2, operations=1)
    ended = overviews.Ended(count=count, failed=failed)
    counted = replace(facts, seen=replace(facts.seen, ended=ended))
    for choice in (Choice(), Choice(vault=key(homes.vault(1)))):
        made = render(replace(counted, choice=choice), spoken)
        standing = made["blocks"][1]["text"]["text"]
        assert standing.splitlines()[1:] == [line]


def test_what_was_put_off_is_said_as_such_by_findings_and_servers_alike() -> None:
    ends = replace(
        homes.server(1, 1), certificate=START + timedelta(days=20), level="outdated", name="ps-a"
    )
    well = replace(homes.server(2, 1), name="ps-b")
    found = replace(
        homes.finding(0, 1),
        server=ends.id,
        kind="certificate-expires",
        state=findings.State.SNOOZED,
        snoozed_until=START + timedelta(days=1),
    )
    other = replace(found, id="fi-7", kind="outdated", state=findings.State.DISMISSED)
    facts = homes.crowded(servers=0, findings=0, operations=0)

    def told(*all_: findings.Finding, spoken: str = "en") -> str:
        seen = replace(facts.seen, servers=(well, ends), findings=all_)
        return said(render(replace(facts, seen=seen), spoken))

    quiet = told(found, other)
    assert "Nothing open; 2 snoozed or dismissed: `/failback-ps findings` lists them." in quiet
    assert "2 more" not in quiet
    assert "not in order" not in quiet
    assert "eeds attention" not in quiet, "neither in the head nor in the list"
    assert "Nothing open: version is outdated (dismissed), certificate ends" in quiet
    assert "(snoozed)" in quiet
    german = told(found, other, spoken="de")
    assert "Nichts ist offen; 2 Befunde sind zurückgestellt oder verworfen" in german
    assert "Nichts offen: Version ist veraltet (verworfen), Zertifikat endet" in german
    half = told(found)
    assert "1 needs attention" in half
    assert "*Needs attention:* version is outdated, certificate ends" in half
    assert half.index("ps-a") < half.index("ps-b")
    assert quiet.index("ps-a") < quiet.index("ps-b"), "both in order: by name"
    assert "The watch has found nothing that is not in order." in told()
    assert "1 more is snoozed" in told(found, replace(other, state=findings.State.OPEN))


def test_the_kinds_that_a_trouble_is_found_as_are_known() -> None:
    assert set(condition.KINDS.values()) <= set(rules.KINDS)
