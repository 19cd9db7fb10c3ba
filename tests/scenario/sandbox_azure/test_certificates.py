"""Given a configuration server's certificate, when it is renewed, then for three years."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError

from tests.scenario.sandbox_azure.conftest import World
from tests.scenario.sandbox_azure.test_reassociate import GROUP, VAULT, fabric, servers

CLOUD = {"properties": {"renewCertificateType": "Cloud"}}


async def _renew(world: World) -> Any:
    found = await fabric(world)
    fabrics = world.recovery().replication_fabrics
    return await (await fabrics.begin_renew_certificate(GROUP, VAULT, found.name, CLOUD)).result()


async def _up_to_date(world: World) -> None:
    for version in ("9.60.6956.1", "9.61.7016.1"):
        await world.act("upgrade", ip="10.70.2.10", version=version)


async def test_all_up_to_date_and_connected_it_lasts_three_years_more(world: World) -> None:
    await _up_to_date(world)
    renewed = await _renew(world)
    details = renewed.properties.custom_details
    later = datetime.now(UTC) + timedelta(days=3 * 365 - 1)
    assert details.ssl_cert_expiry_date > later
    assert details.ssl_cert_expiry_remaining_days >= 3 * 365 - 1
    assert all(each.ssl_cert_expiry_date > later for each in servers(renewed).values())


async def test_an_outdated_server_forbids_it(world: World) -> None:
    with pytest.raises(HttpResponseError, match=r"ps-neu-1.*9\.56\.6879\.1"):
        await _renew(world)


async def test_a_silent_server_forbids_it(world: World) -> None:
    await _up_to_date(world)
    machines = world.compute().virtual_machines
    await (await machines.begin_power_off("rg-dr-neu", "ps-neu-2")).result()
    await world.act("advance", seconds=1600)
    world.credential = world.sign_in(world.local.client_secret)
    with pytest.raises(HttpResponseError, match="not connected"):
        await _renew(world)


async def test_an_expired_certificate_cannot_be_renewed_and_its_server_is_silent(
    world: World,
) -> None:
    await _up_to_date(world)
    await world.act("advance", seconds=22 * 24 * 3600)
    world.credential = world.sign_in(world.local.client_secret)
    with pytest.raises(HttpResponseError, match="expired"):
        await _renew(world)
    expired = servers(await fabric(world))["10.70.2.11"]
    assert expired.ssl_cert_expiry_remaining_days < 0
    assert expired.health == "Critical"
