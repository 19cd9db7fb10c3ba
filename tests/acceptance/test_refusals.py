"""Whatever Azure refuses ends in a clear card, and *Clean up* leaves nothing behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import harness, story

pytestmark = pytest.mark.timeout(180)

# Found by the preflight: the plan is blocked, nobody is asked, nothing is made.
BLOCKED: dict[str, tuple[dict[str, str], str]] = {
    "address taken": ({"ip": "10.60.2.4"}, "10.60.2."),
    "address reserved": ({"ip": "10.60.2.3"}, "10.60.2.3"),
    "address foreign": ({"ip": "10.99.0.9"}, "10.99.0.9"),
    "wrong region": ({"region": "northeurope"}, "vnet-dr-weu"),
    "network missing": ({"network": "vnet-none"}, "vnet-none"),
    "subnet missing": ({"subnet": "snet-none"}, "snet-none"),
    "size restricted": (
        {"region": "eastus", "network": "vnet-dr-eus", "ip": "10.80.1.9", "storage": ""},
        "Standard_A8_v2",
    ),
    "quota": (
        {
            "subscription": "5b000000-0000-4000-8000-000000000002",
            "resource_group": "rg-dr-test",
            "network": "vnet-test-weu",
            "ip": "10.90.1.9",
            "storage": "",
        },
        "quota",
    ),
    "modernised vault": ({"vault": "rsv-dr-modern"}, "modernised"),
}


async def test_the_preflight_refuses(tmp_path: Path, subtests: pytest.Subtests) -> None:
    async with harness.sandbox(tmp_path, speed=240) as world:
        await world.bot()
        with subtests.test("a bad name, before anything is asked"):
            await _bad_name(world)
        for number, (case, (changed, words)) in enumerate(BLOCKED.items()):
            name = f"ps-no-{number}"
            with subtests.test(case):
                await world.type(harness.RITA, story.line(**changed, name=name))
                refused = await story.card(world, "Blocked", title=f"Deploy {name}")
                assert words.lower() in harness.shown(refused).lower(), refused
                with pytest.raises(AssertionError, match="no button"):
                    harness.find_button(refused, "Approve")
        with subtests.test("a missing right"):
            await _missing_right(world)
        with subtests.test("a lock in Azure"):
            await _locked(world)
        assert not await world.control.journal("arm", "PUT")


async def _bad_name(world: harness.Sandbox) -> None:
    await world.type(harness.RITA, story.line(name="-123-"))
    told = await world.message("hyphen")
    assert told["ephemeral"]
    assert "ps-123" in told["text"], "what would be right"
    assert not [m for m in await world.messages() if story.is_card(m)]


async def _missing_right(world: harness.Sandbox) -> None:
    action = "Microsoft.Compute/virtualMachines/write"
    await world.control.azure(do="deny", action=action)
    await world.type(harness.RITA, story.line(name="ps-no-right"))
    refused = await story.card(world, "Blocked", title="Deploy ps-no-right")
    assert action in harness.shown(refused)
    await world.control.azure(do="allow", action=action)


async def _locked(world: harness.Sandbox) -> None:
    group = f"/subscriptions/{harness.PRODUCTION}/resourceGroups/rg-dr-weu"
    await world.control.azure(do="lock", scope=group, level="ReadOnly", name="change-freeze")
    await world.type(harness.RITA, story.line(name="ps-no-lock"))
    await story.card(world, "change-freeze", title="Deploy ps-no-lock")


def refusal(status: int, code: str, message: str, **headers: str) -> dict[str, Any]:
    body = {"error": {"code": code, "message": message}}
    return {"status": status, "body": body, "headers": headers}


# Said by Azure during the run, after everything was checked and approved.
FAILING: dict[str, tuple[str, dict[str, Any]]] = {
    "quota": ("virtualMachines/", refusal(409, "OperationNotAllowed", "exceeding quota limits")),
    "size": ("virtualMachines/", refusal(409, "SkuNotAvailable", "not available in location")),
    "capacity": ("virtualMachines/", refusal(409, "AllocationFailed", "Allocation failed.")),
    "rights": (
        "networkInterfaces/",
        refusal(403, "AuthorizationFailed", "does not have authorization to perform action"),
    ),
    "policy": (
        "virtualMachines/",
        refusal(403, "RequestDisallowedByPolicy", "was disallowed by policy"),
    ),
    "conflict": ("networkInterfaces/", refusal(409, "Conflict", "in conflict")),
}


async def test_a_refusal_in_the_run_is_told_and_cleaned_up(
    tmp_path: Path, subtests: pytest.Subtests
) -> None:
    async with harness.sandbox(tmp_path, speed=240) as world:
        await world.bot()
        before = {r["id"].lower() for r in await world.resources()}
        secrets = set((await world.control.snapshot())["secrets"])
        for number, case in enumerate(FAILING):
            with subtests.test(case):
                await _fails(world, f"ps-no-{number}", *FAILING[case])
                assert {r["id"].lower() for r in await world.resources()} == before
                assert set((await world.control.snapshot())["secrets"]) == secrets


async def _fails(world: harness.Sandbox, name: str, path: str, then: dict[str, Any]) -> None:
    """A deployment that Azure refuses at this path: told, and cleaned up."""
    title = f"Deploy {name}"
    await story.ask(world, resource_group="rg-dr-new", name=name)
    await world.control.fault(service="arm", method="PUT", path=path, times=-1, then=then)
    await story.approve(world, title=title)
    failed = await story.card(world, "Failed", title=title)
    for words in (then["body"]["error"]["code"], "Likely cause", "What next"):
        assert words in harness.shown(failed), (words, failed)
    await world.control.clear()
    await world.click(harness.RITA, failed, "Clean up")
    await story.card(world, "Cleaned up", failed=True, title=title)


async def test_retry_goes_on_at_the_failed_step(tmp_path: Path) -> None:
    async with harness.sandbox(tmp_path, speed=240) as world:
        await world.bot()
        await story.ask(world)
        path, then = FAILING["capacity"]
        await world.control.fault(service="arm", method="PUT", path=path, times=1, then=then)
        await story.approve(world)
        failed = await story.card(world, "Failed")
        await world.click(harness.RITA, failed, "Retry")
        await story.card(world, "Waiting for a person", failed=True)
        await story.register(world)
        done = await story.card(world, "*Done.*")
        assert "Attempt 2" in harness.shown(done)
        await story.one_of_each(world)
        assert len(await world.control.journal("arm", "PUT", "networkInterfaces/")) == 1


async def test_the_world_changed_between_approval_and_run(tmp_path: Path) -> None:
    async with harness.sandbox(tmp_path, speed=240) as world:
        await world.bot()
        waiting = await story.ask(world, resource_group="rg-dr-new")
        hold = await world.control.hold(
            service="arm", method="GET", path="storageAccounts", when="before", times=1
        )
        await world.click(harness.LENA, waiting, "Approve")
        await world.control.held(hold)
        account = (await world.resources("storageAccounts", "stdrdiagweu"))[0]
        moved = {"primaryEndpoints": {"blob": "https://elsewhere.blob.example.net/"}}
        await world.control.azure(do="set", id=account["id"], merge={"properties": moved})
        await world.control.release(hold)
        stopped = await story.card(world, "Stopped")
        assert "nothing was changed" in harness.shown(stopped)
        assert not await world.resources("virtualMachines", "ps-weu-1")


async def test_a_wrong_client_secret_is_said_plainly(tmp_path: Path) -> None:
    async with harness.sandbox(tmp_path, speed=240) as world:
        bot = await world.bot(AZURE_CLIENT_SECRET="not-the-secret-at-all")
        await world.type(harness.RITA, story.line())
        told = await story.card(world, "AZURE_CLIENT_SECRET")
        assert "not-the-secret-at-all" not in harness.shown(told) + bot.said()


async def test_a_token_refused_in_the_middle_is_renewed_and_nobody_notices(tmp_path: Path) -> None:
    async with harness.sandbox(tmp_path, speed=240) as world:
        await world.bot()
        await story.ask(world)
        await world.control.azure(do="expire_tokens")
        await story.approve(world)
        await story.register(world)
        await story.card(world, "*Done.*")
        refused = [e for e in await world.control.journal("arm") if e["status"] == 401]
        assert refused, "Azure did refuse the old one"
        await story.one_of_each(world)
