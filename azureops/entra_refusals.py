"""What Entra ID's error numbers (AADSTS…) mean for the bot's own sign-in.

Source: learn.microsoft.com/entra/identity-platform/reference-error-codes
"""

from __future__ import annotations

from azureops.refusal_table import Refusal
from core.sentences import say

_NO_APP = Refusal(
    code="azure-unauthenticated",
    sentence=say("entra-no-app", "Entra ID does not know the bot's application in this tenant."),
    remedy=say("entra-no-app-remedy", "Check AZURE_CLIENT_ID and AZURE_TENANT_ID."),
)
_NO_TENANT = Refusal(
    code="azure-unauthenticated",
    sentence=say("entra-no-tenant", "Entra ID does not know the tenant."),
    remedy=say("entra-no-tenant-remedy", "Check AZURE_TENANT_ID and AZURE_AUTHORITY_HOST."),
)
_BAD_SECRET = Refusal(
    code="azure-unauthenticated",
    sentence=say("entra-bad-secret", "Entra ID refuses the bot's client secret."),
    remedy=say(
        "entra-bad-secret-remedy",
        "Set AZURE_CLIENT_SECRET to a valid secret's value (not its id) and start again.",
    ),
)
_OLD_SECRET = Refusal(
    code="azure-unauthenticated",
    sentence=say("entra-old-secret", "The bot's client secret has expired."),
    remedy=say(
        "entra-old-secret-remedy",
        "Make a new one for its application, set AZURE_CLIENT_SECRET and start again.",
    ),
)
BY_NUMBER: dict[str, Refusal] = {
    "7000215": _BAD_SECRET,
    "7000222": _OLD_SECRET,
    "700016": _NO_APP,
    "90002": _NO_TENANT,
    "900023": _NO_TENANT,
    "50034": _NO_APP,
}
