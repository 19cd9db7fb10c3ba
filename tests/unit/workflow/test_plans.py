"""What an approval binds to, and how a difference is said."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow import differences, jsonable, plans, procedures

values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)
objects = st.dictionaries(st.text(max_size=4), values, max_size=3)
changes = st.builds(
    plans.Change,
    action=st.sampled_from(plans.Action),
    kind=st.just("network interface"),
    name=st.text(max_size=4),
    id=st.text(max_size=4),
    properties=objects,
)
findings = st.builds(
    plans.Finding,
    check=st.just("ip-free"),
    severity=st.sampled_from(plans.Severity),
    sentence=st.text(max_size=4),
)
made = st.builds(
    plans.Plan,
    verb=st.just("deploy"),
    target=st.text(max_size=4),
    environment=st.dictionaries(st.sampled_from(["region", "vault"]), st.text(max_size=3)),
    summary=st.text(max_size=4),
    changes=st.lists(changes, max_size=3).map(tuple),
    findings=st.lists(findings, max_size=2).map(tuple),
    steps=st.lists(st.sampled_from("abc"), max_size=3).map(tuple),
    undo=st.text(max_size=4),
    arguments=objects,
    cost=st.none()
    | st.builds(
        plans.Cost,
        currency=st.just("EUR"),
        monthly=st.floats(0, 9),
        lines=st.lists(st.tuples(st.text(max_size=3), st.floats(0, 9)), max_size=2).map(tuple),
    ),
)


@given(made)
def test_a_stored_plan_comes_back_equal(plan: plans.Plan) -> None:
    stored = json.loads(json.dumps(plans.to_json(plan)))
    assert plans.from_json(stored) == plan
    assert plans.from_json(stored).hash == plan.hash


@given(made, made)
def test_findings_cost_and_wording_are_not_in_the_hash(one: plans.Plan, other: plans.Plan) -> None:
    reworded = replace(
        one,
        summary=other.summary,
        findings=other.findings,
        undo=other.undo,
        cost=other.cost,
        locks=other.locks,
        changes=tuple(replace(c, kind="card", name="n") for c in one.changes),
    )
    assert reworded.hash == one.hash


@given(made, objects)
def test_every_intended_property_is(plan: plans.Plan, more: dict[str, object]) -> None:
    for changed in (
        replace(plan, target=plan.target + "x"),
        replace(plan, environment={**plan.environment, "new": "x"}),
        replace(plan, arguments={**plan.arguments, "new one": 1}),
        replace(plan, steps=(*plan.steps, "new")),
        *(
            replace(plan, changes=(replace(c, properties={**c.properties, "new one": 1}),))
            for c in plan.changes
        ),
    ):
        assert changed.hash != plan.hash


@given(made, made)
def test_a_difference_always_has_words(one: plans.Plan, other: plans.Plan) -> None:
    found = differences.of(one, other)
    assert bool(found) == (one.hash != other.hash)
    assert differences.from_json(differences.to_json(found)) == found
    for said in (*map(str, found), differences.words(found)):
        assert said.strip(". ") or not found


@pytest.mark.parametrize(
    ("value", "place"),
    [({"a": [1, {"b": object()}]}, "$.a[1].b"), ({"a": {1: 2}}, "$.a"), ([1], "$")],
)
def test_what_is_no_json_object_is_named_by_place_not_by_value(value: object, place: str) -> None:
    with pytest.raises(procedures.StepFailed) as refused:
        jsonable.an_object(value)
    assert f"at {place}." in refused.value.sentence


@given(objects)
def test_what_is_a_json_object_passes(value: dict[str, object]) -> None:
    assert jsonable.an_object(value) is value
