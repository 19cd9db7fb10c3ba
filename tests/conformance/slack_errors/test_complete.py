"""No error code stands in the local Slack's source that the table does not provoke."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox import slack
from tests import sources
from tests.conformance.slack_errors import cases

SOURCES = sorted(Path(slack.__file__).parent.rglob("*.py"))

COMPUTED = {
    ("calls.py", "error"): "the second argument of need(), collected where it is called",
    ("calls.py", "code"): "the values of UNREADABLE, below",
    ("places.py", "refusal"): "the values of the table in writable(), below",
    ("places.py", "error"): "the second argument of own(), collected where it is called",
    ("marks.py", "missing"): "the second argument of _message(), collected where it is called",
    ("conversations.py", "f'invalid_ts_{name}'"): "invalid_ts_oldest and invalid_ts_latest, below",
    ("membership.py", "refused[0][1]"): "the answers of why_not() in grounds.py, below",
    ("moods.py", "error"): "what the act `fail` asked for",
    ("views.py", "code"): "the codes of VALIDATED, below",
    ("people.py", "str(told['error'])"): "what api.test was asked to say",
    ("server.py", "self.moods.refusal"): "what the act `token` asked for",
}
"""Codes that are not written where they are raised: module and expression, and where they stand."""

SPELT = {
    "invalid_ts_oldest", "invalid_ts_latest", "invalid_blocks_format", "invalid_attachments",
    "invalid_metadata_format", "invalid_message", "invalid_view", "restricted_action",
    "restricted_action_read_only_channel", "user_not_found", "already_in_channel", "cant_invite",
    "ura_max_channels", "cant_invite_self",
    "restricted_action_thread_only_channel", "restricted_action_non_threadable_channel",
}  # fmt: skip

ELSEWHERE = {
    "invalid_url": "told to a response_url, which is no method: scenario test_hooks",
    "expired_url": "told to a response_url, which is no method: scenario test_hooks",
    "used_url": "told to a response_url, which is no method: scenario test_hooks",
    "invalid_errors": "what is wrong with an ack, told to the person: scenario test_hooks",
}
"""Codes that no method answers, with the reason."""

TAKES_CODE = {"need": 1, "own": 1, "_message": 1}
"""Functions of the local Slack and which of their arguments is the code to raise."""


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _literals(node: ast.expr) -> Iterator[str]:
    """The strings that the expression can be, if it is written out."""
    match node:
        case ast.Constant(value=str(code)):
            yield code
        case ast.IfExp():
            yield from _literals(node.body)
            yield from _literals(node.orelse)


def _found() -> Iterator[tuple[str, str, list[str]]]:
    """Module, expression and the codes of each place where a code is written or passed on."""
    for source in SOURCES:
        for node in sources.read(source).calls:
            place = 0 if _name(node) == "SlackError" else TAKES_CODE.get(_name(node), -1)
            if 0 <= place < len(node.args):
                given = node.args[place]
                yield source.name, ast.unparse(given), list(_literals(given))


CODES = SPELT | {code for _, _, codes in _found() for code in codes}
PROVOKED = {case.error for case in cases.CASES}


@pytest.mark.parametrize("code", sorted(CODES))
def test_each_code_is_provoked_or_excused(code: str) -> None:
    assert (code in PROVOKED) is (code not in ELSEWHERE)


def test_each_computed_code_is_known() -> None:
    computed = {(module, text) for module, text, codes in _found() if not codes}
    assert computed == set(COMPUTED)


def test_nothing_is_excused_that_is_not_there() -> None:
    assert set(ELSEWHERE) <= CODES
