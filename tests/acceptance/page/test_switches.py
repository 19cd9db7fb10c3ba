"""The switches, with the real Azure and the real bot: true in every tab, and harmless."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Locator, expect

from tests import harness, story
from tests.acceptance import browser

pytestmark = pytest.mark.timeout(180)

DENIED = "Microsoft.Compute/virtualMachines/write"


async def switches(person: browser.Person) -> None:
    await person.page.keyboard.press("Alt+3")
    await expect(person.page.get_by_role("switch").first).to_be_visible()


def switch(person: browser.Person, name: str) -> Locator:
    return person.page.get_by_role("switch", name=name)


async def told(world: harness.Sandbox) -> dict[str, Any]:
    """How it really is: Azure's own snapshot, and Slack's."""
    azure = await world.control.snapshot()
    address = f"{world.urls['control']}/_control/slack"
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        limited = (await answer.json())["limited"]
    return {**azure["weather"], "denied": azure["denied"], "limited": limited}


async def test_each_weather_shows_in_every_tab_and_all_is_put_back(tmp_path: Path) -> None:
    async with harness.sandbox(tmp_path, skies=()) as world, browser.chromium() as chrome:
        page = world.urls["slack_page"]
        rita = await browser.sign_in(chrome, page, harness.RITA)
        lena = await browser.sign_in(chrome, page, harness.LENA)
        await switches(rita)
        await switches(lena)
        normal: dict[str, Any] = {"throttled": False, "lagging": 0, "limited": False, "denied": []}
        assert await told(world) == normal
        changed: dict[str, dict[str, Any]] = {
            "Azure throttles": {"throttled": True},
            "Azure reads lag": {"lagging": 2},
            "Slack limits rates": {"limited": True},
            "No right to make machines": {"denied": [DENIED]},
        }
        now = dict(normal)
        for name, change in changed.items():
            await switch(rita, name).press("Enter")
            await expect(switch(rita, name)).to_be_checked()
            now |= change
            assert await told(world) == now
        for name in changed:
            await expect(switch(lena, name)).to_be_checked()
        # What was turned behind the page's back is seen too.
        await world.control.azure(do="weather", throttled=False)
        await expect(switch(rita, "Azure throttles")).not_to_be_checked()
        await rita.page.reload()
        await expect(rita.messages(text="Leipzig")).to_be_visible()
        await switches(rita)
        await expect(switch(rita, "Azure reads lag")).to_be_checked()
        await lena.page.get_by_role("button", name="Put all back to normal").press("Enter")
        for name in changed:
            await expect(switch(lena, name)).not_to_be_checked()
            await expect(switch(rita, name)).not_to_be_checked()
        assert await told(world) == normal
        await expect(lena.page.get_by_role("button", name="Put all back")).to_be_disabled()


async def test_a_lost_answer_of_slack_leaves_one_message(tmp_path: Path) -> None:
    """Lost once when the card is posted, once while it is edited: one card, each notice once."""
    async with harness.sandbox(tmp_path, speed=60, skies=()) as world, browser.chromium() as chrome:
        await world.bot()
        page = world.urls["slack_page"]
        rita = await browser.sign_in(chrome, page, harness.RITA)
        lena = await browser.sign_in(chrome, page, harness.LENA)
        await expect(rita.messages(text="ps-neu-1").first).to_be_visible()
        await switches(rita)
        lose = switch(rita, "Lose Slack's next answer")
        await lose.press("Enter")
        await expect(lose).to_be_checked()
        await rita.command("/failback-ps " + story.line())
        card = lena.messages(text="Deploy ps-weu-1")
        await expect(card).to_contain_text("Waiting for approval", timeout=60_000)
        await expect(lose).not_to_be_checked()
        await expect(card).to_have_count(1)
        await lose.press("Enter")
        await expect(lose).to_be_checked()
        await lena.button("Approve", confirm=True)
        await expect(card).to_contain_text("Waiting for a person", timeout=90_000)
        await expect(lose).not_to_be_checked()
        await world.control.azure(do="register", ip="10.60.2.9")
        await expect(card).to_contain_text("Proof", timeout=60_000)
        await story.one_of_each(world)
        parent = await story.card(world, "Proof")
        thread = await world.messages(thread_ts=parent["ts"])
        texts = [harness.shown([m["text"], m["blocks"]]) for m in thread]
        said = [m["text"] for m in thread]
        assert len({*texts}) == len(texts), said
