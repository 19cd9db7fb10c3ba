"""Every setting, said once: key, meaning, default, check. The environment wins over the file.

The file is `failback-ps.toml` (its path in `FAILBACK_PS_CONFIG`). Secrets are never in it: they
come from the environment, or from the file named by `<NAME>_FILE`, as platforms mount them.
"""

from __future__ import annotations

import datetime
import uuid
from typing import Annotated, Any, Literal

import pydantic

from bot.setting import SettingsInvalid, Terminal, setting
from bot.setting_types import (
    ChannelId,
    Https,
    Installer,
    Interval,
    Kept,
    Key,
    PemFile,
    VaultId,
    prefixed,
)
from bot.settings_watch import Watching

__all__ = ["Settings", "SettingsInvalid", "Terminal"]


class Settings(Watching):
    """The whole configuration, valid. Secrets are `SecretStr`: they do not print."""

    slack_bot_token: Annotated[pydantic.SecretStr, prefixed("xoxb-")] = setting(
        "SLACK_BOT_TOKEN",
        help="The bot's token.",
        remedy="Copy it from the Slack app's page, OAuth & Permissions; it begins with xoxb-.",
        secret=True,
    )
    slack_signing_secret: pydantic.SecretStr | None = setting(
        "SLACK_SIGNING_SECRET",
        help="Proves that a request comes from Slack. Needed unless Socket Mode is used.",
        remedy="Copy it from the Slack app's page, Basic Information; or give SLACK_APP_TOKEN for "
        "Socket Mode.",
        default=None,
        secret=True,
    )
    slack_app_token: Annotated[pydantic.SecretStr | None, prefixed("xapp-")] = setting(
        "SLACK_APP_TOKEN",
        help="Given: Socket Mode. Not given: HTTP at `POST /slack/events`.",
        remedy="Make one under Basic Information, App-Level Tokens, with connections:write; "
        "it begins with xapp-.",
        default=None,
        secret=True,
    )
    slack_api_url: Annotated[str, pydantic.StringConstraints(pattern=r"^https?://\S+/$")] = setting(
        "SLACK_API_URL",
        toml="slack.api_url",
        help="Where Slack's Web API is; other for GovSlack.",
        remedy="Give a URL that ends with a slash, such as https://slack.com/api/.",
        default="https://slack.com/api/",
    )
    channel_default: ChannelId = setting(
        "FAILBACK_PS_CHANNEL_DEFAULT",
        toml="slack.channels.default",
        help="The channel for prompts, and for operations that name no other.",
        remedy="Give the channel's id (C…), shown at the foot of the channel's details in Slack.",
    )
    channel_approvals: ChannelId | None = setting(
        "FAILBACK_PS_CHANNEL_APPROVALS",
        toml="slack.channels.approvals",
        help="Where reviews of a broken glass are asked for; absent: the operation's own channel. "
        "Cards stand where they were asked for.",
        remedy="Give the channel's id (C…), or leave it out.",
        default=None,
    )
    channel_audit: ChannelId | None = setting(
        "FAILBACK_PS_CHANNEL_AUDIT",
        toml="slack.channels.audit",
        help="The channel for what an auditor should see: signed counts of the audit trail, "
        "and broken glass.",
        remedy="Give the channel's id (C…), or leave it out.",
        default=None,
    )
    language: Literal["en", "de"] = setting(
        "FAILBACK_PS_LANGUAGE",
        toml="slack.language",
        help="The language of what a channel reads. What one person alone sees is in the language "
        "that they have set in Slack. [What stays English]"
        "(../adr/013-sentences-remember-their-key.md).",
        remedy="Use en or de.",
        default="en",
    )
    audit_key: Key = setting(
        "FAILBACK_PS_AUDIT_KEY",
        help="The key under which the [audit trail](../explanation/audit.md) is sealed. Keep it "
        "for as long as the trail, and away from whoever may write to the database.",
        remedy="Make one with `openssl rand -base64 48`; 32 characters or more.",
        secret=True,
    )
    audit_heads: Interval = setting(
        "FAILBACK_PS_AUDIT_HEADS",
        toml="audit.heads",
        help="How often a signed count of the audit trail is posted to the audit channel while "
        "something happens; one also follows each operation's end.",
        remedy="Write it as: every 1 h (units s, min, h, d).",
        default="every 1 h",
    )
    audit_keep: Kept = setting(
        "FAILBACK_PS_AUDIT_KEEP",
        toml="audit.keep",
        help="How long audit rows are kept. What is purged leaves a signed checkpoint.",
        remedy="Write it as: 730 d; or: for ever.",
        default="for ever",
    )
    cloud: Literal["public", "usgovernment", "china"] = setting(
        "FAILBACK_PS_CLOUD",
        toml="azure.cloud",
        help="Which Azure cloud.",
        remedy="Use public, usgovernment or china.",
        default="public",
    )
    arm_url: Https | None = setting(
        "FAILBACK_PS_ARM_URL",
        toml="azure.arm_url",
        help="Azure Resource Manager, if not the cloud's own.",
        remedy="Give an https URL, or leave it out.",
        default=None,
    )
    authority_host: Https | None = setting(
        "AZURE_AUTHORITY_HOST",
        help="Microsoft Entra ID's address, if not the cloud's own.",
        remedy="Give an https URL, or leave it out.",
        default=None,
    )
    key_vault_url: Https = setting(
        "FAILBACK_PS_KEY_VAULT_URL",
        toml="azure.key_vault_url",
        help="The Key Vault that holds the passphrase and gets the admin passwords.",
        remedy="Give its https URL, such as https://kv-failback.vault.azure.net.",
    )
    prices_url: Https = setting(
        "FAILBACK_PS_PRICES_URL",
        toml="azure.prices_url",
        help="The retail prices API.",
        remedy="Give an https URL, or leave it out.",
        default="https://prices.azure.com",
    )
    ca_bundle: PemFile = setting(
        "FAILBACK_PS_CA_BUNDLE",
        toml="azure.ca_bundle",
        help="A PEM file with the authorities to trust for Azure, if not the system's.",
        remedy="Give the path of a PEM file that exists, or leave it out.",
        default="",
    )
    subscriptions: tuple[uuid.UUID, ...] = setting(
        None,
        toml="azure.subscriptions",
        help="The only subscriptions to deploy in; empty: all that the bot can read.",
        remedy='List subscription ids: subscriptions = ["00000000-0000-0000-0000-000000000000"].',
        default=(),
    )
    vaults: tuple[VaultId, ...] = setting(
        None,
        toml="azure.vaults",
        help="The Recovery Services vaults whose process servers are looked after; "
        "`[]`: all that the bot can read.",
        remedy='List resource ids: vaults = ["/subscriptions/…/resourceGroups/…/providers/'
        'Microsoft.RecoveryServices/vaults/…"].',
    )
    passphrase_secret: Annotated[
        str, pydantic.StringConstraints(pattern=r"^[0-9A-Za-z-]{1,127}$")
    ] = setting(
        "FAILBACK_PS_PASSPHRASE_SECRET",
        toml="azure.passphrase_secret",
        help="The name in Key Vault of the configuration server's passphrase; never the value.",
        remedy="Give the secret's name: letters, digits and hyphens.",
        default="asr-passphrase",
    )
    installers: tuple[Installer, ...] = setting(
        None,
        toml="azure.installers",
        help="Installers of Unified Setup besides the newest, which Microsoft's address gives: "
        "[upgrades in several hops](../how-to/look-after-a-server.md) need the older ones.",
        remedy='Write [[azure.installers]] tables with version = "9.60.6956.1", an https url, and '
        "sha256 (64 hexadecimal digits; without it Microsoft's signature decides).",
        default=(),
    )
    port: Annotated[int, pydantic.Field(ge=0, le=65535)] = setting(
        "FAILBACK_PS_PORT",
        toml="port",
        help="The port of `/slack/events`, `/healthz` and `/readyz`.",
        remedy="Give a number from 1 to 65535.",
        default=3000,
    )
    host: str = setting(
        "FAILBACK_PS_HOST",
        toml="host",
        help="The address to listen on.",
        remedy="Use 0.0.0.0 for all interfaces, 127.0.0.1 for this machine only.",
        default="0.0.0.0",  # noqa: S104 - a container's port is published by its platform
    )
    log_level: Literal["debug", "info", "warning", "error"] = setting(
        "FAILBACK_PS_LOG_LEVEL",
        toml="log_level",
        help="How much is logged.",
        remedy="Use debug, info, warning or error.",
        default="info",
    )
    lease_seconds: Annotated[float, pydantic.Field(ge=1, le=300)] = setting(
        "FAILBACK_PS_LEASE_SECONDS",
        toml="store.lease_seconds",
        help="After how long a silent replica's operations are taken over (PostgreSQL).",
        remedy="Give seconds from 1 to 300.",
        default=5.0,
    )
    client_secret_expires: datetime.date | None = setting(
        "FAILBACK_PS_AZURE_CLIENT_SECRET_EXPIRES",
        toml="azure.client_secret_expires",
        help="When the secret of the bot's Azure identity ends; the watch reminds of it.",
        remedy="Write the day as 2027-06-30.",
        default=None,
    )
    policy: Annotated[tuple[dict[str, Any], ...], pydantic.Field(min_length=1)] = setting(
        None,
        toml="policy",
        help="Who may ask for what, and who approves it: [how to write it]"
        "(../how-to/write-a-policy.md). Without a rule nobody may do anything.",
        remedy="Write [[policy]] tables with verbs, requesters and approvers.",
    )

    environment: tuple[dict[str, Any], ...] = setting(
        None,
        toml="environment",
        help="Names for vaults, subscriptions and servers, by which routes match and Home filters: "
        "[how to write them](../how-to/route-messages.md). The first that matches decides.",
        remedy="Write [[environment]] tables with a name and patterns: vaults, subscriptions, "
        "servers.",
        default=(),
    )
    route: tuple[dict[str, Any], ...] = setting(
        None,
        toml="route",
        help="Which channel hears what; the first that matches decides, else "
        "`slack.channels.default`: [how to write them](../how-to/route-messages.md).",
        remedy="Write [[route]] tables with match and channel.",
        default=(),
    )

    @property
    def socket_mode(self) -> bool:
        return self.slack_app_token is not None
