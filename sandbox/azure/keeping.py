"""Saving and loading: everything there is, as one JSON file.

What runs is settled first, by moving Azure's clock on: a file holds no half-done work. Secrets are
left out unless asked for; a secret loaded without its value gets a new one, and the configuration
servers learn the new passphrase. What Azure never shows (protected parameters, administrators'
passwords) is never in a file.

JSON has no tuples, sets, times or bytes, and no keys but texts: these stand as objects with one
key that begins with `$`.
"""

from __future__ import annotations

import base64
import hashlib
import secrets as random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from sandbox import control
from sandbox.azure import acting, recovery_reports, state
from sandbox.azure.acting import Order, World
from sandbox.azure.operations import Operations
from sandbox.azure.process_servers import ProcessServer

acts = acting.Acts()
FORMAT = 1
LEFT_OUT = ("clock", "throttle", "lag", "derived", "seal")  # of this run, or made of the rest
STORES = ("secrets", "deleted_secrets")
NEVER = frozenset(
    ["protectedparameters", "adminpassword", "runaspassword", "passphrase", "protectedsettings"]
)
PASSPHRASE = "asr-passphrase"  # noqa: S105 - a secret's name, not its value
STEPS = 10_000  # more than any chain of operations needs


class KeepingError(Exception):
    """A file that cannot be read back, or a state that cannot be written."""


# ---- JSON ----
def encode(value: Any) -> Any:
    """Any value of the state as JSON."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, dict):
        return _mapping(value)
    if isinstance(value, list):
        return [encode(each) for each in value]
    for kind, (tag, write) in MARKS.items():
        if isinstance(value, kind):
            return {tag: write(value)}
    raise KeepingError(f"a {type(value).__name__} cannot be saved")


def _mapping(value: dict[Any, Any]) -> Any:
    if not all(isinstance(key, str) and not key.startswith("$") for key in value):
        return {"$pairs": [[encode(key), encode(each)] for key, each in value.items()]}
    return {key: encode(each) for key, each in value.items() if key.lower() not in NEVER}


def decode(value: Any) -> Any:
    """What `encode` gave, as it was."""
    if isinstance(value, list):
        return [decode(each) for each in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        ((tag, inner),) = value.items()
        if tag.startswith("$"):
            return _tagged(tag, inner)
    return {key: decode(each) for key, each in value.items()}


def _tagged(tag: str, inner: Any) -> Any:
    if tag not in READERS:
        raise KeepingError(f"unknown mark {tag!r}")
    return READERS[tag](inner)


MARKS: dict[type[Any], tuple[str, Callable[[Any], Any]]] = {
    tuple: ("$tuple", lambda value: [encode(each) for each in value]),
    set: ("$set", lambda value: sorted((encode(each) for each in value), key=orjson.dumps)),
    datetime: ("$time", lambda value: value.astimezone(UTC).isoformat()),
    bytes: ("$bytes", lambda value: base64.b64encode(value).decode()),
    ProcessServer: ("$server", lambda value: value.plain()),
}
READERS: dict[str, Callable[[Any], Any]] = {
    "$tuple": lambda inner: tuple(decode(each) for each in inner),
    "$set": lambda inner: {decode(each) for each in inner},
    "$pairs": lambda inner: {decode(key): decode(each) for key, each in inner},
    "$time": datetime.fromisoformat,
    "$bytes": base64.b64decode,
    "$server": ProcessServer.of,
}


# ---- the whole ----
def settle(current: state.State, operations: Operations) -> None:
    """Move Azure's clock on until nothing runs any more."""
    for _ in range(STEPS):
        operations.settle()
        due = operations.next_due()
        if due is None:
            return
        current.clock.advance(max(0.0, due - current.clock.elapsed()))
    raise KeepingError("the running operations do not come to an end")


def dump(current: state.State, *, secrets: bool = False) -> bytes:
    """The state as JSON; `secrets`: with the values in the Key Vault."""
    kept = {
        name: encode(value)
        for name, value in vars(current).items()
        if name not in LEFT_OUT and not name.startswith("_")
    }
    if not secrets:
        for bundle in _bundles({name: kept[name] for name in STORES}):
            del bundle["value"]
    moment = current.clock.now()
    return orjson.dumps(
        {"format": FORMAT, "saved": moment.isoformat(), "state": kept},
        option=orjson.OPT_INDENT_2,
    )


def _bundles(value: Any) -> list[dict[str, Any]]:
    """Every secret's version inside a store: an object with an id and a value."""
    if isinstance(value, list):
        return [found for each in value for found in _bundles(each)]
    if not isinstance(value, dict):
        return []
    if "attributes" in value and "id" in value:
        return [value] if "value" in value else []
    return [found for each in value.values() for found in _bundles(each)]


def restore(current: state.State, raw: bytes) -> None:
    """Put a saved state in place of what there is; KeepingError leaves it as it was."""
    try:
        read = orjson.loads(raw)
        kept = {name: decode(value) for name, value in read["state"].items()}
        saved = datetime.fromisoformat(read["saved"])
        known = kept.keys() >= {"kinds", "all_facts", "process_servers", *STORES}
    except (ValueError, KeyError, TypeError) as broken:
        raise KeepingError(f"this is no saved state: {broken}") from broken
    if not known:
        raise KeepingError("this is no saved state: half of it is missing")
    if read.get("format") != FORMAT:
        raise KeepingError(f"the file's format is {read.get('format')!r}, known is {FORMAT}")
    kinds = kept.pop("kinds")
    # One by one, so that all that is derived from documents hears of it.
    for document in list(current.everything()):
        current.remove(document["id"], document["type"])
    for name in vars(current):
        if name in kept:
            setattr(current, name, kept[name])
    for documents in kinds.values():
        for document in documents.values():
            current.put(document)
    current.derived.clear()
    later = saved - current.clock.now()
    if later > timedelta(0):  # never back in time, or what was will not have been yet
        current.clock.advance(later.total_seconds())
    _reports(current)
    _secrets(current)


def _reports(current: state.State) -> None:
    """Reports count their age by a clock that began anew; an old one is taken again."""
    for facts in current.all_facts.values():
        report = facts.get("report")
        if isinstance(report, dict) and "elapsed" in report:
            age = (current.clock.now() - datetime.fromisoformat(report["at"])).total_seconds()
            if age >= recovery_reports.EVERY:
                del facts["report"]
            else:
                report["elapsed"] = current.clock.elapsed() - age


def _secrets(current: state.State) -> None:
    new = False
    for versions in current.secrets.values():
        for bundle in versions:
            if "value" not in bundle:
                bundle["value"] = random.token_urlsafe(16)
                new = True
    if new and current.secrets.get(PASSPHRASE):
        share(current, current.secrets[PASSPHRASE][0]["value"])


def share(current: state.State, passphrase: str) -> None:
    """The configuration servers' passphrase, which they keep as a digest."""
    digest = hashlib.sha256(passphrase.encode()).hexdigest()
    for fabric in current.all("Microsoft.RecoveryServices/vaults/replicationFabrics"):
        current.facts(fabric["id"])["passphrase_sha256"] = digest


def move(current: state.State, base: str) -> None:
    """Secrets' ids name the vault's address: the one it has in this run."""
    for store in STORES:
        value = getattr(current, store)
        bundles = [each for group in value.values() for each in _versions(group)]
        for bundle in bundles:
            path = str(bundle["id"]).partition("/secrets/")[2]
            bundle["id"] = f"{base}/secrets/{path}"


def _versions(group: Any) -> list[dict[str, Any]]:
    found = group if isinstance(group, list) else group.get("versions", [])
    return [each for each in found if isinstance(each, dict) and "id" in each]


# ---- acts ----
@acts.act("save")
def save(world: World, order: Order) -> Any:
    """`{"path", "secrets"?}`: write everything into a file, secret values only if asked"""
    settle(world.state, world.operations)
    raw = dump(world.state, secrets=bool(order.get("secrets")))
    path = Path(str(order["path"]))
    path.touch(mode=0o600)
    path.write_bytes(raw)
    return {"bytes": len(raw)}


@acts.act("load")
def load(world: World, order: Order) -> Any:
    """`{"path"}`: put a saved state in place of this one"""
    settle(world.state, world.operations)
    base = _base(world.state)
    try:
        restore(world.state, Path(str(order["path"])).read_bytes())
    except (OSError, KeepingError) as problem:
        raise control.OrderError(str(problem)) from problem
    if base:
        move(world.state, base)
    world.operations.forget_all()
    return {"resources": sum(1 for _ in world.state.everything())}


def _base(current: state.State) -> str:
    for versions in current.secrets.values():
        for bundle in versions:
            return str(bundle["id"]).partition("/secrets/")[0]
    return ""
