"""Settings: environment wins, secrets stay out of the file, every problem is told at once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot import config, settings
from tests import keys
from watch import schedules

VAULT = (
    "/subscriptions/5b000000-0000-4000-8000-000000000001/resourceGroups/rg"
    "/providers/Microsoft.RecoveryServices/vaults/v"
)
FILE = f"""
port = 3100

[slack]
channels = {{ default = "C0INCIDENT", audit = "C0AUDIT01" }}

[azure]
vaults = ["{VAULT}"]
key_vault_url = "https://kv.vault.azure.net/"

[watch]
versions = "every 30 min"

[[policy]]
verbs = ["deploy"]
requesters = {{ people = ["U0RITA001"] }}
approvers = [ {{ people = ["U0LENA001"] }} ]
"""
TOKENS = {
    "SLACK_BOT_TOKEN": "xoxb-test-token",
    "SLACK_SIGNING_SECRET": "signing-secret",
    "FAILBACK_PS_AUDIT_KEY": keys.AUDIT,
}


def environment(tmp_path: Path, text: str = FILE, **more: str) -> dict[str, str]:
    path = tmp_path / "failback-ps.toml"
    path.write_text(text, encoding="utf-8")
    return {"FAILBACK_PS_CONFIG": str(path), **TOKENS, **more}


def refusal(environment: dict[str, str]) -> str:
    with pytest.raises(settings.SettingsInvalid) as caught:
        config.load(environment)
    return str(caught.value)


def test_file_and_environment_together(tmp_path: Path) -> None:
    valid = config.load(environment(tmp_path))
    assert valid.port == 3100
    assert valid.channel_default == "C0INCIDENT"
    assert valid.channel_audit == "C0AUDIT01"
    assert valid.key_vault_url == "https://kv.vault.azure.net"
    assert valid.watch_versions == schedules.Schedule(every=timedelta(minutes=30))
    assert valid.policy[0]["verbs"] == ["deploy"]
    assert valid.database_url == "sqlite:///data/failback-ps.db"
    assert not valid.socket_mode


def test_environment_wins(tmp_path: Path) -> None:
    assert config.load(environment(tmp_path, FAILBACK_PS_PORT="8080")).port == 8080


def test_app_token_means_socket_mode_and_needs_no_signing_secret(tmp_path: Path) -> None:
    given = environment(tmp_path, SLACK_APP_TOKEN="xapp-1-test")
    del given["SLACK_SIGNING_SECRET"]
    assert config.load(given).socket_mode


def test_secret_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("xoxb-from-file\n", encoding="utf-8")
    given = environment(tmp_path, SLACK_BOT_TOKEN_FILE=str(tmp_path / "token"))
    del given["SLACK_BOT_TOKEN"]
    assert config.load(given).slack_bot_token.get_secret_value() == "xoxb-from-file"


def test_all_problems_at_once_with_key_value_and_remedy(tmp_path: Path) -> None:
    told = refusal(
        {
            "FAILBACK_PS_CONFIG": str(tmp_path / "absent.toml"),
            "SLACK_BOT_TOKEN": "wrong-but-secret",
            "FAILBACK_PS_PORT": "99999",
            "FAILBACK_PS_CLOUD": "mars",
            "AZURE_CLIENT_SECRET": "azure-secret",
        }
    )
    assert "FAILBACK_PS_CONFIG" in told
    assert "SLACK_BOT_TOKEN = ••••: does not begin with xoxb-" in told
    assert "FAILBACK_PS_PORT = '99999'" in told
    assert "FAILBACK_PS_CLOUD = 'mars'" in told
    assert "Use public, usgovernment or china." in told
    assert "SLACK_SIGNING_SECRET: is missing" in told
    assert "AZURE_TENANT_ID: is missing beside AZURE_CLIENT_SECRET" in told
    assert "azure.vaults: is missing" in told
    assert "wrong-but-secret" not in told
    assert "azure-secret" not in told


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (FILE + "\n[slak]\nx = 1\n", "slak"),
        (FILE.replace("[azure]", '[azure]\ncluod = "public"'), "azure.cluod"),
        (FILE.replace("[slack]", '[slack]\nbot_token = "xoxb-leaked"'), "slack.bot_token"),
    ],
)
def test_unknown_keys_are_refused(tmp_path: Path, text: str, key: str) -> None:
    told = refusal(environment(tmp_path, text))
    assert f"  {key}: is not a key" in told
    assert "xoxb-leaked" not in told


@pytest.mark.parametrize("value", ["6 h", "every 0 h", "every six hours", "every 5 weeks"])
def test_bad_intervals(tmp_path: Path, value: str) -> None:
    told = refusal(environment(tmp_path, FAILBACK_PS_WATCH_VERSIONS=value))
    assert f"FAILBACK_PS_WATCH_VERSIONS = '{value}': is neither an interval nor a cron line" in told


def test_a_wrong_vault_is_named_by_its_value(tmp_path: Path) -> None:
    told = refusal(environment(tmp_path, FILE.replace(VAULT, "/subscriptions/x/vault")))
    assert "azure.vaults = '/subscriptions/x/vault'" in told


def test_the_database_password_is_masked_and_known_to_the_redaction(tmp_path: Path) -> None:
    url = "postgresql://bot:db-password@localhost/failback"
    given = environment(tmp_path, FAILBACK_PS_DATABASE_URL=url, AZURE_CLIENT_SECRET="client-secret")
    told = refusal(given | {"FAILBACK_PS_DATABASE_URL": "mysql://bot:db-password@x/y"})
    assert "db-password" not in told
    given |= {"AZURE_TENANT_ID": "t", "AZURE_CLIENT_ID": "c"}
    known = config.secrets(config.load(given), given)
    secret = {"xoxb-test-token", "signing-secret", "db-password", "client-secret", keys.AUDIT}
    assert set(known) == secret


def test_the_client_secret_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from-file\n", encoding="utf-8")
    found = config.identity_from_files({"AZURE_CLIENT_SECRET_FILE": str(tmp_path / "secret")})
    assert found == {"AZURE_CLIENT_SECRET": "from-file"}
    with pytest.raises(settings.SettingsInvalid, match="AZURE_CLIENT_SECRET_FILE"):
        config.identity_from_files({"AZURE_CLIENT_SECRET_FILE": str(tmp_path / "absent")})


def test_every_setting_says_what_it_is_for_and_what_to_do() -> None:
    for name, field in settings.Settings.model_fields.items():
        facts = config.meta(field)
        assert field.description, name
        assert facts["remedy"], name
        assert facts["env"] or facts["toml"], name
        assert not (facts["secret"] and facts["toml"] and name != "database_url"), name


def test_a_verb_that_is_none_and_no_rule_at_all_are_told(tmp_path: Path) -> None:
    told = refusal(environment(tmp_path, FILE.replace('"deploy"', '"deplyo"')))
    assert "policy[0].verbs = 'deplyo': is wrong. Did you mean \"deploy\"?" in told
    assert "policy: is missing" in refusal(environment(tmp_path, FILE[: FILE.index("[[policy]]")]))


def test_a_table_given_as_a_text_names_its_keys(tmp_path: Path) -> None:
    channels = 'channels = { default = "C0INCIDENT", audit = "C0AUDIT01" }'
    told = refusal(environment(tmp_path, FILE.replace(channels, 'channels = "C0INCIDENT"')))
    assert "slack.channels: is a table. Write slack.channels.approvals" in told


def test_the_audit_key_is_long_and_never_shown(tmp_path: Path) -> None:
    assert "FAILBACK_PS_AUDIT_KEY = ••••: has fewer than 32 characters" in refusal(
        environment(tmp_path, FAILBACK_PS_AUDIT_KEY="short-one")
    )
    path = tmp_path / "key"
    path.write_text(keys.AUDIT + "\n", encoding="utf-8")
    given = environment(tmp_path, FAILBACK_PS_AUDIT_KEY_FILE=str(path))
    del given["FAILBACK_PS_AUDIT_KEY"]
    assert config.load(given).audit_key.get_secret_value() == keys.AUDIT


@pytest.mark.parametrize(
    ("written", "kept"), [("for ever", None), ("730 d", timedelta(days=730)), ("1d", timedelta(1))]
)
def test_how_long_audit_rows_are_kept(tmp_path: Path, written: str, kept: timedelta | None) -> None:
    assert config.load(environment(tmp_path, FAILBACK_PS_AUDIT_KEEP=written)).audit_keep == kept
    assert "is not a time to keep something" in refusal(
        environment(tmp_path, FAILBACK_PS_AUDIT_KEEP="0 d")
    )


def installer(**changed: str) -> str:
    given = {"version": "9.60.6956.1", "url": "https://x.example/9.60/setup.exe", **changed}
    lines = "".join(f'{name} = "{value}"\n' for name, value in given.items())
    return f"{FILE}\n[[azure.installers]]\n{lines}"


def test_installers_are_named_by_version(tmp_path: Path) -> None:
    valid = config.load(environment(tmp_path, installer(sha256="AB" * 32)))
    (one,) = (found.known() for found in valid.installers)
    assert (str(one.version), one.sha256) == ("9.60.6956.1", "ab" * 32)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"version": "9.60"}, "azure.installers.version = '9.60': is not a whole version"),
        ({"url": "http://x.example/setup.exe"}, "is not an https URL"),
        ({"url": "https://x.example/a?sv=1&sig=abc"}, "would be kept in plans"),
        ({"sha256": "abc"}, "'abc': does not have the right form"),
        ({"colour": "red"}, "azure.installers.colour = 'red'"),
    ],
)
def test_a_wrong_installer_is_named(tmp_path: Path, changed: dict[str, str], words: str) -> None:
    told = refusal(environment(tmp_path, installer(**changed)))
    assert words in told
    assert "[[azure.installers]]" in told
