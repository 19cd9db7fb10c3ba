"""What every rule shares: what it is given, what it says, and how a server is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypedDict

from azureops import fabrics
from azureops.process_servers import ProcessServer
from commands import servers
from core import json, language, phrases
from watch import readings
from workflow import findings, plans

WARNING = plans.Severity.WARNING.value
CRITICAL = plans.Severity.BLOCKING.value
UNREADABLE = "unreadable"
"""The one kind that no rule judges: the vault itself gave no answer."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What the settings say. `secret_expires` is of the bot's own Azure secret."""

    forgotten_after: timedelta = timedelta(days=14)
    most_machines: int = 150
    secret_expires: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Known:
    """One reading with what earlier ones remember, by a server's id: since when nobody uses it,
    and the machine that it stood on."""

    reading: readings.Reading
    terms: Terms
    unused_since: Mapping[str, datetime] = field(default_factory=dict)
    machines: Mapping[str, str] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return self.reading.now


Seen = Sequence[findings.Observation]
OfVault = Callable[[readings.Vault, Known], Seen | None]
"""None: what it needs could not be read, so nothing is opened and nothing closed."""
OfEstate = Callable[[Known], Seen | None]


Said = Sequence[phrases.Phrase]
"""What a rule says, sentence by sentence."""


class Told(TypedDict):
    sentence: str
    evidence: json.Object


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A pure judgement of one reading. `text` says what is compared, `source` who says so."""

    kind: str
    check: str  # by which ticks it is judged
    text: str
    source: str
    vault: OfVault | None = None
    estate: OfEstate | None = None
    items: bool = False  # needs the machines that are protected
    nics: bool = False  # needs the interfaces of all subscriptions
    regions: bool = False


def server_id(fabric: fabrics.Fabric, ps: ProcessServer) -> str:
    return servers.Server(fabric=fabric, ps=ps).id


def watched(vault: readings.Vault) -> list[tuple[fabrics.Fabric, ProcessServer]]:
    """Every process server, the built-in and the modernised ones as well."""
    return [(fabric, ps) for fabric in vault.fabrics for ps in fabric.process_servers]


def in_azure(vault: readings.Vault) -> list[tuple[fabrics.Fabric, ProcessServer]]:
    """Those of classic fabrics that are servers of their own."""
    return [
        (fabric, ps)
        for fabric, ps in watched(vault)
        if fabric.kind is fabrics.Kind.VMWARE and not ps.built_in
    ]


def told(said: Said, evidence: Mapping[str, json.JSON]) -> Told:
    """What was found as an observation keeps it: in English, and as phrases beside the evidence."""
    return {
        "sentence": phrases.read(said, language.of("en")),
        "evidence": {**evidence, findings.SAID: phrases.write(said)},
    }


def of_server(  # noqa: PLR0917 - server first, then what is said of it
    fabric: fabrics.Fabric,
    ps: ProcessServer,
    kind: str,
    severity: str,
    said: Said,
    evidence: Mapping[str, json.JSON],
    about: str = "",
) -> findings.Observation:
    where: json.Object = {
        "address": ps.address,
        "fabric": fabric.friendly_name,
        "vault": fabric.vault_id.rsplit("/", 1)[-1],
    }
    return findings.Observation(
        server=server_id(fabric, ps),
        server_name=ps.name or ps.address or ps.id,
        kind=kind,
        severity=severity,
        **told(said, {**evidence, **where}),
        about=about,
    )


def of_configuration_server(
    fabric: fabrics.Fabric,
    kind: str,
    severity: str,
    said: Said,
    evidence: Mapping[str, json.JSON],
) -> findings.Observation:
    return findings.Observation(
        server=fabric.id.lower(),
        server_name=fabric.friendly_name,
        kind=kind,
        severity=severity,
        **told(said, {**evidence, "vault": fabric.vault_id.rsplit("/", 1)[-1]}),
    )
