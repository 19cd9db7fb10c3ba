"""Blobs: what storage accounts hold, and the boot diagnostics of machines among them.

An account's containers are resources of their own; their blobs are `facts(container)["blobs"]`:
name → `{"content" (base64), "type", "etag", "modified", "metadata"}`. Managed boot diagnostics lie
in an account nobody owns, as in Azure.
Names: https://learn.microsoft.com/azure/virtual-machines/boot-diagnostics
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
import struct
import urllib.parse
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

from sandbox.azure import blob_signing, state

ACCOUNTS = "Microsoft.Storage/storageAccounts"
CONTAINERS = ACCOUNTS + "/blobServices/containers"
MANAGED = "mdbootdiagnostics"  # the account of machines that name none
HOME = "/servers"  # facts: where the data plane listens
VALID = timedelta(hours=2)  # of a boot diagnostics address, if the caller says nothing
Blob = dict[str, Any]


def account(current: state.State, name: str) -> str | None:
    """An account's id by its name; names are unique across Azure."""
    if name == MANAGED:
        return f"/managed/{MANAGED}"
    return next((each["id"] for each in current.all(ACCOUNTS) if each["name"] == name), None)


def keys(current: state.State, account_id: str) -> list[str]:
    """The account's two keys, drawn when first asked for."""
    facts = current.facts(account_id)
    if "keys" not in facts:
        facts["keys"] = [_key(), _key()]
    found: list[str] = facts["keys"]
    return found


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(64)).decode()


def renew_key(current: state.State, account_id: str, name: str) -> None:
    keys(current, account_id)[0 if name == "key1" else 1] = _key()


# ---- containers ------------------------------------------------------------------------------
def container_id(account_id: str, name: str) -> str:
    return f"{account_id}/blobServices/default/containers/{name}"


def containers(current: state.State, account_id: str) -> list[str]:
    return sorted(current.facts(account_id).get("containers", ()))


def make_container(current: state.State, account_id: str, name: str) -> bool:
    """False if it is there already."""
    known = current.facts(account_id).setdefault("containers", {})
    if name in known:
        return False
    known[name] = {"etag": _etag(), "modified": _stamp(current), "metadata": {}}
    return True


def container(current: state.State, account_id: str, name: str) -> dict[str, Any] | None:
    found: dict[str, Any] | None = current.facts(account_id).get("containers", {}).get(name)
    return found


def drop_container(current: state.State, account_id: str, name: str) -> bool:
    current.facts(container_id(account_id, name)).clear()
    return current.facts(account_id).get("containers", {}).pop(name, None) is not None


# ---- blobs -----------------------------------------------------------------------------------
def inside(current: state.State, account_id: str, name: str) -> dict[str, Blob]:
    """The blobs of a container by name."""
    found: dict[str, Blob] = current.facts(container_id(account_id, name)).setdefault("blobs", {})
    return found


def put(
    current: state.State, account_id: str, where: tuple[str, str], content: bytes,
    *, kind: str = "application/octet-stream", metadata: dict[str, str] | None = None,
) -> Blob:  # fmt: skip
    """Write a blob at (container, name)."""
    made = {
        "content": base64.b64encode(content).decode(),
        "md5": base64.b64encode(hashlib.md5(content, usedforsecurity=False).digest()).decode(),
        "length": len(content),
        "type": kind,
        "etag": _etag(),
        "modified": _stamp(current),
        "metadata": metadata or {},
    }
    inside(current, account_id, where[0])[where[1]] = made
    return made


def content(blob: Blob) -> bytes:
    return base64.b64decode(blob["content"])


def _etag() -> str:
    return f'"0x8DC{secrets.token_hex(6).upper()}"'


def _stamp(current: state.State) -> str:
    return format_datetime(current.clock.now(), usegmt=True)


# ---- boot diagnostics ------------------------------------------------------------------------
def url(
    current: state.State, account_or_managed: str, vm: state.Document, minutes: int | None = None
) -> tuple[str, str]:
    """(screenshot, serial log): addresses with a signature that can be read for a while.

    `account_or_managed` is a storage account's name or its blob endpoint, empty for managed
    storage. The text is `facts(vm)["serial"]` (a str) if something was written there.
    """
    name = re.sub(r"^https?://", "", account_or_managed).split(".")[0].strip("/") or MANAGED
    account_id = account(current, name) or f"/managed/{MANAGED}"
    name = name if account_id.endswith("/" + name) else MANAGED
    unique = vm["properties"].get("vmId", "")
    folder = f"bootdiagnostics-{re.sub('[^a-z0-9]', '', vm['name'].lower())[:9]}-{unique}"
    make_container(current, account_id, folder)
    title = f"{vm['name']}.{unique}"
    screen, serial = f"{title}.screenshot.bmp", f"{title}.serialconsole.log"
    text = str(current.facts(vm["id"]).get("serial") or _serial(vm))
    put(current, account_id, (folder, screen), picture(), kind="image/bmp")
    put(current, account_id, (folder, serial), text.encode(), kind="text/plain")
    until = current.clock.now() + (timedelta(minutes=minutes) if minutes else VALID)
    found = [
        _signed(current, (account_id, name), (folder, each), until.strftime("%Y-%m-%dT%H:%M:%SZ"))
        for each in (screen, serial)
    ]
    return found[0], found[1]


def _signed(
    current: state.State, owner: tuple[str, str], where: tuple[str, str], until: str
) -> str:
    query = {"sv": "2021-12-02", "sr": "b", "se": until, "sp": "r", "spr": "https"}
    path = f"/blob/{owner[1]}/{where[0]}/{where[1]}"
    query["sig"] = blob_signing.service(keys(current, owner[0])[0], path, query)
    base = current.facts(HOME).get("blobs", "")
    place = urllib.parse.quote(f"/{owner[1]}/{where[0]}/{where[1]}")
    return f"{base}{place}?{urllib.parse.urlencode(query)}"


def _serial(vm: state.Document) -> str:
    """What a Windows machine's Special Administration Console says at its start."""
    return (
        "\r\n\x1b[2J<?xml version=\"1.0\"?>\r\n<machine-info>\r\n"
        f"<name>{vm['name']}</name>\r\n<guid>{vm['properties'].get('vmId', '')}</guid>\r\n"
        "<os-product>Windows Server</os-product>\r\n</machine-info>\r\n"
        "Computer is booting, SAC started and initialized.\r\n\r\n"
        "Use the \"ch -?\" command for information about using channels.\r\n"
        "Use the \"?\" command for general help.\r\n\r\nSAC>"
    )  # fmt: skip


def picture(width: int = 640, height: int = 480) -> bytes:
    """A bitmap of a console at its sign-in page: blue, with a light field in the middle."""
    palette = struct.pack("<4I", 0x00_00_4A_8C, 0x00_FF_FF_FF, 0, 0)
    plain = bytes(width)
    field = bytes(width // 3) + b"\x01" * (width // 3) + bytes(width - 2 * (width // 3))
    low, high = height * 2 // 5, height * 2 // 5 + 28
    rows = b"".join(field if low <= row < high else plain for row in range(height))
    start = 14 + 40 + len(palette)
    head = struct.pack("<2sIHHI", b"BM", start + len(rows), 0, 0, start)
    info = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 8, 0, len(rows), 2835, 2835, 4, 0)
    return head + info + palette + rows
