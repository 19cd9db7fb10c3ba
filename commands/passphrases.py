"""The name of the secret that holds a passphrase: asked for, never the passphrase itself."""

from __future__ import annotations

import re

from azureops.azure import Azure
from commands.fields import Fault, Field, Values
from core.sentences import say

_NAME = re.compile(r"[a-z0-9-]{1,127}")
SHORTEST = 12  # characters of a passphrase; genpassphrase.exe makes 16 letters and digits


def secret_name(value: str, values: Values) -> Fault | None:
    """A secret's name, and nothing that might be the passphrase: that is not said again.

    Key Vault's names are letters, digits and hyphens, in any case the same name.
    Source: learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates
    """
    if _NAME.fullmatch(value) and (len(value) < SHORTEST or "-" in value):
        return None
    return Fault(
        field="passphrase_secret",
        value="",
        sentence=say(
            "field-no-secret", "This does not look like the name of a secret in Key Vault."
        ),
        remedy=say(
            "field-no-secret-remedy",
            "Give its name in small letters, for example `asr-passphrase`. If you typed the "
            "passphrase itself, make a new one on the configuration server: it was seen here.",
        ),
    )


FIELD = Field(
    name="passphrase_secret",
    label="Name of the passphrase's secret",
    help="The name of the secret in Key Vault that holds the configuration server's "
    "passphrase; absent: the one of the settings. Never the passphrase itself.",
    required=False,
    example="asr-passphrase",
    check=secret_name,
)


def name(azure: Azure, wanted: str) -> str:
    """What was asked for, else the one of the settings."""
    return wanted or azure.estate.passphrase_secret
