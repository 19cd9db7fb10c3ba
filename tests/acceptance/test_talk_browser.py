"""Where slash commands cannot go, in a browser: a thread, a menu, a direct message."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests import harness, story
from tests.acceptance import browser

pytestmark = pytest.mark.timeout(180)


async def test_mention_shortcut_and_direct_message(tmp_path: Path) -> None:
    async with harness.sandbox(tmp_path, speed=60) as world, browser.chromium() as chrome:
        await world.bot()
        page = world.urls["slack_page"]
        rita = await browser.sign_in(chrome, page, harness.RITA)
        prompt = rita.messages(text="outdated: ps-neu-1").first
        await expect(prompt).to_be_visible()

        await rita.thread(prompt)
        await rita.say("Can we do it tonight?", thread=True)
        await rita.say("@failback-ps deploy name=ps-weu-1 region=westeurope", thread=True)
        await rita.opens("Open the form", within=rita.page.locator(".panel"))
        await expect(rita.field("Server name").locator("input")).to_have_value("ps-weu-1")
        await rita.screenshot("talk-01-mention-form")
        await rita.page.keyboard.press("Escape")
        await rita.say(f"@failback-ps {story.line()}", thread=True)
        link = rita.messages(text="asked for", thread=True)
        await expect(link.get_by_role("link", name="Deploy ps-weu-1")).to_be_visible()
        await rita.say("I think @failback-ps status would tell", thread=True)
        await expect(rita.messages(text="Did you mean", thread=True)).to_be_visible()
        await rita.screenshot("talk-02-thread")

        await prompt.hover()
        await prompt.get_by_role("button", name="More for this message").click()
        await rita.screenshot("talk-03-message-menu")
        await rita.page.get_by_role("menuitem", name="Failback-PS: run here").click()
        verb = rita.modal().get_by_role("combobox", name="What to do")
        await expect(verb).to_have_value("upgrade")
        await rita.screenshot("talk-04-shortcut")
        await rita.choose("What to do", "status")
        await rita.submit()
        server = rita.modal().get_by_role("combobox", name="Process server")
        await expect(server).to_have_value("ps-neu-1")
        await rita.screenshot("talk-05-shortcut-form")
        await rita.submit(closes=True)
        answer = rita.messages(text="Only visible to you", thread=True).last
        await expect(answer).to_contain_text("As Site Recovery shows it")
        await rita.screenshot("talk-06-shortcut-answer")
        await rita.close()

        lena = await browser.sign_in(chrome, page, harness.LENA, channel="D0LENA001")
        await lena.say("list")
        await expect(lena.messages(text="ps-neu-1").last).to_be_visible()
        await lena.say("upgrade")
        await expect(lena.messages(text="Formular öffnen").last).to_be_visible()
        await lena.screenshot("talk-07-direct-message")
        await lena.say("chart readiness days=1")
        picture = lena.page.locator(".channel .message img").last
        await expect(picture).to_have_attribute("alt", re.compile("Prozessserver in Ordnung"))
        await lena.screenshot("talk-08-chart")
