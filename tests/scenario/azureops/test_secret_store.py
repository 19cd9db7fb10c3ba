"""Secrets in the Key Vault, by the real client with its challenge checked."""

from __future__ import annotations

import pytest

from azureops import azure, secrets
from azureops.errors import AzureError
from sandbox.azure import server
from tests.scenario.azureops.conftest import Act, connected


async def test_a_secret_is_found_without_reading_it(
    world: azure.Azure, local: server.LocalAzure
) -> None:
    assert await secrets.exists(world, "asr-passphrase")
    assert not await secrets.exists(world, "not-there")
    read = local.control.entries(service="keyvault", path=r"^/secrets/[^/]+/?$")
    assert read == []


async def test_a_secret_is_kept_and_removed(world: azure.Azure) -> None:
    await secrets.put(world, "ps-weu-1-admin", "s3cret", {"a": "b"})
    assert await secrets.get(world, "ps-weu-1-admin") == "s3cret"
    assert await secrets.delete(world, "ps-weu-1-admin")
    assert await secrets.get(world, "ps-weu-1-admin") is None
    assert not await secrets.delete(world, "ps-weu-1-admin")


async def test_a_purged_name_can_be_used_again(world: azure.Azure) -> None:
    for value in ("one", "two"):
        await secrets.put(world, "again", value, {})
        assert await secrets.get(world, "again") == value
        assert await secrets.delete(world, "again")


async def test_without_the_right_to_purge_the_secret_is_recovered_on_the_next_use(
    world: azure.Azure, act: Act
) -> None:
    await act("deny", action="Microsoft.KeyVault/vaults/secrets/purge/action")
    await secrets.put(world, "again", "one", {})
    assert await secrets.delete(world, "again")
    await secrets.put(world, "again", "two", {})
    assert await secrets.get(world, "again") == "two"


async def test_a_refused_vault_says_so(world: azure.Azure, act: Act) -> None:
    await act("deny", action="Microsoft.KeyVault/vaults/secrets/*")
    for attempt in (
        secrets.exists(world, "x"),
        secrets.get(world, "x"),
        secrets.put(world, "x", "s3cret", {}),
        secrets.delete(world, "x"),
    ):
        with pytest.raises(AzureError) as caught:
            await attempt
        assert caught.value.code == "azure-forbidden"
        assert "s3cret" not in str(caught.value)


async def test_no_vault_at_all(local: server.LocalAzure) -> None:
    world = await connected(local, key_vault_url="")
    try:
        with pytest.raises(AzureError, match="FAILBACK_PS_KEY_VAULT_URL"):
            await secrets.exists(world, "x")
    finally:
        await world.close()


async def test_tokens_that_the_vault_calls_invalid(world: azure.Azure, act: Act) -> None:
    assert await secrets.exists(world, "asr-passphrase")
    await act("expire_tokens")
    assert await secrets.exists(world, "asr-passphrase")
