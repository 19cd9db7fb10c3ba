"""No secret leaves by logs, databases or Slack, in any coat, in the course of a deployment."""

from __future__ import annotations

import base64
import binascii
import json
import re
import sqlite3
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import redaction
from tests import harness, story

BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
DEPTH = 4


def layers(text: str, depth: int = DEPTH) -> Iterator[str]:
    """The text, and whatever lies inside it as base64 or as JSON within JSON."""
    yield text
    if not depth:
        return
    for found in BASE64.findall(text):
        padded = found.rstrip("=").replace("-", "+").replace("_", "/")
        try:
            inner = base64.b64decode(padded + "=" * (-len(padded) % 4)).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
        yield from layers(inner, depth - 1)
    for quoted in re.findall(r'"(?:[^"\\]|\\.)*\\"(?:[^"\\]|\\.)*"', text):
        try:
            yield from layers(json.loads(quoted), depth - 1)
        except ValueError:
            continue


def leaks(text: str, secrets: dict[str, str]) -> list[str]:
    forms = {name: redaction.coats(value) for name, value in secrets.items()}
    return [
        name
        for layer in layers(text)
        for name, coats in forms.items()
        if any(coat in layer for coat in coats)
    ]


@pytest.mark.parametrize(
    "wrap",
    [
        str,
        lambda s: json.dumps({"a": json.dumps({"b": s})}),
        lambda s: base64.b64encode(json.dumps({"b": s}).encode()).decode(),
        lambda s: json.dumps(
            {"t": base64.urlsafe_b64encode(base64.b64encode(s.encode())).decode()}
        ),
    ],
)
def test_the_search_finds_what_it_should(wrap: Any) -> None:
    assert leaks(wrap("Hidden-Passw0rd!"), {"password": "Hidden-Passw0rd!"}) != []


def rows(database: Path) -> str:
    """Every value of every table, as text; the raw file is searched as well."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        lines = [
            str(value if not isinstance(value, bytes) else value.decode("utf-8", "replace"))
            for (table,) in tables.fetchall()
            for row in connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own names
            for value in row
            if value is not None
        ]
    return "\n".join(lines)


async def secret(world: harness.Sandbox, name: str, value: str = "") -> str:
    """A secret of the local Key Vault, read, or stored anew, as its administrator would."""
    settings, trust = world.settings, ssl.create_default_context()
    trust.load_verify_locations(world.settings["FAILBACK_PS_CA_BUNDLE"])
    url = f"{settings['AZURE_AUTHORITY_HOST']}/{settings['AZURE_TENANT_ID']}/oauth2/v2.0/token"
    vault = settings["FAILBACK_PS_KEY_VAULT_URL"]
    form = {
        "grant_type": "client_credentials",
        "client_id": settings["AZURE_CLIENT_ID"],
        "client_secret": settings["AZURE_CLIENT_SECRET"],
        "scope": "https://vault.azure.net/.default",
    }
    async with world.session.get(f"{vault}/secrets?api-version=7.5", ssl=trust) as challenge:
        told = challenge.headers["WWW-Authenticate"]
        found = re.search(r'resource="([^"]+)"', told)
        assert found, told
        form["scope"] = f"{found[1]}/.default"
    async with world.session.post(url, data=form, ssl=trust) as answer:
        token = (await answer.json())["access_token"]
    bearer = {"Authorization": f"Bearer {token}"}
    method, body = ("PUT", {"value": value}) if value else ("GET", None)
    there = f"{vault}/secrets/{name}?api-version=7.5"
    async with world.session.request(method, there, json=body, headers=bearer, ssl=trust) as answer:
        assert answer.status == 200, await answer.text()
        return str((await answer.json())["value"])


UNATTENDED = {"name": "ps-weu-2", "ip": "10.60.2.20", "source": "unified-setup"}
WRONG = "wr0ng-Pass-phrase-Value-77"


async def unattended(world: harness.Sandbox) -> None:
    """Unified Setup meets a wrong passphrase, then the right one: nobody is asked for either."""
    right, title = await secret(world, "asr-passphrase"), "Deploy ps-weu-2"
    await secret(world, "asr-passphrase", WRONG)
    await story.ask(world, **UNATTENDED)
    await story.approve(world, title=title)
    card = await story.card(world, "did not take the passphrase", 90, title=title, failed=True)
    assert "genpassphrase.exe" in harness.shown(card)
    await world.message("The end of the setup log", thread_ts=card["ts"])
    await secret(world, "asr-passphrase", right)
    await world.click(harness.RITA, card, "Retry")
    done = await story.card(world, "*Done.*", 90, title=title, failed=True)
    assert "10.60.2.20" in harness.shown(done)
    servers = (await world.control.snapshot())["process_servers"]
    assert [s["friendlyName"] for s in servers if s["ipAddress"] == "10.60.2.20"] == ["ps-weu-2"]


async def carriers(world: harness.Sandbox, secrets: dict[str, str]) -> set[tuple[str, str]]:
    """Which secret went to Azure Resource Manager in which part of a request."""
    found: set[tuple[str, str]] = set()
    for entry in await world.control.journal("arm"):
        assert leaks(json.dumps(entry["answer"]), secrets) == [], entry["path"]
        body = json.loads(json.dumps(entry["body"] or {}))
        properties = body.get("properties", {}) if isinstance(body, dict) else {}
        parts = {
            "protectedParameters": properties.pop("protectedParameters", None),
            "adminPassword": (properties.get("osProfile") or {}).pop("adminPassword", None),
            "elsewhere": [body, entry["path"]],
        }
        for part, value in parts.items():
            found |= {(name, part) for name in leaks(json.dumps(value), secrets)}
    return found


@pytest.mark.timeout(240)
async def test_nothing_leaks(tmp_path: Path) -> None:
    async with harness.sandbox(tmp_path, speed=120) as world:
        bot = await world.bot(FAILBACK_PS_LOG_LEVEL="debug")
        await story.ask(world)
        await story.approve(world)
        await story.register(world)
        await story.card(world, "*Done.*")
        await unattended(world)
        names = [n for n in (await world.control.snapshot())["secrets"] if n != "asr-passphrase"]
        assert names, "a password was generated"
        secrets = {name: await secret(world, name) for name in [*names, "asr-passphrase"]}
        secrets["wrong"] = WRONG
        secrets |= {
            key: world.settings[key]
            for key in (
                "SLACK_BOT_TOKEN",
                "SLACK_SIGNING_SECRET",
                "AZURE_CLIENT_SECRET",
                "FAILBACK_PS_AUDIT_KEY",
            )
        }
        assert all(len(value) >= 12 for value in secrets.values())
        traffic = json.dumps(await world.control.journal("slack_api"))
        every = await world.messages()
        for card in [m for m in every if story.is_card(m)]:
            every += await world.messages(thread_ts=card["ts"])
        channel = "".join(map(harness.shown, every))
        carried = await carriers(world, secrets)
        assert carried == {
            *((name, "adminPassword") for name in names),
            ("asr-passphrase", "protectedParameters"),
            ("wrong", "protectedParameters"),
        }
        await bot.stop()
    places = {"log": bot.said(), "traffic": traffic, "channel": channel}
    databases = [p for p in tmp_path.iterdir() if p.suffix == ".db"]
    assert len(databases) >= 2, "the store and the engine have a file each"
    for database in databases:
        places[database.name] = rows(database)
        places[f"{database.name} raw"] = database.read_bytes().decode("latin-1")
    found = {place: leaks(text, secrets) for place, text in places.items()}
    assert not any(found.values()), {place: names for place, names in found.items() if names}
    tokens = {place: re.findall(r"eyJ[\w-]{20,}\.eyJ", text) for place, text in places.items()}
    assert not any(tokens.values()), [place for place, many in tokens.items() if many]
