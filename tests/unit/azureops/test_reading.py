"""Azure's JSON is read without trusting it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azureops import reading

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def test_never_comes_without_zone_and_is_still_comparable() -> None:
    found = reading.instant("9999-12-31T23:59:59.9999999")
    assert found == reading.NEVER
    assert found > datetime.now(UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-04-06T06:45:50Z", datetime(2021, 4, 6, 6, 45, 50, tzinfo=UTC)),
        ("2021-04-06T06:47:01.6257213Z", datetime(2021, 4, 6, 6, 47, 1, 625721, tzinfo=UTC)),
        ("2021-04-06T08:45:50+02:00", datetime(2021, 4, 6, 6, 45, 50, tzinfo=UTC)),
        ("2021-04-06T06:45:50", datetime(2021, 4, 6, 6, 45, 50, tzinfo=UTC)),
        ("9999-12-31T23:59:59+14:00", reading.NEVER),
        ("0001-01-01T00:00:00", None),
        ("1753-01-01T01:01:01Z", None),
        ("1601-01-01T00:00:00Z", None),
        ("soon", None),
        ("", None),
        (None, None),
        (17, None),
    ],
)
def test_instants(text: Any, expected: datetime | None) -> None:
    assert reading.instant(text) == expected


@given(st.datetimes(datetime(1900, 1, 2), datetime(9998, 12, 30)), st.integers(-14, 14))  # noqa: DTZ001 - hypothesis wants naive bounds
def test_every_instant_is_aware_and_in_utc(naive: datetime, hours: int) -> None:
    aware = naive.replace(tzinfo=timezone(timedelta(hours=hours)))
    found = reading.instant(aware.isoformat())
    assert found == aware
    assert found is not None
    assert found.utcoffset() == timedelta(0)


@given(st.datetimes(datetime(9999, 1, 1)), st.sampled_from(["", "Z", "+02:00", "-11:00"]))  # noqa: DTZ001 - hypothesis wants naive bounds
def test_the_year_9999_is_never_with_a_zone_or_without(naive: datetime, zone: str) -> None:
    for text in (f"{naive.isoformat()}{zone}", f"{naive:%Y-%m-%dT%H:%M:%S}.9999999{zone}"):
        assert reading.instant(text) == reading.NEVER


@given(st.datetimes(datetime(1900, 1, 2), datetime(9998, 12, 30)))  # noqa: DTZ001 - hypothesis wants naive bounds
def test_a_time_without_zone_is_in_utc(naive: datetime) -> None:
    assert reading.instant(naive.isoformat()) == naive.replace(tzinfo=UTC)


@given(ANY)
def test_nothing_read_from_anything_raises(value: Any) -> None:
    reading.instant(value)
    reading.number(value)
    source = {"x": value}
    assert isinstance(reading.text(source, "x"), str)
    assert isinstance(reading.texts(source, "x"), tuple)
    assert isinstance(reading.objects(source, "x", "y"), list)
    assert reading.flag(source, "x") in {None, True, False}
    found = reading.count(value)
    assert found is None or isinstance(found, int)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2", 2),
        (" 4 ", 4),
        (7, 7),
        ("0%", 0),
        ("12.7", 12),
        (None, None),
        ("", None),
        ("many", None),
    ],
)
def test_counts_may_be_text(value: Any, expected: int | None) -> None:
    assert reading.count(value) == expected


@given(st.integers(-(2**70), 2**70), st.sampled_from(["{}", " {} ", "{}\n"]))
def test_a_whole_number_as_text_keeps_all_of_its_digits(number: int, form: str) -> None:
    assert reading.count(form.format(number)) == number == reading.count(number)


def test_true_is_no_count() -> None:
    assert reading.count(True) is None
