"""An incident in its channel: board, lines, buttons, timeline and file, at the wire."""

from __future__ import annotations

import contextlib
from typing import Any

import aiohttp

from tests import weather
from tests.scenario.bot_slack.stage import BO, INCIDENT, LENA, RITA, Stage, shown, until
from workflow import findings, incidents

JSON = dict[str, Any]
APPROVALS = "C0APPROVE1"


async def find(stage: Stage, text: str, channel: str = INCIDENT) -> JSON:
    async def look() -> JSON | None:
        return next((m for m in await stage.said(channel) if text in shown(m)), None)

    return await until(look, text)


async def count(stage: Stage, text: str, channel: str = INCIDENT) -> int:
    return sum(text in shown(m) for m in await stage.said(channel))


def seen(name: str, kind: str) -> findings.Observation:
    return findings.Observation(
        server=f"/fabric/processservers/{name}",
        server_name=name,
        kind=kind,
        severity="blocking",
        sentence=f"{name} is not well.",
        channel=APPROVALS,
    )


async def test_from_start_to_timeline(stage: Stage) -> None:
    await stage.type("incident start", RITA)
    await stage.whisper("needs a title", RITA)
    await stage.type("incident start Munich is down sev1", BO)
    await stage.whisper("may not ask for incident", BO)
    await stage.type("incident start Munich is down sev1", RITA)
    await stage.whisper("Azure did not say everything", RITA)
    board = await find(stage, "SEV1: Munich is down")
    assert f"<@{LENA}>" in shown(board), "who leads by the policy's approvers"

    async def pinned() -> JSON | None:
        found = await find(stage, "SEV1: Munich is down")
        return found if found.get("pinned_to") or found.get("pinned") else None

    await until(pinned, "the pinned board")
    await stage.type("incident start Another one", LENA)
    await stage.whisper("Hier ist schon ein Incident offen: „Munich is down“", LENA)

    many = [seen(f"ps-{n}", "heartbeat-lost") for n in range(4)]
    await stage.workflow.findings.record("/fabric", "heartbeat-lost", many)
    await stage.workflow.findings.record("/fabric", "outdated", [seen("ps-1", "outdated")])
    line = await find(stage, "Found: Process server is silent")
    assert all(f"ps-{n}" in shown(line) for n in range(4)), "a burst is one line"
    assert not await count(stage, "Process server is outdated", APPROVALS), "held back"

    await stage.type("incident start Beside it sev3", LENA, APPROVALS)
    await find(stage, "SEV3: Beside it", APPROVALS)
    stage.world.gate.set()
    await stage.type("build place=north wood=pine name=ps-9", RITA)
    card = await stage.see("Waiting for approval")
    await until(lambda: _has(stage, board, "has waited since"), "the board says who is waited for")
    await stage.approve(card)
    await find(stage, "is done and proved.")
    voted = await find(stage, f"<@{LENA}> approved <http")
    assert "that was the last approval it needed." in shown(voted)
    assert not await count(stage, "is approved."), "one click is one line"
    told = await find(stage, "asked for <http", APPROVALS)
    assert "|Build ps-9>" in shown(told), (
        "elsewhere its beginning is told too, and leads to its card"
    )
    await stage.type("incident end", LENA, APPROVALS)
    await find(stage, "Timeline: Beside it", APPROVALS)

    await stage.click(await find(stage, "SEV1: Munich is down"), "incident-note", RITA)
    view = await stage.view("It goes into the timeline", user=RITA)
    given = {"text": {"text": "The <tunnel> is *up* <!channel>"}}
    done = await stage.submit(view, RITA, given)
    assert done["result"] == "closed"
    note = await find(stage, "noted: `The")
    assert "&lt;!channel&gt;" in shown(note), "nobody is called by a note"
    await stage.click(board, "incident-status", RITA)
    await stage.whisper("entries in the timeline", RITA)

    await stage.type("incident end Munich runs again", LENA)
    timeline = await find(stage, "Timeline: Munich is down")
    assert "asked to approved" in shown(timeline)
    assert "Munich runs again" in shown(timeline)
    closed = await find(stage, "Ended: Munich is down")
    assert closed["ts"] == board["ts"]
    await find(stage, "Process server is outdated: ps-1", APPROVALS)
    file = await _file(stage)
    text = await _download(stage, file)
    (one,) = [i for i in await stage.workflow.incidents.recent() if i.channel == INCIDENT]
    assert file["name"].startswith(one.id)
    assert "# Timeline: Munich is down" in text
    assert r"The \<tunnel\> is \*up\*" in text
    assert "Rita" in text
    assert len(text.splitlines()) > len(await stage.workflow.incidents.entries(one.id))
    await stage.type("incident note too late", RITA)
    await stage.whisper("No incident is open in this channel", RITA)
    assert one.state is incidents.State.ENDED


async def test_what_is_still_at_work_is_named_before_it_ends(stage: Stage) -> None:
    await stage.type("incident start Munich is down sev1", RITA)
    board = await find(stage, "SEV1: Munich is down")
    await stage.type("incident start Beside it sev3", RITA, APPROVALS)
    await find(stage, "SEV3: Beside it", APPROVALS)
    await stage.type("build place=north wood=pine name=ps-9", RITA)
    await stage.approve(await stage.see("Waiting for approval"))
    await until(lambda: _has(stage, board, "Build ps-9"), "the board shows it")
    await find(stage, "is running.")

    await stage.type("incident end It works again", RITA, APPROVALS)
    refused = await stage.whisper("“Beside it” was not ended: an operation", RITA, APPROVALS)
    assert "still at work: build ps-9 (op-" in shown(refused)
    assert "incident end anyway" in shown(refused)
    await stage.type("incident end anyway It works again", RITA, APPROVALS)
    timeline = await find(stage, "Timeline: Beside it", APPROVALS)
    assert "ended the incident. Still at work then: <http" in shown(timeline)
    assert "|Build ps-9>" in shown(timeline)
    assert "*Summary:* It works again" in shown(timeline)

    # On a slow day she presses again, and the form may be there before Slack names her language.
    words = "" if weather.LIMITED else "läuft noch"

    async def form() -> JSON | None:
        await stage.click(board, "incident-end", LENA)
        with contextlib.suppress(AssertionError):
            return await stage.view(words, user=LENA, seconds=5)
        return None

    view = await until(form, "the form to end it")
    assert "Build ps-9" in shown(view)
    assert len(await stage.workflow.incidents.open()) == 1
    given = {"text": {"text": "Munich runs"}}
    done = await stage.submit(view, LENA, given)
    assert done["result"] == "closed"
    await find(stage, "Timeline: Munich is down")
    stage.world.gate.set()


async def test_what_begins_behind_an_open_form_stops_it(stage: Stage) -> None:
    await stage.type("incident start Munich is down sev1", RITA)
    board = await find(stage, "SEV1: Munich is down")
    await stage.click(board, "incident-end", RITA)
    view = await stage.view("ends for everybody", user=RITA)
    await stage.type("build place=north wood=pine name=ps-9", RITA)
    await stage.approve(await stage.see("Waiting for approval"))
    await find(stage, "is running.")
    for text, result in (("Munich runs", "errors"), ("anyway Munich runs", "closed")):
        given = {"text": {"text": text}}
        done = await stage.submit(view, RITA, given)
        assert done["result"] == result, done
    assert "*Summary:* Munich runs" in shown(await find(stage, "Timeline: Munich is down"))
    stage.world.gate.set()


async def _has(stage: Stage, board: JSON, text: str) -> JSON | None:
    found = [m for m in await stage.said(INCIDENT) if m["ts"] == board["ts"]]
    return found[0] if text in shown(found[0]) else None


async def _file(stage: Stage) -> JSON:
    async def look() -> JSON | None:
        found = [f for m in await stage.said(INCIDENT) for f in m.get("files", ())]
        assert len(found) <= 1
        return found[0] if found else None

    return await until(look, "the file")


async def _download(stage: Stage, file: JSON) -> str:
    headers = {"Authorization": f"Bearer {stage.settings['SLACK_BOT_TOKEN']}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.get(file["url_private"]) as answer,
    ):
        assert answer.status == 200
        return await answer.text()
