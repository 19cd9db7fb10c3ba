"""Any operation at all: what its card must survive."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from core import json
from workflow import differences, findings, operations, plans, policies

START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)

nasty = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "<!channel> <!here> <!everyone>",
            "<https://evil.example|portal.azure.com>",
            "a & b < c > d `code` *bold* _it_ ~no~",
            "&lt;!channel&gt;",
            "<@U0RITA001> <#C0INCIDENT> <!subteam^S0LEADS01>",
            "x" * 3100,
            "&" * 700,
            "<" * 800,
            "line\nbreak\r\n\t\0",
            "",
            " ",
        ]
    ),
)
instants = st.integers(0, 10**6).map(lambda n: START + timedelta(seconds=n))
ids = st.sampled_from(["U0RITA001", "U0LENA001", "S0LEADS01", "W012345"])

findings_of_plan = st.builds(
    plans.Finding,
    check=nasty,
    severity=st.sampled_from(plans.Severity),
    sentence=nasty,
    remedy=nasty,
)
changes = st.builds(
    plans.Change,
    action=st.sampled_from(plans.Action),
    kind=nasty,
    name=nasty,
    id=nasty,
    properties=st.dictionaries(nasty, nasty | st.lists(nasty, max_size=3), max_size=2),
)
costs = st.builds(
    plans.Cost,
    currency=nasty,
    monthly=st.floats(0, 1e9),
    lines=st.lists(st.tuples(nasty, st.floats(0, 1e9)), max_size=12).map(tuple),
    note=nasty,
)
any_plan = st.builds(
    plans.Plan,
    verb=st.just("deploy"),
    target=nasty,
    environment=st.dictionaries(
        st.sampled_from(["subscription", "resource_group", "region", "vault"]), nasty
    ),
    summary=nasty,
    changes=st.lists(changes, max_size=25).map(tuple),
    findings=st.lists(findings_of_plan, max_size=25).map(tuple),
    steps=st.just(()),
    undo=nasty,
    arguments=st.just({}),
    cost=st.none() | costs,
)
steps = st.builds(
    operations.StepRecord,
    name=st.sampled_from(["a", "b", "c"]),
    title=nasty,
    state=st.sampled_from(operations.StepState),
    attempt=st.integers(1, 9),
    note=nasty,
    started_at=st.none() | instants,
    ended_at=st.none() | instants,
    phase=st.sampled_from(["run", "clean"]),
)
failures = st.builds(
    operations.Failure,
    step=st.sampled_from(["a", "b", "zz", ""]),
    code=st.just("x"),
    sentence=nasty,
    cause=nasty,
    remedy=nasty,
    provider_code=nasty,
    provider_message=nasty,
)
votes = st.builds(
    operations.Vote,
    person=ids,
    decision=st.sampled_from(["approve", "deny"]),
    at=instants,
    reason=nasty,
    uncounted=nasty,
)
circles = st.lists(
    st.builds(
        policies.Circle,
        groups=st.lists(st.just("S0LEADS01"), max_size=1).map(tuple),
        people=st.lists(ids, max_size=12).map(tuple),
        quorum=st.integers(1, 3),
    ),
    max_size=4,
).map(tuple)
differing = st.lists(
    st.builds(differences.Difference, what=nasty, before=nasty, after=nasty), max_size=8
).map(tuple)
plain: st.SearchStrategy[json.JSON] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), nasty
)
any_operation = st.builds(
    operations.Operation,
    id=st.just("op-7f3k2qhd42"),
    verb=st.sampled_from(["deploy", "upgrade"]),
    state=st.sampled_from(operations.State),
    requester=ids,
    channel=st.just("C0INCIDENT"),
    values=st.dictionaries(st.sampled_from(["name", "server"]), nasty),
    created_at=instants,
    updated_at=instants,
    version=st.integers(1, 99),
    attempt=st.integers(1, 5),
    plan=st.none() | any_plan,
    plan_hash=st.just("ab" * 32),
    approvers=st.lists(ids, max_size=30).map(tuple),
    circles=circles,
    missing=circles,
    rule=nasty,
    broken_by=st.just("") | ids,
    broken_reason=nasty,
    reviewed_by=st.just("") | ids,
    reviewed_at=st.none() | instants,
    opened_at=st.none() | instants,
    changed=differing,
    precedent=st.none()
    | st.builds(
        operations.Precedent,
        operation_id=st.just("op-1"),
        target=nasty,
        at=instants,
        differences=differing,
    ),
    quorum=st.integers(1, 5),
    expires_at=st.none() | instants,
    steps=st.lists(steps, max_size=25).map(tuple),
    votes=st.lists(votes, max_size=8).map(tuple),
    failure=st.none() | failures,
    reason=nasty,
    ended_by=st.just("") | ids,
    result=st.none() | st.dictionaries(nasty, plain, max_size=20),
    typical_seconds=st.none()
    | st.dictionaries(st.sampled_from(["a", "b"]), st.floats(0, 1e5), max_size=2),
)
any_finding = st.builds(
    findings.Finding,
    id=st.just("f-1"),
    scope=nasty,
    server=nasty,
    server_name=nasty,
    kind=st.sampled_from(["outdated", "certificate-expires"]),
    severity=st.sampled_from(["warning", "blocking"]),
    sentence=nasty,
    evidence=st.dictionaries(nasty, plain, max_size=20),
    channel=st.just("C0INCIDENT"),
    first_seen=instants,
    last_seen=instants,
    version=st.just(1),
    resolved_at=st.none() | instants,
)


MARKS = [
    "*",
    "_",
    "~",
    "`",
    "```",
    ">",
    "<",
    "&",
    "•",
    ":fire:",
    "\n",
    "\r\n",
    "\u2028",
    "\t",
    *"„“",
]
forged = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *MARKS,
                "<@U0LENA001>",
                "<!subteam^S0LEADS01>",
                "<!channel>",
                "<https://evil.example|portal.azure.com>",
                "https://learn.microsoft.com/azure/",
                "*Approved* by",
                "a",
                " ",
            ]
        ),
        st.text(max_size=5),
    ),
    max_size=12,
).map("".join)
_ALIVE = re.compile(r"[*_~`<>]|:[\w+-]+:|\n")
"""What Slack makes more of than letters."""


def dead(shown: str) -> bool:
    """One line; either nothing that Slack knows, or all of it in one code span."""
    if len(shown) > 1 and shown[0] == shown[-1] == "`":
        return not set(shown[1:-1]) & set("`<>\n\r\u2028")
    return not _ALIVE.search(shown) and len(shown.splitlines()) < 2
