"""What `--json` says has the shape that is documented, whatever the operation."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import jsonschema
import pytest
from hypothesis import given

from bot.cli import report, shape
from bot.cli.report import Code, Report
from core import errors
from tests.unit.bot_slack import values
from workflow import confirmations, operations

VALIDATOR = jsonschema.Draft202012Validator(shape.SCHEMA)
PENDING = confirmations.Confirmation(
    id="cf-1",
    operation_id="op-1",
    person="U0LENA001",
    decision="approve",
    plan_hash="h",
    reason="",
    asked_at=datetime(2026, 11, 23, tzinfo=UTC),
)


@given(values.any_operation)
def test_any_operation_has_the_documented_shape(operation: operations.Operation) -> None:
    said = Report(code=Code.SHOWN, operation=operation, listed=[operation], pending=[PENDING])
    VALIDATOR.validate(json.loads(json.dumps(report.to_json(said))))


def test_the_schema_itself_is_valid_and_strict() -> None:
    jsonschema.Draft202012Validator.check_schema(shape.SCHEMA)
    said = report.to_json(Report(code=Code.ACCEPTED))
    VALIDATOR.validate(said)
    for key in said:
        with pytest.raises(jsonschema.ValidationError):
            VALIDATOR.validate({k: v for k, v in said.items() if k != key})


@pytest.mark.parametrize("code", Code)
def test_each_code_has_an_exit_and_a_meaning(
    code: Code, capsys: pytest.CaptureFixture[str]
) -> None:
    error = errors.BotError("It is so.", remedy="Do this.", code="so")
    assert Report(code=code, reason=error).print(json=True) == report.EXITS[code]
    said = json.loads(capsys.readouterr().out)
    VALIDATOR.validate(said)
    assert (said["code"], said["reason"]["code"]) == (code.value, "so")
    assert report.MEANINGS[code]


def test_no_code_but_accepted_claims_that_something_was_done() -> None:
    """A vote of the terminal is never called an approval, a request never a deed."""
    for code in (Code.WAITING, Code.NOT_TAKEN, Code.REFUSED):
        assert "approved" not in report.MEANINGS[code].lower()
    assert report.EXITS[Code.NOT_TAKEN] == 3
