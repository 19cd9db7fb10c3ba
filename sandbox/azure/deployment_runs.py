"""A deployment going on: each resource's PUT is sent when what it depends on is there.

Requests go through the front as the deployer's own would, so a resource is refused here exactly as
it is refused there. A failure lets what has begun come to its end; what depends on it never begins.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sandbox.azure import api_versions, clock, errors, operations, resources, state, template_plan
from sandbox.azure.deployment_templates import Reading
from sandbox.azure.operations import Operation
from sandbox.azure.routing import Call
from sandbox.azure.template_parser import ExpressionError

FIRST, ROUND = 1.0, 2.0  # seconds on Azure's clock


@dataclass(kw_only=True)
class Step:
    """One resource's way: not begun, going on (`operation`), or ended with `error` or without."""

    planned: template_plan.Planned
    id: str
    begun: datetime | None = None
    ended: datetime | None = None
    operation: Operation | None = None
    body: dict[str, Any] | None = None
    answer: Any = None
    error: dict[str, Any] | None = None
    status: int = 200


class Run:
    """One deployment's run; `document` is what its address shows."""

    def __init__(self, call: Call, reading: Reading, document: state.Document) -> None:
        self._call = call
        self._reading = reading
        self._document = document
        self.operation: Operation | None = None
        self._steps = [
            Step(planned=each, id=uuid.uuid4().hex[:16].upper()) for each in reading.plan
        ]

    def begin(self) -> Operation:
        """Start; the document is `Accepted`."""
        self.operation = self._call.operations.begin(
            resource=self._document["id"],
            verb="deploy",
            seconds=FIRST,
            end=self._go,
            failed=lambda: self._finish("Failed", None),
        )
        return self.operation

    # ---- one round -------------------------------------------------------------------------
    def _go(self) -> operations.Later | None:
        self._state("Running")
        for step in self._steps:
            if step.begun is not None and step.ended is None:
                self._look(step)
        if not any(step.error for step in self._steps):
            for step in self._ready():
                self._send(step)
        self._note()
        going = any(step.begun is not None and step.ended is None for step in self._steps)
        if going or (self._ready() and not any(step.error for step in self._steps)):
            return operations.Later(ROUND)
        self._close()
        return None

    def _ready(self) -> list[Step]:
        done = {
            step.planned.id.lower()
            for step in self._steps
            if step.ended is not None and step.error is None
        }
        return [step for step in self._steps if step.begun is None and step.planned.after <= done]

    def _send(self, step: Step) -> None:
        planned = step.planned
        step.begun = self._call.state.clock.now()
        try:
            step.body = planned.body()
            answer = self._call.dispatch("PUT", planned.id, planned.version, step.body)
        except errors.AzureError as refusal:
            self._end(step, refusal.inner(), refusal.status)
            return
        except ExpressionError as exc:
            self._end(step, _unreadable(planned, exc), 400)
            return
        step.answer, step.status = answer.body, answer.status
        step.operation = self._call.operations.running(planned.id)
        if step.operation is None:
            self._end(step, None, answer.status)

    def _look(self, step: Step) -> None:
        operation = step.operation
        if operation is None or operation.ended is None:
            return
        if operation.failure is not None:
            self._end(step, operation.failure.inner(), 409)
        else:
            self._end(step, None, 200)

    def _end(self, step: Step, error: dict[str, Any] | None, status: int) -> None:
        step.ended = self._call.state.clock.now()
        step.error, step.status = error, status

    # ---- the end ---------------------------------------------------------------------------
    def _close(self) -> None:
        failures = [step.error for step in self._steps if step.error]
        if failures:
            self._finish("Failed", _failed(self._document["id"], failures))
            raise errors.AzureError(
                409,
                "DeploymentFailed",
                DEPLOYMENT_FAILED,
                target=self._document["id"],
                details=[_detail(each) for each in failures],
            )
        if self._reading.mode == "Complete":
            self._clear()
        try:
            outputs = self._reading.outputs()
        except (ExpressionError, errors.AzureError) as exc:
            wrong = f"Unable to evaluate template outputs: '{exc}'. Please see error details and "
            failure = errors.AzureError(
                400, "DeploymentOutputEvaluationFailed",
                wrong + "deployment operations. Please see https://aka.ms/arm-common-errors for "
                "usage details.",
            )  # fmt: skip
            self._finish("Failed", failure.inner())
            raise failure from exc
        self._document["properties"]["outputs"] = outputs
        self._document["properties"]["outputResources"] = [
            {"id": step.planned.id} for step in self._steps
        ]
        self._finish("Succeeded", None)

    def _clear(self) -> None:
        """Complete mode: what lies in the group and not in the template is deleted."""
        kept = {step.planned.id.lower() for step in self._steps}
        for document in resources.tracked(self._call.state, self._reading.place.id):
            if document["id"].lower() not in kept:
                try:
                    self._call.dispatch(
                        "DELETE", document["id"], resources.version(document["type"])
                    )
                except errors.AzureError:
                    continue

    def cancel(self) -> None:
        """Begin nothing more; what has begun goes on without us."""
        if self.operation is not None:
            self._call.operations.cut(self.operation)
        self._note()
        self._finish("Canceled", None)

    def _finish(self, reached: str, error: dict[str, Any] | None) -> None:
        if error is not None:
            self._document["properties"]["error"] = error
        self._state(reached)
        self._note()

    def _state(self, reached: str) -> None:
        properties = self._document["properties"]
        properties["provisioningState"] = reached
        now = self._call.state.clock.now()
        begun = datetime.fromisoformat(self._call.state.facts(self._document["id"])["begun"])
        properties["timestamp"] = clock.stamp(now)
        properties["duration"] = duration((now - begun).total_seconds())

    def _note(self) -> None:
        """Keep the operations as plain data, as their address shows them."""
        facts = self._call.state.facts(self._document["id"])
        facts["operations"] = [self._shown(step) for step in self._steps if step.begun is not None]

    def _shown(self, step: Step) -> dict[str, Any]:
        begun = step.begun or self._call.state.clock.now()
        until = step.ended or self._call.state.clock.now()
        state_now = "Running" if step.ended is None else "Failed" if step.error else "Succeeded"
        properties: dict[str, Any] = {
            "provisioningOperation": "Create",
            "provisioningState": state_now,
            "timestamp": clock.stamp(until),
            "duration": duration((until - begun).total_seconds()),
            "trackingId": str(uuid.uuid5(uuid.NAMESPACE_OID, step.id)),
            "statusCode": _status(step),
            "targetResource": {
                "id": step.planned.id,
                "resourceType": step.planned.kind,
                "resourceName": step.planned.name,
                "apiVersion": step.planned.version,
            },
        }
        if step.error:
            properties["statusMessage"] = {"error": step.error}
        return {
            "id": f"{self._document['id']}/operations/{step.id}",
            "operationId": step.id,
            "properties": properties,
        }


DEPLOYMENT_FAILED = (
    "At least one resource deployment operation failed. Please list deployment operations for "
    "details. Please see https://aka.ms/arm-deployment-operations for usage details."
)
STATUS = {
    200: "OK", 201: "Created", 202: "Accepted", 400: "BadRequest", 403: "Forbidden",
    404: "NotFound", 409: "Conflict", 429: "TooManyRequests",
}  # fmt: skip


def _status(step: Step) -> str:
    if step.ended is None:
        return "Accepted"
    return STATUS.get(step.status, str(step.status))


def _detail(error: dict[str, Any]) -> dict[str, Any]:
    """A resource's own failure, as it stands in the deployment's details."""
    return {"code": error["code"], "message": error["message"], **{
        key: error[key] for key in ("target", "details", "additionalInfo") if key in error
    }}  # fmt: skip


def _failed(target: str, failures: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "code": "DeploymentFailed",
        "target": target,
        "message": DEPLOYMENT_FAILED,
        "details": [_detail(each) for each in failures],
    }


def _unreadable(planned: template_plan.Planned, exc: ExpressionError) -> dict[str, Any]:
    return {
        "code": "InvalidTemplate",
        "message": "Unable to process template language expressions for resource "
        f"'{planned.id}' at line '1' and column '1'. '{exc}'",
        "additionalInfo": [
            {
                "type": "TemplateViolation",
                "info": {"lineNumber": 1, "linePosition": 1, "path": ""},
            }
        ],
    }


def duration(seconds: float) -> str:
    """ISO 8601, as deployments write it: `PT1M4.2S`."""
    minutes, rest = divmod(max(0.0, seconds), 60)
    hours, minutes = divmod(int(minutes), 60)
    text = f"{rest:.7f}".rstrip("0").rstrip(".")
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "") + f"{text}S"


def described(reading: Reading, body: dict[str, Any]) -> dict[str, Any]:
    """`providers` and `dependencies`, as a deployment lists them."""
    types: dict[str, dict[str, list[Any]]] = {}
    for each in reading.plan:
        namespace, _, kind = each.kind.partition("/")
        place = body.get("location")
        places = types.setdefault(namespace, {}).setdefault(kind, [])
        given = each.scope.value(each.raw.get("location", place))
        if given not in places:
            places.append(given)
    by_id = {each.id.lower(): each for each in reading.plan}

    def named(each: template_plan.Planned) -> dict[str, Any]:
        return {"id": each.id, "resourceType": each.kind, "resourceName": each.name}

    return {
        "providers": [
            {
                "namespace": api_versions.spelled(namespace) or namespace,
                "resourceTypes": [
                    {"resourceType": kind, "locations": places} for kind, places in kinds.items()
                ],
            }
            for namespace, kinds in types.items()
        ],
        "dependencies": [
            {"dependsOn": [named(by_id[key]) for key in sorted(each.after)], **named(each)}
            for each in reading.plan
            if each.after
        ],
    }


def minified(template: Any) -> str:
    """A template as short JSON text."""
    return json.dumps(template, separators=(",", ":"))


def hashed(template: Any) -> str:
    """A number that only the template decides."""
    text = json.dumps(template, sort_keys=True)
    return str(uuid.uuid5(uuid.NAMESPACE_OID, text).int % 10**19)
