"""What the page looks like, kept as screenshots in both themes and both widths."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, ViewportSize, expect

from tests.acceptance import browser
from tests.acceptance.page.conftest import Workplace

pytestmark = pytest.mark.asyncio(loop_scope="module")

LOOKS = [
    pytest.param(browser.WIDE, False, id="wide-light"),
    pytest.param(browser.WIDE, True, id="wide-dark"),
    pytest.param(browser.NARROW, False, id="narrow-light"),
    pytest.param(browser.NARROW, True, id="narrow-dark"),
]


@pytest.mark.parametrize(("size", "dark"), LOOKS)
async def test_every_screen_in_every_look(
    workplace: Workplace,
    chrome: Browser,
    size: ViewportSize,
    dark: bool,
    request: pytest.FixtureRequest,
) -> None:
    look = request.node.callspec.id
    page = await browser.open_page(chrome, workplace.url, size=size, dark=dark)
    await expect(page.get_by_role("link", name="Rita Ortega")).to_be_visible()
    await browser.Person(page).screenshot(f"page-1-sign-in-{look}")
    await page.context.close()

    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001", size=size, dark=dark)
    await rita.screenshot(f"page-2-first-screen-{look}")
    await rita.page.locator(".composer-box").fill("/failback-ps ")
    await expect(rita.page.locator(".hints")).to_be_visible()
    await rita.screenshot(f"page-3-usage-hint-{look}")

    await rita.command("/failback-ps card")
    await expect(rita.messages(text="Deploy process server")).to_have_count(1)
    await rita.say("Thanks, *Lena* will look at `ps-weu-1`, see <https://example.com>")
    await rita.command("/failback-ps help")
    await expect(rita.messages(text="Only visible to you")).to_have_count(1)
    await rita.screenshot(f"page-4-card-{look}")

    await rita.command("/failback-ps deploy")
    await rita.fill("Server name", "-bad")
    await rita.choose("Resource group", "rg-dr-042", search="042")
    await rita.choose("Region", "North Europe")
    await rita.choose("Virtual network", "vnet-dr-neu")
    await rita.submit()
    await rita.error("Server name")
    await rita.screenshot(f"page-5-modal-{look}")
    await rita.field("Resource group").get_by_role("combobox").click()
    await expect(rita.page.locator(".select-option").first).to_be_visible()
    await rita.screenshot(f"page-6-select-{look}")
    await rita.page.keyboard.press("Escape")
    await rita.page.keyboard.press("Escape")
    await expect(rita.modal()).to_have_count(0)

    await rita.button("Approve")
    await expect(rita.page.get_by_role("alertdialog")).to_be_visible()
    await rita.screenshot(f"page-7-confirm-{look}")
    await rita.page.keyboard.press("Escape")

    await rita.messages(text="Deploy process server").get_by_role("button", name="1 reply").click()
    await expect(rita.messages(text="a plan waits", thread=True)).to_be_visible()
    await rita.screenshot(f"page-8-thread-{look}")
    await rita.page.keyboard.press("Escape")

    workplace.site.deploy()
    panel = await rita.site()
    await expect(panel.get_by_text("ps-weu-1").first).to_be_visible()
    await rita.screenshot(f"page-9-site-{look}")
    await rita.close()

    home = await browser.sign_in(
        chrome, workplace.url, "U0RITA001", channel="home", size=size, dark=dark
    )
    await expect(home.page.get_by_text("one outdated")).to_be_visible()
    await home.screenshot(f"page-10-home-{look}")
    await home.close()
