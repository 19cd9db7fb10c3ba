"""What `findings`, `snooze` and `dismiss` say of what the watch has found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from commands import registry
from commands.verbs import Answer, Asking
from core import language, sentences
from workflow import findings, policies

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
State = findings.State


def finding(server: str, state: State = State.OPEN, **more: Any) -> findings.Finding:
    given: dict[str, Any] = {
        "id": f"fi-{server}",
        "scope": "/v",
        "server": f"/v/processservers/{server}",
        "server_name": server,
        "kind": "outdated",
        "severity": "warning",
        "sentence": f"{server} is outdated.",
        "evidence": {},
        "channel": "C1",
        "first_seen": NOON,
        "last_seen": NOON,
        "version": 1,
        "decided_by": "U1",
        "snoozed_until": NOON + timedelta(days=1),
        "operation_id": "op-1",
        "reason": "retired",
    }
    return findings.Finding(**{**given, **more}, state=state)


class Kept:
    def __init__(self, *found: findings.Finding) -> None:
        self._found = list(found)

    async def open(self) -> list[findings.Finding]:
        return self._found

    async def snooze(self, *_: object) -> None: ...

    async def dismiss(self, *_: object) -> None: ...


ALL = Kept(
    finding("ps-set-aside", State.DISMISSED, severity="blocking"),
    finding("ps-put-off", State.SNOOZED),
    finding("ps-at-work", State.ACTING),
    finding("ps-late"),
    finding("ps-worst", severity="blocking", kind="silent"),
)


async def answer(verb: str, spoken: str = "en", **values: str) -> Answer:
    asking = Asking(person="U1", channel="C1", findings=ALL, words=language.of(spoken))
    return await registry.VERBS[verb].answer(None, values, asking)


async def test_what_needs_somebody_is_listed_first_each_with_its_severity() -> None:
    rows = (await answer("findings")).sections[0].rows
    assert [(str(label).split()[0], said.split(" ")[:2]) for label, said in rows] == [
        ("ps-worst", ["critical,", "open"]),
        ("ps-late", ["warning,", "open"]),
        ("ps-at-work", ["warning,", "operation"]),
        ("ps-put-off", ["warning,", "snoozed"]),
        ("ps-set-aside", ["critical,", "dismissed"]),
    ]
    german = (await answer("findings", "de")).sections[0].rows
    assert [said.split(",")[0] for _, said in german] == [
        "kritisch",
        "Warnung",
        "Warnung",
        "Warnung",
        "kritisch",
    ]


@pytest.mark.parametrize(
    ("verb", "more", "said", "german"),
    [
        ("snooze", {"until": "2030-01-01 08:00"}, "quiet until 2030-01-01 08:00 UTC.", "still bis"),
        ("dismiss", {"reason": "retired"}, "told again if it gets worse", "wird wieder gemeldet"),
    ],
)
async def test_a_decision_names_the_server_and_what_it_is_about(
    verb: str, more: dict[str, str], said: str, german: str
) -> None:
    ((label, told),) = (await answer(verb, what="fi-ps-late", **more)).sections[0].rows
    assert label == "ps-late (fi-ps-late)"
    assert told.startswith(f"Process server is outdated: {said}")
    ((_, told),) = (await answer(verb, "de", what="fi-ps-late", **more)).sections[0].rows
    assert told.startswith(f"Prozessserver ist veraltet: {german}")
    ((_, told),) = (await answer(verb, what="fi-ps-worst", **more)).sections[0].rows
    assert told.startswith(f"ps-worst is outdated: {said}"), "of a kind without a title"


async def test_what_is_not_there_is_quoted_as_elsewhere() -> None:
    with pytest.raises(policies.Refused) as refused:
        await answer("dismiss", what="fi-xxxx", reason="retired")
    assert refused.value.sentence == "No finding of “fi-xxxx” is open."
    german = sentences.spoken(refused.value.sentence, language.of("de"))
    assert german == "Zu „fi-xxxx“ ist kein Befund offen."
