"""Given Key Vault, when secrets are kept, deleted and brought back, then it acts as in Azure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError

from tests.scenario.sandbox_azure.conftest import World, code


async def test_a_disabled_secret_is_refused_an_expired_one_is_not(world: World) -> None:
    client = world.secrets()
    past = datetime.now(UTC) - timedelta(days=1)
    await client.set_secret("old", "still here", expires_on=past)
    assert (await client.get_secret("old")).value == "still here"
    await client.set_secret("off", "hidden", enabled=False, content_type="text/plain")
    with pytest.raises(HttpResponseError) as refusal:
        await client.get_secret("off")
    assert (refusal.value.status_code, code(refusal)) == (403, "Forbidden")
    assert refusal.value.error.innererror == {"code": "SecretDisabled"}  # type: ignore[union-attr]
    made = await client.update_secret_properties("off", enabled=True, tags={"of": "test"})
    assert (made.tags, made.content_type) == ({"of": "test"}, "text/plain")
    assert (await client.get_secret("off")).value == "hidden"


async def test_lists_come_in_pages(world: World) -> None:
    client = world.secrets()
    for number in range(7):
        await client.set_secret(f"many-{number}", "x")
    pages = client.list_properties_of_secrets(max_page_size=3).by_page()
    sizes = [len([each async for each in page]) async for page in pages]
    assert sizes == [3, 3, 2]
    with pytest.raises(HttpResponseError) as refusal:
        async for _ in client.list_properties_of_secrets(max_page_size=26):
            pass
    assert code(refusal) == "BadParameter"


async def test_a_backup_brings_back_all_versions(world: World) -> None:
    client = world.secrets()
    first = await client.set_secret("kept", "one")
    await client.set_secret("kept", "two")
    backup = await client.backup_secret("kept")
    with pytest.raises(HttpResponseError) as refusal:
        await client.restore_secret_backup(backup)
    assert refusal.value.status_code == 409
    await client.delete_secret("kept")
    await client.purge_deleted_secret("kept")
    await client.restore_secret_backup(backup)
    assert (await client.get_secret("kept")).value == "two"
    assert (await client.get_secret("kept", first.properties.version)).value == "one"
    with pytest.raises(HttpResponseError) as refusal:
        await client.restore_secret_backup(backup[:-4] + b"abcd")
    assert code(refusal) == "BadParameter"


async def test_a_deleted_secret_names_its_dates_and_goes_after_ninety_days(world: World) -> None:
    client = world.secrets()
    await client.set_secret("gone", "x")
    deleted = await client.delete_secret("gone")
    assert deleted.deleted_date
    assert deleted.scheduled_purge_date
    assert deleted.scheduled_purge_date - deleted.deleted_date == timedelta(days=90)
    assert str(deleted.recovery_id).endswith("/deletedsecrets/gone")
    assert [each.name async for each in client.list_deleted_secrets()] == ["gone"]
    with pytest.raises(HttpResponseError) as refusal:
        await client.set_secret("gone", "y")
    inner = refusal.value.error.innererror  # type: ignore[union-attr]
    assert inner == {"code": "ObjectIsDeletedButRecoverable"}
    await world.act("advance", seconds=91 * 86400)
    await world.credential.close()
    world.credential = world.sign_in(world.local.client_secret)
    with pytest.raises(ResourceNotFoundError):
        await world.secrets().get_deleted_secret("gone")


async def test_purge_protection_forbids_purging(world: World) -> None:
    await world.act("vault", purge_protection=True)
    client = world.secrets()
    made = await client.set_secret("safe", "x")
    assert made.properties.recovery_level == "Recoverable"
    await client.delete_secret("safe")
    with pytest.raises(HttpResponseError, match="purge protection") as refusal:
        await client.purge_deleted_secret("safe")
    assert refusal.value.status_code == 403


async def test_while_a_deletion_goes_on_the_name_is_in_neither_list(world: World) -> None:
    await world.act("vault", deleting=1_000)
    client = world.secrets()
    await client.set_secret("slow", "x")
    url = f"{world.local.urls['keyvault']}/secrets/slow"
    token = await world.credential.get_token(world.local._vault.resource + "/.default")
    how = {"headers": {"Authorization": f"Bearer {token.token}"}, "params": {"api-version": "7.6"}}
    async with world.http.delete(url, **how) as answer:  # type: ignore[arg-type]
        assert answer.status == 200
    with pytest.raises(ResourceNotFoundError):
        await client.get_deleted_secret("slow")
    with pytest.raises(HttpResponseError) as refusal:
        await client.purge_deleted_secret("slow")
    inner = refusal.value.error.innererror  # type: ignore[union-attr]
    assert (refusal.value.status_code, inner) == (409, {"code": "ObjectIsBeingDeleted"})
    await world.act("advance", seconds=1_000)
    assert (await world.secrets().get_deleted_secret("slow")).name == "slow"


async def test_who_lacks_the_role_is_told_the_action(world: World) -> None:
    await world.act("deny", action="Microsoft.KeyVault/vaults/secrets/getSecret/action")
    with pytest.raises(HttpResponseError, match="not authorized to perform action") as refusal:
        await world.secrets().get_secret("asr-passphrase")
    inner = refusal.value.error.innererror  # type: ignore[union-attr]
    assert (refusal.value.status_code, inner) == (403, {"code": "ForbiddenByRbac"})
