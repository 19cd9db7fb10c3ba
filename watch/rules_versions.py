"""Versions: of process servers, configuration servers and mobility agents."""

from __future__ import annotations

from azureops import fabrics
from azureops import versions as numbers
from commands import upgrade_plan, versions
from commands.existing import checks
from core import json, phrases
from core.phrases import phrase
from watch import judging, readings
from watch.judging import CRITICAL, WARNING, Known, Rule, Seen
from workflow import findings

SEVERITIES = {versions.Level.OUTDATED: WARNING, versions.Level.UNSUPPORTED: CRITICAL}
UPDATES = (
    "learn.microsoft.com/azure/site-recovery/service-updates-how-to"
    "#support-statement-for-azure-site-recovery"
)
OUTDATED, OLD_SERVER, OLD_AGENTS = "outdated", "configuration-server-outdated", "agents-outdated"


def _servers(vault: readings.Vault, _: Known) -> Seen:
    found = []
    for fabric, ps in judging.in_azure(vault):
        newest = fabric.server.version_text if fabric.server else ""
        judged = versions.judge(ps.version_text, ps.status_word, newest)
        if not judged.outdated:
            continue
        evidence: json.Object = {
            "installed": ps.version_text,
            "configuration_server": newest,
            "upgrade_to": judged.target,
            "next_hop": judged.between,
        }
        severity = SEVERITIES[judged.level]
        said = [_version(judged.level, ps.version_text, ps.status_word.strip(), newest)]
        found.append(
            judging.of_server(fabric, ps, OUTDATED, severity, said, evidence, about=newest)
        )
    return found


def _version(
    level: versions.Level, installed: str, status: str, newest: str = ""
) -> phrases.Phrase:
    """With what speaks for it. An unknown version is never judged outdated by anything but the
    service's word."""
    because = {(True, True): "-both", (True, False): "-service", (False, True): "-newer"}
    why = because.get((bool(status), bool(newest)), "")
    values = {"installed": installed or "?", "status": status, "newest": newest}
    return phrase(f"rule-version-{level.value}{why}", **values)


def _configuration_servers(vault: readings.Vault, _: Known) -> Seen:
    """By the service's own word: nothing in the fabric is newer to compare it with."""
    found: list[findings.Observation] = []
    for fabric in vault.fabrics:
        server = fabric.server
        level = versions.STATUSES.get(server.status_word.lower()) if server else None
        if server is None or level not in SEVERITIES:
            continue
        said = [
            _version(level, server.version_text, server.status_word.strip()),
            phrase("rule-by-hand"),
        ]
        evidence: json.Object = {
            "installed": server.version_text,
            "the_service_says": server.status_word,
        }
        found.append(
            judging.of_configuration_server(fabric, OLD_SERVER, SEVERITIES[level], said, evidence)
        )
    return found


def _agents(vault: readings.Vault, _: Known) -> Seen | None:
    """One finding a fabric: agents are many, and updated together in the portal."""
    if vault.items is None:
        return None if any(f.kind is fabrics.Kind.VMWARE for f in vault.fabrics) else []
    found = []
    for fabric in vault.fabrics:
        server = fabric.server
        late = [
            item
            for item in vault.items
            if server is not None
            and item.fabric_name == fabric.name
            and upgrade_plan.late(item, server.version)
        ]
        if not late:
            continue
        names = checks.some(sorted(item.name for item in late))
        said = [phrase("rule-agents", count=len(late), names=names)]
        evidence: json.Object = {
            "machines": len(late),
            "oldest_agent": min((item.agent_version for item in late), key=_order),
            "configuration_server": server.version_text if server else "",
        }
        found.append(judging.of_configuration_server(fabric, OLD_AGENTS, WARNING, said, evidence))
    return found


def _order(text: str) -> numbers.Version:
    return numbers.parse(text) or numbers.Version(0, 0)


RULES = (
    Rule(
        kind=OUTDATED,
        check="versions",
        text="the fabric's version status, else the configuration server's version",
        source=UPDATES,
        vault=_servers,
    ),
    Rule(
        kind=OLD_SERVER,
        check="versions",
        text="the fabric's version status of the configuration server",
        source=UPDATES,
        vault=_configuration_servers,
    ),
    Rule(
        kind=OLD_AGENTS,
        check="usage",
        text="the service asks for it, or more than 4 versions behind the configuration server",
        source=UPDATES,
        vault=_agents,
        items=True,
    ),
)
