"""What the page looks like in both themes and both widths: screenshots kept, axe finds nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Browser, ViewportSize, expect

from tests.acceptance import browser
from tests.acceptance.page import looks
from tests.acceptance.page.conftest import Workplace

See = Callable[[browser.Person, str], Awaitable[None]]
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

    async def see(person: browser.Person, name: str) -> None:
        await person.screenshot(f"page-{name}-{look}")
        await looks.sound(person.page, f"{name} {look}")

    page = await browser.open_page(chrome, workplace.url, size=size, dark=dark)
    await expect(page.get_by_role("link", name="Rita Ortega")).to_be_visible()
    await see(browser.Person(page), "1-sign-in")
    await page.context.close()

    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001", size=size, dark=dark)
    await see(rita, "2-first-screen")
    if size is browser.NARROW:
        await rita.page.get_by_role("button", name="Channels").click()
        await see(rita, "2-drawer")
        await rita.page.keyboard.press("Escape")
    await rita.page.locator(".composer-box").fill("/failback-ps ")
    await expect(rita.page.locator(".hints")).to_be_visible()
    await see(rita, "3-usage-hint")

    await rita.command("/failback-ps card")
    await expect(rita.messages(text="Deploy process server")).to_have_count(1)
    await rita.say("Thanks, *Lena* will look at `ps-weu-1`, see <https://example.com> :eyes:")
    await rita.command("/failback-ps help")
    await expect(rita.messages(text="Only visible to you")).to_have_count(1)
    await see(rita, "4-card")
    await rita.page.locator(".channel .scroller").focus()
    await rita.page.keyboard.press("ArrowUp")
    await rita.page.keyboard.press("ArrowUp")
    await rita.page.keyboard.press("m")
    await expect(rita.page.get_by_role("menuitem").first).to_be_focused()
    await see(rita, "4-more-actions")
    await rita.page.keyboard.press("Escape")

    await form(rita, see)
    await rita.button("Approve")
    await expect(rita.page.get_by_role("alertdialog")).to_be_visible()
    await see(rita, "7-confirm")
    await rita.page.keyboard.press("Escape")

    await rita.messages(text="Deploy process server").get_by_role("button", name="1 reply").click()
    await expect(rita.messages(text="a plan waits", thread=True)).to_be_visible()
    await see(rita, "8-thread")
    await rita.page.keyboard.press("Escape")
    await backstage(workplace, rita, see)
    await rita.close()

    home = await browser.sign_in(
        chrome, workplace.url, "U0RITA001", channel="home", size=size, dark=dark
    )
    await expect(home.page.get_by_text("one outdated")).to_be_visible()
    await see(home, "10-home")
    await home.page.goto(f"{workplace.url}/?as=U0RITA001#C0AUDIT01")
    await expect(home.page.get_by_role("button", name="Join")).to_be_visible()
    await see(home, "14-outside")
    await home.close()


async def form(rita: browser.Person, see: See) -> None:
    await rita.command("/failback-ps deploy")
    await rita.fill("Server name", "-bad")
    await rita.choose("Resource group", "rg-dr-042", search="042")
    await rita.choose("Region", "North Europe")
    await rita.choose("Virtual network", "vnet-dr-neu")
    await rita.submit()
    await rita.error("Server name")
    await see(rita, "5-modal")
    await rita.field("Resource group").get_by_role("combobox").click()
    await expect(rita.page.locator(".select-option").first).to_be_visible()
    await see(rita, "6-select")
    await rita.page.keyboard.press("Escape")
    await rita.page.keyboard.press("Escape")
    await expect(rita.modal()).to_have_count(0)


async def backstage(workplace: Workplace, rita: browser.Person, see: See) -> None:
    workplace.site.deploy()
    panel = await rita.site()
    await expect(panel.get_by_text("ps-weu-1").first).to_be_visible()
    await see(rita, "9-azure")
    await rita.page.keyboard.press("Alt+2")
    row = rita.page.locator(".wire-row", has_text="/failback-ps card")
    await row.locator("summary").press("Enter")
    await expect(row.locator("pre").first).to_be_visible()
    await see(rita, "9-wire")
    await rita.page.keyboard.press("Alt+3")
    await rita.page.get_by_role("switch", name="Azure is slow").press("Enter")
    await expect(rita.page.get_by_role("switch", name="Azure is slow")).to_be_checked()
    await see(rita, "9-switches")
    await rita.page.keyboard.press("Escape")
    await rita.page.keyboard.press("Alt+0")
    await expect(rita.page.get_by_role("region", name="Guided tour")).to_be_visible()
    await see(rita, "11-tour")
    await rita.page.keyboard.press("Control+k")
    await see(rita, "12-switcher")
    await rita.page.keyboard.press("Escape")
    await rita.page.locator(".channel .scroller").focus()
    await rita.page.keyboard.press("?")
    await see(rita, "13-shortcuts")
    await rita.page.keyboard.press("Escape")
