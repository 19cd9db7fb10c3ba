"""Brings the open upgrade plans up to what a look has read."""

from __future__ import annotations

from collections.abc import Iterable

from azureops import installers
from commands import upgrade_plan
from watch import readings
from workflow import upgrade_plans


async def bring(
    kept: upgrade_plans.UpgradePlans | None,
    reading: readings.Reading,
    configured: Iterable[installers.Installer],
) -> None:
    """Every look reads the fabrics, so each of them moves the plans; agents move with those that
    read the protected machines. A vault that gave no answer leaves its plans as they are."""
    if kept is None:
        return
    known = installers.known(configured)
    vaults = {vault.id.lower(): vault for vault in reading.vaults if vault.refused is None}
    for plan in await kept.standing():
        vault = vaults.get(plan.fabric.partition("/replicationfabrics/")[0])
        if vault is None:
            continue
        fabric = next((one for one in vault.fabrics if one.id.lower() == plan.fabric), None)
        if fabric is None:  # taken out of its vault
            await kept.bring(plan.id, [], over=True)
            continue
        before = [upgrade_plan.from_json(raw) for raw in plan.rows]
        rows = upgrade_plan.of(fabric, vault.items, known, before)
        said = [row.to_json() for row in rows]
        await kept.bring(plan.id, said, over=upgrade_plan.done(rows))
