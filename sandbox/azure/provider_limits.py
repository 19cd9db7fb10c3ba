"""What resource providers refuse when too much is asked of them, behind Resource Manager's back.

Compute counts by policies, each per machine and per subscription in a region; all that hold for a
request are named in one header, as recorded in
https://github.com/Azure/azure-libraries-for-java/issues/1222, and its refusal is that of
https://learn.microsoft.com/troubleshoot/azure/virtual-machines/troubleshooting-throttling-errors:
429 `OperationNotAllowed` with the emptied policy in `details`. Network's and Key Vault's words are
those of https://github.com/Azure/migAz/issues/57 and
https://github.com/vcsjones/AzureSignTool/issues/219; Key Vault names no time to wait.
"""

from __future__ import annotations

import json
import math
import re
from datetime import timedelta

from sandbox.azure import clock, errors, state
from sandbox.azure.routing import Call
from sandbox.azure.throttle_limits import COMPUTE, NETWORK, RESOURCE, SUBSCRIPTION, VAULT

MACHINES = f"{COMPUTE}/virtualMachines"
ONE = re.compile(rf".*/providers/{MACHINES}/[^/]+", re.IGNORECASE)
MANY = re.compile(rf".*/providers/{COMPUTE}/(locations/[^/]+/)?virtualMachines$", re.IGNORECASE)
OPERATION = re.compile(rf".*/providers/{COMPUTE}/locations/[^/]+/operations?/.+", re.IGNORECASE)
DELETING = re.compile(r"/(deallocate|simulateEviction)$", re.IGNORECASE)
READING = re.compile(r"/(retrieveBootDiagnosticsData)$", re.IGNORECASE)
REMAINING = "x-ms-ratelimit-remaining-resource"
Counted = list[tuple[str, str]]  # (policy, what its bucket belongs to)


def take(current: state.State, call: Call) -> dict[str, str]:
    """Count one request: the header that says what is left, or 429."""
    counted = _compute(current, call) or _network(call)
    buckets = {each: current.throttle.bucket(each) for each in counted}
    held = {name: bucket for (name, _), bucket in buckets.items() if bucket is not None}
    for name, bucket in held.items():
        if bucket.tokens < 1:
            current.throttle.refused += 1
            raise _refusal(current, name, bucket.size, bucket.next())
    for bucket in held.values():
        bucket.tokens -= 1
    left = [f"{name};{int(bucket.tokens)}" for name, bucket in held.items()]
    return {REMAINING: ",".join(left)} if left and left[0].startswith(COMPUTE) else {}


def take_of_vault(current: state.State, vault: str) -> None:
    """Count one request to a Key Vault, or 429."""
    bucket = current.throttle.bucket((f"{VAULT}/secrets", vault))
    if bucket is None:
        return
    if bucket.tokens < 1:
        current.throttle.refused += 1
        raise errors.AzureError(
            429,
            "Throttled",
            "Request was not processed because too many requests were received. Reason: "
            "VaultRequestTypeLimitReached",
        )
    bucket.tokens -= 1


# ---- which policies ------------------------------------------------------------------------------
def _compute(current: state.State, call: Call) -> Counted:
    path = call.path
    if OPERATION.fullmatch(path):
        return _levels(path, "GetOperation", path, _location(path))
    if MANY.fullmatch(path):
        return _levels(path, "HighCostGet", "", _location(path))
    machine = ONE.match(path)
    if machine is None:
        return []
    found = current.get(machine[0], MACHINES)
    place = found["location"] if found else ""
    return _levels(path, _policy(call, machine[0], there=found is not None), machine[0], place)


def _policy(call: Call, machine: str, *, there: bool) -> str:
    if call.method in ("GET", "HEAD") or READING.search(call.path):
        return "LowCostGet"
    own = call.path == machine
    if DELETING.search(call.path) or (own and call.method == "DELETE"):
        return "DeleteVM"
    return "PutVM" if own and call.method == "PUT" and not there else "UpdateVM"


def _levels(path: str, policy: str, resource: str, place: str) -> Counted:
    """Both buckets of a policy, the subscription's first, as answers have them."""
    subscription = f"{state.subscription_of(path)}/{place}".lower()
    levels = [(f"{COMPUTE}/{policy}{SUBSCRIPTION}", subscription)]
    return [*levels, (f"{COMPUTE}/{policy}{RESOURCE}", resource.lower())] if resource else levels


def _location(path: str) -> str:
    return path.lower().rpartition("/locations/")[2].split("/")[0] if "/locations/" in path else ""


def _network(call: Call) -> Counted:
    if not call.path.rpartition("/providers/")[2].lower().startswith(f"{NETWORK.lower()}/"):
        return []
    kind = "read" if call.method in ("GET", "HEAD") else "write"
    return [(f"{NETWORK}/{kind}", state.subscription_of(call.path).lower())]


# ---- refusals ------------------------------------------------------------------------------------
def _refusal(current: state.State, name: str, size: float, wait: float) -> errors.AzureError:
    provider, _, policy = name.partition("/")
    again = current.clock.retry(math.ceil(wait))
    if provider != COMPUTE:
        return errors.AzureError(
            429, "TooManyRequests", "The request is being throttled.", headers=again
        )
    now = current.clock.now()
    measured = {
        "operationGroup": policy,
        "startTime": clock.stamp(now - timedelta(minutes=1)),
        "endTime": clock.stamp(now + timedelta(seconds=math.ceil(wait))),
        "allowedRequestCount": int(size),
        "measuredRequestCount": int(size) + 1,
    }
    return errors.AzureError(
        429,
        "OperationNotAllowed",
        "The server rejected the request because too many requests have been received for this "
        "subscription.",
        details=[
            {"code": "TooManyRequests", "target": policy, "message": json.dumps(measured)},
        ],
        headers={REMAINING: f"{name};0", **again},
    )
