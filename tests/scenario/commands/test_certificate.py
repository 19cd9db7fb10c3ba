"""A configuration server's certificate is renewed, and the vault shows the new date."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from azureops import certificates, fabrics, jobs, protected_items
from commands.certificate import VERB
from commands.configuration_servers import UnknownConfigurationServer
from tests.scenario.commands.conftest import Cloud, Running, run
from tests.scenario.commands.existing import blocking, plan
from workflow import plans, procedures

NEWEST = "9.61.7016.1"


async def ready(cloud: Cloud) -> plans.Plan:
    """Every server and agent has the newest version: it may be renewed."""
    for version in ("9.60.6956.1", NEWEST):
        await cloud.act("upgrade", ip="10.70.2.10", version=version, status="Supported")
    first = await plan(cloud, "renew-certificate", "cs-onprem-01")
    assert set(blocking(first)) == {"agents"}, "the story's machines have old agents"
    for item in await protected_items.list_all(cloud.world, str(first.arguments["vault_id"])):
        new = {"properties": {"providerSpecificDetails": {"agentVersion": NEWEST}}}
        await cloud.act("set", id=item.id, merge=new)
    made = await plan(cloud, "renew-certificate", "cs-onprem-01")
    assert blocking(made) == {}
    return made


@pytest.mark.parametrize("twice", [False, True], ids=["once", "each part twice, throttled"])
async def test_it_is_valid_for_three_more_years(cloud: Cloud, twice: bool) -> None:
    if twice:
        cloud.throttle()
    made = await ready(cloud)
    results = await run(Running(cloud.world), VERB.steps, made.arguments, twice=twice)
    fabric = await fabrics.get(cloud.world, str(made.arguments["fabric_id"]))
    assert fabric is not None
    assert fabric.server is not None
    ends = fabric.server.certificate_expires
    assert ends is not None
    assert (ends - datetime.now(UTC)).days > 1000
    assert results["renew-proof"]["valid_until"] == ends.isoformat()
    vault = str(made.arguments["vault_id"])
    renewals = await jobs.list_all(cloud.world, vault, scenario=certificates.SCENARIO)
    assert len(renewals) == 1, "one job, however often a part was run"


async def test_a_job_that_fails_is_told_in_the_services_words(cloud: Cloud) -> None:
    made = await ready(cloud)
    details = {"code": "28001", "message": "The configuration server did not answer.",
               "recommendedAction": "Restart its services."}  # fmt: skip
    ended = {"scenarioName": certificates.SCENARIO, "state": "Failed",
             "errors": [{"serviceErrorDetails": details}]}  # fmt: skip
    cloud.local.control.fault(
        {
            "service": "arm",
            "method": "GET",
            "path": "/replicationJobs/",
            "times": -1,
            "then": {"status": 200, "body": {"id": "/jobs/1", "name": "1", "properties": ended}},
        }
    )
    with pytest.raises(procedures.StepFailed) as failed:
        await run(Running(cloud.world), VERB.steps, made.arguments)
    assert failed.value.code == "renewal-failed"
    assert "The configuration server did not answer." in str(failed.value)
    assert failed.value.remedy == "Restart its services."


async def test_an_older_server_must_be_upgraded_first(cloud: Cloud) -> None:
    found = blocking(await plan(cloud, "renew-certificate", "192.168.10.20"))
    assert "ps-neu-1" in found["process-servers"]
    assert "/failback-ps upgrade ps-neu-1" in found["process-servers"]


async def test_once_expired_it_is_too_late(cloud: Cloud) -> None:
    made = await plan(cloud, "renew-certificate", "cs-onprem-01")
    ended = {"properties": {"customDetails": {"sslCertExpiryDate": "2026-01-01T00:00:00Z"}}}
    await cloud.act("set", id=made.arguments["fabric_id"], merge=ended)
    found = blocking(await plan(cloud, "renew-certificate", "cs-onprem-01"))
    assert "expired on 2026-01-01" in found["expiry"]
    assert "on the configuration server itself" in found["expiry"]


async def test_who_is_silent_would_be_lost(cloud: Cloud) -> None:
    await cloud.act("set", ip="10.70.2.11", merge={"lastHeartbeat": "2026-01-01T00:00:00Z"})
    found = blocking(await plan(cloud, "renew-certificate", "cs-onprem-01"))
    assert "ps-neu-2" in found["connected"]


async def test_who_is_no_configuration_server_is_no_plan(cloud: Cloud) -> None:
    with pytest.raises(UnknownConfigurationServer, match="ps-neu-1"):
        await plan(cloud, "renew-certificate", "ps-neu-1")
