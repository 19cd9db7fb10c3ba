"""The local Azure with its big seed, beside a bare aiohttp server that answers the same bytes.

Both speak TLS with certificates of the same kind. `python -m benchmarks.azure ours|floor …` are
the two servers; requests come from a third process over several kept-alive connections, round by
round in turn, so that all share the same weather of this computer.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import psutil
from aiohttp import web

from benchmarks import report
from sandbox import authority
from sandbox.azure import seed, seed_big, server

ROUNDS, REQUESTS, CONNECTIONS, WARM, STEADY = 5, 1500, 8, 4000, 12_000
GROUP = f"/subscriptions/{seed.PRODUCTION}/resourceGroups/rg-site-000/providers"
MACHINES = f"{GROUP}/Microsoft.Compute/virtualMachines"
NIC = f"{GROUP}/Microsoft.Network/networkInterfaces/bench-nic"
SUBNET = f"{GROUP}/Microsoft.Network/virtualNetworks/vnet-site-000/subnets/snet-ps"
FABRICS = (
    f"{GROUP}/Microsoft.RecoveryServices/vaults/rsv-site-000/replicationFabrics"
    "?api-version=2025-08-01"
)
BODY = {
    "location": "westeurope",
    "properties": {
        "ipConfigurations": [
            {
                "name": "ipconfig1",
                "properties": {
                    "subnet": {"id": SUBNET},
                    "privateIPAllocationMethod": "Static",
                    "privateIPAddress": "10.0.2.200",
                },
            }
        ]
    },
}
CASES: tuple[tuple[str, str, str, Any, str], ...] = (
    ("one machine", "GET", f"{MACHINES}/vm-000-00?api-version=2024-07-01", None, "<= 3 x"),
    ("a page of machines", "GET", f"{MACHINES}?api-version=2024-07-01", None, "<= 4 x"),
    ("a vault's fabrics", "GET", FABRICS, None, "<= 4 x"),
    ("a network interface made again", "PUT", f"{NIC}?api-version=2024-05-01", BODY, "<= 6 x"),
)


# ---- the two servers ----
async def ours(folder: Path) -> None:
    """The local Azure; one line of JSON says where, and how much memory the seed took."""
    before = psutil.Process().memory_info().rss
    local = server.LocalAzure(data_dir=folder, seed="big")
    # The buckets of Resource Manager would answer 429 long before any of this is measured.
    local.state.throttle.set({})
    await local.start()
    seeded = psutil.Process().memory_info().rss - before
    found = {
        "urls": local.urls,
        "settings": local.settings,
        "seeded": seeded,
        "bundle": str(local.bundle),
    }
    print(json.dumps(found), flush=True)
    await asyncio.Event().wait()


async def floor(folder: Path, bodies: dict[str, bytes]) -> None:
    """Answers each path with its bytes, and nothing else."""

    async def handle(request: web.Request) -> web.Response:
        await request.read()
        return web.Response(body=bodies[request.path], content_type="application/json")

    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    own = authority.Authority(folder)
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=own.server_context()).start()
    url = f"https://127.0.0.1:{runner.addresses[0][1]}"
    print(json.dumps({"urls": {"arm": url}, "bundle": str(own.bundle)}), flush=True)
    await asyncio.Event().wait()


@asynccontextmanager
async def contestant(*arguments: str) -> AsyncIterator[tuple[dict[str, Any], int]]:
    """One of the servers as a process of its own: what it said, and its process id."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.azure", *arguments,
        stdout=asyncio.subprocess.PIPE, limit=1 << 20,
    )  # fmt: skip
    try:
        assert child.stdout is not None
        line = await asyncio.wait_for(child.stdout.readline(), 60)
        yield json.loads(line), child.pid
    finally:
        child.kill()
        await child.wait()


# ---- the requests ----
async def run(session: aiohttp.ClientSession, url: str, method: str, body: Any, n: int) -> float:
    """Requests a second over all connections."""
    left = iter(range(n))

    async def worker() -> None:
        for _ in left:
            async with session.request(method, url, json=body) as answer:
                content = await answer.read()
                assert answer.status in (200, 201), (answer.status, content[:300])

    began = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(CONNECTIONS)))
    return n / (time.perf_counter() - began)


async def token(session: aiohttp.ClientSession, said: dict[str, Any]) -> str:
    settings = said["settings"]
    form = {
        "grant_type": "client_credentials",
        "client_id": settings["AZURE_CLIENT_ID"],
        "client_secret": settings["AZURE_CLIENT_SECRET"],
        "scope": said["urls"]["arm"] + "/.default",
    }
    url = f"{said['urls']['authority']}/{settings['AZURE_TENANT_ID']}/oauth2/v2.0/token"
    async with session.post(url, data=form) as answer:
        return str((await answer.json())["access_token"])


async def measure(folder: Path) -> report.Report:
    context = ssl.create_default_context()
    homes = {name: folder / name for name in ("ours", "floor")}
    async with (
        contestant("ours", str(homes["ours"])) as (said, pid),
        aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(ssl=context, limit=CONNECTIONS)
        ) as session,
    ):
        context.load_verify_locations(said["bundle"])
        session.headers["Authorization"] = f"Bearer {await token(session, said)}"
        answers = folder / "answers.json"
        answers.write_text(json.dumps(await _answers(session, said["urls"]["arm"])))
        async with contestant("floor", str(homes["floor"]), str(answers)) as (bare, _):
            context.load_verify_locations(bare["bundle"])
            rows = [
                await _case(session, said["urls"]["arm"], bare["urls"]["arm"], case)
                for case in CASES
            ]
        rows += await _memory(session, said, pid)
    return report.Report(name="the local Azure with its big seed", rows=tuple(rows))


async def _answers(session: aiohttp.ClientSession, base: str) -> dict[str, str]:
    found = {}
    for _, method, path, body, _ in CASES:
        async with session.request(method, base + path, json=body) as answer:
            text = await answer.text()
            assert answer.status in (200, 201), (path, text)
            found[path.partition("?")[0]] = text
    return found


async def _case(
    session: aiohttp.ClientSession, base: str, bare: str, case: tuple[str, str, str, Any, str]
) -> report.Row:
    what, method, path, body, aim = case
    mine, floors = [], []
    for number in range(ROUNDS + 1):
        fast = await run(session, bare + path, method, body, REQUESTS)
        slow = await run(session, base + path, method, body, REQUESTS)
        if number:  # the first round warms up
            mine.append(1000 / slow)
            floors.append(1000 / fast)
    rate = 1000 / sorted(mine)[len(mine) // 2]
    note = f"{rate:,.0f} requests a second over {CONNECTIONS} connections"
    return report.against(what, mine, floors, "ms", aim, note=note)


async def _memory(
    session: aiohttp.ClientSession, said: dict[str, Any], pid: int
) -> list[report.Row]:
    """After the seed, and how much more after thousands of reads and writes."""
    process, base = psutil.Process(pid), said["urls"]["arm"]

    async def burst(total: int) -> None:
        for _, method, path, body, _ in (CASES[0], CASES[3]):
            await run(session, base + path, method, body, total // 2)

    await burst(WARM)
    before = process.memory_info().rss
    await burst(STEADY)
    grown = process.memory_info().rss - before
    servers = seed_big.FABRICS * seed_big.SERVERS
    return [
        report.Row(what="memory of the big seed", value=said["seeded"] / 2**20, unit="MiB",
                   aim="<= 150", note=f"{servers:,} process servers and what belongs to them"),
        report.Row(what=f"growth over {STEADY:,} requests", value=grown / 2**20, unit="MiB",
                   aim="<= 32", note=f"after {WARM:,} to warm up; the journal is bounded"),
    ]  # fmt: skip


def _bodies(answers: Path) -> dict[str, bytes]:
    return {path: body.encode() for path, body in json.loads(answers.read_text()).items()}


def main() -> None:
    name, *rest = sys.argv[1:]
    folder = Path(rest[0])
    folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(ours(folder) if name == "ours" else floor(folder, _bodies(Path(rest[1]))))


if __name__ == "__main__":
    main()
