"""The whole life of a process server, seen in a browser: from its deployment to its last trace."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from tests import harness, story
from tests.acceptance import browser

pytestmark = pytest.mark.timeout(400)

OLD, FAR = "9.56.6879.1", "9.61.7016.1"
IP = story.FIELDS["ip"]
INSTALLER = f"""
[[azure.installers]]
version = "{OLD}"
url = "https://software.example.com/{OLD}/MicrosoftAzureSiteRecoveryUnifiedSetup.exe"
"""


class Life:
    """Rita asks, Lena approves; every card is kept as a picture, numbered as the story goes."""

    def __init__(
        self, world: harness.Sandbox, rita: browser.Person, lena: browser.Person, name: str
    ) -> None:
        self.name = name
        self.world = world
        self.rita = rita
        self.lena = lena
        self._shots = 0

    async def ask(self, line: str, title: str) -> Locator:
        """The card that waits for approval."""
        await self.rita.command(f"/failback-ps {line}")
        return await self.waiting(title)

    async def waiting(self, title: str) -> Locator:
        card = self.lena.messages(text=title).last
        await expect(card).to_contain_text("Waiting for approval", timeout=60_000)
        await self.look(f"{title}-plan", card)
        return card

    async def approved(self, card: Locator) -> None:
        await self.lena.button("Approve", within=card, confirm=True)

    async def done(self, card: Locator, title: str) -> None:
        await expect(card).to_contain_text("Done.", timeout=120_000)
        await self.look(f"{title}-done", card)

    async def look(self, name: str, card: Locator) -> None:
        await card.scroll_into_view_if_needed()
        self._shots += 1
        words = re.sub(r"[^a-z0-9]+", "-", name.lower())
        browser.SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        await card.screenshot(
            path=browser.SCREENSHOTS / f"life-{self.name}-{self._shots:02}-{words}.png"
        )

    async def through(self, line: str, title: str) -> None:
        """Asked for, approved and done."""
        card = await self.ask(line, title)
        await self.approved(card)
        await self.done(card, title)


async def there(world: harness.Sandbox) -> set[str]:
    """Everything in Azure, without what Site Recovery remembers of its own jobs."""
    found = {one["id"] for one in await world.resources()}
    return {one for one in found if "/replicationJobs/" not in one}


async def site(world: harness.Sandbox, version: str) -> None:
    """The configuration server has this version."""
    fabric = next(
        one["id"]
        for one in await world.resources("replicationFabrics", "cs-onprem-01")
        if "processServers" in harness.shown(one)
    )
    has = {"agentVersion": version, "agentVersionDetails": {"version": version}}
    await world.control.azure(do="set", id=fabric, merge={"properties": {"customDetails": has}})


async def deployed(life: Life, source: str) -> None:
    """With the site's version of then. From the gallery a person registers it; Unified Setup does
    that by itself."""
    card = await life.ask(f"{story.line()} source={source}", story.DEPLOY)
    await life.approved(card)
    if source == "gallery":
        await expect(card).to_contain_text("Waiting for a person", timeout=60_000)
        await life.look("register-guide", card)
        await life.world.control.azure(do="register", ip=IP, version=OLD)
    else:
        await expect(card).to_contain_text("running Unified Setup", timeout=60_000)
        await life.look("unified-setup-running", card)
    await life.done(card, story.DEPLOY)


@pytest.mark.parametrize("source", ["gallery", "unified-setup"])
async def test_from_deployment_to_the_last_trace(tmp_path: Path, source: str) -> None:
    async with harness.sandbox(tmp_path, speed=240) as world, browser.chromium() as chrome:
        settings = Path(world.settings["FAILBACK_PS_CONFIG"])
        settings.write_text(settings.read_text(encoding="utf-8") + INSTALLER, encoding="utf-8")
        await world.bot()
        page = world.urls["slack_page"]
        rita = await browser.sign_in(chrome, page, harness.RITA)
        lena = await browser.sign_in(chrome, page, harness.LENA)
        life = Life(world, rita, lena, source)
        await expect(rita.messages(text="outdated: ps-neu-1").first).to_be_visible()
        before = await there(world)

        await site(world, OLD)
        await deployed(life, source)
        await site(world, FAR)
        await world.control.azure(do="upgrade", ip=IP, version=OLD, status="UpdateRequired")
        await rita.command("/failback-ps check")
        prompt = rita.messages(text="outdated: ps-weu-1").last
        await expect(prompt).to_be_visible()
        await life.look("watch-prompt", prompt)
        await rita.opens("Upgrade…", within=prompt)
        await expect(rita.field("Process server")).to_be_visible()
        await rita.submit(closes=True)
        upgrade = await life.waiting("Upgrade ps-weu-1")
        await life.approved(upgrade)
        await expect(upgrade).to_contain_text("running the set-up", timeout=60_000)
        await life.look("upgrade-running", upgrade)
        await life.done(upgrade, "Upgrade ps-weu-1")
        await expect(upgrade).to_contain_text(FAR)
        await rita.command("/failback-ps check")
        await expect(rita.messages(text="outdated: ps-weu-1").first).to_contain_text("Resolved")

        await life.through("switch ps-neu-1 ps-weu-1 web-01 web-02", "Switch ps-neu-1")
        await life.through("switch ps-weu-1 ps-neu-1", "Switch ps-weu-1")

        await life.through("unregister ps-weu-1", "Unregister ps-weu-1")
        await life.through("delete ps-weu-1", "Delete ps-weu-1")
        assert await there(world) == before, "Azure is as it was"
        snapshot = await world.control.snapshot()
        assert "ps-weu-1" not in harness.shown(snapshot["process_servers"])
        assert [name for name in snapshot["secrets"] if "ps-weu-1" in name] == []
