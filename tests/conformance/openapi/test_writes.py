"""Writes that no scenario makes: accepted, followed to their end, as the description says."""

from __future__ import annotations

from sandbox.azure import recovery
from tests.conformance.conftest import Wire
from tests.conformance.openapi import exceptions, judging, prepared, writes

LONG = 3600.0  # seconds on Azure's clock: longer than any of these operations


async def test_every_other_write_fits_the_description(wire: Wire) -> None:
    await prepared.make(wire)
    for verb, path, version, body in writes.WRITES:
        await _done(wire, verb, path, version, body)
    await wire.act("fail_back", machine="web-01")
    places = _below_fabric(wire)
    for verb, path, version, body in writes.REFUSED:
        status, answer = await wire.ask(verb, path.format(**places), version, body)
        assert status in (400, 409), (path, answer)
    for verb, path, version, body in writes.BELOW_FABRIC:
        await _done(wire, verb, path.format(**places), version, body)
    told = judging.require_right(wire.exchanges)
    assert not exceptions.WRITTEN.keys() - told.keys(), "exceptions that nothing needs any more"


async def _done(wire: Wire, verb: str, path: str, version: str, body: object) -> None:
    """The write, and what its answer hands out: asked at once and at the end."""
    status, answer = await wire.ask(verb, path, version, body)
    assert status < 400, (verb, path, answer)
    headers = wire.exchanges.seen[-1].headers
    places = [headers[name] for name in judging.WATCHED if name in headers]
    for place in places:
        assert await wire.follow(place) in (200, 201, 202, 204)
    if places:
        await wire.act("advance", seconds=LONG)
        wire.forget_token()  # an hour is a token's life
    for place in places:
        assert await wire.follow(place) in (200, 201, 204), (verb, path)
    if verb in ("PUT", "PATCH") and "/tagNames/" not in path:
        assert (await wire.ask("GET", path, version))[0] == 200


def _below_fabric(wire: Wire) -> dict[str, str]:
    items = wire.local.state.all(recovery.ITEMS)
    site = next(one for one in items if "UnplannedFailover" in _allowed(one))
    fabric = recovery.fabric_of(site["id"])
    (provider,) = wire.local.state.all(recovery.PROVIDERS, fabric)
    return {"site": site["id"], "fabric": fabric, "provider": provider["id"]}


def _allowed(item: dict[str, dict[str, list[str]]]) -> list[str]:
    return item["properties"]["allowedOperations"]
