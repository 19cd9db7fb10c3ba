"""The journal keeps what tests need and no more memory than its two bounds."""

from __future__ import annotations

from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from sandbox import journal


def _request(book: journal.Journal, body: bytes = b"", answer: bytes = b"") -> journal.Entry:
    entry = book.open("arm", make_mocked_request("GET", "/subscriptions"), body)
    book.close(entry, web.Response(body=answer))
    return entry


def _numbers(book: journal.Journal) -> list[int]:
    return [one["n"] for one in book.entries(service="", method="", path="", since=0)]


def test_the_oldest_go_when_there_are_too_many() -> None:
    book = journal.Journal(limit=3)
    for _ in range(5):
        _request(book)
    assert _numbers(book) == [3, 4, 5]


def test_big_answers_push_out_old_ones() -> None:
    book = journal.Journal(budget=1000)
    _request(book, body=b"1" * 300, answer=b"2" * 300)
    _request(book, answer=b"3" * 300)
    assert _numbers(book) == [1, 2]
    _request(book, answer=b"4" * 300)
    _request(book)
    assert _numbers(book) == [2, 3, 4]


def test_one_too_big_for_the_bounds_is_kept_until_the_next() -> None:
    book = journal.Journal(budget=10)
    _request(book, answer=b"5" * 100)
    assert _numbers(book) == [1]
    _request(book)
    assert _numbers(book) == [2]


def test_an_entry_answered_after_it_went_counts_nothing() -> None:
    book = journal.Journal(budget=100)
    held = book.open("arm", make_mocked_request("PUT", "/held"), b"6" * 90)
    _request(book, body=b"7" * 90)
    book.close(held, web.Response(body=b"8" * 90))
    _request(book)
    assert _numbers(book) == [2, 3]
