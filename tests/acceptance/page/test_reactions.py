"""Each switch of the drawer, flipped in the browser: what the real bot then does, and says.

What Azure and Slack do on such days stands in the sandbox's own modules, with its sources
(`sandbox/azure/capacity.py`, `throttle.py`, `lag.py`, `sandbox/slack/rates.py`); here it is seen
that the switch brings it about, and that the bot lives with it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Locator, expect

from tests import harness, story
from tests.acceptance import browser

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(240)]

LONG = 60_000  # milliseconds


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The whole house, and Rita before its page with the switches open."""

    world: harness.Sandbox
    rita: browser.Person

    def switch(self, name: str) -> Locator:
        return self.rita.page.get_by_role("switch", name=name)

    async def turn(self, name: str, on: bool = True) -> None:
        switch = self.switch(name)
        await switch.press("Enter")
        await expect(switch).to_be_checked(checked=on)

    def card(self) -> Locator:
        return self.rita.messages(text="Deploy ps-weu-1").last

    async def asked(self) -> int:
        """How many requests there were; what the journal holds since is what came after."""
        return max((entry["n"] for entry in await self.world.control.journal()), default=0)

    async def answered(self, status: int, since: int, service: str) -> list[dict[str, Any]]:
        entries = await self.world.control.journal(service)
        return [e for e in entries if e["n"] > since and e["status"] == status]

    async def list(self) -> Locator:
        """`/failback-ps list`, and its answer: the newest message only Rita sees."""
        private = self.rita.messages(text="Only visible to you")
        before = await private.count()
        await self.rita.command("/failback-ps list")
        await expect(private).to_have_count(before + 1, timeout=LONG)
        return private.last

    async def plan(self) -> None:
        """One plan more that waits."""
        cards = self.rita.messages(text="Deploy ps-weu-1")
        before = await cards.count()
        await self.rita.command("/failback-ps " + story.line())
        await expect(self.card()).to_contain_text("Waiting for approval", timeout=LONG)
        await expect(cards).to_have_count(before + 1)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    folder = tmp_path_factory.mktemp("reactions")
    async with harness.sandbox(folder, speed=10, skies=()) as world, browser.chromium() as chrome:
        await world.bot()
        rita = await browser.sign_in(chrome, world.urls["slack_page"], harness.RITA)
        await expect(rita.messages(text="ps-neu-1").first).to_be_visible()
        await rita.page.keyboard.press("Alt+3")
        yield Stage(world=world, rita=rita)


async def throttled(stage: Stage) -> None:
    """Small buckets: some calls get 429, and the plan is the whole plan all the same."""
    since = await stage.asked()
    for _ in range(6):
        await stage.plan()
        if await stage.answered(429, since, "arm"):
            return
    raise AssertionError("Azure refused nothing")


async def lagging(stage: Stage) -> None:
    """Reads are two seconds old, and a plan is made of them; `make weather` runs deployments so."""
    told = await stage.world.control.azure(do="weather")
    assert told["weather"]["lagging"] == 2
    await stage.plan()


async def limited(stage: Stage) -> None:
    """Slack refuses posts and edits for a while: the card comes late, and once."""
    since = await stage.asked()
    for _ in range(4):
        await stage.plan()
        if await stage.answered(429, since, "slack_api"):
            return
    raise AssertionError("Slack refused nothing")


async def denied(stage: Stage) -> None:
    await stage.rita.command("/failback-ps " + story.line())
    blocked = stage.rita.messages(text="Blocked").last
    await expect(blocked).to_contain_text(
        "Microsoft.Compute/virtualMachines/write", timeout=LONG, ignore_case=True
    )


async def no_azure(stage: Stage) -> None:
    """It is told that there is no answer; with the line back there is one again."""
    await expect(await stage.list()).not_to_contain_text("10.70.2.10")
    await stage.turn("Azure cannot be reached", on=False)
    await expect(await stage.list()).to_contain_text("ps-neu-1")


async def slow(stage: Stage) -> None:
    """The form opens at once; a list in it says that it searches until Azure has answered."""
    await stage.rita.command("/failback-ps deploy")
    field = stage.rita.field("Subscription")
    await field.get_by_role("combobox").click()
    await expect(field).to_contain_text("Searching")
    await expect(field).to_contain_text("Contoso DR Production", timeout=LONG)
    await stage.rita.page.keyboard.press("Escape")
    await stage.rita.page.keyboard.press("Escape")
    await expect(stage.rita.modal()).to_have_count(0)


REACTIONS: dict[str, Callable[[Stage], Awaitable[None]]] = {
    "Azure throttles": throttled,
    "Azure reads lag": lagging,
    "Slack limits rates": limited,
    "No right to make machines": denied,
    "Azure cannot be reached": no_azure,
    "Azure is slow": slow,
}


@pytest.mark.parametrize("name", REACTIONS)
async def test_what_the_bot_does_while_it_is_on(stage: Stage, name: str) -> None:
    await stage.turn(name)
    await REACTIONS[name](stage)
    normal = stage.rita.page.get_by_role("button", name="Put all back to normal")
    if await stage.switch(name).is_checked():
        await normal.press("Enter")
    await expect(stage.switch(name)).not_to_be_checked()


async def test_a_machine_for_which_there_is_no_room_comes_and_goes(stage: Stage) -> None:
    """Azure accepts the machine and ends its operation badly, as
    https://learn.microsoft.com/troubleshoot/azure/virtual-machines/windows/allocation-failure says.

    What was made is seen in the drawer as it comes, and as it goes: marked, then away.
    """
    world, rita = stage.world, stage.rita
    since = await stage.asked()
    await stage.turn("Next machine: AllocationFailed")
    await stage.turn("Next machine: AllocationFailed", on=False)
    await stage.turn("Next machine: AllocationFailed")
    await stage.plan()
    await world.click(harness.LENA, await story.card(world, "Waiting for approval"), "Approve")
    await rita.page.keyboard.press("Alt+1")
    rows = rita.page.locator(".site-list li", has_text="ps-weu-1-nic")
    await expect(rows.locator(".new-mark")).to_be_visible(timeout=LONG)
    await expect(stage.card()).to_contain_text("Failed", timeout=LONG)
    await expect(stage.card()).to_contain_text("capacity")
    puts = await world.control.journal("arm", "PUT", "/virtualMachines/ps-weu-1$")
    assert [put["status"] for put in puts if put["n"] > since] == [201], "accepted, then failed"
    machine = rita.page.locator(".site-list li", has_text="ps-weu-1").filter(has_text="Failed")
    await expect(machine.first).to_be_visible()
    await rita.screenshot("azure-1-failed-machine")
    await rita.button("Clean up", within=stage.card(), confirm=True)
    await expect(rows.locator(".gone-mark")).to_be_visible(timeout=LONG)
    await expect(rows.locator("s")).to_have_text("ps-weu-1-nic")
    await rita.screenshot("azure-2-deleted")
    await expect(rows).to_have_count(0, timeout=20_000)
    await expect(stage.card()).to_contain_text("Cleaned up", timeout=LONG)
    await rita.page.keyboard.press("Alt+3")
    await expect(stage.switch("Next machine: AllocationFailed")).not_to_be_checked()


async def test_time_is_let_pass_while_slack_cannot_be_reached(stage: Stage) -> None:
    """Azure's clock jumps: what takes it minutes is over at once. The work goes on without Slack,
    and the card, which stood still, catches up.
    """
    world, rita = stage.world, stage.rita
    said = rita.page.locator(".switch-said")
    before = await world.control.snapshot()
    await rita.page.get_by_role("button", name="1 hour").press("Enter")
    await expect(said).to_have_text("1 hour has passed in Azure.")
    after = await world.control.snapshot()
    passed = datetime.fromisoformat(after["now"]) - datetime.fromisoformat(before["now"])
    assert passed >= timedelta(hours=1)
    await stage.plan()
    await world.click(harness.LENA, await story.card(world, "Waiting for approval"), "Approve")
    await rita.page.keyboard.press("Alt+1")
    await expect(rita.page.locator(".moving", has_text="ps-weu-1").first).to_be_visible(
        timeout=LONG
    )
    await rita.page.keyboard.press("Alt+3")
    await expect(stage.card()).to_contain_text("Running")
    await stage.turn("Slack cannot be reached")
    await rita.page.get_by_role("button", name="15 minutes").press("Enter")
    await expect(said).to_have_text("15 minutes have passed in Azure.")

    async def made() -> bool:
        found = await world.resources("/virtualMachines", "ps-weu-1")
        return bool(found) and found[0]["properties"]["provisioningState"] == "Succeeded"

    await harness.until(made, 60, "the machine")
    await expect(stage.card()).to_contain_text("Running")
    await stage.turn("Slack cannot be reached", on=False)
    await expect(stage.card()).to_contain_text("Waiting for a person", timeout=LONG)
