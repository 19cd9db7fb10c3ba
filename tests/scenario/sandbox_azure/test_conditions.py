"""Given conditional requests, when somebody else was faster, then Azure says 412."""

from __future__ import annotations

from typing import Any

from sandbox.azure import seed
from tests.scenario.sandbox_azure.conftest import World, make_nic, nic_body

NIC = (
    f"/subscriptions/{seed.PRODUCTION}/resourceGroups/rg-dr-weu/providers/Microsoft.Network"
    "/networkInterfaces/ps-weu-1-nic?api-version=2024-05-01"
)


async def send(world: World, method: str, *, body: Any = None, **conditions: str) -> Any:
    token = await world.credential.get_token(world.local.urls["arm"] + "/.default")
    headers = {"Authorization": f"Bearer {token.token}"}
    headers |= {name.replace("_", "-"): value for name, value in conditions.items()}
    return await world.raw(method, NIC, headers=headers, json=body)


async def test_each_change_has_its_etag_in_the_document_and_the_header(world: World) -> None:
    await make_nic(world)
    first = await send(world, "GET")
    assert first.headers["ETag"] == (await first.json())["etag"]
    await send(world, "PUT", body=nic_body("10.60.2.9", tags={"owner": "dr"}))
    assert (await send(world, "GET")).headers["ETag"] != first.headers["ETag"]


async def test_if_match_lets_only_the_one_through_that_read_the_newest(world: World) -> None:
    await make_nic(world)
    seen = (await send(world, "GET")).headers["ETag"]
    body = nic_body("10.60.2.9", tags={"owner": "dr"})
    assert (await send(world, "PUT", body=body, If_Match=seen)).status == 200
    late = await send(world, "PUT", body=nic_body("10.60.2.9"), If_Match=seen)
    assert late.status == 412
    assert (await late.json())["error"]["code"] == "PreconditionFailed"
    assert (await send(world, "DELETE", If_Match=seen)).status == 412
    assert (await (await send(world, "GET")).json())["tags"] == {"owner": "dr"}
    assert (await send(world, "DELETE", If_Match="*")).status == 202


async def test_if_none_match_makes_only_what_is_not_there(world: World) -> None:
    body = nic_body("10.60.2.9")
    assert (await send(world, "PUT", body=body, If_Match="*")).status == 412
    assert (await send(world, "PUT", body=body, If_None_Match="*")).status == 201
    assert (await send(world, "PUT", body=body, If_None_Match="*")).status == 412
