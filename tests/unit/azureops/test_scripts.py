"""The PowerShell files: a real grammar reads them, PowerShell itself where it is there."""

from __future__ import annotations

import functools
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import tree_sitter
import tree_sitter_powershell

from azureops import exit_codes, orders, scripts
from sandbox.azure import server_scripts

GRAMMAR = tree_sitter.Language(tree_sitter_powershell.language())
HASH = "a" * 64
SECRET = "the-passphrase-nobody-sees"
ORDERS = {
    order.script: order
    for order in (
        orders.probe("192.168.10.20"),
        orders.prepare_disk(),
        orders.fetch_installer("https://127.0.0.1:9/setup.exe", sha256=HASH),
        orders.install(
            installer="C:\\x.exe", drive="F:\\", configuration_server="192.168.10.20",
            address="10.60.2.9", passphrase=SECRET,
        ),
        orders.upgrade(installer="C:\\x.exe", version="9.61.7016.1"),
        orders.uninstall(),
        orders.restart(unless_since=datetime(2026, 1, 1, tzinfo=UTC)),
        orders.tail_log(),
    )
}  # fmt: skip
# What would run text, or wait for somebody.
FORBIDDEN = frozenset(
    ["invoke-expression", "iex", "add-type", "invoke-command", "read-host", "pause", "cmd",
     "cmd.exe", "powershell", "powershell.exe", "pwsh"]
)  # fmt: skip
each_script = pytest.mark.parametrize("name", scripts.names())


@functools.cache
def parsed(name: str) -> tree_sitter.Node:
    return tree_sitter.Parser(GRAMMAR).parse(scripts.load(name).text.encode()).root_node


def nodes(within: tree_sitter.Node, kind: str) -> Iterator[tree_sitter.Node]:
    if within.type == kind:
        yield within
    for child in within.children:
        yield from nodes(child, kind)


def text(node: tree_sitter.Node) -> str:
    return (node.text or b"").decode()


def statements(name: str) -> list[tree_sitter.Node]:
    block = next(n for n in parsed(name).children if n.type == "statement_list")
    return block.named_children


def test_each_act_has_its_script_and_each_script_its_order() -> None:
    assert set(scripts.names()) == set(ORDERS)


@each_script
def test_the_grammar_reads_it_without_an_error(name: str) -> None:
    root = parsed(name)
    assert not root.has_error
    assert scripts.load(name).text.isascii(), (
        "Windows PowerShell would read it in another code page"
    )


def test_the_grammar_would_see_an_error() -> None:
    broken = scripts.load("probe").text.replace("} catch {", "catch {")
    assert tree_sitter.Parser(GRAMMAR).parse(broken.encode()).root_node.has_error


@each_script
def test_what_it_declares_is_what_python_passes(name: str) -> None:
    declared = [text(v)[1:] for n in nodes(parsed(name), "script_parameter")
                for v in n.children if v.type == "variable"]  # fmt: skip
    script = scripts.load(name)
    assert [parameter.name for parameter in script.parameters] == declared
    order = ORDERS[name]
    must = {parameter.name for parameter in script.parameters if parameter.required}
    assert must <= {*order.given, *order.protected} <= set(declared)
    known = server_scripts.NAMES[name]
    assert (set(known.required), {*known.required, *known.optional}) == (must, set(declared))


@each_script
def test_it_prints_one_line_of_json_at_its_end_and_nothing_else(name: str) -> None:
    *before, printed, left = [text(statement) for statement in statements(name)]
    assert printed == "$result | ConvertTo-Json -Compress"
    assert left == "exit $code"
    for statement in before[:-1]:
        assert re.match(r"\$\w+ = ", statement), f"{statement!r} may print"
    assert before[-1].startswith("try {")
    assert "catch {" in before[-1]
    assert f"[ordered]@{{ script = '{name}'" in scripts.load(name).text
    commands = {text(n).lower() for n in nodes(parsed(name), "command_name")}
    assert not commands & {"write-output", "write-host", "echo", "out-string", "write-error"}


# What has no value to show, and what takes the value of a whole pipe.
SILENT = (
    "[Console]::Error.WriteLine(", "[IO.File]::WriteAllText(", "Invoke-WebRequest ", "Remove-Item ",
    "Set-Disk ", "Initialize-Disk ",
)  # fmt: skip
TAKEN = ("| Out-Null", "| ConvertTo-Json -Compress", "| Add-PartitionAccessPath -AssignDriveLetter")


@each_script
def test_nothing_else_reaches_the_output(name: str) -> None:
    for pipeline in nodes(parsed(name), "pipeline"):
        parent = pipeline.parent
        if parent is None or parent.type != "statement_list":
            continue
        shown = text(pipeline)
        quiet = (
            any(c.type == "assignment_expression" for c in pipeline.children)
            or shown.startswith(SILENT)
            or shown.endswith(TAKEN)
            or _is_value(pipeline)
        )
        assert quiet, f"{name}: {shown!r} may print"


def _is_value(pipeline: tree_sitter.Node) -> bool:
    """What stands in brackets or a script block of `Where-Object` is a value, not output."""
    above = pipeline.parent
    while above is not None:
        if above.type in {"sub_expression", "array_expression", "script_block_expression"}:
            return True
        if above.type in {"program", "statement_block"}:
            return False
        above = above.parent
    return False


@each_script
def test_no_value_becomes_script_text(name: str) -> None:
    root = parsed(name)
    commands = {text(n).lower() for n in nodes(root, "command_name")}
    assert not commands & FORBIDDEN
    assert not list(nodes(root, "command_invokation_operator")), "`&` and `.` run what a value says"
    assert "[scriptblock]" not in scripts.load(name).text.lower()
    for programs in re.findall(r"-FilePath (\S+)", scripts.load(name).text):
        assert "http" not in programs


@each_script
def test_it_is_windows_powershell_5(name: str) -> None:
    """No operator of later versions: the gallery image is Windows Server 2012 R2."""
    bare = re.sub(r"'[^']*'|\"[^\"]*\"|#.*", "", scripts.load(name).text)
    for later in ("??", "?.", "&&", "||", "-Parallel", " ? ", "clean {"):
        assert later not in bare


@each_script
def test_every_exit_code_has_a_name(name: str) -> None:
    found = {int(n) for n in re.findall(r"\$code = (\d+)", scripts.load(name).text)}
    assert {0, 1} <= found
    assert found <= set(exit_codes.BY_NUMBER)


def test_exit_codes_are_told_apart() -> None:
    assert len({one.name for one in exit_codes.ALL}) == len(exit_codes.ALL)
    assert len(exit_codes.BY_NUMBER) == len(exit_codes.ALL)
    assert {one.number for one in exit_codes.ALL if one.done} == {0, 1641, 3010}
    assert all(one.remedy for one in exit_codes.ALL if not one.done)
    assert exit_codes.of(77).name == "unknown"
    assert "77" in exit_codes.of(77).sentence


def test_only_the_passphrase_is_protected_and_its_file_goes() -> None:
    secret = [(name, p.name) for name in scripts.names()
              for p in scripts.load(name).parameters if p.protected]  # fmt: skip
    assert secret == [("install-process-server", "Passphrase")]
    finals = [text(n) for n in nodes(parsed("install-process-server"), "finally_clause")]
    assert len(finals) == 1
    assert "Remove-Item -Path $file -Force" in finals[0]
    assert "Out-File" not in scripts.load("install-process-server").text


SETUPS = ("install-process-server", "upgrade-process-server", "uninstall-process-server")


@pytest.mark.parametrize("name", SETUPS)
def test_a_restart_that_a_set_up_asks_for_is_remembered_until_windows_has_started(
    name: str,
) -> None:
    """By a volatile key: learn.microsoft.com/dotnet/api/microsoft.win32.registryoptions."""
    asked = [text(n) for n in nodes(parsed(name), "if_statement")
             if text(n).startswith("if ($run.ExitCode -eq 3010)")]  # fmt: skip
    assert asked
    for block in asked:
        assert "CreateSubKey($marker, " in block
        assert "[Microsoft.Win32.RegistryOptions]::Volatile)" in block
        assert "$result.restart = $true" in block
    whole = scripts.load(name).text
    assert whole.count("$result.restart = $true") == len(asked)
    assert '$result.restart = Test-Path -Path "HKLM:\\$marker"' in whole, "of an earlier run"
    (marker,) = re.findall(r"^\$marker = '(.*?)'", whole, re.MULTILINE)
    assert f"$marker = 'HKLM:\\{marker}'" in scripts.load("probe").text


def test_an_order_takes_what_the_script_declares_and_nothing_else() -> None:
    with pytest.raises(ValueError, match="has no parameter Nonsense"):
        orders.Order(script="probe", given={"Nonsense": "1"})
    with pytest.raises(ValueError, match="needs the parameter Url"):
        orders.Order(script="fetch-installer")
    install = ORDERS["install-process-server"]
    with pytest.raises(ValueError, match="Passphrase of install-process-server is a protected"):
        orders.Order(script=install.script, given={**install.given, **install.protected})
    with pytest.raises(ValueError, match="there is no script 'format-everything'"):
        orders.Order(script="format-everything")
    with pytest.raises(ValueError, match="over https only"):
        orders.fetch_installer("http://example.org/setup.exe")
    with pytest.raises(ValueError, match="cs-onprem-01"):
        orders.install(installer="x", drive="F", configuration_server="cs-onprem-01",
                       address="10.60.2.9", passphrase=SECRET)  # fmt: skip
    with pytest.raises(ValueError, match="no drive letter"):
        orders.install(installer="x", drive='F: /CSIP 1.2.3.4', configuration_server="10.0.0.1",
                       address="10.60.2.9", passphrase=SECRET)  # fmt: skip
    assert SECRET not in repr(install)


def test_the_version_follows_the_text() -> None:
    versions = {scripts.load(name).version for name in scripts.names()}
    assert len(versions) == len(scripts.names())


@each_script
def test_real_powershell_runs_it(name: str, tmp_path: Path) -> None:
    """Off Windows every act fails, each in its own named way, with its line of JSON; on Windows
    they would act, so there PowerShell only parses them."""
    shell = shutil.which("pwsh")
    if shell is None:
        pytest.skip("there is no pwsh here: only the grammar has read the scripts")
    path = scripts.FOLDER / f"{name}.ps1"
    if os.name == "nt":
        order = f"$e = $null; [void][Management.Automation.Language.Parser]::ParseFile('{path}', [ref]$null, [ref]$e); exit $e.Count"  # noqa: E501
        assert subprocess.run([shell, "-NoProfile", "-Command", order], check=False).returncode == 0
        return
    given = {**ORDERS[name].given, **ORDERS[name].protected}
    words = [word for key, value in given.items() for word in (f"-{key}", value)]
    done = subprocess.run(
        [shell, "-NoProfile", "-NonInteractive", "-File", str(path), *words],
        capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "TEMP": str(tmp_path), "ProgramData": str(tmp_path)},
    )  # fmt: skip
    lines = done.stdout.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert json.loads(lines[0])["script"] == name
    # Off Windows a process's exit code is cut to its last eight bits.
    assert done.returncode in {number & 255 for number in exit_codes.BY_NUMBER}
    assert SECRET not in done.stdout + done.stderr
    assert not [p for p in tmp_path.rglob("*") if p.is_file() and SECRET in p.read_text("latin-1")]
