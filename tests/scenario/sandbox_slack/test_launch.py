"""The launcher: one call, both clouds, and a bot's settings that hold together."""

from __future__ import annotations

import tomllib
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import launch


async def test_both_are_started_and_the_page_reaches_azure(tmp_path: Path) -> None:
    running = await launch.start(data_dir=tmp_path, speed=100)
    try:
        services = {
            "arm",
            "authority",
            "keyvault",
            "blobs",
            "prices",
            "slack_api",
            "slack_page",
            "control",
        }
        assert set(running.urls) == services
        config = tomllib.loads(Path(running.settings["FAILBACK_PS_CONFIG"]).read_text())
        assert config["slack"]["channels"]["default"] == "C0INCIDENT"
        assert config["policy"][0]["approvers"] == [{"groups": ["S0LEADS01"], "quorum": 1}]
        store = Path(config["store"]["database_url"].removeprefix("sqlite:///")).parent
        assert store.is_dir()
        for secret in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "AZURE_CLIENT_SECRET"):
            assert running.settings[secret] not in repr(running)
            assert running.settings[secret] not in str(config)
        client = AsyncWebClient(
            token=running.settings["SLACK_BOT_TOKEN"], base_url=running.settings["SLACK_API_URL"]
        )
        assert (await client.auth_test())["team_id"] == "T0CONTOSO"
        async with aiohttp.ClientSession(running.urls["slack_page"]) as page:
            async with page.get("/page/panels") as answer:
                assert [p["id"] for p in (await answer.json())["panels"]] == ["azure"]
            async with page.get("/page/azure") as answer:
                assert "asr-passphrase" in (await answer.json())["secrets"]
            order = {"do": "register", "ip": "10.60.2.9"}
            async with page.post("/page/azure", json=order) as answer:
                assert answer.status == 400
                assert "10.60.2.9" in (await answer.json())["error"]
    finally:
        await running.stop()
    assert not store.exists()


async def test_slack_alone_by_socket(tmp_path: Path) -> None:
    running = await launch.start(only="slack", mode="socket", data_dir=tmp_path)
    try:
        assert set(running.urls) == {"slack_api", "slack_page", "control"}
        assert running.settings["SLACK_APP_TOKEN"].startswith("xapp-")
        client = AsyncWebClient(base_url=running.settings["SLACK_API_URL"])
        opened = await client.apps_connections_open(app_token=running.settings["SLACK_APP_TOKEN"])
        assert opened["url"].startswith("ws://127.0.0.1:")
    finally:
        await running.stop()


SITES = [f"rsv-{kind}-{number:03d}" for number in range(0, 100, 20) for kind in ("site", "modern")]


@pytest.mark.parametrize(
    ("seed", "names"),
    [("story", ["rsv-dr-vmware", "rsv-dr-modern"]), ("empty", []), ("big", SITES)],
)
async def test_the_settings_name_the_vaults_that_are_there(
    tmp_path: Path, seed: str, names: list[str]
) -> None:
    running = await launch.start(only="azure", data_dir=tmp_path, seed=seed)
    await running.stop()
    config = tomllib.loads((tmp_path / "sandbox.toml").read_text())
    assert [vault.rpartition("/")[2] for vault in config["azure"]["vaults"]] == names


async def test_azure_alone(tmp_path: Path) -> None:
    running = await launch.start(only="azure", data_dir=tmp_path)
    assert set(running.urls) == {"arm", "authority", "keyvault", "blobs", "prices", "control"}
    await running.stop()
    await running.stop()
