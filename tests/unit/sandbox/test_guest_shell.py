"""What a script says on a simulated machine: values, conditions, loops, errors."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.azure import guest_script, guest_setup, run_execution, seed, state
from sandbox.azure.clock import AzureClock
from sandbox.azure.guest_shell import Shell

QUIET = st.text(alphabet="abc $'\"`(){}[]|;,#@=-\\\n.", max_size=60)


def ran(script: str, **variables: Any) -> tuple[Any, list[str], list[str]]:
    """Exit code, output and errors of a script on a machine of the story."""
    current = state.State(AzureClock(1.0))
    seed.story(current)
    (machine,) = [
        each
        for each in current.all("Microsoft.Compute/virtualMachines")
        if each["name"] == "app-01"
    ]
    shell = Shell(
        current=current, machine=machine, commands=run_execution.COMMANDS,
        program_of=guest_setup.program_of, variables={**variables},
    )  # fmt: skip
    steps = shell.run(script)
    try:
        while True:
            assert next(steps) >= 0
    except StopIteration as end:
        return end.value, shell.out, shell.err


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("Write-Output 'a b'", ["a b"]),
        ("\"x $name ${name} $($name)\"", ["x N N N"]),
        ("'it''s', \"a`\"b\"", ["it's\na\"b"]),
        ("$x = @{ a = 1; b = 'c' }; $x | ConvertTo-Json -Compress", ['{"a":1,"b":"c"}']),
        ("if ($name -eq 'n') { 'yes' } else { 'no' }", ["yes"]),
        ("if (-not $missing -and 2 -gt 1) { 'yes' }", ["yes"]),
        ("foreach ($n in 1,2,3) { if ($n -eq 2) { continue }; \"$n\" }", ["1", "3"]),
        ("try { throw 'no' } catch { \"caught $_\" } finally { 'last' }", ["caught no", "last"]),
        ("$r = 'a','b' | Where-Object { $_ -like 'b*' }; $r", ["b"]),
        ("<# not\nthis #> 'this' # nor this", ["this"]),
        ("'9.61' -match '^9\\.\\d+$'", ["True"]),
    ],
)  # fmt: skip
def test_what_a_script_says(script: str, expected: list[str]) -> None:
    assert ran(script, name="N") == (0, expected, [])


def test_exit_codes() -> None:
    assert ran("exit 7")[0] == 7
    assert ran("throw 'no'")[::2] == (1, ["no"])
    assert ran("exit $LASTEXITCODE", lastexitcode=3010)[0] == 3010


def test_an_unknown_command_is_an_error_that_stops_only_when_told() -> None:
    code, out, err = ran("Get-Nonsense; 'after'")
    assert (code, out) == (0, ["after"])
    assert "'Get-Nonsense' is not recognized" in err[0]
    code, out, _ = ran("$ErrorActionPreference = 'Stop'; Get-Nonsense; 'after'")
    assert (code, out) == (1, [])


def test_raw_disks_do_not_have_letters() -> None:
    assert ran("(Get-Volume).DriveLetter") == (0, ["C"], [])


@given(QUIET)
def test_any_text_is_read_to_its_end(text: str) -> None:
    guest_script.parse(text)


@given(st.text(alphabet="ab ;\n", max_size=40))
def test_without_strings_and_brackets_a_split_is_a_split(text: str) -> None:
    assert guest_script.split(text, ";") == [part.strip() for part in text.split(";")]


@given(st.text(alphabet="ab;|{}()# \n", max_size=40))
def test_nothing_inside_a_string_splits(text: str) -> None:
    assert guest_script.split(f"'{text}';b", ";") == [f"'{text}'", "b"]
