"""What `route explain` says is what the watch would do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot import cli, route_explanation
from workflow import routes

FILE = """
[slack]
channels = { default = "C0DEFAULT" }

[[environment]]
name = "production"
vaults = ["rsv-prod*"]

[[route]]
name = "pages"
match = { environments = ["production"], severities = ["critical"] }
channel = "C0PAGES01"

[[route]]
match = { kinds = ["*-expires"] }
channel = "C0CERTS01"
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "failback-ps.toml"
    path.write_text(FILE)
    monkeypatch.setenv("FAILBACK_PS_CONFIG", str(path))
    return path


def explain(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert cli.main(["route", "explain", *words]) == 0
    return capsys.readouterr().out


@pytest.mark.usefixtures("file")
def test_a_kind_is_followed_through_the_routes(capsys: pytest.CaptureFixture[str]) -> None:
    said = explain(capsys, "kind=certificate-expires", "severity=warning", "vault=rsv-prod-1")
    assert said.splitlines() == [
        "Of vault rsv-prod-1; environment: production.",
        "certificate-expires, warning: C0CERTS01, by route[1].",
        "  not pages: it wants severity critical, and here it is warning",
    ]
    said = explain(capsys, "kind=outdated", "server=ps-1")
    assert "outdated, critical: C0DEFAULT, the default, for no route matches." in said
    assert "not pages: it wants environment production, and here it is not known" in said


@pytest.mark.usefixtures("file")
def test_without_a_kind_each_is_listed_with_its_channel(capsys: pytest.CaptureFixture[str]) -> None:
    said = explain(capsys, "vault=rsv-prod-1").splitlines()
    rows = {tuple(line.split()[:3]) for line in said}
    assert ("outdated", "critical", "C0PAGES01") in rows
    assert ("outdated", "warning", "C0DEFAULT") in rows
    assert ("agent-expires", "warning", "C0CERTS01") in rows
    assert ("operation", "C0DEFAULT", "the") in rows
    anywhere = {tuple(line.split()[:3]) for line in explain(capsys).splitlines()}
    assert ("outdated", "any", "C0DEFAULT") in anywhere
    found = json.loads(explain(capsys, "--json"))
    assert {one["channel"] for one in found["told"]} == {"C0DEFAULT", "C0CERTS01"}
    assert "No place is named" in explain(capsys)


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize("word", ["server", "colour=red", "kind=outdatd", "severity=high", "kind="])
def test_what_is_not_understood_is_said(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["route", "explain", word]) == 2
    assert word.partition("=")[2] in capsys.readouterr().err


def test_faults_are_listed_all_at_once(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["route", "check"]) == 0
    assert "No fault in pages, route[1]." in capsys.readouterr().out
    file.write_text(FILE.replace("*-expires", "expire").replace("C0PAGES01", "#pages"))
    assert cli.main(["route", "check"]) == 2
    told = capsys.readouterr().err
    assert "route[0].channel" in told
    assert "route[1].match.kinds" in told


def test_without_routes_all_goes_to_the_default() -> None:
    known = routes.Routes(default="C0DEFAULT")
    said = list(route_explanation.lines(route_explanation.of(known, {}), known))
    assert said[0].startswith("There is no [[route]] table")
