"""Redaction: whatever coat a secret wears, it does not reach the log."""

from __future__ import annotations

import base64
import json
import logging
import urllib.parse

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot import logs, redaction

SECRETS = st.text(
    alphabet=st.characters(codec="ascii", min_codepoint=33, max_codepoint=126), min_size=12
)


@given(secret=SECRETS, before=st.binary(max_size=7), after=st.binary(max_size=7))
def test_known_secrets_are_found_in_every_coat(secret: str, before: bytes, after: bytes) -> None:
    redactor = redaction.Redactor([secret])
    inside = base64.b64encode(before + secret.encode() + after).decode()
    whole = base64.b64encode(secret.encode()).decode()
    for coat in (secret, json.dumps({"k": secret}), urllib.parse.quote(secret, safe="")):
        shown = redactor.text(f"a {coat} b")
        assert secret not in shown
        assert redaction.MASK in shown
    for coat in (inside, inside.replace("+", "-").replace("/", "_"), whole):
        assert redaction.MASK in redactor.text(f"a {coat} b")


@pytest.mark.parametrize(
    "text",
    [
        "token xoxb-123-abcdef given",
        "xapp-1-A0-99-deadbeef",
        "Authorization: Bearer abcdefghijklmnop",
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2lnbmF0dXJl",
        "postgresql://bot:hunter22@db/failback",
        "client_secret=s3cr3t-value&grant_type=client_credentials",
        "https://x.blob.core.windows.net/c?sv=1&sig=abcDEF%3D",
    ],
)
def test_what_looks_like_a_secret_is_masked(text: str) -> None:
    shown = redaction.Redactor().text(text)
    assert redaction.MASK in shown
    for part in ("123-abcdef", "deadbeef", "abcdefghijklmnop", "hunter22", "s3cr3t", "abcDEF"):
        assert part not in shown


def test_ordinary_text_is_left_alone() -> None:
    text = (
        "operation op-7f3k2qhd: VM ps-weu-1 in rg-dr-weu, 10.60.2.9, see https://portal.azure.com"
    )
    assert redaction.Redactor(["a-real-secret"]).text(text) == text


@pytest.mark.parametrize("pretty", [True, False])
def test_neither_fields_messages_nor_tracebacks_leak(
    capsys: pytest.CaptureFixture[str], pretty: bool
) -> None:
    secret = 'p"ss\\word-Ω1'
    try:
        logs.configure("info", redaction.Redactor([secret]), pretty=pretty)
        structlog.get_logger("test").info("event", field=secret, nested={"deep": [secret]})
        logging.getLogger("library").warning("said %s", secret)
        try:
            raise ValueError(f"broke at {secret}")
        except ValueError:
            structlog.get_logger("test").exception("failed")
        written = capsys.readouterr().err
    finally:
        logging.basicConfig(force=True)
        structlog.reset_defaults()
    assert "event" in written
    assert "ValueError" in written
    for coat in redaction.coats(secret):
        assert coat not in written


def test_a_log_line_is_json_with_the_bound_operation(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        logs.configure("info", redaction.Redactor(), pretty=False)
        with structlog.contextvars.bound_contextvars(operation="op-1"):
            structlog.get_logger("workflow").info("step-started", step="machine")
        line = json.loads(capsys.readouterr().err)
    finally:
        logging.basicConfig(force=True)
        structlog.reset_defaults()
    assert line["operation"] == "op-1"
    assert line["step"] == "machine"
    assert line["event"] == "step-started"
    assert line["timestamp"].endswith("Z")
