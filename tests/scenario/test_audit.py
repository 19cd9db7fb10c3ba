"""The trail as an auditor meets it: counts in their channel, the terminal, the history."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import sqlite3
from pathlib import Path

from tests import harness

AUDIT = "C0AUDIT01"
TOLD = {"FAILBACK_PS_CHANNEL_AUDIT": AUDIT, "FAILBACK_PS_AUDIT_HEADS": "every 1 s"}


async def counted(world: harness.Sandbox, kind: str) -> None:
    """Waits until all rows, one of this kind too, were counted and posted."""

    async def look() -> bool:
        rows = kinds(world.folder)
        found = await world.messages(harness.LENA, AUDIT)
        told = any(f"Audit trail: {len(rows)} events in 1 chain" in one["text"] for one in found)
        return kind in rows and told

    await harness.until(look, what="a count of all rows in the audit channel")


def kinds(folder: Path) -> list[str]:
    with sqlite3.connect(folder / "failback-ps.db", timeout=20) as database:
        return [row[0] for row in database.execute("SELECT kind FROM audit_events ORDER BY n")]


async def history(world: harness.Sandbox, about: str, words: str) -> str:
    await world.type(harness.RITA, f"history {about}".strip())
    return json.dumps(await world.message(words), ensure_ascii=False)


def by_hand(folder: Path, statement: str, place: int) -> None:
    database = sqlite3.connect(folder / "failback-ps.db", timeout=20)
    with database:
        assert database.execute(statement, (place,)).rowcount == 1
    database.close()


async def test_the_trail_is_counted_told_verified_and_exported(tmp_path: Path) -> None:
    async with harness.sandbox(tmp_path) as world:
        world.settings |= TOLD
        bot = await world.bot()
        await counted(world, "finding.opened")
        await world.type(harness.RITA, 'lock ps-neu-1 "Disk swap"')
        await counted(world, "hold.locked")
        said = await history(world, "ps-neu-1", "What happened around")
        assert f"<@{harness.RITA}> locked ps-neu-1: “Disk swap”." in said
        assert "*<!date^" in said, "in the reader's own zone"
        said = await history(world, f"<@{harness.RITA}|rita>", "What happened by")
        assert "loaded the policy" not in said
        assert "The bot loaded the policy." in await history(world, "", "What happened at all")
        assert "Nothing is known around" in await history(world, "ps-none", "Nothing is known")

        await bot.stop()
        rows = len(kinds(tmp_path))
        whole, lines, table = await asyncio.gather(
            world.terminal("audit", "verify", "--posted"),
            world.terminal("audit", "export", "--since", "2026-01-01"),
            world.terminal("audit", "export", "--format", "csv"),
        )
        assert whole == f"{rows} rows in 1 chain: whole.\n"
        assert [json.loads(line)["kind"] for line in lines.splitlines()] == kinds(tmp_path)
        assert [row["kind"] for row in csv.DictReader(io.StringIO(table))] == kinds(tmp_path)

        by_hand(tmp_path, "UPDATE audit_events SET actor = 'U0LENA001' WHERE seq = ?", rows)
        told = json.loads(await world.terminal("audit", "verify", "--json", code=1))
        found = [(one["chain"], one["seq"], one["row"], one["reason"]) for one in told["faults"]]
        assert found == [("bot", rows, rows, "altered")]
        by_hand(tmp_path, "DELETE FROM audit_events WHERE seq = ?", rows)
        said = await world.terminal("audit", "verify", "--posted", code=1)
        assert f"chain bot, place {rows}: cut-off: the end of the chain was removed" in said
        assert ": posted-ahead: rows that were counted and posted then are gone" in said
        another = "another key, as long as it must be, or longer"
        failed = await world.bot(wait=False, FAILBACK_PS_AUDIT_KEY=another)
        assert await failed.child.wait() == 2
        assert "was not sealed with the key in the settings" in failed.said()
