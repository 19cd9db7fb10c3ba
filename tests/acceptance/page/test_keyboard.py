"""The main job by keyboard alone, with the real bot: no pointer touches the page here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests import harness, story
from tests.acceptance import browser

pytestmark = pytest.mark.timeout(180)

NAME = """() => {
  const at = document.activeElement;
  return at.getAttribute("aria-label") || at.labels?.[0]?.textContent || at.textContent;
}"""
RING = "getComputedStyle(document.activeElement).outlineStyle"
CHOICES = {
    "Subscription": "Contoso DR Production",
    "Vault and configuration server": "rsv-dr-vmware",
    "Resource group": "rg-dr-weu",
    "Region": "West Europe",
    "Virtual network": "vnet-dr-weu",
    "Subnet": "snet-ps",
}


async def tab_to(page: Page, name: str, *, most: int = 30) -> None:
    """Press Tab until what has the focus is called `name`; its focus must be seen."""
    passed = []
    for _ in range(most):
        now = str(await page.evaluate(NAME)).strip()
        if now.startswith(name):
            assert await page.evaluate(RING) != "none", f"the focus on {name} is not seen"
            return
        passed.append(now)
        await page.keyboard.press("Tab")
    raise AssertionError(f"Tab did not reach {name!r}; it passed {passed}")


async def choose(page: Page, label: str, text: str) -> None:
    await tab_to(page, label)
    await page.keyboard.type(text)
    option = page.locator(".select-popup:popover-open .select-option").filter(has_text=text)
    await expect(option.first).to_be_visible()
    await expect(page.locator(".select-popup:popover-open .active")).to_contain_text(text)
    await page.keyboard.press("Enter")
    box = page.locator(":focus")
    await expect(box).to_have_attribute("aria-expanded", "false")
    await expect(box).not_to_have_value("")


async def ask(rita: browser.Person) -> None:
    """The slash completes the command; the form is filled field by field, once wrongly."""
    keys = rita.page.keyboard
    await expect(rita.page.locator(".channel .composer-box")).to_be_focused()
    await keys.type("/fail")
    await expect(rita.page.locator(".hint").first).to_be_visible()
    await keys.press("Tab")
    await keys.type("deploy")
    await keys.press("Enter")
    await expect(rita.field("Server name")).to_be_visible()
    for label, text in CHOICES.items():
        await choose(rita.page, label, text)
    await tab_to(rita.page, "Server name")
    await keys.type("-ps-weu-1")
    await keys.press("Enter")
    assert "hyphen" in await rita.error("Server name")
    box = rita.field("Server name").locator("input")
    await expect(box).to_be_focused()
    await expect(rita.page.locator('dialog [data-live="urgent"]')).to_contain_text("hyphen")
    await keys.press("Control+a")
    await keys.type("ps-weu-1")
    await keys.press("Enter")
    await expect(rita.modal()).to_have_count(0, timeout=30_000)
    await expect(rita.page.locator(".channel .composer-box")).to_be_focused()


async def approve(lena: browser.Person, card: Locator) -> None:
    """Alt+J goes to the card that names her; Tab to its button; the question keeps the focus."""
    keys = lena.page.keyboard
    await keys.press("Alt+j")
    await expect(card).to_be_focused()
    await tab_to(lena.page, "Approve")
    await keys.press("Enter")
    question = lena.page.get_by_role("alertdialog")
    await expect(question.get_by_role("button", name="Approve")).to_be_focused()
    await keys.press("Escape")
    await expect(question).to_have_count(0)
    await expect(card.get_by_role("button", name="Approve")).to_be_focused()
    await keys.press("Enter")
    for _ in range(4):
        await keys.press("Tab")
        assert await question.evaluate("node => node.contains(document.activeElement)")
    await expect(question.get_by_role("button", name="Approve")).to_be_focused()
    await keys.press("Enter")


async def reply(rita: browser.Person, card: Locator) -> None:
    """From the messages to the card by arrows; T opens its thread, Escape leads back."""
    keys = rita.page.keyboard
    await keys.press("Shift+F6")
    await expect(rita.page.locator(".channel .scroller")).to_be_focused()
    await keys.press("End")
    for _ in range(10):
        if await card.evaluate("node => node === document.activeElement"):
            break
        await keys.press("ArrowUp")
    await expect(card).to_be_focused()
    await keys.press("t")
    await expect(rita.messages(text="cspsconfigtool", thread=True)).to_be_visible()
    await expect(rita.page.locator(".panel .composer-box")).to_be_focused()
    await keys.type("I am at it.")
    await keys.press("Enter")
    await expect(rita.messages(text="I am at it.", thread=True)).to_be_visible()
    await keys.press("Escape")
    await expect(rita.page.locator(".panel")).to_be_hidden()
    await expect(card).to_be_focused()
    await keys.press("F6")
    await expect(rita.page.locator(".channel .composer-box")).to_be_focused()


async def register(rita: browser.Person) -> None:
    """Alt+1 opens Azure's panel; Escape closes it and gives the focus back."""
    keys = rita.page.keyboard
    await keys.press("Alt+1")
    await expect(rita.page.get_by_role("tab", name="Azure")).to_be_focused()
    button = rita.page.get_by_role("button", name="Register at the configuration server")
    await expect(button).to_be_visible()
    await tab_to(rita.page, "Register at")
    await keys.press("Enter")
    await expect(button).to_have_count(0)
    await keys.press("Escape")
    await expect(rita.page.locator(".panel")).to_be_hidden()
    await expect(rita.page.locator(".channel .composer-box")).to_be_focused()


async def test_a_deployment_and_its_approval(tmp_path: Path) -> None:
    async with harness.sandbox(tmp_path, speed=60) as world, browser.chromium() as chrome:
        await world.bot()
        page = world.urls["slack_page"]
        rita = await browser.sign_in(chrome, page, harness.RITA)
        lena = await browser.sign_in(chrome, page, harness.LENA)
        await ask(rita)
        card = lena.messages(text="Deploy ps-weu-1").last
        await expect(card).to_contain_text("Waiting for approval", timeout=30_000)
        await approve(lena, card)
        await expect(card).to_contain_text("Waiting for a person", timeout=60_000)
        await reply(rita, rita.messages(text="Deploy ps-weu-1").last)
        await register(rita)
        await expect(card).to_contain_text("Proof", timeout=30_000)
        await expect(lena.page.locator("#announcer")).not_to_be_empty()
        await story.one_of_each(world)


async def test_the_tour_fills_the_form_in_whatever_language_one_reads(tmp_path: Path) -> None:
    async with harness.sandbox(tmp_path, speed=60) as world, browser.chromium() as chrome:
        await world.bot()
        lena = await browser.sign_in(chrome, world.urls["slack_page"], harness.LENA)
        await lena.page.get_by_role("button", name="Start the guided tour").click()
        await lena.command("/failback-ps deploy")
        await expect(lena.field("Servername")).to_be_visible()
        coach = lena.page.get_by_role("region", name="Guided tour")
        await coach.get_by_role("button", name="Fill it in for me").click()
        submit = lena.modal().get_by_role("button", name="Prüfen und planen")
        await expect(submit).to_be_focused(timeout=60_000)
        await expect(lena.field("Servername").locator("input")).to_have_value("ps-weu-1")


async def test_the_tour_from_its_first_step_to_its_last(tmp_path: Path) -> None:
    """Every step notices by itself that it is done; the coach does what it offers to do."""
    async with harness.sandbox(tmp_path, speed=60) as world, browser.chromium() as chrome:
        await world.bot()
        rita = await browser.sign_in(chrome, world.urls["slack_page"], harness.RITA)
        await rita.page.get_by_role("button", name="Start the guided tour").click()
        coach = rita.page.get_by_role("region", name="Guided tour")

        async def step(title: str) -> None:
            heading = coach.get_by_role("heading", name=title, exact=True)
            await expect(heading).to_be_visible(timeout=60_000)

        async def does(name: str) -> None:
            await coach.get_by_role("button", name=name).click()

        await step("Ask for a process server")
        await rita.command("/failback-ps upgrade")
        await expect(rita.field("Process server")).to_be_visible()
        await expect(rita.modal().locator(".coach")).to_have_count(0)  # it is about another form
        await rita.page.keyboard.press("Escape")
        await step("Ask for a process server")
        await rita.command("/failback-ps deploy")
        await step("Fill in the form")
        await expect(rita.modal().locator(".coach")).to_be_visible()
        await does("Fill it in for me")
        submit = rita.modal().get_by_role("button", name="Check and plan")
        await expect(submit).to_be_focused(timeout=40_000)
        await rita.screenshot("tour-1-form")
        await submit.press("Enter")
        await step("Read the plan")
        await does("I have read it")
        await step("Become a lead")
        await rita.screenshot("tour-2-lead")
        await coach.get_by_role("link", name=re.compile("^Become .* here$")).click()
        await step("Approve it")
        await does("Take me to Approve")
        await rita.page.keyboard.press("Enter")
        await rita.page.get_by_role("alertdialog").get_by_role("button", name="Approve").click()
        await step("Register the server")
        await does("Register it for me")
        await step("Look at the wire")
        await does("Open the wire")
        acked = rita.page.locator(".wire-row", has_text="/failback-ps deploy").locator(".ack-bar")
        await expect(acked.first).to_be_visible()
        await step("Spoil the weather")
        await does("Open the switches")
        await step("That was the main job")
        await rita.screenshot("tour-3-end")
        await coach.get_by_role("button", name="Close the tour").click()
        await expect(coach).to_be_hidden()
        await rita.page.reload()
        await expect(rita.messages(text="Deploy ps-weu-1").last).to_be_visible()
        await expect(coach).to_be_hidden()
