"""The main job, told in steps that every end-to-end test uses."""

from __future__ import annotations

from typing import Any

from tests import harness

FIELDS = {
    "subscription": harness.PRODUCTION,
    "vault": "rsv-dr-vmware/cs-onprem-01",
    "resource_group": "rg-dr-weu",
    "region": "westeurope",
    "network": "vnet-dr-weu",
    "subnet": "snet-ps",
    "name": "ps-weu-1",
    "user": "psadmin",
    "storage": "stdrdiagweu",
    "ip": "10.60.2.9",
    "size": "Standard_A8_v2",
}


DEPLOY = f"Deploy {FIELDS['name']}"


def line(**changed: str) -> str:
    """A complete `/failback-ps deploy …` line; an empty value leaves the field out."""
    fields = {**FIELDS, **changed}
    return "deploy " + " ".join(f'{name}="{value}"' for name, value in fields.items() if value)


async def card(
    world: harness.Sandbox,
    words: str,
    seconds: float = 60,
    *,
    failed: bool = False,
    title: str = DEPLOY,
) -> dict[str, Any]:
    """The server's newest card, once it shows `words`; `failed`: it may have failed before."""
    found: list[dict[str, Any]] = []

    async def look() -> dict[str, Any] | None:
        found[:] = [m for m in await world.messages() if is_card(m, title)]
        if found and words in harness.shown(found[-1]):
            return found[-1]
        ended = found and any(end in found[-1]["text"] for end in (": Failed", ": Blocked"))
        assert failed or not ended, f"it ended without {words!r}"
        return None

    return await harness.until(
        look, seconds, f"a card with {words!r}", lambda: f"but {harness.shown(found[-1:])}"
    )


def is_card(message: dict[str, Any], title: str = "Deploy") -> bool:
    return message["user"] == harness.BOT and title in message["text"] and at_top(message)


def at_top(message: dict[str, Any]) -> bool:
    return message.get("thread_ts") in (None, "", message["ts"]) and not message.get("ephemeral")


async def ask(world: harness.Sandbox, **changed: str) -> dict[str, Any]:
    """Rita types the whole line; the card that waits for approval."""
    typed = await world.type(harness.RITA, line(**changed))
    assert "message" not in typed, f"the command did not arrive: {typed}"
    return await card(
        world, "Waiting for approval", title=f"Deploy {changed.get('name', FIELDS['name'])}"
    )


async def approve(
    world: harness.Sandbox, person: str = harness.LENA, *, title: str = DEPLOY
) -> dict[str, Any]:
    waiting = await card(world, "Waiting for approval", title=title)
    return dict(await world.click(person, waiting, "Approve"))


async def register(world: harness.Sandbox, ip: str = "10.60.2.9") -> None:
    """What Rita does by Remote Desktop once the card says that a person is needed."""
    await card(world, "Waiting for a person", 90)
    await world.control.azure(do="register", ip=ip)


async def one_of_each(world: harness.Sandbox, name: str = "ps-weu-1") -> None:
    """One machine, interface, password and registration, two disks, and one card in the channel."""
    for kind in ("virtualMachines", "networkInterfaces"):
        found = [r["id"] for r in await world.resources(kind, name)]
        assert len(found) == 1, (kind, found)
    disks = [r["id"] for r in await world.resources("disks") if f"/{name}-" in r["id"]]
    assert len(disks) == 2, ("the system's and the cache", disks)
    snapshot = await world.control.snapshot()
    secrets = [secret for secret in snapshot["secrets"] if name in secret]
    assert len(secrets) == 1, secrets
    servers = snapshot["process_servers"]
    assert len([s for s in servers if name in harness.shown(s)]) == 1, servers
    cards = [m for m in await world.messages() if is_card(m)]
    assert len(cards) == 1, [c["text"] for c in cards]


async def timeline(world: harness.Sandbox, title: str) -> str:
    """What the file says that hangs in the thread of an ended incident's timeline."""

    async def look() -> dict[str, Any] | None:
        told = await world.message(title)
        thread = await world.messages(thread_ts=told["ts"])
        files = [file for message in thread for file in message.get("files", ())]
        assert len(files) < 2, files
        return files[0] if files else None

    file = await harness.until(look, 60, "the timeline's file")
    headers = {"Authorization": f"Bearer {world.settings['SLACK_BOT_TOKEN']}"}
    async with world.session.get(file["url_private"], headers=headers) as answer:
        assert answer.status == 200, answer.status
        return await answer.text()
