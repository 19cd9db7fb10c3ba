"""An incident from its start to its timeline, in a browser and in German."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from core import language
from tests import harness, story
from tests.acceptance import browser

pytestmark = pytest.mark.timeout(200)
WORDS = language.of("de")
TITLE = "Rückkehr nach München"


async def look(name: str, message: Locator) -> None:
    """Keep it as a picture."""
    await message.scroll_into_view_if_needed()
    browser.SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    await message.screenshot(path=browser.SCREENSHOTS / f"incident-{name}.png")


async def form(person: browser.Person, board: Locator, button: str, label: str, text: str) -> None:
    await person.button(WORDS(button), within=board)
    await person.fill(WORDS(label), text)
    await person.submit(closes=True)


async def test_from_start_to_timeline(tmp_path: Path) -> None:
    async with harness.sandbox(tmp_path, speed=240) as world, browser.chromium() as chrome:
        await world.bot(FAILBACK_PS_LANGUAGE="de")
        page = world.urls["slack_page"]
        rita = await browser.sign_in(chrome, page, harness.RITA)
        lena = await browser.sign_in(chrome, page, harness.LENA)
        await rita.command(f"/failback-ps incident start {TITLE} sev1 vault=rsv-dr-vmware")
        board = lena.messages(text=f"SEV1: {TITLE}").first
        await expect(board).to_contain_text("Lena Vogel")
        await rita.command(f"/failback-ps {story.line()}")
        await expect(board).to_contain_text("wartet seit")
        await look("1-board", board)

        approve = lena.page.get_by_role("button", name=WORDS("card-approve"), exact=True)
        card = lena.messages().filter(has=approve).last
        await lena.button(WORDS("card-approve"), within=card, confirm=True)
        await expect(board).to_contain_text("von Hand", timeout=60_000)
        await look("2-board-waits", board)
        await world.control.azure(do="register", ip=story.FIELDS["ip"])
        done = lena.messages(text="ist erledigt und nachgewiesen").last
        await expect(done).to_be_visible(timeout=60_000)
        await look("3-lines", done)

        note = "Der Tunnel steht <wieder>."
        await form(lena, board, "incident-button-note", "aside-note-label", note)
        await expect(lena.messages(text=note).last).to_be_visible()
        await form(lena, board, "incident-button-end", "aside-end-label", "Alles läuft wieder.")
        timeline = lena.messages(text=f"Verlauf: {TITLE}").last
        await expect(timeline).to_contain_text("bis zur Genehmigung")
        await expect(timeline).to_contain_text("Alles läuft wieder.")
        await look("4-timeline", timeline)
        await expect(lena.messages(text=f"Beendet: {TITLE}").first).to_be_visible()
        thread = await lena.thread(timeline)
        await expect(thread).to_contain_text("Markdown")
        await lena.screenshot("incident-5-file")
