"""What was asked for, as texts; `look` settles it against Azure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commands.deploy import fields
from core import json
from workflow import procedures


@dataclass(frozen=True, kw_only=True)
class Wish:
    """The fields' values with defaults. `approved_ip` is the address of an already approved plan
    of the same operation: planning again gives it again while it is free."""

    subscription: str
    vault: str
    resource_group: str
    region: str
    network: str
    subnet: str
    name: str
    user: str
    storage: str
    ip: str
    size: str
    source: str
    windows: str
    passphrase_secret: str
    operation_id: str
    approved_ip: str = ""


def of(values: json.Object, request: procedures.Request) -> Wish:
    given = {f.name: str(values.get(f.name) or f.default).strip() for f in fields.FIELDS}
    approved = request.extra.get("arguments")
    approved_ip = approved.get("ip") if isinstance(approved, Mapping) else None
    return Wish(**given, operation_id=request.operation_id, approved_ip=str(approved_ip or ""))
