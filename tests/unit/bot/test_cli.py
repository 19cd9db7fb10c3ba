"""The terminal: what is wrong is told with what to do, and the exit code says it too."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from bot import cli, config, settings
from commands import registry
from tests import keys

EXAMPLE = Path("failback-ps.example.toml")
TOKENS = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_SIGNING_SECRET": "secret",
    "FAILBACK_PS_AUDIT_KEY": keys.AUDIT,
}


def test_serve_without_settings_lists_every_problem(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    assert cli.main(["serve"]) == 2
    told = capsys.readouterr().err
    for key in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "FAILBACK_PS_KEY_VAULT_URL"):
        assert f"{key}: is missing." in told


def test_manifest_for_http_needs_https(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["manifest", "--http", "http://bot.example.com"]) == 2
    assert "only calls https URLs" in capsys.readouterr().err
    assert cli.main(["manifest", "--http", "https://bot.example.com"]) == 0
    made = yaml.safe_load(capsys.readouterr().out)
    command = made["features"]["slash_commands"][0]
    assert command["url"] == "https://bot.example.com/slack/events"


def test_the_checked_in_manifest_is_what_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["manifest"]) == 0
    assert capsys.readouterr().out == Path("manifest.yml").read_text(encoding="utf-8")


def test_an_unknown_command_names_the_known(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["sevre"])
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert all(name in told for name in cli.COMMANDS)


def test_the_example_file_is_valid() -> None:
    valid = config.load({"FAILBACK_PS_CONFIG": str(EXAMPLE), **TOKENS})
    assert len(valid.policy) == len(tomllib.loads(EXAMPLE.read_text())["policy"]) == 3


def test_the_example_speaks_of_every_verb_and_help_needs_no_rule(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FAILBACK_PS_CONFIG", str(EXAMPLE))
    assert cli.main(["policy", "check"]) == 0
    assert "nobody may use them" not in capsys.readouterr().out
    fewer = tmp_path / "fewer.toml"
    fewer.write_text(EXAMPLE.read_text().replace('"locks", "help"', '"*lock"'))
    monkeypatch.setenv("FAILBACK_PS_CONFIG", str(fewer))
    assert cli.main(["policy", "check"]) == 0
    assert "nobody may use them: locks." in capsys.readouterr().out


def test_a_faulty_policy_stops_the_start_like_any_setting(tmp_path: Path) -> None:
    broken = EXAMPLE.read_text().replace("quorum = 1", "quorum = 0")
    (tmp_path / "f.toml").write_text(broken)
    with pytest.raises(settings.SettingsInvalid) as caught:
        config.load(
            {"FAILBACK_PS_CONFIG": str(tmp_path / "f.toml"), "FAILBACK_PS_PORT": "x", **TOKENS}
        )
    told = str(caught.value)
    assert "policy[0].approvers[0].quorum" in told
    assert "A whole number, 1 or more." in told
    assert "FAILBACK_PS_PORT = 'x': is not a whole number" in told, "all at once"


def test_every_verb_that_needs_approval_is_a_command() -> None:
    assert {v.name for v in registry.VERBS.values() if v.needs_approval} == cli.VERBS


def test_a_terminal_needs_no_token_and_no_azure(tmp_path: Path) -> None:
    valid = config.load_terminal({"FAILBACK_PS_DATABASE_URL": f"sqlite:///{tmp_path}/x.db"})
    assert valid.terminal_person is None
    with pytest.raises(settings.SettingsInvalid, match="FAILBACK_PS_TERMINAL_PERSON = 'Rita'"):
        config.load_terminal({"FAILBACK_PS_TERMINAL_PERSON": "Rita"})


def test_a_reader_that_has_read_enough_is_no_fault() -> None:
    read, write = os.pipe()
    os.close(read)
    child = subprocess.run(
        [sys.executable, "-m", "bot.cli", "manifest"],
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write)
    assert child.returncode == 141
    assert b"Traceback" not in child.stderr
