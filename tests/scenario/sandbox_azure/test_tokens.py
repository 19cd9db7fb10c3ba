"""Given the story's tenant, when somebody signs in, then Entra ID and the services judge them."""

from __future__ import annotations

import pytest
from azure.core.exceptions import ClientAuthenticationError
from azure.identity.aio import EnvironmentCredential

from sandbox.azure import images, seed
from tests.scenario.sandbox_azure.conftest import World

SUBSCRIPTIONS = "/subscriptions?api-version=2022-12-01"


async def test_a_wrong_secret_is_refused_with_entra_s_code(world: World) -> None:
    wrong = world.sign_in("not-the-secret")
    with pytest.raises(ClientAuthenticationError, match="AADSTS7000215") as refusal:
        await wrong.get_token(world.local.urls["arm"] + "/.default")
    assert "invalid_client" in str(refusal.value) or "Invalid client secret" in str(refusal.value)
    (entry,) = world.local.control.entries("authority", "POST", "token")
    assert entry["status"] == 401
    assert "not-the-secret" not in str(entry)


async def test_the_environment_credential_works_as_the_bot_will_use_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in world.local.settings.items():
        monkeypatch.setenv(name, value)
    credential = EnvironmentCredential(disable_instance_discovery=True, transport=world.transport())
    token = await credential.get_token(world.local.urls["arm"] + "/.default")
    answer = await world.raw(
        "GET", SUBSCRIPTIONS, headers={"Authorization": f"Bearer {token.token}"}
    )
    names = {each["displayName"] for each in (await answer.json())["value"]}
    assert names == {"Contoso DR Production", "Contoso DR Test"}
    await credential.close()


async def test_discovery_documents_name_this_authority(world: World) -> None:
    base = world.local.urls["authority"]
    url = f"{base}/{seed.TENANT}/v2.0/.well-known/openid-configuration"
    async with world.http.get(url) as answer:
        found = await answer.json()
    assert found["token_endpoint"] == f"{base}/{seed.TENANT}/oauth2/v2.0/token"
    async with world.http.get(url.replace(seed.TENANT, "organizations")) as answer:
        found = await answer.json()
    assert found["token_endpoint"] == f"{base}/organizations/oauth2/v2.0/token"
    assert found["issuer"] == f"{base}/{{tenantid}}/v2.0", "as Entra ID leaves it open there"


async def test_the_endpoints_of_the_cloud_are_told_without_a_token(world: World) -> None:
    url = world.local.urls["arm"] + "/metadata/endpoints?api-version="
    async with world.http.get(url + "2022-09-01") as answer:
        cloud = await answer.json()
    assert cloud["resourceManager"] == world.local.urls["arm"] + "/"
    assert cloud["authentication"]["loginEndpoint"] == world.local.urls["authority"]
    vault = f"https://127.{cloud['suffixes']['keyVaultDns']}"
    assert vault == world.local.urls["keyvault"]
    async with world.http.get(url + "2019-05-01") as answer:
        assert await answer.json() == [cloud]
    async with world.http.get(url + "2001-01-01") as answer:
        assert (answer.status, (await answer.json())["error"]["code"]) == (
            400, "InvalidApiVersionParameter")  # fmt: skip
    async with world.http.get(cloud["vmImageAliasDoc"]) as answer:
        aliases = (await answer.json())["outputs"]["aliases"]["value"]
    assert {"Win2019Datacenter", "Win2022Datacenter"} == set(aliases["Windows"])
    for named in aliases["Windows"].values():
        image = images.find(named["publisher"], named["offer"], named["sku"])
        assert image is not None
        assert (image.generation, named["version"], named["architecture"]) == (
            "V2",
            "latest",
            "x64",
        )


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ({}, "AuthenticationFailed"),
        ({"Authorization": "Bearer made-up"}, "InvalidAuthenticationToken"),
    ],
)
async def test_no_token_or_a_made_up_one_is_401(
    world: World, header: dict[str, str], code: str
) -> None:
    answer = await world.raw("GET", SUBSCRIPTIONS, headers=header)
    assert answer.status == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer authorization_uri=")
    assert (await answer.json())["error"]["code"] == code


async def test_a_token_expires_on_azure_s_clock(world: World) -> None:
    assert (await world.raw("GET", SUBSCRIPTIONS)).status == 200
    await world.act("advance", seconds=3601)
    answer = await world.raw("GET", SUBSCRIPTIONS)
    assert answer.status == 401
    assert (await answer.json())["error"]["code"] == "ExpiredAuthenticationToken"


async def test_a_token_for_the_vault_is_not_good_for_resource_manager(world: World) -> None:
    resource = world.local.urls["keyvault"].replace("://127.", "://")
    token = await world.credential.get_token(resource + "/.default")
    answer = await world.raw(
        "GET", SUBSCRIPTIONS, headers={"Authorization": f"Bearer {token.token}"}
    )
    assert answer.status == 401
    assert (await answer.json())["error"]["code"] == "InvalidAuthenticationTokenAudience"


async def test_a_token_for_an_unknown_service_is_not_given(world: World) -> None:
    with pytest.raises(ClientAuthenticationError, match="AADSTS500011"):
        await world.credential.get_token("https://elsewhere.example/.default")
