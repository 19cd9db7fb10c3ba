"""Site Recovery's jobs: each long operation is one, with tasks, a state and what may be done to it.

Shapes: https://learn.microsoft.com/rest/api/site-recovery/replication-jobs
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.azure import answers, errors, recovery, recovery_filter, state
from sandbox.azure.clock import stamp
from sandbox.azure.operations import Operation, Operations
from sandbox.azure.routing import Answer, Call, Fidelity, Routes

routes = Routes()
KIND = "Microsoft.RecoveryServices/vaults/replicationJobs"
JOBS = recovery.VAULT + "/replicationJobs"
CANCELLING, EXPORTING = 10.0, 20.0  # seconds on Azure's clock
KEPT = 500  # jobs of a vault; the service keeps them for 90 days
SHOWN = {
    "InProgress": "InProgress", "Succeeded": "Completed", "Failed": "Failed",
    "Cancelling": "Cancelling", "Cancelled": "Cancelled",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a job does: its scenario, its words, and what it is done to (id, name, type)."""

    scenario: str
    friendly: str
    target: tuple[str, str, str]
    seconds: float
    details: str = "AsrJobDetails"


def begin(
    current: state.State,
    operations: Operations,
    resource: str,
    plan: Plan,
    end: Callable[[], Any],
) -> Operation:
    """Start the operation on `resource` and the job of the same name that shows it."""
    job: state.Document = {}

    def ended() -> Any:
        output = end()
        _state(current, job, "Succeeded")
        return output

    def failed() -> None:
        failure = operation.failure
        _state(current, job, "Failed", [] if failure is None else [_error(current, failure)])

    operation = operations.begin(
        resource=resource, verb=plan.scenario, seconds=plan.seconds, end=ended, failed=failed
    )
    home = recovery.vault_of(resource)
    job.update(_build(current, f"{home}/replicationJobs/{operation.id}", plan))
    current.put(job)
    for old in current.all(KIND, home)[:-KEPT]:
        current.remove(old["id"], KIND)
    return operation


def _build(current: state.State, job_id: str, plan: Plan) -> state.Document:
    now = stamp(current.clock.now())
    target_id, target_name, target_type = plan.target
    return {
        "id": job_id,
        "name": state.name_of(job_id),
        "type": KIND,
        "properties": {
            "activityId": f"{uuid.uuid4()} ActivityId: {uuid.uuid4()}",
            "scenarioName": plan.scenario,
            "friendlyName": plan.friendly,
            "state": "InProgress",
            "stateDescription": SHOWN["InProgress"],
            "tasks": [
                {
                    "taskId": str(uuid.uuid4()),
                    "name": f"{plan.scenario}Task",
                    "startTime": now,
                    "allowedActions": [],
                    "friendlyName": plan.friendly,
                    "state": "InProgress",
                    "stateDescription": SHOWN["InProgress"],
                    "taskType": "TaskDetails",
                    "errors": [],
                }
            ],
            "errors": [],
            "startTime": now,
            "allowedActions": ["Cancel"],
            "targetObjectId": target_id,
            "targetObjectName": target_name,
            "targetInstanceType": target_type,
            "customDetails": {"instanceType": plan.details, "affectedObjectDetails": {}},
        },
    }


def _state(
    current: state.State, job: state.Document, name: str, problems: list[Any] | None = None
) -> None:
    now = stamp(current.clock.now())
    shown = {"state": name, "stateDescription": SHOWN[name]}
    ended = {} if name in ("InProgress", "Cancelling") else {"endTime": now}
    properties = job["properties"]
    properties.update(shown, **ended, errors=problems or [])
    properties["allowedActions"] = {"InProgress": ["Cancel"], "Failed": ["Restart"]}.get(name, [])
    for task in properties["tasks"]:
        task.update(shown, **ended, errors=problems or [])
    current.touch(job)


def _error(current: state.State, failure: errors.AzureError) -> dict[str, Any]:
    detail = (failure.details or [{}])[0]
    return {
        "serviceErrorDetails": {
            "code": failure.code,
            "message": failure.message,
            "possibleCauses": detail.get("possibleCauses", ""),
            "recommendedAction": detail.get("recommendedAction", ""),
            "activityId": str(uuid.uuid4()),
        },
        "errorLevel": "Error",
        "creationTime": stamp(current.clock.now()),
        "taskId": "",
    }


# ---- reading ----
FILTERS: dict[str, recovery_filter.Read] = {
    "jobstatus": lambda job: job["properties"]["state"],
    "affectedobjecttypes": lambda job: job["properties"]["targetInstanceType"],
    "jobname": lambda job: job["properties"]["scenarioName"],
    "fabricid": lambda job: recovery.fabric_of(job["properties"]["targetObjectId"]),
}


def _find(call: Call) -> state.Document:
    return recovery.child(call, recovery.vault_id(call), KIND, call["job"])


@routes.get(JOBS)
def listed(call: Call) -> Answer:
    """Newest first; `$filter` by state, type, scenario, fabric and time."""
    found = call.state.all(KIND, recovery.vault_id(call))[::-1]
    text = call.query.get("$filter", "")
    when: recovery_filter.Read = lambda job: job["properties"]["startTime"]  # noqa: E731
    return recovery.page(call, recovery_filter.narrow(found, text, FILTERS, when))


@routes.get(JOBS + "/{job}")
def one(call: Call) -> Answer:
    """A job as it is now."""
    return answers.ok(_find(call))


# ---- acting ----
def _require(job: state.Document, action: str) -> None:
    if action not in job["properties"]["allowedActions"]:
        shown = job["properties"]["state"]
        raise recovery.bad(
            f"Job{action}NotAllowed",
            f"The job '{job['name']}' is in the state {shown}, which does not allow {action}.",
            action="Look at the job's allowed actions.",
        )


@routes.post(JOBS + "/{job}/cancel")
def cancel(call: Call) -> Answer:
    """A running job is being cancelled, then cancelled; what it was to do does not happen."""
    job = _find(call)
    _require(job, "Cancel")
    running = call.operations.get(job["name"])
    if running is not None:
        stopped = recovery.refusal(409, "Conflict", "JobCancelled", "The job was cancelled.")
        call.operations.cut(running, stopped)
    _state(call.state, job, "Cancelling")

    def ended() -> state.Document:
        _state(call.state, job, "Cancelled")
        return job

    operation = call.operations.begin(
        resource=job["id"], verb="cancel", seconds=CANCELLING, end=ended
    )
    return recovery.accepted(call, operation, job["id"])


@routes.post(JOBS + "/{job}/restart")
def restart(call: Call) -> Answer:
    """A failed job runs again under its name."""
    job = _find(call)
    _require(job, "Restart")
    before = call.operations.get(job["name"])
    if before is None:
        raise recovery.bad("JobRestartNotAllowed", f"The job '{job['name']}' is too old.")
    again = before.end
    _state(call.state, job, "InProgress")

    def ended() -> state.Document:
        again()
        return job

    operation = call.operations.begin(
        resource=job["id"], verb="restart", seconds=CANCELLING, end=ended,
        failed=lambda: _state(call.state, job, "Failed"),
    )  # fmt: skip
    return recovery.accepted(call, operation, job["id"])


@routes.post(JOBS + "/{job}/resume")
def resume(call: Call) -> Answer:
    """Refused: only a job that waits for a manual action can be resumed, and none here does."""
    job = _find(call)
    _require(job, "Resume")
    raise AssertionError("no job allows Resume")


@routes.post(JOBS + "/export", fidelity=Fidelity.FIXED, note="No blob is written.")
def export(call: Call) -> Answer:
    """Takes its time and ends with a job that names a blob."""
    home = recovery.vault(call)
    plan = Plan(
        scenario="ExportJobs", friendly="Export jobs", target=("", "", "Other"),
        seconds=EXPORTING, details="ExportJobDetails",
    )  # fmt: skip

    def ended() -> state.Document:
        job = call.state.get(f"{home['id']}/replicationJobs/{operation.id}", KIND) or {}
        job["properties"]["customDetails"]["blobUri"] = (
            f"https://asrexport.blob.core.windows.net/jobs/{operation.id}.xlsx"
        )
        return job

    operation = begin(
        call.state, call.operations, f"{home['id']}/replicationJobs/export", plan, ended
    )
    return recovery.accepted(call, operation, f"{home['id']}/replicationJobs/{operation.id}")
