"""Every state a person meets with the real bot, in both themes and both widths."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from tests import harness, story
from tests.acceptance import browser
from tests.acceptance.page import looks

pytestmark = pytest.mark.timeout(300)

LOOKS = {
    "wide-light": (browser.WIDE, False),
    "wide-dark": (browser.WIDE, True),
    "narrow-light": (browser.NARROW, False),
    "narrow-dark": (browser.NARROW, True),
}


class Rita:
    """Rita before four screens, one of each look, which show the same."""

    def __init__(self, people: dict[str, browser.Person]) -> None:
        self.people = people
        self.first = next(iter(people.values()))

    @classmethod
    async def signed_in(cls, chrome: Browser, url: str) -> Rita:
        people = {}
        for name, (size, dark) in LOOKS.items():
            people[name] = await browser.sign_in(chrome, url, harness.RITA, size=size, dark=dark)
        return cls(people)

    async def go(self, place: str) -> None:
        for person in self.people.values():
            await person.page.evaluate("place => { location.hash = place }", place)

    async def see(self, state: str, words: str, within: str = ".message") -> None:
        """Once `words` are seen in a look, it is kept and judged."""
        for name, person in self.people.items():
            shown = person.page.locator(within, has_text=words).last
            await expect(shown).to_be_visible(timeout=60_000)
            await shown.scroll_into_view_if_needed()
            await person.screenshot(f"state-{state}-{name}")
            await looks.sound(person.page, f"{state} {name}")


async def asked(world: harness.Sandbox, **changed: str) -> dict[str, Any]:
    """A card that waits, below others that have ended."""
    await world.type(harness.RITA, story.line(**changed))
    return await story.card(world, "Waiting for approval", failed=True)


async def test_what_one_meets_on_the_way(tmp_path: Path) -> None:
    async with harness.sandbox(tmp_path, speed=60, skies=()) as world, browser.chromium() as chrome:
        rita = await Rita.signed_in(chrome, world.urls["slack_page"])
        await rita.go("home")
        await rita.see("01-home-not-published", "work in progress", ".home-empty")
        button = rita.first.page.get_by_role("button", name="Go to Messages")
        await button.click()
        await expect(rita.first.page.locator(".beginning")).to_contain_text("direct messages")
        await rita.first.page.go_back()
        await expect(button).to_be_visible()
        await world.bot()
        await rita.go(harness.INCIDENT)
        await rita.see("02-watch", "ps-neu-1")
        await rita.go("home")
        await rita.see("02-home", "Failback process servers", ".home-blocks")
        await world.control.slack("say", user=harness.BO, channel=harness.RANDOM, text="Cake!")
        await expect(rita.first.page.locator(".place.unread")).to_contain_text("random")
        await rita.go(harness.INCIDENT)

        await world.type(harness.RITA, story.line(ip="10.60.2.4"))
        await rita.see("03-blocked", "Blocked")
        await world.control.azure(
            do="fail", type="Microsoft.Compute/virtualMachines", code="AllocationFailed"
        )
        waiting = await asked(world, resource_group="rg-dr-new")
        await rita.see("04-waiting", "Waiting for approval")
        await world.click(harness.LENA, waiting, "Approve")
        await rita.see("05-failed", "Azure has no room")
        await world.click(
            harness.RITA, await story.card(world, ": Failed.", failed=True), "Clean up"
        )
        await rita.see("06-cleaned", "Cleaned up")
        await world.type(harness.RITA, "list")
        await rita.see("07-only-you", "Only visible to you")
        await world.click(harness.LENA, await asked(world), "Approve")
        await rita.see("08-person", "Waiting for a person")
        await world.control.azure(do="register", ip="10.60.2.9")
        await rita.see("09-done", "Proof")
