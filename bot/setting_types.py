"""The values that settings have: their forms, and what is checked of them."""

from __future__ import annotations

import re
import zoneinfo
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import pydantic

from azureops import installers, versions
from watch import schedules
from workflow import seals, windows

VAULT_ID = re.compile(
    r"^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\.RecoveryServices/vaults/[^/]+$",
    re.IGNORECASE,
)
EVERY = re.compile(r"^every (\d+) ?(s|min|h|d)$")
WHOLE = re.compile(r"^\d+\.\d+\.\d+\.\d+$")
SPAN = re.compile(r"(\d+) ?(s|min|h|d)")
KEPT = re.compile(r"^(\d+) ?d$")
FOR_EVER = "for ever"
UNITS = {"s": "seconds", "min": "minutes", "h": "hours", "d": "days"}


def _interval(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    found = EVERY.match(value.strip())
    if found is None or int(found[1]) == 0:
        raise ValueError("is not an interval")
    return timedelta(**{UNITS[found[2]]: int(found[1])})


def _kept(value: Any) -> Any:
    """`None` is for ever."""
    if not isinstance(value, str):
        return value
    if value.strip() == FOR_EVER:
        return None
    found = KEPT.match(value.strip())
    if found is None or int(found[1]) == 0:
        raise ValueError("is not a time to keep something")
    return timedelta(days=int(found[1]))


def _https(value: str) -> str:
    if not re.match(r"^https://[^/\s]+", value):
        raise ValueError("is not an https URL")
    return value.rstrip("/")


def _open(value: str) -> str:
    """Plans keep it: a link that opens a store by its signature would be a secret in them."""
    if re.search(r"[?&]sig=", value, re.IGNORECASE):
        raise ValueError("is a signed link, which would be kept in plans")
    return value


def _version(value: str) -> str:
    if not WHOLE.match(value):
        raise ValueError("is not a whole version")
    return value


def _vault(value: str) -> str:
    if not VAULT_ID.match(value):
        raise ValueError("is not the id of a Recovery Services vault")
    return value


def _database(value: str) -> str:
    if not value.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise ValueError("is neither a SQLite nor a PostgreSQL URL")
    return value


def _pem(value: str) -> str:
    if value and not Path(value).is_file():
        raise ValueError("is not a file")
    return value


def _long(value: pydantic.SecretStr) -> pydantic.SecretStr:
    if len(value.get_secret_value()) < seals.SHORTEST:
        raise ValueError(f"has fewer than {seals.SHORTEST} characters")
    return value


def prefixed(prefix: str) -> Any:
    def check(value: pydantic.SecretStr | None) -> pydantic.SecretStr | None:
        if value is not None and not value.get_secret_value().startswith(prefix):
            raise ValueError(f"does not begin with {prefix}")
        return value

    return pydantic.AfterValidator(check)


def _schedule(value: Any) -> Any:
    return schedules.parse(value) if isinstance(value, str) else value


def _window(value: Any) -> Any:
    return windows.parse(value) if isinstance(value, str) else value


def _zone(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as exc:
        raise ValueError("is no time zone") from exc


def _span(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    found = SPAN.fullmatch(value.strip())
    if found is None:
        raise ValueError("is not a span of time")
    return timedelta(**{UNITS[found[2]]: int(found[1])})


Schedule = Annotated[schedules.Schedule, pydantic.BeforeValidator(_schedule)]
Window = Annotated[windows.Window, pydantic.BeforeValidator(_window)]
Zone = Annotated[zoneinfo.ZoneInfo, pydantic.BeforeValidator(_zone)]
Span = Annotated[timedelta, pydantic.BeforeValidator(_span)]
Count = Annotated[int, pydantic.Field(ge=1)]
Interval = Annotated[timedelta, pydantic.BeforeValidator(_interval)]
Kept = Annotated[timedelta | None, pydantic.BeforeValidator(_kept)]
Https = Annotated[str, pydantic.AfterValidator(_https)]
VaultId = Annotated[str, pydantic.AfterValidator(_vault)]
ChannelId = Annotated[str, pydantic.StringConstraints(pattern=r"^[CG][A-Z0-9]{6,}$")]
Database = Annotated[str, pydantic.AfterValidator(_database)]
PemFile = Annotated[str, pydantic.AfterValidator(_pem)]
Key = Annotated[pydantic.SecretStr, pydantic.AfterValidator(_long)]
PersonId = Annotated[str, pydantic.StringConstraints(pattern=r"^[UW][A-Z0-9]{6,}$")]

GroupId = Annotated[str, pydantic.StringConstraints(pattern=r"^S[A-Z0-9]{6,}$")]


class Installer(pydantic.BaseModel):
    """One `[[azure.installers]]` table."""

    model_config = pydantic.ConfigDict(frozen=True, extra="forbid")

    version: Annotated[str, pydantic.AfterValidator(_version)]
    url: Annotated[Https, pydantic.AfterValidator(_open)]
    sha256: Annotated[str, pydantic.StringConstraints(pattern=r"^([0-9A-Fa-f]{64})?$")] = ""

    def known(self) -> installers.Installer:
        version = versions.parse(self.version)
        assert version is not None  # noqa: S101 - checked above
        return installers.Installer(version=version, url=self.url, sha256=self.sha256.lower())
