"""Who may read a blob: shared keys, and signatures made with them (SAS).

Strings to sign: https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key,
…/create-service-sas and …/create-account-sas.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence

HEADERS = (
    "Content-Encoding", "Content-Language", "Content-Length", "Content-MD5", "Content-Type", "Date",
    "If-Modified-Since", "If-Match", "If-None-Match", "If-Unmodified-Since", "Range",
)  # fmt: skip
SCOPED_SINCE = "2020-12-06"  # signatures of this version on name an encryption scope
SNAPSHOT_SINCE = "2018-11-09"  # and those of this one what kind of resource


def _hmac(key: str, text: str) -> str:
    digest = hmac.new(base64.b64decode(key), text.encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def shared_key(
    key: str, account: str, *, method: str, path: str,
    query: Sequence[tuple[str, str]], headers: Mapping[str, str],
) -> str:  # fmt: skip
    """The signature of a request; `path` as sent, percent-encoded."""
    lines = [method]
    for name in HEADERS:
        value = headers.get(name, "")
        lines.append("" if name == "Content-Length" and value == "0" else value)
    own = sorted((name.lower(), value) for name, value in headers.items())
    lines += [f"{name}:{value.strip()}" for name, value in own if name.startswith("x-ms-")]
    resource = f"/{account}{path}"
    values: dict[str, list[str]] = {}
    for name, value in query:
        values.setdefault(name.lower(), []).append(value)
    for name in sorted(values):
        resource += f"\n{name}:{','.join(sorted(values[name]))}"
    return _hmac(key, "\n".join([*lines, resource]))


def service(key: str, resource: str, query: Mapping[str, str]) -> str:
    """The signature of a service SAS over `/blob/account/container[/blob]`."""
    version = query.get("sv", "")
    lines = [*_get(query, "sp", "st", "se"), resource, *_get(query, "si", "sip", "spr", "sv")]
    if version >= SNAPSHOT_SINCE:
        lines += _get(query, "sr", "snapshot")
    if version >= SCOPED_SINCE:
        lines += _get(query, "ses")
    return _hmac(key, "\n".join([*lines, *_get(query, "rscc", "rscd", "rsce", "rscl", "rsct")]))


def whole_account(key: str, account: str, query: Mapping[str, str]) -> str:
    """The signature of an account SAS."""
    lines = [account, *_get(query, "sp", "ss", "srt", "st", "se", "sip", "spr", "sv")]
    if query.get("sv", "") >= SCOPED_SINCE:
        lines += _get(query, "ses")
    return _hmac(key, "\n".join([*lines, ""]))


def _get(query: Mapping[str, str], *names: str) -> list[str]:
    return [query.get(name, "") for name in names]
