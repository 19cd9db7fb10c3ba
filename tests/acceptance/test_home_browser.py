"""The Home tab as people see it: requester, lead and bystander, in both languages, dark and light.

Screenshots are kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, ViewportSize, expect

from tests import harness, story
from tests.acceptance import browser

pytestmark = pytest.mark.timeout(240)

TALL = ViewportSize(width=1280, height=2300)


async def look(chrome: Browser, url: str, user: str, name: str, *, dark: bool = False) -> None:
    """The whole Home of a person, as a picture."""
    person = await browser.sign_in(chrome, url, user, size=TALL, dark=dark)
    await opened(person)
    await person.screenshot(name)
    await person.close()


async def opened(person: browser.Person) -> Locator:
    """The person's Home, published."""
    await person.go("Home")
    home = person.page.locator(".home")
    await expect(home.get_by_role("heading").nth(1)).to_be_visible()
    return home


async def closed(person: browser.Person) -> None:
    """No window is open any more: it would stand before the next look at the same person."""
    await person.page.keyboard.press("Escape")
    await expect(person.page.locator("dialog[open]")).to_have_count(0)


async def test_home_of_requester_lead_and_bystander(tmp_path: Path) -> None:
    async with harness.sandbox(tmp_path, speed=20) as world, browser.chromium() as chrome:
        await world.bot()
        page = world.urls["slack_page"]
        rita = await browser.sign_in(chrome, page, harness.RITA)
        await expect(rita.messages(text="ps-neu-1").first).to_be_visible()
        mine = await opened(rita)
        await expect(mine).to_contain_text("Nothing needs you now.")
        await expect(mine).to_contain_text("Process server is outdated: ps-neu-1")
        await look(chrome, page, harness.RITA, "home-01-requester-quiet")

        # From the Home into a form, and from the form back to the Home.
        await rita.opens("Upgrade…", within=mine)
        server = rita.modal().get_by_role("combobox", name="Process server")
        await expect(server).to_have_value("ps-neu-1")
        await rita.screenshot("home-02-upgrade-form")
        await closed(rita)
        # An answer is a window; what it offers opens on top of it.
        await rita.opens("Coverage…", within=mine)
        await rita.opens("Deploy in vnet-dr-weu…")
        network = rita.modal().get_by_role("combobox", name="Virtual network")
        await expect(network).to_have_value("vnet-dr-weu")
        await rita.page.keyboard.press("Escape")
        await expect(network).to_have_count(0)
        await closed(rita)
        await world.type(harness.RITA, story.line())
        await expect(mine).to_contain_text("Yours, under way", timeout=60_000)
        await expect(mine).to_contain_text("Waiting for approval", timeout=60_000)

        lena = await browser.sign_in(chrome, page, harness.LENA)
        leads = await opened(lena)
        await expect(leads).to_contain_text("wartet auf Ihre Genehmigung")
        await look(chrome, page, harness.LENA, "home-03-lead-german")
        await look(chrome, page, harness.LENA, "home-04-lead-german-dark", dark=True)
        await look(chrome, page, harness.RITA, "home-05-requester-waiting-dark", dark=True)

        bo = await browser.sign_in(chrome, page, harness.BO)
        others = await opened(bo)
        await expect(others).to_contain_text("You see how things stand.")
        await expect(others.get_by_role("button", name="Approve")).to_have_count(0)
        await look(chrome, page, harness.BO, "home-06-bystander")
        await bo.button("Help", within=others)
        await expect(bo.modal()).to_contain_text("Not yours to run")

        await lena.button("Genehmigen", within=leads, confirm=True)
        await expect(leads).to_contain_text("Zurzeit wartet nichts auf Sie.")
        await expect(mine).to_contain_text("Running", timeout=60_000)
        await expect(others).to_contain_text("Running")
        await look(chrome, page, harness.RITA, "home-07-requester-running")
        await look(chrome, page, harness.LENA, "home-08-lead-running-german")
