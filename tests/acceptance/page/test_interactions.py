"""Commands, modals and buttons: what the app is asked, and what the person sees."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, expect

from tests.acceptance import browser
from tests.acceptance.page.conftest import Workplace

pytestmark = pytest.mark.asyncio(loop_scope="module")

CARD = "Deploy process server ps-weu-1"


async def test_a_slash_is_completed_and_answered_privately(
    workplace: Workplace, chrome: Browser
) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    bo = await browser.sign_in(chrome, workplace.url, "U0BO00001")
    box = rita.page.locator(".channel .composer-box")
    await box.press_sequentially("/fa")
    await expect(rita.page.locator(".hint")).to_contain_text("deploy | register")
    await box.press("Tab")
    await expect(box).to_have_value("/failback-ps ")
    await box.press_sequentially("help")
    await box.press("Enter")
    answer = rita.messages(text="Only visible to you")
    await expect(answer).to_contain_text("Type /failback-ps deploy")
    await expect(answer.locator("code")).to_have_text("/failback-ps deploy")
    # An answer taller than the view is read from its beginning, whatever is drawn after it.
    await rita.command("/failback-ps guide")
    guide = rita.messages(text="Line 1 of the guide")
    await expect(guide.get_by_text("Only visible to you")).to_be_in_viewport()
    await expect(guide.get_by_text("Line 1 of the guide")).to_be_in_viewport()
    await expect(rita.page.locator(".channel .scroller")).to_have_js_property(
        "scrollTop", await guide.evaluate("node => node.offsetTop")
    )
    await rita.say("did you see that?")
    await expect(bo.messages(text="did you see that?")).to_have_count(1)
    await expect(bo.messages(text="Only visible to you")).to_have_count(0)


async def test_slacks_time_out_is_shown(workplace: Workplace, chrome: Browser) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    await rita.command("/failback-ps slow")
    await expect(rita.page.get_by_text("Sent, waiting for the app…")).to_be_visible()
    failed = rita.messages(text="operation_timeout")
    await expect(failed).to_have_count(1)
    await expect(failed).to_contain_text("Only visible to you")
    await rita.command("/nobody-knows")
    await expect(rita.messages(text="/nobody-knows")).to_contain_text("not a valid command")


async def test_the_whole_modal(workplace: Workplace, chrome: Browser) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    await rita.command("/failback-ps deploy")
    await expect(rita.field("Server name").locator("input")).to_be_focused()
    await rita.fill("Server name", "-bad")
    await rita.fill("Notes", "first line\nsecond line")
    await rita.choose("IP address", "I name it")
    await rita.choose("Extras", "Boot diagnostics")

    # The region's choice updates the view: what was typed stays, and so does the focus.
    await rita.choose("Region", "West Europe")
    await expect(rita.field("Virtual network")).to_be_visible()
    await expect(rita.field("Server name").locator("input")).to_have_value("-bad")
    await expect(rita.field("Notes").locator("textarea")).to_have_value("first line\nsecond line")
    await expect(rita.field("IP address").get_by_label("I name it")).to_be_checked()
    await expect(rita.field("Region").get_by_role("combobox")).to_be_focused()

    # The server's own check of required fields, then the app's errors, beside the fields.
    await rita.submit()
    assert "required" in await rita.error("Virtual network")
    said = rita.page.locator('dialog.modal [data-live="urgent"]')
    await rita.choose("Virtual network", "vnet-dr-weu")
    await rita.choose("Resource group", "rg-dr-077", search="077")
    await rita.submit()
    assert await rita.error("Server name") == "A name begins with a letter. Try ps-weu-1."
    name = rita.field("Server name").locator("input")
    await expect(name).to_be_focused()
    await expect(name).to_have_attribute("aria-invalid", "true")
    await expect(said).to_contain_text("A name begins with a letter.")
    await rita.fill("Server name", "ps-weu-1")
    await rita.submit(closes=True)
    await expect(rita.messages(text="planned ps-weu-1 in rg-dr-077")).to_have_count(1)
    await expect(said).to_be_empty()  # else every later dialog would seem to say it


async def test_the_list_of_an_external_select_is_searched_by_keyboard(
    workplace: Workplace, chrome: Browser
) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    await rita.command("/failback-ps deploy")
    box = rita.field("Resource group").get_by_role("combobox")
    await box.focus()
    await box.press("ArrowDown")
    listed = rita.page.locator(".select-popup:popover-open")
    await expect(listed.get_by_text("100 of 130")).to_be_visible()
    await box.press_sequentially("rg-dr-12")
    await expect(listed.get_by_text("10 of 10")).to_be_visible()
    await box.press("ArrowDown")
    active = await box.get_attribute("aria-activedescendant")
    await expect(rita.page.locator(f"#{active}")).to_have_text("rg-dr-121")
    await box.press("Enter")
    await expect(box).to_have_value("rg-dr-121")
    await box.fill("nothing like that")
    await expect(listed.get_by_text("Nothing found")).to_be_visible()
    await box.press("Escape")
    await expect(rita.modal()).to_be_visible()
    await expect(box).to_have_value("rg-dr-121")


async def test_views_stack_and_close(workplace: Workplace, chrome: Browser) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    await rita.command("/failback-ps deploy")
    await rita.fill("Server name", "pushed")
    await rita.choose("Region", "West Europe")
    await rita.choose("Virtual network", "vnet-dr-weu")
    await rita.choose("Resource group", "rg-dr-001")
    await rita.submit()
    await rita.title("One thing more")
    await rita.modal().get_by_role("button", name="Back").first.click()
    await rita.title("Deploy a process server")
    await expect(rita.field("Server name").locator("input")).to_have_value("pushed")
    await rita.page.keyboard.press("Escape")
    await expect(rita.modal()).to_have_count(0)
    await expect(rita.page.locator(".channel .composer-box")).to_be_focused()


async def test_tab_stays_inside_the_modal(workplace: Workplace, chrome: Browser) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    await rita.command("/failback-ps deploy")
    await rita.title("Deploy a process server")
    inside = "document.querySelector('dialog.modal').contains(document.activeElement)"
    stops = set()
    for _ in range(24):
        await rita.page.keyboard.press("Tab")
        assert await rita.page.evaluate(inside)
        stops.add(await rita.page.evaluate("document.activeElement.outerHTML"))
    assert len(stops) > 8


async def test_a_card_is_approved_and_edited_before_all_eyes(
    workplace: Workplace, chrome: Browser
) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    lena = await browser.sign_in(chrome, workplace.url, "U0LENA001")
    await rita.command("/failback-ps card")
    await expect(rita.messages(text=CARD)).to_contain_text("expires 18 Nov 2026 at")
    await expect(lena.messages(text=CARD)).to_contain_text("expires 18. Nov. 2026 at")
    await lena.button("Approve", confirm=False)
    await lena.button("Approve", confirm=True)
    for person in (rita, lena):
        card = person.messages(text=CARD)
        await expect(card).to_contain_text("Approved by @Lena Vogel")
        await expect(card.locator(".edited-mark")).to_have_text("(edited)")
        await expect(card.get_by_role("button", name="Approve")).to_have_count(0)


async def test_a_refusal_is_seen_by_the_one_who_clicked(
    workplace: Workplace, chrome: Browser
) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    bo = await browser.sign_in(chrome, workplace.url, "U0BO00001")
    await rita.command("/failback-ps card")
    await rita.button("Deny")
    await expect(rita.messages(text="You asked for this yourself")).to_have_count(1)
    await expect(bo.messages(text=CARD)).to_have_count(1)
    await expect(bo.messages(text="You asked for this yourself")).to_have_count(0)


async def test_a_button_waits_for_its_ack_and_tells_what_went_wrong(
    workplace: Workplace, chrome: Browser
) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    await rita.command("/failback-ps card")
    silent = rita.page.get_by_role("button", name="Never answers")
    await silent.click()
    await expect(silent).to_have_attribute("aria-busy", "true")
    await expect(silent).to_be_disabled()
    await expect(silent).to_be_focused()
    await expect(rita.messages(text=CARD).locator(".act-error")).not_to_be_empty()
    await expect(silent).to_be_enabled()


async def test_a_form_that_did_not_come_is_asked_for_again(
    workplace: Workplace, chrome: Browser
) -> None:
    """By the people of these tests, as by any: of who is late, Slack opens none."""
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    await rita.go("failback-ps Home")
    fault = {"service": "slack_api", "method": "POST", "path": "views.open", "times": 1}
    workplace.control.fault(fault | {"then": {"status": 503, "headers": {}, "body": {}}})
    await rita.opens("Deploy…")
    await rita.title("Deploy a process server")


async def test_menus_and_selects_in_a_message(workplace: Workplace, chrome: Browser) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    await rita.command("/failback-ps card")
    card = rita.messages(text=CARD)
    more = card.get_by_role("button", name="More actions")
    await more.focus()
    await more.press("Enter")
    await expect(rita.page.get_by_role("menuitem").first).to_be_focused()
    await rita.page.keyboard.press("ArrowDown")
    await rita.page.keyboard.press("Enter")
    await expect(rita.messages(text="Chosen: withdraw")).to_have_count(1)
    await card.get_by_role("combobox").click()
    await card.locator(".select-option", has_text="One week").click()
    await expect(rita.messages(text="Chosen: One week")).to_have_count(1)
