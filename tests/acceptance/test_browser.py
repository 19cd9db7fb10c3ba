"""The whole main job as people do it: in a browser, as requester and lead. Screenshots are kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests import harness, story
from tests.acceptance import browser

pytestmark = pytest.mark.timeout(240)


async def fill_in(rita: browser.Person) -> None:
    """Everything a deployment needs, chosen and typed in the form."""
    await rita.choose("Subscription", "Contoso DR Production")
    await rita.choose("Vault and configuration server", "rsv-dr-vmware")
    await rita.choose("Resource group", "rg-dr-weu")
    await rita.choose("Region", "West Europe", search="west")
    await rita.choose("Virtual network", "vnet-dr-weu")
    await rita.choose("Subnet", "snet-ps")
    await rita.choose("Storage account", "stdrdiagweu")
    await rita.fill("Server name", "ps-weu-1")


async def test_deploy_from_form_to_proof(tmp_path: Path) -> None:
    async with harness.sandbox(tmp_path, speed=60) as world, browser.chromium() as chrome:
        await world.bot()
        page = world.urls["slack_page"]
        first = await browser.open_page(chrome, page)
        await first.screenshot(path=browser.SCREENSHOTS / "deploy-00-sign-in.png")
        rita = await browser.sign_in(chrome, page, harness.RITA)
        lena = await browser.sign_in(chrome, page, harness.LENA)
        bo = await browser.sign_in(chrome, page, harness.BO)
        await expect(rita.messages(text="ps-neu-1").first).to_be_visible()
        await rita.screenshot("deploy-01-watch-prompt")

        await rita.command("/failback-ps help")
        await expect(rita.messages(text="Only visible to you").first).to_be_visible()
        await rita.screenshot("deploy-02-help")

        await rita.command("/failback-ps coverage")
        await rita.opens("Deploy in vnet-dr-weu…")
        network = rita.modal().get_by_role("combobox", name="Virtual network")
        await expect(network).to_have_value("vnet-dr-weu")
        await rita.screenshot("deploy-02-coverage-form")
        await rita.page.keyboard.press("Escape")
        await rita.screenshot("deploy-02-coverage")

        await rita.command("/failback-ps deploy")
        await expect(rita.field("Server name")).to_be_visible()
        await rita.screenshot("deploy-03-form")
        await fill_in(rita)
        await rita.fill("Server name", "-ps-weu-1")
        await rita.submit()
        assert "hyphen" in await rita.error("Server name")
        await rita.screenshot("deploy-04-field-error")
        await rita.fill("Server name", "ps-weu-1")
        await rita.screenshot("deploy-05-form-filled")
        await rita.submit(closes=True)

        card = lena.messages(text="Deploy ps-weu-1").last
        await expect(card).to_contain_text("Waiting for approval", timeout=30_000)
        await rita.screenshot("deploy-06-plan")
        await bo.button("Approve", confirm=True)
        await expect(bo.messages(text="not among the approvers").last).to_be_visible()
        await bo.screenshot("deploy-07-bystander")
        await lena.screenshot("deploy-08-lead")
        await lena.button("Approve", confirm=True)
        await expect(card).to_contain_text("Running")
        await lena.screenshot("deploy-09-running")

        await expect(card).to_contain_text("Waiting for a person", timeout=60_000)
        await rita.thread(rita.messages(text="Deploy ps-weu-1").last)
        await expect(rita.messages(text="cspsconfigtool", thread=True)).to_be_visible()
        await rita.screenshot("deploy-10-guide")
        await rita.register("ps-weu-1")
        await expect(card).to_contain_text("Proof", timeout=30_000)
        await rita.screenshot("deploy-11-done")
        await lena.screenshot("deploy-12-done-lead")
        await story.one_of_each(world)

        await rita.command("/failback-ps list")
        await expect(rita.messages(text="ps-weu-1").last).to_be_visible()
        await rita.screenshot("deploy-13-list")
        await rita.command("/failback-ps status ps-weu-1")
        await expect(rita.messages(text="Only visible to you").last).to_contain_text("ps-weu-1")
        await rita.screenshot("deploy-14-status")
        prompt = rita.messages(text="outdated: ps-neu-1").first
        await rita.opens("Upgrade…", within=prompt)
        server = rita.modal().get_by_role("combobox", name="Process server")
        await expect(server).to_have_value("ps-neu-1")
        await rita.screenshot("deploy-15-upgrade-form")


async def test_failure_clean_up_and_refusals(tmp_path: Path) -> None:
    async with harness.sandbox(tmp_path, speed=60) as world, browser.chromium() as chrome:
        await world.bot()
        page = world.urls["slack_page"]
        rita = await browser.sign_in(chrome, page, harness.RITA)
        lena = await browser.sign_in(chrome, page, harness.LENA)
        await rita.command("/failback-ps deplyo nmae=x")
        await expect(rita.messages(text="deploy").last).to_be_visible()
        await rita.screenshot("failure-01-unknown-verb")

        await rita.command("/failback-ps " + story.line(ip="10.60.2.4"))
        await expect(rita.messages(text="Blocked").last).to_be_visible(timeout=30_000)
        await rita.screenshot("failure-02-blocked")

        await world.control.fault(
            service="arm",
            method="PUT",
            path="virtualMachines/",
            times=-1,
            then={
                "status": 409,
                "body": {"error": {"code": "AllocationFailed", "message": "Allocation failed."}},
            },
        )
        await rita.command("/failback-ps " + story.line(resource_group="rg-dr-new"))
        card = lena.messages(text="Deploy ps-weu-1").last
        await expect(card).to_contain_text("Waiting for approval", timeout=30_000)
        await lena.button("Approve", confirm=True)
        await expect(card).to_contain_text("Failed", timeout=60_000)
        await rita.screenshot("failure-03-failed")
        await rita.button("Clean up", confirm=True)
        await expect(card).to_contain_text("Cleaned up", timeout=60_000)
        await rita.screenshot("failure-04-cleaned")
        assert not await world.resources("networkInterfaces", "ps-weu-1")

        await world.control.clear()
        await rita.command("/failback-ps " + story.line())
        card = lena.messages(text="Deploy ps-weu-1").last
        await expect(card).to_contain_text("Waiting for approval", timeout=30_000)
        await lena.opens("Deny…")
        await expect(lena.modal()).to_be_visible()
        await lena.fill("Grund", "The site is not ready.")
        await lena.screenshot("failure-05-deny-form")
        await lena.submit(closes=True)
        await expect(card).to_contain_text("Denied")
        await rita.screenshot("failure-06-denied")
