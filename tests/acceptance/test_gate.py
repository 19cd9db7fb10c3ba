"""The gate as people meet it, in a browser: two groups, a denial, the broken glass, an expiry."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests import harness, story
from tests.acceptance import browser

pytestmark = pytest.mark.timeout(240)

RULE = """
[[policy]]
name = "production"
verbs = ["deploy"]
requesters = { groups = ["S0ONCALL1"] }
approvers = [ { groups = ["S0LEADS01"] }, { groups = ["S0NETWORK"] } ]
expires_after = "EXPIRES"
break_glass = { people = ["U0MAREK01"] }

[[policy]]
verbs = ["status", "list", "check", "upgrade-by-hand", "help"]
requesters = { people = ["*"] }
approvers = []
"""


@asynccontextmanager
async def company(
    folder: Path, expires: str = "4h"
) -> AsyncIterator[tuple[harness.Sandbox, Browser]]:
    """The sandbox under a rule of two groups."""
    async with harness.sandbox(folder, speed=120) as world, browser.chromium() as chrome:
        file = Path(world.settings["FAILBACK_PS_CONFIG"])
        before = file.read_text(encoding="utf-8").partition("[[policy]]")[0]
        file.write_text(before + RULE.replace("EXPIRES", expires), encoding="utf-8")
        await world.bot()
        yield world, chrome


async def test_two_groups_a_denial_and_the_broken_glass(
    tmp_path: Path, subtests: pytest.Subtests
) -> None:
    async with company(tmp_path) as (world, chrome):
        page = world.urls["slack_page"]
        lena = await browser.sign_in(chrome, page, harness.LENA)
        with subtests.test("a lead and the network must both approve"):
            await _both(world, lena, await browser.sign_in(chrome, page, harness.BO))
        with subtests.test("a denial with a reason, and asking again"):
            await _denied(world, lena, await browser.sign_in(chrome, page, harness.RITA))
        with subtests.test("the broken glass and its review"):
            reviewer = await browser.sign_in(chrome, page, harness.LENA, channel="C0APPROVE1")
            marek = await browser.sign_in(chrome, page, harness.MAREK)
            await _broken(world, marek, reviewer)


async def _both(world: harness.Sandbox, lena: browser.Person, bo: browser.Person) -> None:
    await lena.page.bring_to_front()
    await story.ask(world)
    card = lena.messages(text="Deploy ps-weu-1").last
    await expect(card).to_contain_text("one approval from @dr-leads and one approval from")
    await lena.screenshot("gate-01-two-groups")
    await lena.more("Ask a question…", within=card)
    await lena.fill("Frage", "Is the firewall open for 9443?")
    await lena.screenshot("gate-02-question")
    await lena.submit(closes=True)
    await lena.button("Approve", within=card, confirm=True)
    await expect(card).to_contain_text("Still missing: one approval from @network")
    await lena.screenshot("gate-03-one-of-two")
    await bo.button("Approve", within=bo.messages(text="Deploy ps-weu-1").last, confirm=True)
    await expect(card).to_contain_text(re.compile("Running|Waiting for a person"))
    await lena.thread(card)
    await expect(lena.messages(text="Is the firewall open", thread=True)).to_be_visible()
    await lena.screenshot("gate-04-approved-by-both")


async def _denied(world: harness.Sandbox, lena: browser.Person, rita: browser.Person) -> None:
    await story.ask(world, name="ps-weu-2", ip="10.60.2.10")
    card = lena.messages(text="Deploy ps-weu-2").last
    await lena.opens("Deny…", within=card)
    await lena.fill("Grund", "Not before the storage team is back.")
    await lena.screenshot("gate-05-deny")
    await lena.submit(closes=True)
    await expect(card).to_contain_text("Not before the storage team is back.")
    await rita.screenshot("gate-06-denied")
    await rita.opens("Ask again…", within=rita.messages(text="Deploy ps-weu-2").last)
    await expect(rita.field("Server name").locator("input")).to_have_value("ps-weu-2")
    await rita.screenshot("gate-07-asked-again")


async def _broken(world: harness.Sandbox, marek: browser.Person, lena: browser.Person) -> None:
    await story.ask(world, name="ps-weu-3", ip="10.60.2.11")
    card = marek.messages(text="Deploy ps-weu-3").last
    await marek.more("Break the glass…", within=card)
    await marek.fill("Why it cannot wait", "Leads asleep, site fails over at six.")
    await marek.fill("The server's name", "ps-weu-2")
    await marek.submit()
    assert "Type ps-weu-3 exactly" in await marek.error("The server's name")
    await marek.screenshot("gate-08-glass")
    await marek.fill("The server's name", "ps-weu-3")
    await marek.submit(closes=True)
    await expect(card).to_contain_text("Glass broken by")
    await marek.screenshot("gate-09-broken")
    review = lena.messages(text="Broken glass: Deploy ps-weu-3").last
    await expect(review).to_contain_text("Leads asleep")
    await lena.screenshot("gate-10-review")
    await lena.button("Acknowledge", within=review, confirm=True)
    await expect(review).to_contain_text("Acknowledged by")
    await lena.screenshot("gate-11-acknowledged")


async def test_an_expiry_and_the_form_filled_in_again(tmp_path: Path) -> None:
    async with company(tmp_path, expires="12s") as (world, chrome):
        rita = await browser.sign_in(chrome, world.urls["slack_page"], harness.RITA)
        await story.ask(world)
        card = rita.messages(text="Deploy ps-weu-1").last
        await expect(card).to_contain_text("Expired", timeout=30_000)
        await rita.screenshot("gate-12-expired")
        await rita.opens("Ask again…", within=card)
        await expect(rita.field("Server name").locator("input")).to_have_value("ps-weu-1")
        await rita.screenshot("gate-13-refilled")
