"""Once an operation has ended, what it worked on is looked at again without waiting for a tick."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from azureops import azure
from tests.acceptance.workflow import bench
from tests.scenario.commands.conftest import Cloud
from tests.scenario.watch.bench import VMWARE, Kept, checks_of
from watch import aftermath
from workflow import findings, holds, locks
from workflow.store import schema

State = findings.State


async def test_what_was_mended_is_closed_at_once(cloud: Cloud, kept: Kept) -> None:
    checks = checks_of(cloud, kept)
    after = aftermath.Aftermath(checks, checks._watch)
    await checks.run("versions")
    (old,) = [one for one in await kept.findings.open() if one.server_name == "ps-neu-1"]
    assert old.state is State.OPEN
    assert not await after.wanted()

    rows = kept.findings._store
    await bench.running(rows, "op-1")
    now = kept.clock.now()
    await rows.write(lambda c: locks.take(c, "op-1", [holds.server("ps-neu-1")], now))
    await checks.run("versions")
    assert (await kept.findings.get(old.id)).state is State.ACTING
    assert not await after.wanted(), "the operation is still at work"

    table = schema.operations
    await rows.write(lambda c: c.execute(sa.update(table).values(state="succeeded")))
    assert await after.wanted()
    kept.clock.by += timedelta(minutes=1)
    await after.run(aftermath.NAME)
    assert (await kept.findings.get(old.id)).state is State.OPEN, "it is as outdated as before"
    assert not await after.wanted()


async def test_what_a_rarer_check_found_is_judged_again_too(cloud: Cloud, kept: Kept) -> None:
    cloud.world.estate = azure.Estate(vaults=(VMWARE,))
    checks = checks_of(cloud, kept)
    after = aftermath.Aftermath(checks, checks._watch)
    await checks.run("usage")
    kept.clock.by = timedelta(days=15)
    await checks.run("usage")
    (old,) = [one for one in await kept.findings.open() if one.kind == "forgotten-server"]
    rows = kept.findings._store
    await bench.running(rows, "op-1")
    now = kept.clock.now()
    await rows.write(lambda c: locks.take(c, "op-1", [holds.server(old.server_name)], now))
    await checks.run("usage")
    assert (await kept.findings.get(old.id)).state is State.ACTING
    ended = sa.update(schema.operations).values(state="succeeded")
    await rows.write(lambda c: c.execute(ended))
    assert await after.wanted()
    await after.run(aftermath.NAME)
    assert (await kept.findings.get(old.id)).state is State.OPEN
    assert not await after.wanted(), "else it would look again every 20 s"
