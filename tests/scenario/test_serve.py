"""Given the bot as a process: its port, its signatures, its start, its stop, its end."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import signal
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot import server
from tests import harness

BODY = "command=%2Ffailback-ps&text=help&team_id=T0CONTOSO&channel_id=C0INCIDENT&user_id=U0RITA001"


GROUP = f"/subscriptions/{harness.PRODUCTION}/resourceGroups/rg-dr-vault"


async def post(world: harness.Sandbox, secret: str, at: float, body: str = BODY) -> int:
    signed = hmac.new(secret.encode(), f"v0:{int(at)}:{BODY}".encode(), hashlib.sha256).hexdigest()
    headers = {
        "X-Slack-Request-Timestamp": str(int(at)),
        "X-Slack-Signature": f"v0={signed}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    url = f"http://127.0.0.1:{world.settings['FAILBACK_PS_PORT']}/slack/events"
    async with world.session.post(url, data=body, headers=headers) as answer:
        return answer.status


async def test_where_there_is_no_vault_it_says_so(tmp_path: Path) -> None:
    """To who asks, and in the log; a vault that is named and not there, in the channel too."""
    async with harness.sandbox(tmp_path, seed="empty") as world:
        bot = await world.bot()
        await world.type(harness.RITA, "check")
        await world.message("There is no vault to look at")
        assert "no-vault-to-look-at" in bot.said()
        await bot.stop()
        config = Path(world.settings["FAILBACK_PS_CONFIG"])
        gone = json.dumps(f"{GROUP}/providers/Microsoft.RecoveryServices/vaults/rsv-dr-gone")
        config.write_text(config.read_text().replace("vaults = []", f"vaults = [{gone}]"))
        again = await world.bot()
        await world.type(harness.RITA, "check")
        told = await world.message("Vault cannot be read: rsv-dr-gone")
        assert not told["ephemeral"]
        assert "vault-not-read" in again.said()


async def test_a_click_on_a_connection_that_was_idle_is_not_lost() -> None:
    """uvicorn by itself hangs up after five seconds, and then both sides may do so at once."""

    async def ready() -> dict[str, str]:
        return {}

    port = server.Server(server.application(None, ready), "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection("127.0.0.1", await port.start())
    try:
        for pause in (0, 6):
            await asyncio.sleep(pause)
            writer.write(b"POST /healthz HTTP/1.1\r\nHost: bot\r\nContent-Length: 0\r\n\r\n")
            assert (await reader.readuntil(b"\r\n0\r\n\r\n")).startswith(b"HTTP/1.1 200")
    finally:
        writer.close()
        await port.stop()


@pytest.mark.parametrize("mode", ["http", "socket"])
async def test_the_port_tells_health_and_sigterm_ends_it(tmp_path: Path, mode: str) -> None:
    async with harness.sandbox(tmp_path, mode=mode) as world:
        bot = await world.bot()
        url = f"http://127.0.0.1:{world.settings['FAILBACK_PS_PORT']}"
        async with world.session.get(f"{url}/healthz") as alive:
            assert await alive.json() == {"status": "alive"}
        async with world.session.post(f"{url}/slack/events") as answer:
            assert answer.status == (401 if mode == "http" else 404)
        if mode == "http":
            await _only_slack_is_heard(world)
        await bot.stop()
        assert bot.child.returncode == 0
        assert '"event": "stopping"' in bot.said()


async def _only_slack_is_heard(world: harness.Sandbox) -> None:
    secret, now = world.settings["SLACK_SIGNING_SECRET"], time.time()
    assert await post(world, secret, now) == 200
    assert await post(world, "another-secret", now) == 401
    assert await post(world, secret, now, BODY.replace("help", "deploy")) == 401
    assert await post(world, secret, now - 330) == 401, "a replay"
    assert await post(world, secret, time.time() + 330) == 401, "from a clock ahead"


async def test_a_start_that_cannot_be_ends_with_the_remedy(
    tmp_path: Path, subtests: pytest.Subtests
) -> None:
    async with harness.sandbox(tmp_path) as world:
        with subtests.test("a wrong token"):
            bot = await world.bot(wait=False, SLACK_BOT_TOKEN="xoxb-not-the-token")
            assert await bot.child.wait() == 2
            assert "SLACK_BOT_TOKEN" in bot.said()
            assert "xoxb-not-the-token" not in bot.said()
        with subtests.test("Slack away"):
            bot = await world.bot(wait=False, SLACK_API_URL="http://127.0.0.1:9/api/")
            assert await bot.child.wait() == 2
            assert "Slack" in bot.said()
            assert "Traceback" not in bot.said()
        with subtests.test("the policy is explained all the same"):
            await _explained(world)


async def test_a_refused_app_token_ends_the_bot(tmp_path: Path) -> None:
    async with harness.sandbox(tmp_path, mode="socket") as world:
        bot = await world.bot()
        refusal = {"status": 200, "body": {"ok": False, "error": "invalid_auth"}}
        await world.control.fault(
            service="slack_api",
            method="POST",
            path="apps.connections.open",
            times=-1,
            then=refusal,
        )
        await world.control.slack("disconnect", reason="refresh_requested")
        assert await bot.child.wait() == 2
        assert "SLACK_APP_TOKEN" in bot.said()


async def _explained(world: harness.Sandbox) -> None:
    """With what Slack knows, while nobody serves."""
    asked = ("policy", "explain", "deploy", "--as", "@lena", "--json")
    said = json.loads(await world.terminal(*asked))
    assert said["person"] == harness.LENA
    assert said["approve"]["may"]
    assert "never what they asked for" in said["approve"]["why"]
    bystander = await world.terminal("policy", "explain", "deploy", "--as", harness.BO)
    assert "@Bo Lindqvist may not ask: not among group S0ONCALL1." in bystander
    assert "No fault in recovery." in await world.terminal("policy", "check")


async def test_rules_are_read_again_on_sighup_and_a_fault_changes_nothing(tmp_path: Path) -> None:
    async with harness.sandbox(tmp_path) as world:
        bot = await world.bot()
        file = Path(world.settings["FAILBACK_PS_CONFIG"])
        before = file.read_text()
        file.write_text(before.replace('verbs = ["*"]', 'verbs = ["deplyo"]'))
        bot.child.send_signal(signal.SIGHUP)
        await harness.until(_said(bot, "policy-not-loaded"), 10, "the fault in the log")
        assert "deplyo" in bot.said()
        answer = await world.type(harness.RITA, "status")
        assert answer
        route = '\n[[route]]\nmatch = { kinds = ["operation"] }\nchannel = "C0APPROVE1"\n'
        file.write_text(before.replace('verbs = ["*"]', 'verbs = ["deploy"]') + route)
        bot.child.send_signal(signal.SIGHUP)
        await harness.until(_said(bot, '"policy-loaded"'), 10, "the new rules")
        assert '"routes": 1' in bot.said(), "the routes are read with them"
        await world.type(harness.RITA, "status")
        await world.message("No rule lets anybody run status here.")


def _said(bot: harness.Process, words: str) -> Callable[[], Awaitable[bool]]:
    async def look() -> bool:
        return words in bot.said()

    return look
