"""A whole deployment at Azure's own pace, beside the time that Azure itself takes."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks import report
from tests import harness, story

SPEED = 1.0  # a machine takes about 90 seconds
SHARE, GRACE = 0.03, 2.0


async def measure(folder: Path) -> report.Report:
    async with harness.sandbox(folder, speed=SPEED) as world:
        await world.bot()
        await story.ask(world)
        began = time.time()
        await story.approve(world)
        await story.card(world, "Waiting for a person", 300)
        whole = time.time() - began
        waiting = await asked_for(world)
    aim = GRACE + SHARE * sum(waiting.values())
    over = whole - sum(waiting.values())
    shown = ", ".join(f"{name} {seconds:.0f} s" for name, seconds in waiting.items())
    return report.Report(
        name="one deployment, from the approving click to 'Waiting for a person'",
        rows=(
            report.Row(what="in all", value=whole, unit="s", note=f"Azure: {shown}"),
            report.Row(what="beyond Azure's own", value=over, unit="s", aim=f"<= {aim:.1f} s"),
        ),
    )


async def asked_for(world: harness.Sandbox) -> dict[str, float]:
    """Seconds that each long operation took by Azure's own account, by what it is about."""
    journal = await world.control.journal("arm", path="/operations/")
    header = {"Authorization": f"Bearer {await token(world)}"}
    took: dict[str, float] = {}
    for path in dict.fromkeys(entry["path"] for entry in journal):
        url = f"{world.urls['arm']}{path}?api-version=2024-11-01"
        async with world.session.get(url, headers=header, ssl=False) as answer:
            said: Any = await answer.json()
        ends, starts = (datetime.fromisoformat(said[key]) for key in ("endTime", "startTime"))
        took[path.split("/providers/")[-1].partition("/")[0]] = (ends - starts).total_seconds()
    return took


async def token(world: harness.Sandbox) -> str:
    settings = world.settings
    form = {
        "grant_type": "client_credentials",
        "client_id": settings["AZURE_CLIENT_ID"],
        "client_secret": settings["AZURE_CLIENT_SECRET"],
        "scope": f"{world.urls['arm']}/.default",
    }
    url = f"{world.urls['authority']}/{settings['AZURE_TENANT_ID']}/oauth2/v2.0/token"
    async with world.session.post(url, data=form, ssl=False) as answer:
        return str((await answer.json())["access_token"])
