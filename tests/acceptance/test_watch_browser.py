"""What the watch says and what an incident is, seen in a browser: in German, and in English."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from tests import harness, story
from tests.acceptance import browser

pytestmark = pytest.mark.timeout(300)

BUSY = "10.70.2.11"
"""The address of ps-neu-2."""


@dataclass(kw_only=True)
class Story:
    """Rita asks, Lena approves, in the incident channel; each picture is numbered as it comes."""

    world: harness.Sandbox
    rita: browser.Person
    lena: browser.Person
    language: str
    shots: int = 0

    async def look(self, name: str, what: Locator | None = None) -> None:
        """Of `what`, or of all that Rita sees."""
        self.shots += 1
        await self.rita.screenshot(f"watch-{self.language}-{self.shots:02}-{name}", what)

    async def shows(self, message: Locator, words: str, name: str) -> None:
        await expect(message).to_contain_text(words, timeout=60_000)
        await self.look(name, message)


@dataclass(frozen=True, kw_only=True)
class Incident:
    """What an incident is called by, in one language."""

    title: str
    board: str
    note: tuple[str, str, str]
    """The button, the field, and how the line begins."""
    switch: str
    approve: str
    waits: str
    done: str
    voted: str
    proved: str
    end: tuple[str, str]
    over: str
    timeline: str
    began: str


GERMAN = Incident(
    title="München steht sev1",
    board="SEV1: München steht",
    note=("Notiz…", "Was geschah oder entschieden wurde", "Rita Ortega hat notiert:"),
    switch="Umschaltung ps-neu-1",
    approve="Genehmigen",
    waits="Wir warten auf",
    done="Fertig.",
    voted="hat Umschaltung ps-neu-1 genehmigt",
    proved="Umschaltung ps-neu-1 ist ausgeführt und nachgewiesen",
    end=("Beenden…", "Zusammenfassung"),
    over="Beendet: München steht",
    timeline="Verlauf: München steht",
    began="hat den Incident eröffnet",
)
ENGLISH = Incident(
    title="Munich is down sev1",
    board="SEV1: Munich is down",
    note=("Note…", "What happened, or was decided", "Rita Ortega noted:"),
    switch="Switch ps-neu-1",
    approve="Approve",
    waits="Waiting for",
    done="Done.",
    voted="Lena Vogel approved Switch ps-neu-1",
    proved="Switch ps-neu-1 is done and proved",
    end=("End…", "Summary"),
    over="Ended: Munich is down",
    timeline="Timeline: Munich is down",
    began="started the incident",
)


async def test_in_german(tmp_path: Path) -> None:
    async with harness.sandbox(tmp_path, speed=240) as world, browser.chromium() as chrome:
        await world.control.slack("person", user=harness.RITA, locale="de-DE")
        await world.bot(FAILBACK_PS_LANGUAGE="de")
        page = world.urls["slack_page"]
        rita = await browser.sign_in(chrome, page, harness.RITA)
        lena = await browser.sign_in(chrome, page, harness.LENA)
        it = Story(world=world, rita=rita, lena=lena, language="de")
        await upgraded(it)
        await put_off(it)
        await incident(it, GERMAN)


async def test_an_incident_in_english(tmp_path: Path) -> None:
    async with harness.sandbox(tmp_path, speed=240) as world, browser.chromium() as chrome:
        await world.bot()
        page = world.urls["slack_page"]
        rita = await browser.sign_in(chrome, page, harness.RITA)
        lena = await browser.sign_in(chrome, page, harness.LENA, dark=True)  # seen in the dark too
        it = Story(world=world, rita=rita, lena=lena, language="en")
        await expect(rita.messages(text="outdated: ps-neu-1").first).to_be_visible()
        await incident(it, ENGLISH)


async def upgraded(it: Story) -> None:
    """From the watch's prompt through its form and the approval to its end."""
    rita = it.rita
    prompt = rita.messages(text="Prozessserver ist veraltet: ps-neu-1").first
    await it.shows(prompt, "Aktualisieren…", "prompt")
    await rita.opens("Aktualisieren…", within=prompt)
    server = rita.modal().get_by_role("combobox", name="Prozessserver")
    await expect(server).to_have_value("ps-neu-1")
    await rita.choose("Maschinen, die darüber replizieren", "Ruhen lassen")
    await it.look("upgrade-form")
    await rita.submit(closes=True)
    card = it.lena.messages(text="Upgrade ps-neu-1").last
    await it.shows(card, "Wartet auf Genehmigung", "upgrade-plan")
    await it.lena.button("Genehmigen", within=card, confirm=True)
    await it.shows(card, "Läuft", "upgrade-running")
    await expect(card).to_contain_text("Fertig.", timeout=120_000)
    await it.look("upgrade-done", card)
    await rita.command("/failback-ps check")
    await it.shows(prompt, "Behoben", "prompt-resolved")
    await rita.thread(prompt)
    await expect(
        rita.messages(text="Behoben: ps-neu-1 ist in Ordnung.", thread=True)
    ).to_be_visible()
    await it.look("prompt-thread")
    await rita.page.keyboard.press("Escape")


async def put_off(it: Story) -> None:
    """One finding is snoozed by the menu, another dismissed by the form."""
    rita = it.rita
    await it.world.control.azure(do="server_load", ip=BUSY, cpu=85, memory=85)
    await rita.command("/failback-ps check")
    busy = rita.messages(text="Prozessorlast ist hoch: ps-neu-2").last
    await it.shows(busy, "Prozessorlast", "load-prompt")
    await rita.more("1 Stunde zurückstellen", within=busy)
    await it.shows(busy, "Zurückgestellt bis", "snoozed")
    await expect(busy).to_contain_text("von @Rita Ortega")
    full = rita.messages(text="Arbeitsspeicher ist knapp: ps-neu-2").last
    await rita.more("Verwerfen…", within=full)
    await rita.fill("Grund", "Die Sicherung läuft bis morgen früh")
    await it.look("dismiss-form")
    await rita.submit(closes=True)
    await it.shows(full, "Die Sicherung läuft bis morgen früh", "dismissed")
    await it.world.control.azure(do="server_load", ip=BUSY)


async def incident(it: Story, said: Incident) -> None:
    """From its start to its timeline, with one operation, one vote and one note."""
    rita, lena = it.rita, it.lena
    await rita.command(f"/failback-ps incident start {said.title}")
    board = rita.messages(text=said.board).last
    await expect(board.locator(".pinned")).to_be_visible()
    await it.look("board-start", board)
    await rita.command("/failback-ps switch ps-neu-1 ps-neu-2 web-01")
    card = lena.messages(text=said.switch).filter(
        has=lena.page.get_by_role("button", name=said.approve, exact=True)
    )
    await expect(card).to_be_visible(timeout=60_000)
    await it.shows(board, said.waits, "board-waiting")
    await lena.screenshot(f"watch-{it.language}-board-lena", lena.messages(text=said.board).last)
    await lena.button(said.approve, within=card, confirm=True)
    for name, words in (("line-vote", said.voted), ("line-proved", said.proved)):
        await it.shows(rita.messages(text=words).last, words, name)

    button, field, line = said.note
    await rita.opens(button, within=board)
    await rita.fill(field, "Der Tunnel steht <wieder>")
    await it.look("note-form")
    await rita.submit(closes=True)
    await it.shows(rita.messages(text=line).last, "Der Tunnel steht <wieder>", "line-note")

    await it.look("board-before-end", board)
    button, field = said.end
    await rita.opens(button, within=board)
    await rita.fill(field, "München läuft wieder")
    await it.look("end-form")
    await rita.submit(closes=True)
    await it.shows(rita.messages(text=said.over).first, "München läuft wieder", "board-over")
    timeline = rita.messages(text=said.timeline).last
    await it.shows(timeline, said.proved, "timeline")
    await rita.thread(timeline)
    await expect(rita.page.locator(".panel .file-card")).to_be_visible()
    await it.look("timeline-file")
    text = await story.timeline(it.world, said.timeline)
    for words in (said.began, r"Der Tunnel steht \<wieder\>", "Lena Vogel", "München läuft wieder"):
        assert words in text, text
