"""The values of Site Recovery's servers, normalised. `fabrics` reads them."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from azureops import versions
from azureops.reading import Object, at, count, instant, number, objects, text, texts
from azureops.versions import Version


class VersionStatus(enum.StrEnum):
    """Source: learn.microsoft.com/rest/api/site-recovery (AgentVersionStatus)."""

    SUPPORTED = "Supported"  # Nothing to do.
    NOT_SUPPORTED = "NotSupported"  # Too old to be supported.
    DEPRECATED = "Deprecated"  # Support has ended.
    UPDATE_REQUIRED = "UpdateRequired"  # A newer one is required.
    SECURITY_UPDATE_REQUIRED = "SecurityUpdateRequired"  # A newer one closes a hole.
    UNKNOWN = "unknown"  # Missing, or a word not in the documents; see `status_word`.


@dataclass(frozen=True, kw_only=True)
class HealthError:
    code: str
    severity: str  # the service's word: Warning, Critical, Error, …
    message: str
    causes: str
    action: str


@dataclass(frozen=True, kw_only=True)
class ProcessServer:
    """One process server as its fabric shows it. `None` means: the service does not say.

    `id` looks like `30AE6187-5869-8E44-B8AF6AA66E3ECC8F` (no UUID). Expiries may be
    `reading.NEVER`. `health` is the service's word (Normal, Warning, Critical, …); loads are
    percent, space is bytes. `built_in` marks the configuration server's own.
    """

    id: str
    name: str
    address: str
    version: Version | None
    version_text: str
    status: VersionStatus
    status_word: str
    last_heartbeat: datetime | None
    machine_count: int | None
    pair_count: int | None
    agent_expires: datetime | None
    certificate_expires: datetime | None
    health: str
    health_errors: tuple[HealthError, ...] = ()
    built_in: bool = False
    cpu_percent: float | None = None
    cpu_status: str = ""
    memory_total: int | None = None
    memory_free: int | None = None
    memory_status: str = ""
    space_total: int | None = None
    space_free: int | None = None
    space_status: str = ""
    throughput_status: str = ""
    service_status: str = ""
    upload_pending_bytes: int | None = None
    stats_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ConfigurationServer:
    """The on-premises configuration server. `template_version` is stripped of blanks."""

    name: str
    address: str
    version: Version | None
    version_text: str
    status: VersionStatus
    status_word: str
    last_heartbeat: datetime | None
    certificate_expires: datetime | None
    agent_expires: datetime | None
    template_version: str
    service_status: str = ""


def read_classic(raw: Object, *, server_address: str) -> ProcessServer:
    """From `customDetails.processServers[]` of a VMware fabric.

    Source: learn.microsoft.com/rest/api/site-recovery (ProcessServer). Old answers lack half of it.
    """
    word = text(raw, "agentVersionDetails", "status") or text(raw, "versionStatus")
    version = text(raw, "agentVersionDetails", "version") or text(raw, "agentVersion")
    address = text(raw, "ipAddress")
    return ProcessServer(
        id=text(raw, "id") or text(raw, "hostId"),
        name=text(raw, "friendlyName") or address,
        address=address,
        version=versions.parse(version),
        version_text=version,
        status=status(text(raw, "versionStatus") or word),
        status_word=text(raw, "versionStatus") or word,
        last_heartbeat=instant(at(raw, "lastHeartbeat")),
        machine_count=count(at(raw, "machineCount")),
        pair_count=count(at(raw, "replicationPairCount")),
        agent_expires=instant(
            at(raw, "agentVersionDetails", "expiryDate") or at(raw, "agentExpiryDate")
        ),
        certificate_expires=instant(at(raw, "sslCertExpiryDate")),
        health=text(raw, "health"),
        health_errors=tuple(map(_health_error, objects(raw, "healthErrors"))),
        built_in=bool(address) and address == server_address,
        cpu_percent=number(at(raw, "cpuLoad")),
        cpu_status=text(raw, "cpuLoadStatus"),
        memory_total=count(at(raw, "totalMemoryInBytes")),
        memory_free=count(at(raw, "availableMemoryInBytes")),
        memory_status=text(raw, "memoryUsageStatus"),
        space_total=count(at(raw, "totalSpaceInBytes")),
        space_free=count(at(raw, "availableSpaceInBytes")),
        space_status=text(raw, "spaceUsageStatus"),
        throughput_status=text(raw, "throughputStatus"),
        service_status=text(raw, "psServiceStatus"),
        upload_pending_bytes=count(at(raw, "throughputUploadPendingDataInBytes")),
        stats_at=instant(at(raw, "psStatsRefreshTime")),
    )


def read_modernised(raw: Object) -> ProcessServer:
    """From `customDetails.processServers[]` of an InMageRcm fabric (ProcessServerDetails)."""
    addresses = texts(raw, "ipAddresses")
    version = text(raw, "version")
    return ProcessServer(
        id=text(raw, "id"),
        name=text(raw, "name") or text(raw, "fqdn"),
        address=addresses[0] if addresses else "",
        version=versions.parse(version),
        version_text=version,
        status=VersionStatus.UNKNOWN,
        status_word="",
        last_heartbeat=instant(at(raw, "lastHeartbeatUtc")),
        machine_count=count(at(raw, "protectedItemCount")),
        pair_count=None,
        agent_expires=None,
        certificate_expires=None,
        health=text(raw, "health"),
        health_errors=tuple(map(_health_error, objects(raw, "healthErrors"))),
        cpu_percent=number(at(raw, "processorUsagePercentage")),
        cpu_status=text(raw, "processorUsageStatus"),
        memory_total=count(at(raw, "totalMemoryInBytes")),
        memory_free=count(at(raw, "availableMemoryInBytes")),
        memory_status=text(raw, "memoryUsageStatus"),
        space_total=count(at(raw, "totalSpaceInBytes")),
        space_free=count(at(raw, "availableSpaceInBytes")),
        space_status=text(raw, "diskUsageStatus"),
        throughput_status=text(raw, "throughputStatus"),
        upload_pending_bytes=count(at(raw, "throughputUploadPendingDataInBytes")),
    )


def read_server(raw: Object, *, name: str) -> ConfigurationServer:
    """From `customDetails` of a VMware fabric itself."""
    version = text(raw, "agentVersionDetails", "version") or text(raw, "agentVersion")
    word = text(raw, "versionStatus") or text(raw, "agentVersionDetails", "status")
    return ConfigurationServer(
        name=text(raw, "hostName") or name,
        address=text(raw, "ipAddress"),
        version=versions.parse(version),
        version_text=version,
        status=status(word),
        status_word=word,
        last_heartbeat=instant(at(raw, "lastHeartbeat")),
        certificate_expires=instant(at(raw, "sslCertExpiryDate")),
        agent_expires=instant(
            at(raw, "agentVersionDetails", "expiryDate") or at(raw, "agentExpiryDate")
        ),
        template_version=text(raw, "psTemplateVersion"),
        service_status=text(raw, "csServiceStatus"),
    )


def status(word: str) -> VersionStatus:
    """The service's word; an unknown one becomes UNKNOWN and is kept beside it."""
    known = {one.value.lower(): one for one in VersionStatus}
    return known.get(word.lower(), VersionStatus.UNKNOWN)


def _health_error(raw: Object) -> HealthError:
    return HealthError(
        code=text(raw, "errorCode"),
        severity=text(raw, "errorLevel"),
        message=text(raw, "errorMessage") or text(raw, "summaryMessage"),
        causes=text(raw, "possibleCauses"),
        action=text(raw, "recommendedAction"),
    )
