"""The addresses at which clients ask how a long operation goes."""

from __future__ import annotations

from sandbox.azure import errors
from sandbox.azure.operations import Operation
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
VAULT = (
    "/subscriptions/{sub}/resourceGroups/{rg}/providers/Microsoft.RecoveryServices/vaults/{vault}"
)
POLL = 10


def _operation(call: Call) -> Operation:
    found = call.operations.get(call["operation"])
    if found is None:
        raise errors.AzureError(
            404, "NotFound", f"The operation '{call['operation']}' was not found."
        )
    found.polls += 1
    return found


def _later(call: Call) -> dict[str, str]:
    return call.state.clock.retry(POLL)


@routes.get("/subscriptions/{sub}/providers/{ns}/locations/{location}/operations/{operation}")
def status(call: Call) -> Answer:
    """How a long operation goes: its state and, at the end, its error."""
    operation = _operation(call)
    return Answer(body=operation.body(), headers={} if operation.ended else _later(call))


@routes.get("/subscriptions/{sub}/providers/{ns}/locations/{location}/operationResults/{operation}")
@routes.get("/subscriptions/{sub}/operationresults/{operation}")
@routes.get(VAULT + "/replicationOperationResults/{operation}")
def result(call: Call) -> Answer:
    """202 while it goes on, then the outcome: 200 with a body, 204 without, or the error."""
    operation = _operation(call)
    if operation.ended is None:
        here = call.url(call.path)
        return Answer(status=202, headers={"Location": here, **_later(call)})
    if operation.failure is not None:
        raise operation.failure
    if operation.output is None:
        return Answer(status=204 if operation.verb == "delete" else 200)
    return Answer(body=operation.output)


@routes.get(VAULT + "/replicationOperationStatus/{operation}")
def replication_status(call: Call) -> Answer:
    """How an operation of Site Recovery goes."""
    operation = _operation(call)
    body = {**operation.body(), "id": call.path}
    if operation.ended is not None and operation.failure is None:
        body["properties"] = {"jobId": operation.id}
    return Answer(body=body, headers={} if operation.ended else _later(call))
