"""One look at a vault in a few numbers, for charts. Pure."""

from __future__ import annotations

from commands import servers
from watch import judging, readings, rules_usage
from workflow import samples


def of(vault: readings.Vault, reading: readings.Reading) -> samples.Sample | None:
    """None where there is nothing to count: no answer, and no process server in Azure."""
    here = judging.in_azure(vault)
    found = rules_usage.placed(vault, reading)
    # Of machines whose network Azure does not show, nothing is known.
    placed = None if found is None else [one for one in found if one.id]
    if vault.refused is not None or not (here or placed):
        return None
    return samples.Sample(
        vault=vault.id.lower(),
        servers=len(here),
        healthy=sum(not servers.ailing(ps, reading.now) for _, ps in here),
        machines=None if placed is None else sum(len(one.names) for one in placed),
        covered=None if placed is None else sum(len(one.names) for one in placed if one.covered),
        backlog={
            servers.Server(fabric=fabric, ps=ps).label: ps.upload_pending_bytes
            for fabric, ps in here
            if ps.upload_pending_bytes
        },
    )
