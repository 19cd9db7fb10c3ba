"""Behind the scenes: the wire with its times, the switches, and the ways around by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Browser, expect

from tests.acceptance import browser
from tests.acceptance.page import looks
from tests.acceptance.page.conftest import Workplace

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_wire_tells_each_payload_its_answer_and_the_time_to_ack(
    workplace: Workplace, chrome: Browser
) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    await rita.page.keyboard.press("Alt+2")
    await expect(rita.page.get_by_text("Nothing has crossed the wire yet")).to_be_visible()
    await rita.command("/failback-ps card")
    asked = rita.page.locator(".wire-row", has_text="/failback-ps card")
    await expect(asked.locator(".wire-ms")).to_contain_text(re.compile(r"\d ms"))
    await expect(asked.locator(".ack-bar")).to_be_visible()
    posted = rita.page.locator(".wire-row", has_text="chat.postMessage")
    await expect(posted.first).to_contain_text("→ Slack")
    await asked.locator("summary").press("Enter")
    sent = asked.get_by_role("region", name="What Slack sent")
    await expect(sent).to_contain_text('"command": "/failback-ps"')
    await expect(sent).to_contain_text("•••")
    assert workplace.slack.secrets.verification_token not in await asked.inner_text()
    await rita.page.get_by_role("button", name="To Slack", exact=True).click()
    await expect(asked).to_have_count(0)
    await expect(posted.first).to_be_visible()
    await rita.page.get_by_role("searchbox").fill("no call is called so")
    await expect(rita.page.get_by_text("Nothing on the wire fits")).to_be_visible()


async def test_a_payload_that_was_not_answered_in_time_is_among_the_problems(
    workplace: Workplace, chrome: Browser
) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    await rita.page.keyboard.press("Alt+2")
    await rita.command("/failback-ps slow")
    row = rita.page.locator(".wire-row", has_text="/failback-ps slow")
    await expect(row).to_contain_text("waiting…")
    await rita.page.get_by_role("button", name="Problems").click()
    await expect(row).to_contain_text("operation_timeout")
    await expect(row.locator(".ack-bar.late")).to_be_visible()


async def test_a_switch_says_what_will_happen_and_one_button_puts_all_back(
    workplace: Workplace, chrome: Browser
) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    await rita.page.keyboard.press("Alt+3")
    lost = rita.page.get_by_role("switch", name="Slack cannot be reached")
    once = rita.page.get_by_role("switch", name="Lose Slack's next answer")
    await once.press("Enter")
    await expect(once).to_be_checked()
    await lost.press("Space")
    await expect(lost).to_be_checked()
    assert [f["times"] for f in await _faults(rita)] == [1, -1]
    await lost.press("Space")
    await expect(lost).not_to_be_checked()
    assert [f["times"] for f in await _faults(rita)] == [1]
    # The next call of the app uses the lost answer up: it was done, and the switch is off again.
    await rita.command("/failback-ps card")
    await expect(once).not_to_be_checked()
    await expect(rita.messages(text="Deploy process server").first).to_be_visible()
    limits = rita.page.get_by_role("switch", name="Slack limits rates")
    await limits.press("Enter")
    await expect(limits).to_be_checked()
    assert workplace.slack.rates.enforced
    await rita.page.get_by_role("button", name="Put all back to normal").press("Enter")
    await expect(limits).not_to_be_checked()
    assert not workplace.slack.rates.enforced


async def _faults(person: browser.Person) -> list[dict[str, int]]:
    asked = "fetch('/page/control').then((answer) => answer.json()).then((told) => told.faults)"
    return list(await person.page.evaluate(asked))


async def test_an_act_that_the_sandbox_does_not_know_is_told(
    workplace: Workplace, chrome: Browser
) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    await rita.page.keyboard.press("Alt+3")
    await rita.page.get_by_role("button", name="15 minutes").press("Enter")
    await expect(rita.page.locator(".switches-foot .problem")).to_contain_text("Not done.")


async def test_regions_channels_and_messages_by_keyboard(
    workplace: Workplace, chrome: Browser
) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    keys = rita.page.keyboard
    await keys.press("Control+k")
    box = rita.page.get_by_role("combobox", name="Go to")
    await expect(box).to_be_focused()
    await keys.type("rand")
    await keys.press("Enter")
    await expect(rita.page.get_by_role("heading", level=1)).to_have_text("#random")
    await keys.press("Alt+ArrowUp")
    await expect(rita.page.get_by_role("heading", level=1)).to_have_text("#dr-incident")
    await expect(rita.page.locator(".channel .composer-box")).to_be_focused()
    await keys.press("Shift+F6")
    await expect(rita.page.locator(".channel .scroller")).to_be_focused()
    await keys.press("ArrowUp")
    message = rita.messages(text="Leipzig")
    await expect(message).to_be_focused()
    await keys.press("r")
    await expect(rita.page.get_by_role("menuitem").first).to_be_focused()
    await keys.press("ArrowDown")
    await keys.press("Enter")
    await expect(message.locator(".reaction")).to_have_attribute("aria-pressed", "true")
    await keys.press("?")
    await expect(rita.page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    await keys.press("Escape")
    await expect(rita.page.get_by_role("dialog")).to_have_count(0)


async def test_two_people_side_by_side(workplace: Workplace, chrome: Browser) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    await rita.page.get_by_role("button", name="Other people").click()
    lena = rita.page.get_by_role("menuitem", name="Open Lena Vogel in a new tab")
    await expect(lena).to_have_attribute("target", "_blank")
    await rita.page.get_by_role("menuitem", name="Side by side with Lena").click()
    left = rita.page.frame_locator('iframe[title="Rita Ortega"]')
    right = rita.page.frame_locator('iframe[title="Lena Vogel"]')
    await left.locator(".composer-box").fill("seen by both?")
    await left.locator(".composer-box").press("Enter")
    await expect(right.locator(".message", has_text="seen by both?")).to_be_visible()
    await rita.screenshot("page-side-by-side")
    await looks.sound(rita.page, "side by side")
    panes = rita.page.frames[1:]
    for pane in panes:
        await looks.sound(pane, f"side by side, {pane.url}")
    # Tab goes on from one person's pane to the other's, where one writes as the other.
    written = right.locator(".composer-box")
    for _ in range(60):
        if await written.evaluate("node => node === document.activeElement && document.hasFocus()"):
            break
        await rita.page.keyboard.press("Tab")
    await expect(written).to_be_focused()
    await rita.page.keyboard.type("by keyboard, as Lena")
    await rita.page.keyboard.press("Enter")
    await expect(left.locator(".message", has_text="by keyboard, as Lena")).to_be_visible()
    await rita.page.reload()
    await expect(right.locator(".message", has_text="seen by both?")).to_be_visible()
    await expect(right.locator(".me")).to_contain_text("Lena Vogel")
