"""Requests that are JSON only to Resource Manager's reader."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.azure import loose_json


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ('{"a": 1, template:{"b": [1,\r\n 2]}}', {"a": 1, "template": {"b": [1, 2]}}),
        ('{"a": 1} // the end', {"a": 1}),
        ('{/* "a": 2, */ "b": "// not a comment"}', {"b": "// not a comment"}),
        ('{"a": "two\nlines\tand a tab"}', {"a": "two\nlines\tand a tab"}),
        ('{"a": [1, 2, /* three */ ], }', {"a": [1, 2]}),
        ('{"a": "name: value", b: "\\"c: d\\""}', {"a": "name: value", "b": '"c: d"'}),
    ],
)
def test_what_is_taken(raw: str, value: Any) -> None:
    assert loose_json.loads(raw.encode()) == value


@pytest.mark.parametrize("raw", ["{", '{"a" 1}', "{'a': 1}", "nothing", b"\xff".decode("latin1")])
def test_what_is_not(raw: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        loose_json.loads(raw.encode())


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(VALUES)
def test_strict_json_means_the_same(value: Any) -> None:
    assert loose_json.loads(orjson.dumps(value)) == value


def test_a_null_is_not_there() -> None:
    body = {"a": None, "b": {"c": None, "d": [{"e": None, "f": 0}], "g": ""}}
    assert loose_json.present(body) == {"b": {"d": [{"f": 0}], "g": ""}}
    assert body["a"] is None  # the body itself is left as it is
