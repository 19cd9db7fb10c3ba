"""An estate with everything at once, for the Home."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st

from bot.slack.home import publisher
from bot.slack.home.facts import Facts
from tests.unit.bot_slack.values import START, instants, nasty
from workflow import (
    closures,
    estate,
    findings,
    incidents,
    overviews,
    people,
    plans,
    policies,
    rights,
    routes,
    scopes,
)
from workflow import operations as rows

LENA, RITA = "U0LENA001", "U0RITA001"
LEADS = policies.Circle(groups=("S0LEADS01",), quorum=1)
SUBSCRIPTION = "/subscriptions/5b000000-0000-4000-8000-000000000001/resourcegroups/rg-dr"
ENVIRONMENTS = ("production", "test")

any_server = st.builds(
    estate.Server,
    id=nasty,
    vault=nasty,
    fabric=nasty,
    name=nasty,
    address=nasty,
    version=nasty,
    level=st.sampled_from(["current", "outdated", "unsupported", "unknown", "other"]),
    health=st.sampled_from(["Normal", "Warning", "Critical", "", "Fine"]) | nasty,
    heartbeat=st.none() | instants,
    certificate=st.none() | instants,
    machines=st.none() | st.integers(0, 999),
    built_in=st.booleans(),
    modernised=st.booleans(),
    seen_at=instants,
)


def vault(n: int) -> str:
    return f"{SUBSCRIPTION}/providers/microsoft.recoveryservices/vaults/rsv-{n:03}"


def server(n: int, vaults: int) -> estate.Server:
    """Every third is outdated, every fifth silent."""
    return estate.Server(
        id=f"{vault(n % vaults)}/replicationfabrics/f/processservers/{n}",
        vault=vault(n % vaults),
        fabric="cs-onprem-01",
        name=f"ps-{n:03}",
        address=f"10.60.{n // 250}.{n % 250}",
        version="9.61.7016.1",
        level="current" if n % 3 else "outdated",
        health="Normal",
        heartbeat=START - timedelta(minutes=2 if n % 5 else 90),
        certificate=START + timedelta(days=400),
        machines=3,
        built_in=False,
        modernised=False,
        seen_at=START,
    )


def finding(n: int, vaults: int) -> findings.Finding:
    kind = ("outdated", "heartbeat-lost", "uncovered-network")[n % 3]
    return findings.Finding(
        id=f"fi-{n}",
        scope=vault(n % vaults),
        server=f"{vault(n % vaults)}/replicationfabrics/f/processservers/{n}",
        server_name=f"ps-{n:03}",
        kind=kind,
        severity="warning" if n % 2 else "blocking",
        sentence=f"ps-{n:03} runs 9.56.6879.1; 9.61.7016.1 is what its configuration server runs.",
        evidence={},
        channel="C0INCIDENT",
        first_seen=START - timedelta(hours=n),
        last_seen=START,
        version=1,
        about="9.61",
    )


def operation(n: int, state: rows.State, requester: str = RITA) -> rows.Operation:
    return rows.Operation(
        id=f"op-{state.value}-{n}",
        verb="deploy",
        state=state,
        requester=requester,
        channel="C0INCIDENT",
        values={"name": f"ps-new-{n}"},
        created_at=START - timedelta(minutes=n),
        updated_at=START,
        version=2,
        attempt=1,
        plan=plans.Plan(
            verb="deploy",
            target=f"ps-new-{n}",
            environment={"vault": vault(0)},
            summary=f"Deploys ps-new-{n} into vnet-dr-weu in West Europe.",
            changes=(),
            findings=(),
            steps=("walls",),
            undo="Removes it.",
            arguments={},
        ),
        plan_hash="ab" * 32,
        circles=(LEADS,),
        missing=(LEADS,),
        broken_by="U0BO00001",
        broken_reason="The site burns.",
        expires_at=START + timedelta(hours=4),
        steps=(
            rows.StepRecord(
                name="walls", title="Create the machine", state=rows.StepState.RUNNING, attempt=1
            ),
        ),
        failure=rows.Failure(
            step="walls", code="x", sentence="Azure had no room.", remedy="Try another size."
        ),
    )


def closure(n: int, error: str) -> closures.Closure:
    return closures.Closure(
        id=f"cl-{n}",
        channel=f"C{n}",
        error=error,
        since=START,
        waiting={"card": n, "prompt": 1},
        version=1,
    )


def incident(n: int, title: str, servers: int) -> incidents.Incident:
    return incidents.Incident(
        id=f"in-{n}",
        title=title,
        severity=incidents.Severity.SEV1,
        state=incidents.State.OPEN,
        channel="C0INCIDENT",
        scope=scopes.Scope(),
        started_by=RITA,
        started_at=START,
        seen=tuple(incidents.Seen(id=str(k), name=f"ps-{k:03}{title}") for k in range(servers)),
    )


def crowded(*, servers: int, findings: int, operations: int, vaults: int = 8) -> Facts:
    """As a lead sees it who may do everything."""
    waiting = tuple(operation(n, rows.State.AWAITING_APPROVAL) for n in range(operations))
    states = (
        rows.State.RUNNING,
        rows.State.WAITING_FOR_PERSON,
        rows.State.FAILED,
        rows.State.CLEANING,
    )
    going = tuple(operation(n, states[n % len(states)]) for n in range(operations))
    unreviewed = tuple(operation(n, rows.State.SUCCEEDED) for n in range(operations))
    every = (*waiting, *going, *unreviewed)
    return Facts(
        now=START,
        rights=rights.Rights(
            person=people.Person(id=LENA, name="Lena"),
            verbs=frozenset(publisher.VERBS),
            votes=frozenset(one.id for one in waiting),
            leads=frozenset(one.id for one in (*waiting, *going)),
            reviews=frozenset(one.id for one in unreviewed),
        ),
        seen=overviews.Overview(
            waiting=waiting,
            going=going,
            unreviewed=unreviewed,
            counts={rows.State.RUNNING: operations},
            findings=tuple(finding(n, vaults) for n in range(findings)),
            servers=tuple(server(n, vaults) for n in range(servers)),
        ),
        routes=routes.Routes(
            environments=tuple(
                routes.Environment(
                    name=name, vaults=tuple(vault(n) for n in range(k, vaults, 2)) or ("none",)
                )
                for k, name in enumerate(ENVIRONMENTS)
            )
        ),
        incidents=tuple(incident(n, f"Site {n} is down", 2) for n in range(operations)),
        closed=tuple(closure(n, "not_in_channel") for n in range(operations)),
        links={one.id: f"https://sandbox.example/archives/C0/p{n}" for n, one in enumerate(every)},
    )
