"""Who counts, and when a quorum is full: rules that hold whatever the people and groups."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow import approvals, people, policies

PEOPLE = [f"U{n}" for n in range(5)]
GROUPS = ["S0", "S1", "S2"]

circles = st.lists(
    st.builds(
        policies.Circle,
        groups=st.lists(st.sampled_from(GROUPS), unique=True, max_size=2).map(tuple),
        people=st.lists(st.sampled_from(PEOPLE), unique=True, max_size=2).map(tuple),
        quorum=st.integers(1, 2),
    ),
    min_size=1,
    max_size=3,
).map(tuple)
members = st.dictionaries(
    st.sampled_from(GROUPS), st.frozensets(st.sampled_from(PEOPLE)), max_size=3
)
accounts = st.fixed_dictionaries(
    {
        id_: st.builds(
            people.Person,
            id=st.just(id_),
            name=st.just(id_),
            active=st.booleans(),
            is_bot=st.booleans(),
            guest=st.booleans(),
            email=st.sampled_from(["", "a@example.com", "A@example.com", "b@example.com"]),
        )
        for id_ in PEOPLE
    }
)
voters = st.lists(st.sampled_from(PEOPLE), unique=True)


def _seatings(rolled: approvals.Roll, rules: tuple[policies.Circle, ...], who: list[str]) -> bool:
    """The meaning said plainly: some choice of different people fills every chair."""
    chairs = [c for c in rules for _ in range(c.quorum)]
    return any(
        all(rolled.within(chair, person) for chair, person in zip(chairs, seated, strict=True))
        and not any(rolled.same(a, b) for a, b in itertools.combinations(seated, 2))
        for seated in itertools.permutations(who, len(chairs))
    )


@given(circles, members, accounts, voters)
def test_a_quorum_is_full_when_different_people_fill_every_chair(
    rules: tuple[policies.Circle, ...],
    groups: dict[str, frozenset[str]],
    known: dict[str, people.Person],
    who: list[str],
) -> None:
    rolled = approvals.Roll(people=known, members=groups)
    assert approvals.filled(rolled, rules, who) == _seatings(rolled, rules, who)


@given(circles, members, accounts, voters)
def test_what_is_missing_is_as_little_as_it_can_be(
    rules: tuple[policies.Circle, ...],
    groups: dict[str, frozenset[str]],
    known: dict[str, people.Person],
    who: list[str],
) -> None:
    rolled = approvals.Roll(people=known, members=groups)
    chairs = [
        policies.Circle(groups=c.groups, people=c.people) for c in rules for _ in range(c.quorum)
    ]
    left = sum(circle.quorum for circle in approvals.missing(rolled, rules, who))
    one_more = itertools.combinations(chairs, len(chairs) - left + 1)
    assert not any(_seatings(rolled, seats, who) for seats in one_more)


@given(circles, members, accounts, voters, st.sampled_from(PEOPLE))
def test_one_more_voter_never_empties_a_quorum_and_a_double_never_fills_one(
    rules: tuple[policies.Circle, ...],
    groups: dict[str, frozenset[str]],
    known: dict[str, people.Person],
    who: list[str],
    more: str,
) -> None:
    rolled = approvals.Roll(people=known, members=groups)
    full = approvals.filled(rolled, rules, who)
    assert approvals.filled(rolled, rules, [*who, *who]) == full
    assert approvals.filled(rolled, rules, [*who, more]) >= full


@given(circles, members, accounts, st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))
def test_only_active_full_members_of_a_circle_who_did_not_ask_count(
    rules: tuple[policies.Circle, ...],
    groups: dict[str, frozenset[str]],
    known: dict[str, people.Person],
    requester: str,
    person: str,
) -> None:
    rolled = approvals.Roll(people=known, members=groups)
    account = known[person]
    named = any(
        person in c.people or any(person in groups.get(g, ()) for g in c.groups) for c in rules
    )
    expected = (
        not rolled.same(person, requester)
        and all(known[one].email for one in (person, requester))
        and account.active
        and not account.is_bot
        and not account.guest
        and named
    )
    assert (not approvals.uncounted(rolled, rules, requester, person)) == expected


def test_nobody_named_is_nobody_approving() -> None:
    assert not approvals.filled(approvals.Roll(people={}, members={}), (), PEOPLE)


async def test_the_roll_asks_freshly_and_each_group_once() -> None:
    asked: list[tuple[str, bool]] = []

    class Directory:
        async def person(self, id: str) -> people.Person:  # noqa: A002 - the protocol's name
            return people.Person(id=id, name=id)

        async def members(self, group: str, *, fresh: bool) -> frozenset[str]:
            asked.append((group, fresh))
            return frozenset({"U1"})

    twice = [policies.Circle(groups=("S0",)), policies.Circle(groups=("S0",), quorum=2)]
    rolled = await approvals.call(Directory(), twice, ["U1", "U1"])
    assert asked == [("S0", True)]
    assert rolled.within(twice[0], "U1")


def test_without_a_rule_nobody_may() -> None:
    rolled = approvals.Roll(people={"U1": people.Person(id="U1", name="")}, members={})
    with pytest.raises(policies.Refused) as refused:
        approvals.may_ask(rolled, (), "U1", "deploy")
    assert refused.value.code == "no-policy"


@pytest.mark.parametrize("silent", ["U1", "U2"])
def test_who_cannot_be_told_from_the_requester_by_their_address_does_not_count(silent: str) -> None:
    known = {
        id_: people.Person(id=id_, name="", email="" if id_ == silent else f"{id_}@example.com")
        for id_ in ("U1", "U2")
    }
    rolled = approvals.Roll(people=known, members={})
    with pytest.raises(policies.Refused, match=f"no e-mail address of <@{silent}>") as refused:
        approvals.check_voter(rolled, [policies.Circle(people=("U1",))], "U2", "U1")
    assert refused.value.code == "not-counted"
    assert "users:read.email" in refused.value.remedy
