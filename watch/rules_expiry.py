"""What ends on a date: agents, certificates, the bot's own secret."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from azureops import fabrics, reading
from core import json, phrases
from core.phrases import phrase
from watch import judging, readings
from watch.judging import CRITICAL, WARNING, Known, Rule, Seen
from workflow import findings

FROM = 60  # days before the end that the service begins to remind
AGENT, CERTIFICATE, SECRET = "agent-expires", "certificate-expires", "secret-expires"
OURS = "that the last week is critical is ours"
RHYTHM = "from 60 days before every two weeks, from 53 days weekly, in the last week daily"


def reminders(left: timedelta) -> int | None:
    """How many reminders are due so far; None: it is too early for any.

    From 60 days before the end every two weeks, from 53 to 7 weekly, then daily.
    Source: learn.microsoft.com/azure/site-recovery/service-updates-how-to"""
    days = left.days
    if days > FROM:
        return None
    if days > 53:
        return 1
    if days >= 7:
        return 2 + (53 - days) // 7
    return 2 + (53 - 7) // 7 + (7 - days)


_SAID = {
    "support": ("rule-support-expired", "rule-support-expires"),
    "certificate": ("rule-certificate-expired", "rule-certificate-expires"),
    "secret": ("rule-secret-expired", "rule-secret-expires"),
}


def said(
    what: str, end: datetime | None, now: datetime
) -> tuple[str, list[phrases.Phrase], int] | None:
    """The severity, what is said and the number of the reminder; None while it is early. `what` is
    `support`, `certificate` or `secret`.

    It names the day, not the days left, so that it stays as it is between reminders."""
    if end is None or end == reading.NEVER:
        return None
    number = reminders(end - now)
    if number is None:
        return None
    day = f"{end.astimezone(UTC):%Y-%m-%d}"
    over, soon = _SAID[what]
    if end <= now:
        return CRITICAL, [phrase(over, day=day)], number
    severity = CRITICAL if end - now < timedelta(days=7) else WARNING
    return severity, [phrase(soon, day=day)], number


def _agents(vault: readings.Vault, known: Known) -> Seen:
    found = []
    for fabric, ps in judging.watched(vault):
        if told := said("support", ps.agent_expires, known.now):
            severity, spoken, number = told
            evidence: json.Object = {"installed": ps.version_text, "reminder": number}
            found.append(
                judging.of_server(fabric, ps, AGENT, severity, spoken, evidence, ps.version_text)
            )
    return [*found, *_of_configuration_servers(vault, known, AGENT)]


def _certificates(vault: readings.Vault, known: Known) -> Seen:
    found = []
    for fabric, ps in judging.in_azure(vault):
        if told := said("certificate", ps.certificate_expires, known.now):
            severity, spoken, number = told
            spoken = [*spoken, _renew(fabric, ps.certificate_expires, known.now)]
            evidence: json.Object = {"reminder": number}
            found.append(judging.of_server(fabric, ps, CERTIFICATE, severity, spoken, evidence))
    return [*found, *_of_configuration_servers(vault, known, CERTIFICATE)]


def _of_configuration_servers(
    vault: readings.Vault, known: Known, kind: str
) -> list[findings.Observation]:
    found = []
    for fabric in vault.fabrics:
        server = fabric.server
        if server is None:
            continue
        certificate = kind == CERTIFICATE
        end = server.certificate_expires if certificate else server.agent_expires
        told = said("certificate" if certificate else "support", end, known.now)
        if told is None:
            continue
        severity, spoken, number = told
        if certificate:
            spoken = [*spoken, _renew(fabric, end, known.now)]
        evidence: json.Object = {"installed": server.version_text, "reminder": number}
        found.append(judging.of_configuration_server(fabric, kind, severity, spoken, evidence))
    return found


def _renew(fabric: fabrics.Fabric, end: datetime | None, now: datetime) -> phrases.Phrase:
    """Before the end through Azure, after it only on the configuration server."""
    if end is not None and end <= now:
        return phrase("rule-certificate-late")
    return phrase("rule-certificate-renew", server=fabric.friendly_name)


def _secret(known: Known) -> Seen:
    told = said("secret", known.terms.secret_expires, known.now)
    if told is None:
        return []
    severity, spoken, number = told
    return [
        findings.Observation(
            server="the bot's azure secret",
            server_name="failback-ps",
            kind=SECRET,
            severity=severity,
            **judging.told([*spoken, phrase("rule-secret-renew")], {"reminder": number}),
        )
    ]


RULES = (
    Rule(
        kind=AGENT,
        check="expiry",
        text=f"the fabric's expiry date; {RHYTHM}; {OURS}",
        source="learn.microsoft.com/azure/site-recovery/service-updates-how-to",
        vault=_agents,
    ),
    Rule(
        kind=CERTIFICATE,
        check="expiry",
        text=f"the certificate's end in the fabric, from two months before; {OURS}",
        source="learn.microsoft.com/azure/site-recovery/vmware-azure-manage-configuration-server#renew-ssl-certificates",
        vault=_certificates,
    ),
    Rule(
        kind=SECRET,
        check="expiry",
        text=f"the date in the settings; {RHYTHM}, as for versions; {OURS}",
        source="the setting `azure.client_secret_expires`",
        estate=_secret,
    ),
)
