"""Given a storage account, when its blobs are asked for, then keys and signatures decide."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from sandbox.azure import blob_signing, blobs, seed
from tests.scenario.sandbox_azure.conftest import World

NAME = "stdrdiagweu"


async def ask(
    world: World, method: str, path: str, *, key: str = "", body: bytes = b"", **headers: str
) -> tuple[int, bytes, Any]:
    """A request signed with the account's own key (or another one)."""
    keys = await world.storage().storage_accounts.list_keys("rg-dr-weu", NAME)
    given = {
        "x-ms-date": format_datetime(datetime.now(UTC), usegmt=True),
        "x-ms-version": "2021-12-02",
        "Content-Type": "text/plain",
        "Content-Length": str(len(body)),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    url = f"/{NAME}{path}"
    parts = urlsplit(url)
    signature = blob_signing.shared_key(
        key or keys["keys"][0]["value"], NAME, method=method, path=parts.path,
        query=parse_qsl(parts.query), headers=given,
    )  # fmt: skip
    given["Authorization"] = f"SharedKey {NAME}:{signature}"
    async with world.http.request(
        method, world.local.urls["blobs"] + url, data=body, headers=given
    ) as answer:
        return answer.status, await answer.read(), answer.headers


async def test_a_blob_is_written_listed_read_in_part_and_deleted(world: World) -> None:
    assert (await ask(world, "PUT", "/logs?restype=container"))[0] == 201
    status, said, _ = await ask(world, "PUT", "/logs?restype=container")
    assert (status, b"ContainerAlreadyExists" in said) == (409, True)
    for name in ("a/one.txt", "a/two.txt", "three.txt"):
        status, _, _ = await ask(
            world, "PUT", f"/logs/{name}", body=b"0123456789", x_ms_blob_type="BlockBlob"
        )
        assert status == 201
    _, listed, _ = await ask(world, "GET", "/logs?restype=container&comp=list&delimiter=/")
    assert b"<BlobPrefix><Name>a/</Name>" in listed
    assert b"<Name>three.txt</Name>" in listed
    assert b"one.txt" not in listed
    _, first, _ = await ask(world, "GET", "/logs?restype=container&comp=list&maxresults=1")
    assert b"<NextMarker>a/two.txt</NextMarker>" in first
    status, part, headers = await ask(world, "GET", "/logs/three.txt", Range="bytes=2-4")
    assert (status, part, headers["Content-Range"]) == (206, b"234", "bytes 2-4/10")
    assert (await ask(world, "DELETE", "/logs/three.txt"))[0] == 202
    status, said, headers = await ask(world, "GET", "/logs/three.txt")
    assert (status, headers["x-ms-error-code"]) == (404, "BlobNotFound")


async def test_a_wrong_key_is_refused_and_a_renewed_one_replaces_the_old(world: World) -> None:
    accounts = world.storage().storage_accounts
    old = (await accounts.list_keys("rg-dr-weu", NAME))["keys"][0]["value"]
    status, said, _ = await ask(world, "GET", "?comp=list", key="d3Jvbmc=")
    assert (status, b"<Code>AuthenticationFailed</Code>" in said) == (403, True)
    renewed = await accounts.regenerate_key("rg-dr-weu", NAME, {"keyName": "key1"})
    assert renewed["keys"][0]["value"] != old
    assert (await ask(world, "GET", "?comp=list", key=old))[0] == 403
    assert (await ask(world, "GET", "?comp=list"))[0] == 200


async def test_boot_diagnostics_are_read_through_their_signed_addresses(world: World) -> None:
    state = world.local.state
    machine = next(
        each for each in state.all("Microsoft.Compute/virtualMachines") if each["name"] == "app-01"
    )
    for account in ("", f"https://{NAME}.blob.core.windows.net/"):
        screen, serial = blobs.url(state, account, machine, 10)
        async with world.http.get(screen) as answer:
            assert (await answer.read())[:2] == b"BM"
        async with world.http.get(serial) as answer:
            assert "app-01" in await answer.text()
        parts = urlsplit(serial)
        query = {**dict(parse_qsl(parts.query)), "se": "2099-01-01T00:00:00Z"}
        async with world.http.get(f"{serial.partition('?')[0]}?{urlencode(query)}") as answer:
            assert answer.status == 403
            assert "AuthenticationFailed" in await answer.text()
        async with world.http.delete(serial) as answer:
            assert answer.headers["x-ms-error-code"] == "AuthorizationPermissionMismatch"
    await world.act("advance", seconds=601)
    async with world.http.get(serial) as answer:
        assert answer.status == 403


async def test_containers_are_resources_too(world: World) -> None:
    containers = world.storage().blob_containers
    made = await containers.create("rg-dr-weu", NAME, "backups", {"metadata": {"of": "ps"}})
    assert made.name == "backups"
    found = [each.name async for each in containers.list("rg-dr-weu", NAME)]
    assert found == ["backups"]
    _, listed, _ = await ask(world, "GET", "?comp=list")
    assert b"<Name>backups</Name>" in listed
    await containers.delete("rg-dr-weu", NAME, "backups")
    assert [each async for each in containers.list("rg-dr-weu", NAME)] == []
    assert seed.PRODUCTION in str(made.id)


async def bear(world: World, method: str, path: str, audience: str) -> tuple[int, bytes, Any]:
    """A request with a token of an audience in place of the account's key."""
    token = await world.credential.get_token(f"{audience}/.default")
    headers = {"Authorization": f"Bearer {token.token}", "x-ms-blob-type": "BlockBlob"}
    async with world.http.request(
        method, f"{world.local.urls['blobs']}/{NAME}{path}", headers=headers
    ) as answer:
        return answer.status, await answer.read(), answer.headers


async def test_a_tokens_roles_decide_what_it_opens(world: World) -> None:
    await ask(world, "PUT", "/logs?restype=container")
    storage, listing = "https://storage.azure.com", "/logs?restype=container&comp=list"
    status, said, headers = await bear(world, "GET", listing, world.local.urls["arm"])
    assert (status, b"InvalidAuthenticationInfo" in said) == (401, True)
    assert headers["WWW-Authenticate"].endswith(f"resource_id={storage}")
    status, said, _ = await bear(world, "GET", listing, storage)
    assert (status, b"AuthorizationPermissionMismatch" in said) == (403, True)
    scope = f"/subscriptions/{seed.PRODUCTION}/resourceGroups/rg-dr-weu"
    role = "Storage Blob Data Reader"
    await world.act("grant", principal=seed.CLIENT, role=role, scope=scope)
    assert (await bear(world, "GET", listing, storage))[0] == 200
    assert (await bear(world, "PUT", "/logs/new", storage))[0] == 403
    await world.act("expire_tokens")
    assert (await bear(world, "GET", listing, storage))[0] == 401
