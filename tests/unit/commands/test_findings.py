"""What `findings`, `snooze` and `dismiss` say of what the watch has found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from commands import registry
from commands.verbs import Answer, Asking
from core import language
from workflow import findings

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
