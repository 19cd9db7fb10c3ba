"""Versions of Site Recovery's components: read, shown, ordered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azureops import versions

NUMBERS = st.tuples(*[st.integers(0, 99_999)] * 4)


@given(NUMBERS)
def test_what_is_shown_is_read_again(numbers: tuple[int, int, int, int]) -> None:
    version = versions.Version(*numbers)
    assert versions.parse(str(version)) == version
    assert versions.parse(f"  {version} \n") == version


@given(NUMBERS, NUMBERS)
def test_order_is_the_order_of_the_numbers(
    one: tuple[int, int, int, int], other: tuple[int, int, int, int]
) -> None:
    assert (versions.Version(*one) < versions.Version(*other)) == (one < other)


@given(st.text())
def test_any_text_is_a_version_or_none(text: str) -> None:
    found = versions.parse(text)
    assert found is None or versions.parse(str(found)) == found


def test_order_is_not_the_order_of_letters() -> None:
    newer, older = versions.parse("9.61.7016.1"), versions.parse("9.9.7016.1")
    assert newer is not None
    assert older is not None
    assert newer > older


@pytest.mark.parametrize("text", ["", "9", "9.", "9.61.x", "-9.1", "9.1.1.1.1", "٩.٦١", "9 .61"])
def test_what_is_no_version(text: str) -> None:
    assert versions.parse(text) is None


def test_missing_numbers_are_zero() -> None:
    assert versions.parse("9.41") == versions.parse("9.41.0.0")
