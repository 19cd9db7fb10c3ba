"""Board, lines, timeline and file of an incident: pure functions of its rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.slack.cards import (
    blocks,
    incident_events,
    incident_lines,
    incidents,
    timeline_files,
    timelines,
)
from core import language
from workflow import (
    finding_states,
    incident_states,
    incident_times,
    operations,
    policies,
    scopes,
    standings,
)
from workflow import findings as watched
from workflow import incidents as rows

NOW = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
LANGUAGES = [language.of(one) for one in language.LANGUAGES]
INCIDENT = rows.Incident(
    id="in-7f3k2qhd45",
    title="Failback of <Munich> & *Leipzig*",
    severity=incident_states.Severity.SEV1,
    state=incident_states.State.OPEN,
    channel="C0INCIDENT",
    scope=scopes.EVERYTHING,
    started_by="U0RITA001",
    started_at=NOW - timedelta(hours=2),
    seen_at=NOW,
)
ENDED = replace(
    INCIDENT,
    state=incident_states.State.ENDED,
    ended_at=NOW,
    ended_by="U0LENA001",
    summary="Runs on premises again.",
)


def finding(number: int, severity: str = "blocking") -> watched.Finding:
    return watched.Finding(
        id=f"fi-{number}",
        scope="v",
        server=f"f/processservers/{number}",
        server_name=f"ps-{number}",
        kind="heartbeat-lost",
        severity=severity,
        sentence="It is silent.",
        evidence={},
        channel="C1",
        first_seen=NOW,
        last_seen=NOW,
        version=1,
    )


def waiting() -> operations.Operation:
    return operations.Operation(
        id="op-7f3k2qhd45",
        verb="upgrade",
        state=operations.State.AWAITING_APPROVAL,
        requester="U0RITA001",
        channel="C1",
        values={"server": "ps-neu-1"},
        created_at=NOW,
        updated_at=NOW,
        version=2,
        attempt=1,
        steps=(
            operations.StepRecord(
                name="upgrade",
                title="Upgrade <it>",
                state=operations.StepState.RUNNING,
                attempt=1,
            ),
        ),
    )


def servers(count: int) -> tuple[rows.Seen, ...]:
    return tuple(
        rows.Seen(id=f"f/processservers/{n}", name=f"ps-{n}", wrong=("silent",) if n % 3 else ())
        for n in range(count)
    )


def entry(number: int, kind: str, **detail: Any) -> rows.Entry:
    about = {"operation_id": f"op-{number}"} if "verb" in detail else {}
    if "finding" in detail:
        about = {"finding_id": f"fi-{number}"}
    return rows.Entry(
        n=number,
        incident_id=INCIDENT.id,
        source=f"bot:{number}",
        at=NOW + timedelta(seconds=number),
        kind=kind,
        actor="bot" if kind.startswith("finding") else "U0RITA001",
        detail=detail,
        **about,
    )


def texts(message: blocks.Message) -> list[str]:
    found = [message.text]
    for block in message.blocks:
        inner = [block.get("text"), *block.get("elements", ())]
        found += [one["text"] for one in inner if one and isinstance(one.get("text"), str)]
    return found


def fits(message: blocks.Message) -> None:
    assert len(message.blocks) <= blocks.MESSAGE
    assert all(0 < len(one) <= 3000 for one in texts(message))


@pytest.mark.parametrize("words", LANGUAGES, ids=language.LANGUAGES)
def test_a_board_of_five_hundred_servers_fits(words: language.Words) -> None:
    busy = [
        replace(waiting(), id=f"op-{n}", state=state, opened_at=NOW)
        for n, state in enumerate([*standings.UNDER_WAY, operations.State.FAILED] * 10)
    ]
    standing = standings.Standing(
        incident=replace(INCIDENT, seen=servers(500)),
        findings=tuple(finding(n) for n in range(700)),
        operations=tuple(busy),
    )
    leads = incidents.Leads(people=tuple(f"U0LEAD{n:03}" for n in range(60)))
    message = incidents.render(incidents.Board(standing=standing, leads=leads), words)
    fits(message)
    said = "\n".join(texts(message))
    assert "500" in said
    assert "+50" in said
    assert "ps-1*" in said
    assert message.blocks[-1]["type"] == "actions"


@pytest.mark.parametrize(
    ("words", "none", "one", "mark"),
    [
        (LANGUAGES[0], "*Servers:* 2; none needs attention, 1 snoozed", "2; 1 needs", "(snoozed)"),
        (
            LANGUAGES[1],
            "*Server:* 2, keiner mit Handlungsbedarf, 1 zurückgestellt",
            "2, davon 1 mit",
            "(zurückgestellt)",
        ),
    ],
)
def test_what_was_put_off_is_shown_and_needs_nobody(
    words: language.Words, none: str, one: str, mark: str
) -> None:
    seen = tuple(rows.Seen(id=f"f/processservers/{n}", name=f"ps-{n}") for n in (1, 2))
    snoozed = replace(finding(1), state=finding_states.State.SNOOZED)

    def said(*found: watched.Finding) -> list[str]:
        standing = standings.Standing(incident=replace(INCIDENT, seen=seen), findings=found)
        board = incidents.Board(standing=standing, leads=incidents.Leads())
        return texts(incidents.render(board, words))

    alone = said(snoozed)
    assert none in "\n".join(alone)
    assert any(line in alone[0] for line in ("0 in need of attention", "davon 0 mit"))
    assert mark in "\n".join(alone)
    assert "*ps-1*, " not in "\n".join(alone), "not as critical, either"
    both = "\n".join(said(snoozed, finding(2)))
    assert one in both
    assert both.index("*ps-2*") < both.index("*ps-1*")


def test_a_board_says_who_is_waited_for_since_when() -> None:
    asked = replace(
        waiting(),
        opened_at=NOW,
        missing=(policies.Circle(groups=("S0LEADS01",), quorum=1),),
    )
    standing = standings.Standing(incident=INCIDENT, operations=(asked,))
    board = incidents.Board(
        standing=standing,
        leads=incidents.Leads(circle=policies.Circle(groups=("S0LEADS01",)), people=None),
        links={asked.id: "https://contoso.slack.com/archives/C1/p1"},
    )
    said = "\n".join(texts(incidents.render(board, LANGUAGES[0])))
    assert "<https://contoso.slack.com/archives/C1/p1|" in said
    assert f"has waited since <!date^{int(NOW.timestamp())}" in said
    assert "<!subteam^S0LEADS01>" in said
    assert "Slack did not say who that is now" in said


def test_an_ended_board_has_no_buttons_and_says_how_it_ended() -> None:
    board = incidents.Board(standing=standings.Standing(incident=ENDED), leads=incidents.Leads())
    message = incidents.render(board, LANGUAGES[0])
    assert [one["type"] for one in message.blocks] == ["header", "section", "section", "context"]
    assert "after 2 h" in texts(message)[2]


def test_findings_of_one_kind_are_one_sentence() -> None:
    lost = {"finding": "heartbeat-lost", "severity": "blocking"}
    burst = [entry(n, "finding.opened", server=f"ps-{n}", **lost) for n in range(14)]
    other = entry(20, "finding.opened", server="ps-9", finding="cache-low", severity="warning")
    note = entry(21, "incident.note", text="<!channel> see *this*")
    message = incident_lines.render([*burst, other, note], {}, LANGUAGES[0])
    lines = message.text.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("Found: Process server is silent: *ps-0*, *ps-1*")
    assert lines[0].endswith("and 4 more.")
    assert "&lt;!channel&gt;" in lines[2]
    assert "`" in lines[2], "typed words with marks mean nothing"


def test_dismissals_for_different_reasons_are_sentences_of_their_own() -> None:
    detail = {"finding": "memory-high", "reason": "Backup until noon"}
    some = [entry(n, "finding.dismiss", server=f"ps-{n}", **detail) for n in (1, 2)]
    other = entry(3, "finding.dismiss", server="ps-3", **{**detail, "reason": "It goes on Friday"})
    found = [replace(one, actor="U0RITA001") for one in (*some, other)]
    message = incident_lines.render(found, {}, LANGUAGES[0])
    first, second = message.text.splitlines()
    assert first.endswith("dismissed: Memory is short: *ps-1*, *ps-2*. Reason: Backup until noon")
    assert second.endswith("dismissed: Memory is short: *ps-3*. Reason: It goes on Friday")


def test_the_vote_that_approves_is_one_line_with_the_approval() -> None:
    about = {"verb": "deploy", "target": "ps-1"}
    lena = "U0LENA001"

    def happened(n: int, kind: str, actor: str, operation: str = "op-1") -> rows.Entry:
        return replace(entry(n, kind, **about), actor=actor, operation_id=operation)

    first = happened(1, "vote.approve", "U0RITA001")
    last, approved = happened(2, "vote.approve", lena), happened(3, "operation.approved", lena)
    other = happened(4, "operation.approved", lena, "op-2")
    message = incident_lines.render([first, last, approved, other], {}, LANGUAGES[0])
    assert message.text.splitlines() == [
        "<@U0RITA001> approved *Deploy ps-1*.",
        "<@U0LENA001> approved *Deploy ps-1*; that was the last approval it needed.",
        "*Deploy ps-1* is approved.",
    ]
    apart = incident_lines.render([last, other], {}, LANGUAGES[0])
    assert len(apart.text.splitlines()) == 2


def test_an_operation_is_called_as_on_its_card_in_every_language() -> None:
    german = language.of("de")
    said = incident_events.sentence(
        [entry(1, "operation.running", verb="deploy", target="ps-1")],
        incident_events.slack(german, {}),
    )
    assert said == "*Bereitstellung ps-1* läuft."


def test_everything_that_is_mirrored_has_a_sentence_of_its_own() -> None:
    kinds = {f"operation.{state.value}" for state in operations.State}
    kinds |= {f"finding.{one}" for one in ("opened", "open", "worse", "resolved", "acting")}
    decided = (finding_states.Event.SNOOZE, finding_states.Event.DISMISS)
    kinds |= {f"finding.{one.value}" for one in decided}
    kinds |= {f"hold.{one}" for one in ("locked", "unlocked", "frozen", "thawed")}
    kinds |= {"vote.approve", "vote.deny", "vote.carried", "vote.uncounted", "glass.broken"}
    kinds |= {"review.acknowledged", "review.reminded", "approval.reminded", "approval.escalated"}
    kinds |= {"question.asked", "incident.started", "incident.note", "incident.ended"}
    kinds.add("incident.long")
    for words in LANGUAGES:
        medium = incident_events.slack(words, {})
        for kind in sorted(kinds):
            said = incident_events.sentence([entry(1, kind, verb="deploy", target="ps-1")], medium)
            assert kind not in said, f"{kind} has no sentence"


def test_a_long_timeline_fits_and_its_file_has_everything() -> None:
    many = [entry(n, "incident.note", text=f"Note | {n} " + "x" * 400) for n in range(900)]
    took = incident_times.Took(
        operation_id="op-1",
        verb="deploy",
        target="ps-1",
        asked=NOW,
        approved=NOW + timedelta(minutes=4),
        running=NOW + timedelta(minutes=5),
        ready=NOW + timedelta(minutes=45),
    )
    timeline = timelines.Timeline(
        incident=ENDED,
        entries=many,
        times=incident_times.Times(
            operations=(took,),
            usual=(("deploy", 3000.0),),
            in_incidents=(("deploy", 2400.0),),
            incidents=5400.0,
        ),
    )
    for words in LANGUAGES:
        message = timelines.render(timeline, words)
        fits(message)
        file = timeline_files.render(timeline, {"U0RITA001": "Rita | Ortega"}, words)
        assert file.content.count(b"\n| 2026-") == 900
        assert rb"Rita \| Ortega" in file.content
        assert len(file.alt) < 1000
    said = "\n".join(texts(timelines.render(timeline, LANGUAGES[0])))
    assert "asked to approved 4 min, approved to running 1 min, running to ready 40 min" in said
    assert "45 min in all (earlier ones 50 min; in earlier incidents 40 min)" in said
    assert "Earlier incidents took 1 h 30 min (median)." in said
    assert "780 more entries are in the file" in said
