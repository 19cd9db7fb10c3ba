"""Sizes at their edge: the largest is accepted, everything above it refused with its place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.slack import sizes
from tests.conformance.slack_errors import limits


@pytest.mark.parametrize("limit", limits.LIMITS, ids=lambda one: one.what)
def test_the_edge_is_accepted_and_one_more_is_not(limit: limits.Limit) -> None:
    assert sizes.faults(limit.make(limit.most), sizes.MESSAGE) == []
    found = sizes.faults(limit.make(limit.most + 1), sizes.MESSAGE)
    assert found
    assert all("[json-pointer:/blocks" in one for one in found)


@pytest.mark.parametrize("limit", limits.LIMITS, ids=lambda one: one.what)
@settings(deadline=None)  # a busy machine is no fault of the checks
@given(data=st.data())
def test_no_size_in_between_behaves_otherwise(limit: limits.Limit, data: st.DataObject) -> None:
    size = data.draw(st.integers(min_value=1, max_value=limit.most + 50))
    assert bool(sizes.faults(limit.make(size), sizes.MESSAGE)) == (size > limit.most)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@settings(deadline=None)
@given(kind=st.sampled_from(sorted(sizes.BLOCKS)), more=st.dictionaries(
    st.sampled_from(["text", "elements", "fields", "rows", "element", "label", "title", "tasks"]),
    JSON,
))  # fmt: skip
def test_no_nonsense_breaks_the_checks(kind: str, more: dict[str, object]) -> None:
    for found in sizes.faults([{"type": kind} | more], sizes.MESSAGE):
        assert found.startswith("[ERROR] ")
