"""Where Azure is, and who the bot is there."""

from __future__ import annotations

import pytest

from azureops import azure, credentials

VARIABLES = (
    "AZURE_TENANT_ID",
    "AZURE_CLIENT_ID",
    "AZURE_CLIENT_SECRET",
    "AZURE_CLIENT_CERTIFICATE_PATH",
    "AZURE_FEDERATED_TOKEN_FILE",
    "AZURE_AUTHORITY_HOST",
)


@pytest.mark.parametrize(
    ("cloud", "arm", "authority"),
    [
        ("public", "https://management.azure.com", "https://login.microsoftonline.com"),
        (
            "usgovernment",
            "https://management.usgovcloudapi.net",
            "https://login.microsoftonline.us",
        ),
        ("china", "https://management.chinacloudapi.cn", "https://login.chinacloudapi.cn"),
    ],
)
def test_the_clouds(cloud: str, arm: str, authority: str) -> None:
    found = azure.Endpoints(cloud=cloud).resolved()
    assert (found.arm_url, found.authority_host) == (arm, authority)
    assert found.scope == f"{arm}/.default"
    assert found.shared


def test_given_addresses_win() -> None:
    found = azure.Endpoints(arm_url="https://127.0.0.1:8443/").resolved()
    assert found.arm_url == "https://127.0.0.1:8443"
    assert found.scope == "https://127.0.0.1:8443/.default"
    assert not found.shared
    assert found.prices_url == "https://prices.azure.com"


def test_an_unknown_cloud() -> None:
    with pytest.raises(ValueError, match="usgovernment"):
        azure.Endpoints(cloud="mars").resolved()


# Importing azure-identity imports urllib3, which tries at once whether there is IPv6.
@pytest.mark.filterwarnings("ignore:A test tried to use socket")
@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (("AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"), "EnvironmentCredential"),
        (
            ("AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_FEDERATED_TOKEN_FILE"),
            "WorkloadIdentityCredential",
        ),
        (("AZURE_CLIENT_ID",), "ChainedTokenCredential"),
        ((), "ChainedTokenCredential"),
    ],
)
async def test_the_standard_variables_choose_the_identity(
    monkeypatch: pytest.MonkeyPatch, given: tuple[str, ...], kind: str
) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name in given:
        monkeypatch.setenv(name, "5a7d0000-0000-4000-8000-00000000000a")
    world = await azure.connect(azure.Endpoints(authority_host="https://127.0.0.1:9"))
    try:
        assert isinstance(world.credential, credentials.Identity)
        assert type(await world.credential.chosen()).__name__ == kind
    finally:
        await world.close()


async def test_a_shared_resource_manager_is_asked_less_often() -> None:
    public = await azure.connect(azure.Endpoints())
    private = await azure.connect(azure.Endpoints(arm_url="https://127.0.0.1:9"))
    assert public.interval >= 4
    assert private.interval < public.interval
    await public.close()
    await private.close()


async def test_clients_are_made_once_for_each_service_and_subscription() -> None:
    world = await azure.connect(azure.Endpoints(key_vault_url="https://kv.vault.azure.net"))
    assert await world.compute("a") is await world.compute("a")
    assert await world.compute("a") is not await world.compute("b")
    assert await world.key_vault() is await world.key_vault()
    await world.close()
