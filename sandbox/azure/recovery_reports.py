"""What Site Recovery has heard from a configuration server, and when.

A configuration server reports every ten minutes, and at once when asked (`refreshProvider`) or
when a server registers or goes. Between reports, answers show the last one: heartbeats stand
still and counts are old. Kept in `state.facts(fabric id)["report"]`, as plain JSON.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sandbox.azure import state

ITEMS = (
    "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers"
    "/replicationProtectedItems"
)
EVERY = 600.0  # seconds on Azure's clock


@dataclass(frozen=True, kw_only=True)
class Report:
    """`at` is when it was made; `counts` the protected machines of each server by its id."""

    at: datetime
    counts: dict[str, int]


def take(current: state.State, fabric_id: str) -> Report:
    """The configuration server reports now."""
    return _keep(current, fabric_id, current.clock.elapsed(), current.clock.now())


def latest(current: state.State, fabric_id: str) -> Report:
    """The last report, after taking the one that may have become due meanwhile."""
    kept = current.facts(fabric_id).get("report")
    if kept is None:
        return take(current, fabric_id)
    passed = current.clock.elapsed() - kept["elapsed"]
    if passed >= EVERY:
        late = passed % EVERY
        # The time of day does not run faster at a higher speed: see `clock`.
        ago = timedelta(seconds=min(late, late / current.clock.speed))
        return _keep(current, fabric_id, current.clock.elapsed() - late, current.clock.now() - ago)
    return Report(at=datetime.fromisoformat(kept["at"]), counts=kept["counts"])


def _keep(current: state.State, fabric_id: str, elapsed: float, at: datetime) -> Report:
    counts = count(current, fabric_id)
    current.facts(fabric_id)["report"] = {
        "elapsed": elapsed,
        "at": at.astimezone(UTC).isoformat(),
        "counts": counts,
    }
    return Report(at=at, counts=counts)


def count(current: state.State, fabric_id: str) -> dict[str, int]:
    """Protected machines by the id of the process server they really use."""
    found: Counter[str] = Counter()
    for item in current.all(ITEMS, fabric_id):
        details = item["properties"].get("providerSpecificDetails") or {}
        moved = current.facts(item["id"]).get("moved")
        server = moved["id"] if moved else details.get("processServerId")
        if server:
            found[server] += 1
    return dict(found)
