"""A person at the sandbox's page, in a real headless Chromium.

    async with browser.chromium() as chrome:
        rita = await browser.sign_in(chrome, urls["slack_page"], "U0RITA001")
        await rita.command("/failback-ps deploy")
        await rita.fill("Server name", "ps-weu-1")
        await rita.choose("Region", "West Europe")
        await rita.submit()

Every wait is for something seen on the page, never for a time.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import (
    Browser,
    Locator,
    Page,
    ViewportSize,
    async_playwright,
    expect,
)
from playwright.async_api import TimeoutError as TooLong

NAMES = ("chromium", "chromium-browser", "google-chrome")
# What should be seen comes soon; on a busy machine soon is later.
expect.set_options(timeout=20_000)
# None: Playwright's own.
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
FEATURES = (
    # Playwright's own, which this list replaces.
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    # Chromium's address bar, a page of its own behind each window that nobody sees here: without
    # it a window takes a third of the time.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
)
ARGUMENTS = (
    f"--disable-features={','.join(FEATURES)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SCREENSHOTS = Path(__file__).parents[2] / "artifacts" / "screenshots"
PRESSES = 4
TOO_LATE = 5_000  # milliseconds; no form opens later than three seconds after the click
WIDE = ViewportSize(width=1280, height=800)
NARROW = ViewportSize(width=390, height=844)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """One browser process; each person gets a context of their own in it."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(ARGUMENTS), headless=True
        )
        try:
            yield browser
        finally:
            await browser.close()


async def open_page(
    browser: Browser,
    url: str,
    *,
    size: ViewportSize = WIDE,
    dark: bool = False,
    touch: bool = False,
) -> Page:
    """A tab with storage of its own; `touch`: of a phone, where nothing hovers."""
    context = await browser.new_context(
        viewport=size,
        has_touch=touch,
        is_mobile=touch,
        color_scheme="dark" if dark else "light",
        locale="en-GB",
        timezone_id="Etc/UTC",
        reduced_motion="reduce",
    )
    page = await context.new_page()
    page.set_default_timeout(20_000)
    await page.goto(url)
    return page


async def sign_in(
    browser: Browser,
    url: str,
    user: str,
    *,
    channel: str = "C0INCIDENT",
    size: ViewportSize = WIDE,
    dark: bool = False,
    touch: bool = False,
) -> Person:
    """`user` (a Slack id) signed in and looking at `channel`."""
    address = f"{url.rstrip('/')}/?as={user}#{channel}"
    page = await open_page(browser, address, size=size, dark=dark, touch=touch)
    person = Person(page)
    await expect(page.locator("main h1")).not_to_be_empty()
    return person


class Person:
    """What one person does and sees. Locators for more are public: `page`, `modal()`, `card(…)`."""

    def __init__(self, page: Page) -> None:
        self.page = page

    # ---- channels and messages -----------------------------------------------------------------
    async def go(self, name: str) -> None:
        """Open a channel by its name, "Home" or "messages" of the app."""
        place = self.page.locator(".sidebar .place", has_text=name).first
        await place.click()
        await expect(place).to_have_attribute("aria-current", "page")

    def messages(self, *, text: str | re.Pattern[str] = "", thread: bool = False) -> Locator:
        """Messages of the open channel (or the open thread) that hold `text`."""
        root = self.page.locator(".panel" if thread else ".channel")
        found = root.locator(".message")
        return found.filter(has_text=text) if text else found

    async def say(self, text: str, *, thread: bool = False) -> None:
        root = self.page.locator(".panel" if thread else ".channel")
        box = root.locator(".composer-box")
        await box.fill(text)
        if await root.locator(".hints").is_visible():
            await box.press("Escape")  # closes the suggestions, which Enter might take
        await box.press("Enter")

    async def command(self, text: str) -> None:
        """Type a slash command into the open channel and send it."""
        await self.say(text)

    async def button(
        self, text: str, *, within: Locator | None = None, confirm: bool | None = None
    ) -> None:
        """Press the newest button of this name; `confirm` answers the question that follows."""
        root = within or self.page.locator("dialog.modal[open], .main, .panel")
        await root.get_by_role("button", name=text, exact=True).last.click()
        if confirm is not None:
            question = self.page.get_by_role("alertdialog")
            await question.locator(".dialog-foot button").nth(1 if confirm else 0).click()
            await expect(question).to_have_count(0)

    async def opens(self, text: str, *, within: Locator | None = None) -> None:
        """As `button`, of one that opens a form (or another one over the form that is open).

        Slack lets an app open one for three seconds after the click. On a busy machine the app may
        be too late: then a person sees that nothing came of it, and presses again."""
        root = within or self.page.locator("dialog.modal[open], .main, .panel")
        button = root.get_by_role("button", name=text, exact=True).last
        await button.wait_for()  # what is open by then is what it stands in
        title = self.modal().locator("#modal-title")
        before = await title.inner_text() if await title.count() else ""
        opened = title.filter(has_not_text=re.compile(rf"^\s*{re.escape(before)}\s*$"))
        for _ in range(PRESSES - 1):
            await self._press(button, opened)
            with contextlib.suppress(AssertionError):
                await expect(opened).to_be_visible(timeout=TOO_LATE)
                return
        await self._press(button, opened)
        await expect(opened).to_be_visible()

    async def _press(self, button: Locator, opened: Locator) -> None:
        try:
            await button.click()
        except TooLong:
            if not await opened.count():  # else it came after all, and covers the button
                raise

    async def more(self, text: str, *, within: Locator) -> None:
        """Choose from the menu behind a message's three dots."""
        await within.locator(".overflow button[aria-haspopup=menu]").last.click()
        await self.page.get_by_role("menuitem", name=text, exact=True).click()

    async def thread(self, message: Locator) -> Locator:
        """Open the thread of `message`; answers the panel."""
        await message.hover()
        await message.get_by_role("button", name="Reply in thread").click()
        panel = self.page.locator(".panel")
        await expect(panel.get_by_role("heading", name="Thread")).to_be_visible()
        return panel

    # ---- modals --------------------------------------------------------------------------------
    def modal(self) -> Locator:
        """The open dialog (the top view of the stack)."""
        return self.page.locator("dialog.modal[open]")

    async def title(self, text: str) -> None:
        """Wait until a modal of this title is shown."""
        await expect(self.modal().get_by_role("heading", name=text, exact=True)).to_be_visible()

    def field(self, label: str) -> Locator:
        """The input block of this label."""
        wanted = re.compile(rf"^\s*{re.escape(label)}\s*(\(optional\))?\s*$")
        name = self.page.locator(".field-label").filter(has_text=wanted)
        return self.modal().locator(".field").filter(has=name)

    async def fill(self, label: str, value: str) -> None:
        """Type into a text, number or date input; leaves it by Tab."""
        box = self.field(label).locator("input, textarea").first
        await box.fill(value)

    async def choose(self, label: str, text: str, *, search: str | None = None) -> None:
        """Choose in a select (searching for `search`, `text` if None), or tick a radio or box."""
        field = self.field(label)
        choices = field.locator(".choice")
        if await choices.count():
            await choices.filter(has_text=text).locator("input").check()
            return
        box = field.get_by_role("combobox")
        await box.click()
        await box.fill(text if search is None else search)
        option = field.locator(".select-option").filter(has_text=text).first
        await option.click()
        await expect(box).to_have_attribute("aria-expanded", "false")

    async def error(self, label: str) -> str:
        """The sentence beside a field, waited for."""
        shown = self.field(label).locator(".field-error")
        await expect(shown).to_be_visible()
        return (await shown.inner_text()).strip()

    async def submit(self, *, closes: bool | None = None) -> None:
        """Press the modal's submit button; `closes` waits until the dialog is gone."""
        await self.modal().locator(".dialog-foot [type=submit]").click()
        if closes:
            await expect(self.modal()).to_have_count(0)

    # ---- the site ------------------------------------------------------------------------------
    async def site(self) -> Locator:
        """Open the Site panel; answers it."""
        panel = self.page.locator(".panel .site")
        if not await panel.count():
            await self.page.locator(".site-button").click()
        await expect(panel).to_be_visible()
        return panel

    async def register(self, server: str) -> None:
        """Register the waiting machine of this name at the configuration server."""
        panel = await self.site()
        machine = panel.locator(".site-machine").filter(has_text=server)
        await machine.get_by_role("button", name="Register at the configuration server").click()
        await expect(machine).to_have_count(0)

    # ---- looking -------------------------------------------------------------------------------
    async def screenshot(self, name: str, of: Locator | None = None) -> Path:
        """Keep what is seen, or all of `of`, as `artifacts/screenshots/<name>.png`."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        if of is None:
            await self.page.screenshot(path=path)
        else:
            await of.scroll_into_view_if_needed()
            await of.screenshot(path=path)
        return path

    async def close(self) -> None:
        await self.page.context.close()


async def close_all(people: Sequence[Person]) -> None:
    for person in people:
        await person.close()
