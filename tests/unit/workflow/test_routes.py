"""Which channel hears what: the first route that matches, and nothing else."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow import routes

VAULT = (
    "/subscriptions/1111/resourceGroups/rg-dr/providers/Microsoft.RecoveryServices/vaults/rsv-{}"
)
KINDS = ("outdated", "heartbeat-lost", "certificate-expires", routes.OPERATION)
ENVIRONMENTS: list[dict[str, Any]] = [
    {"name": "production", "vaults": ["rsv-prod*"]},
    {"name": "laboratory", "subscriptions": ["2222"], "servers": ["lab-*"]},
]
ROUTES: list[dict[str, Any]] = [
    {
        "name": "pages",
        "match": {"environments": ["production"], "severities": ["critical"]},
        "channel": "C0PAGES01",
    },
    {"match": {"kinds": ["*-expires"]}, "channel": "C0CERTS01"},
    {"match": {"environments": ["production", "laboratory"]}, "channel": "C0FLEET01"},
]


def parsed() -> routes.Routes:
    return routes.parse(ROUTES, ENVIRONMENTS, default="C0DEFAULT", kinds=KINDS)


def subject(kind: str = "outdated", severity: str = "warning", **where: str) -> routes.Subject:
    return routes.Subject(kind=kind, severity=severity, place=routes.Place(**where))


def test_the_first_that_matches_decides() -> None:
    prod = VAULT.format("prod-1")
    cases = {
        "C0PAGES01": subject("certificate-expires", "blocking", vault=prod),
        "C0CERTS01": subject("certificate-expires", "warning", vault=prod),
        "C0FLEET01": subject("outdated", "warning", vault=prod),
        "C0DEFAULT": subject("outdated", "blocking", vault=VAULT.format("test")),
    }
    for channel, one in cases.items():
        assert parsed().channel(one) == channel


def test_why_the_earlier_ones_did_not_match_is_told() -> None:
    chosen = parsed().choose(subject(vault=VAULT.format("prod-1")))
    assert chosen.environment == "production"
    assert chosen.route is not None
    assert chosen.route.name == "route[2]"
    assert [(one.route, one.key, one.found) for one in chosen.missed] == [
        ("pages", "severities", "warning"),
        ("route[1]", "kinds", "outdated"),
    ]


def test_an_environment_is_where_all_its_keys_hold() -> None:
    known = parsed()
    assert known.environment(routes.Place(subscription="2222", server="lab-7")) == "laboratory"
    assert known.environment(routes.Place(subscription="2222", server="ps-7")) == ""
    assert known.environment(routes.Place()) == ""


@pytest.mark.parametrize(
    ("id_", "vault", "subscription"),
    [
        (VAULT.format("a"), VAULT.format("a"), "1111"),
        (f"{VAULT.format('a')}/replicationFabrics/f/processServers/p", VAULT.format("a"), "1111"),
        ("/subscriptions/3333/locations/westeurope", "", "3333"),
        ("azure-identity", "", ""),
    ],
)
def test_where_something_is_follows_from_its_id(id_: str, vault: str, subscription: str) -> None:
    for written in (id_, id_.lower()):
        found = routes.place(written, "ps-1")
        assert (found.vault.lower(), found.subscription) == (vault.lower(), subscription)
        assert found.server == "ps-1"


WORDS = st.sampled_from(["a", "b", "ab", "a*", "*"])
SOME = st.lists(WORDS, max_size=2).map(tuple)
ROUTE = st.builds(
    routes.Route,
    name=st.just("r"),
    channel=st.sampled_from(["C1", "C2", "C3"]),
    environments=st.lists(st.sampled_from(["a", "b"]), max_size=1).map(tuple),
    severities=st.lists(st.sampled_from(["warning", "blocking"]), max_size=1).map(tuple),
    kinds=SOME,
    vaults=SOME,
    servers=SOME,
)
PLACE = st.builds(
    routes.Place,
    vault=st.sampled_from(["", "/x/a", "/x/ab"]),
    subscription=st.sampled_from(["", "a", "b"]),
    server=st.sampled_from(["", "a", "b"]),
)
SUBJECT = st.builds(
    routes.Subject,
    kind=st.sampled_from(["a", "b", "ab"]),
    severity=st.sampled_from(["", "warning", "blocking"]),
    place=PLACE,
)
NAMED = st.lists(
    st.builds(routes.Environment, name=st.sampled_from(["a", "b"]), subscriptions=SOME), max_size=2
).map(tuple)


@given(st.lists(ROUTE, max_size=5).map(tuple), NAMED, SUBJECT)
def test_every_subject_has_one_channel_and_what_comes_after_the_match_changes_nothing(
    some: tuple[routes.Route, ...],
    named: tuple[routes.Environment, ...],
    one: routes.Subject,
) -> None:
    known = routes.Routes(default="C0", environments=named, routes=some)
    chosen = known.choose(one)
    count = len(chosen.missed)
    alone = [dataclasses.replace(known, routes=(route,)).choose(one).route for route in some]
    assert alone[:count] == [None] * count, "each of those passed by matches nothing alone either"
    if chosen.route is None:
        assert (chosen.channel, count) == ("C0", len(some))
    else:
        assert chosen.route is some[count] is alone[count]
        assert chosen.channel == some[count].channel
        shorter = dataclasses.replace(known, routes=some[: count + 1])
        assert shorter.choose(one) == chosen


@pytest.mark.parametrize(
    ("table", "key", "words"),
    [
        ({"match": {"kinds": ["outdatd"]}, "channel": "C0FLEET01"}, "match.kinds", '"outdated"'),
        ({"match": {"environments": ["prod"]}, "channel": "C0FLEET01"}, "match.environments", "."),
        ({"match": {"severities": ["high"]}, "channel": "C0FLEET01"}, "match.severities", "or"),
        ({"match": {"vaults": []}, "channel": "C0FLEET01"}, "match.vaults", "matches nothing"),
        ({"match": {"server": "ps-*"}, "channel": "C0FLEET01"}, "match.server", "known keys"),
        ({"match": {}, "channel": "#fleet"}, "channel", "id (C…)"),
        ({"match": {}}, "channel", "id (C…)"),
        ({"match": "all", "channel": "C0FLEET01"}, "match", "a table"),
    ],
)
def test_a_wrong_route_is_named_with_its_remedy(table: Any, key: str, words: str) -> None:
    with pytest.raises(routes.Faulty) as found:
        routes.parse([table], ENVIRONMENTS, kinds=KINDS)
    (fault,) = found.value.faults
    assert fault.key == f"route[0].{key}"
    assert words in fault.remedy


@pytest.mark.parametrize(
    ("tables", "key"),
    [
        ([{"vaults": ["a"]}], "environment[0].name"),
        ([{"name": "production"}], "environment[0]"),
        ([{"name": "a", "vaults": "a"}, {"name": "a", "vaults": "b"}], "environment[1].name"),
        ([{"name": "a", "vaults": [1]}], "environment[0].vaults"),
    ],
)
def test_a_wrong_environment_is_named(tables: Any, key: str) -> None:
    with pytest.raises(routes.Faulty) as found:
        routes.parse([], tables)
    assert [one.key for one in found.value.faults] == [key]
