"""Given servers with users, when machines are switched, then a job moves them, seen later."""

from __future__ import annotations

from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError

from tests.scenario.sandbox_azure.conftest import World

GROUP, VAULT = "rg-dr-vault", "rsv-dr-vmware"
FIRST, SECOND = "10.70.2.10", "10.70.2.11"


async def fabric(world: World) -> Any:
    (found,) = [f async for f in world.recovery().replication_fabrics.list(GROUP, VAULT)]
    return found


def servers(found: Any) -> dict[str, Any]:
    return {each.ip_address: each for each in found.properties.custom_details.process_servers}


async def users(world: World) -> dict[str, str]:
    """Protected machine → the id of the process server it names."""
    return {
        item.name: item.properties.provider_specific_details.process_server_id
        async for item in world.recovery().replication_protected_items.list(GROUP, VAULT)
    }


async def order(world: World, **changed: Any) -> dict[str, Any]:
    """A body that moves web-01 from the first to the second server."""
    found = await fabric(world)
    items = world.recovery().replication_protected_items.list(GROUP, VAULT)
    (machine,) = [i.properties.protectable_item_id async for i in items if i.name == "web-01"]
    known = servers(found)
    given = {
        "containerName": f"cloud_{found.properties.internal_identifier}",
        "sourceProcessServerId": known[FIRST].id,
        "targetProcessServerId": known[SECOND].id,
        "vmsToMigrate": [machine.rpartition("/")[2]],
        "updateType": "ServerLevel",
        **changed,
    }
    return {"properties": {key: value for key, value in given.items() if value is not None}}


async def switch(world: World, body: dict[str, Any]) -> tuple[Any, str]:
    """The fabric the poller gives, and the job's name from the first answer's Location."""
    seen: list[str] = []

    def look(answer: Any) -> None:
        place = answer.http_response.headers.get("Location", "")
        if not seen and place:
            seen.append(place.lower().partition("/operationresults/")[2].partition("?")[0])

    fabrics = world.recovery().replication_fabrics
    name = (await fabric(world)).name
    poller = await fabrics.begin_reassociate_gateway(
        GROUP, VAULT, name, body, raw_response_hook=look
    )
    return await poller.result(), seen[0]


async def test_one_machine_moves_and_the_items_say_so_a_quarter_of_an_hour_later(
    world: World,
) -> None:
    before = await users(world)
    answered, job = await switch(world, await order(world))
    assert answered.properties.friendly_name == "cs-onprem-01"
    done = await world.recovery().replication_jobs.get(GROUP, VAULT, job)
    assert (done.properties.scenario_name, done.properties.state) == (
        "ReassociateGateway", "Succeeded",
    )  # fmt: skip
    assert await users(world) == before
    await world.act("advance", seconds=901)
    world.credential = world.sign_in(world.local.client_secret)
    target = servers(await fabric(world))[SECOND]
    assert await users(world) == {**before, "web-01": target.id}
    assert target.machine_count == "1"


async def test_a_refreshed_provider_shows_the_move_at_once(world: World) -> None:
    await switch(world, await order(world, vmsToMigrate=None, updateType="SystemLevel"))
    found = await fabric(world)
    providers = world.recovery().replication_recovery_services_providers
    poller = await providers.begin_refresh_provider(
        GROUP, VAULT, found.name, found.properties.internal_identifier
    )
    assert (await poller.result()).properties.connection_status == "Connected"
    known = servers(await fabric(world))
    now = await users(world)
    assert (now["web-01"], now["web-02"]) == (known[SECOND].id, known[SECOND].id)
    assert (known[FIRST].machine_count, known[SECOND].machine_count) == ("0", "2")
    assert known[SECOND].replication_pair_count == "4"


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"containerName": "cloud_none"}, "container"),
        ({"sourceProcessServerId": "NONE"}, "sourceProcessServerId"),
        ({"targetProcessServerId": "NONE"}, "targetProcessServerId"),
        ({"vmsToMigrate": ["nobody"]}, "nobody"),
        ({"vmsToMigrate": None}, "vmsToMigrate"),
        ({"updateType": "SystemLevel"}, "vmsToMigrate"),
        ({"updateType": "Sideways"}, "updateType"),
    ],
)
async def test_what_does_not_fit_is_refused_and_nothing_moves(
    world: World, changed: dict[str, Any], word: str
) -> None:
    before = await users(world)
    with pytest.raises(HttpResponseError) as refusal:
        await switch(world, await order(world, **changed))
    assert refusal.value.status_code == 400
    assert word in str(refusal.value)
    await world.act("advance", seconds=1000)
    world.credential = world.sign_in(world.local.client_secret)
    assert await users(world) == before


async def test_a_silent_server_takes_nobody(world: World) -> None:
    machines = world.compute().virtual_machines
    await (await machines.begin_deallocate("rg-dr-neu", "ps-neu-2")).result()
    await world.act("advance", seconds=1600)
    world.credential = world.sign_in(world.local.client_secret)
    with pytest.raises(HttpResponseError, match="not connected"):
        await switch(world, await order(world))


async def test_a_failed_job_says_why_and_may_run_again(world: World) -> None:
    kind = "Microsoft.RecoveryServices/vaults/replicationFabrics"
    await world.act("fail", type=kind, verb="ReassociateGateway", code="Conflict", message="Busy.")
    with pytest.raises(HttpResponseError, match="Busy"):
        await switch(world, await order(world))
    jobs = world.recovery().replication_jobs
    failed = [j async for j in jobs.list(GROUP, VAULT, filter="jobStatus eq 'Failed'")]
    assert [job.properties.errors[0].service_error_details.message for job in failed] == ["Busy."]
    again = await (await jobs.begin_restart(GROUP, VAULT, failed[0].name)).result()
    assert again.properties.state == "Succeeded"
    await world.act("advance", seconds=901)
    world.credential = world.sign_in(world.local.client_secret)
    assert (await users(world))["web-01"] == servers(await fabric(world))[SECOND].id
