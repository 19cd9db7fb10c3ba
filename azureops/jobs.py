"""Site Recovery's jobs: what its long operations do, and how they ended."""

from __future__ import annotations

from dataclasses import dataclass

from azureops import continuation, ids
from azureops.azure import Azure
from azureops.longrunning import Token
from azureops.reading import Object, objects, text

API = "2024-10-01"  # learn.microsoft.com/rest/api/site-recovery/replication-jobs
GOING = frozenset({"notstarted", "inprogress", "cancelling", "suspended", "other"})


@dataclass(frozen=True, kw_only=True)
class Job:
    """`state` is the service's word: NotStarted, InProgress, Succeeded, Failed, Cancelled, …

    `task` is what it is at; `message`, `causes` and `action` are the first error's.
    """

    id: str
    name: str
    scenario: str
    state: str
    task: str = ""
    message: str = ""
    causes: str = ""
    action: str = ""
    code: str = ""

    @property
    def going(self) -> bool:
        return self.state.lower() in GOING

    @property
    def succeeded(self) -> bool:
        """CompletedWithInformation is a success, too."""
        return self.state.lower() in {"succeeded", "completedwithinformation"}


def begun(token: Token, vault_id: str) -> str:
    """The id of the job that an accepted operation named in its Location; empty: it named none."""
    name = ids.name_of(continuation.header(token["token"], "location").partition("?")[0])
    return f"{vault_id}/replicationJobs/{name}" if name else ""


async def get(azure: Azure, job_id: str) -> Job | None:
    """None: the vault knows no such job (any more)."""
    raw = await azure.arm.get(job_id, API)
    return read(raw) if raw else None


async def list_all(azure: Azure, vault_id: str, *, scenario: str) -> tuple[Job, ...]:
    """The vault's jobs of one scenario, for example ReassociateGateway.

    The filter's form: learn.microsoft.com/rest/api/site-recovery/replication-jobs/list
    """
    found = await azure.arm.get_all(
        f"{vault_id}/replicationJobs",
        API,
        {"$filter": f"JobName eq '{scenario}'"},
        exists=True,  # who finds no job may send another one
    )
    return tuple(job for job in map(read, found) if job.scenario == scenario)


def read(raw: Object) -> Job:
    properties = raw.get("properties")
    tasks = objects(properties, "tasks")
    errors = objects(properties, "errors") or [e for t in tasks for e in objects(t, "errors")]
    first = errors[0] if errors else {}
    running = next((t for t in tasks if text(t, "state") == "InProgress"), None)
    return Job(
        id=text(raw, "id"),
        name=text(raw, "name"),
        scenario=text(properties, "scenarioName"),
        state=text(properties, "state"),
        task=text(running, "friendlyName") or text(running, "name"),
        code=_detail(first, "code", "errorCode"),
        message=_detail(first, "message", "errorMessage"),
        causes=_detail(first, "possibleCauses", "possibleCauses"),
        action=_detail(first, "recommendedAction", "recommendedAction"),
    )


def _detail(error: Object, service: str, provider: str) -> str:
    """An error is the service's or a provider's; both are said to be read as text."""
    return text(error, "serviceErrorDetails", service) or text(
        error, "providerErrorDetails", provider
    )
