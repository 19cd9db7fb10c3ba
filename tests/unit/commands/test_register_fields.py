"""What is typed where the name of the passphrase's secret belongs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import checks
from commands.passphrases import secret_name
from commands.register import VERB

LINE = {"server": "ps-weu-1", "configuration_server": "192.168.10.20"}


@pytest.mark.parametrize("name", ["asr-passphrase", "asr", "a1-b2", "passphrase"])
def test_names_of_secrets(name: str) -> None:
    assert checks.check(VERB, {**LINE, "passphrase_secret": name}) == ()


@given(st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=12, max_size=40))
def test_what_may_be_the_passphrase_is_refused_and_not_repeated(typed: str) -> None:
    """genpassphrase.exe makes 16 letters and digits."""
    fault = secret_name(typed, {})
    assert fault is not None
    assert fault.value == ""
    assert typed not in str(fault)
    assert "make a new one" in str(fault)


@pytest.mark.parametrize("port", ["0", "65536", "https", "-1", "²"])
def test_no_ports(port: str) -> None:
    (fault,) = checks.check(VERB, {**LINE, "data_port": port})
    assert (fault.field, fault.value) == ("data_port", port)
