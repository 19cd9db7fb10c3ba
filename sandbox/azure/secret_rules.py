"""What Key Vault demands of a secret, and how it shows one.

Sources: https://learn.microsoft.com/azure/key-vault/secrets/about-secrets (names, sizes, and that a
secret outside its `nbf`/`exp` window is still answered: only a disabled one is refused),
https://learn.microsoft.com/azure/key-vault/general/rest-error-codes and
https://learn.microsoft.com/azure/key-vault/general/common-error-codes.
"""

from __future__ import annotations

import re
from typing import Any

import orjson
from aiohttp import web

from sandbox.azure import errors

Bundle = dict[str, Any]
NAME = re.compile(r"^[0-9a-zA-Z-]{1,127}$")
LONGEST = 25 * 1024  # bytes of a value
MOST_TAGS, LONGEST_TAG = 15, 256
MOST_RESULTS = 25
VERSIONS = re.compile(r"^(2016-10-01|7\.[0-6](-preview[.\d]*)?|20\d\d-\d\d-\d\d(-preview)?)$")


class Asked:
    """One request: what its path names, its query and its body."""

    def __init__(self, request: web.Request, raw: bytes) -> None:
        self.name = request.match_info.get("name", "")
        self.version = request.match_info.get("version", "")
        self.query = dict(request.query)
        self.path = request.path
        self.raw = raw


def bad(message: str) -> errors.AzureError:
    return errors.AzureError(400, "BadParameter", message)


def require_name(name: str) -> None:
    if not NAME.match(name):
        raise bad(f"The request URI contains an invalid name: {name}")


def require_version(version: str) -> None:
    """The api-version of the request."""
    if not version:
        raise bad("api-version must be specified")
    if not VERSIONS.match(version):
        raise bad(f"The specified version ({version}) is not recognized. Consider using the latest "
                  "supported version.")  # fmt: skip


def read(raw: bytes) -> Bundle:
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError as exc:
        raise bad("Request body must be specified and a valid JSON object.") from exc
    if not isinstance(body, dict):
        raise bad("Request body must be specified and a valid JSON object.")
    return body


def require_value(body: Bundle) -> str:
    value = body.get("value")
    if not isinstance(value, str):
        raise bad("Property 'value' is required.")
    if len(value.encode()) > LONGEST:
        raise bad(f"Secret value is too long: its size must not exceed {LONGEST} bytes.")
    return value


def attributes(body: Bundle) -> Bundle:
    """`enabled`, `nbf`, `exp` of a request."""
    given = body.get("attributes") or {}
    kept = {key: given[key] for key in ("enabled", "nbf", "exp") if given.get(key) is not None}
    for key in ("nbf", "exp"):
        if key in kept and (not isinstance(kept[key], int) or kept[key] < 0):
            raise bad(f"Property 'attributes.{key}' is not a valid Unix time.")
    if "nbf" in kept and "exp" in kept and kept["exp"] <= kept["nbf"]:
        raise bad("The expiry date must be later than the activation date (exp > nbf).")
    return kept


def tags(body: Bundle) -> dict[str, str]:
    given: dict[str, str] = body.get("tags") or {}
    if len(given) > MOST_TAGS:
        raise bad(f"Too many tags: a secret can have at most {MOST_TAGS}.")
    if any(len(text) > LONGEST_TAG for pair in given.items() for text in map(str, pair)):
        raise bad(f"Names and values of tags can have at most {LONGEST_TAG} characters.")
    return dict(given)


def most(query: Any) -> int:
    text = query.get("maxresults")
    if text is None:
        return MOST_RESULTS
    if not text.isdigit() or not 1 <= int(text) <= MOST_RESULTS:
        raise bad(f"Invalid value {text} for maxresults: it must be from 1 to {MOST_RESULTS}.")
    return int(text)


def item(bundle: Bundle, *, whole: bool) -> Bundle:
    """A secret without its value; `whole` keeps the version in its id."""
    shown = {key: each for key, each in bundle.items() if key != "value"}
    if not whole:
        shown["id"] = bundle["id"].rsplit("/", 1)[0]
    return shown


def not_found(name: str) -> errors.AzureError:
    return errors.AzureError(
        404,
        "SecretNotFound",
        f"A secret with (name/id) {name} was not found in this key vault. If you recently deleted "
        "this secret you may be able to recover it using the correct recovery command. For help "
        "resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182",
    )


def is_deleted(name: str) -> errors.AzureError:
    return errors.AzureError(
        409,
        "Conflict",
        f"Secret {name} is currently in a deleted but recoverable state, and its name cannot be "
        "reused; in this state, the secret can only be recovered or purged.",
        inner="ObjectIsDeletedButRecoverable",
    )


def is_being_deleted(name: str) -> errors.AzureError:
    return errors.AzureError(
        409,
        "Conflict",
        f"Secret {name} is currently being deleted and cannot be re-created; retry later.",
        inner="ObjectIsBeingDeleted",
    )


def is_disabled() -> errors.AzureError:
    return errors.AzureError(
        403,
        "Forbidden",
        "Operation get is not allowed on a disabled secret.",
        inner="SecretDisabled",
    )


def is_protected() -> errors.AzureError:
    return errors.AzureError(
        403,
        "Forbidden",
        'Operation "purge" is not allowed because purge protection is enabled for this vault. '
        "Key Vault service will automatically purge it after the retention period has passed.\r\n"
        "Vault: sandbox;location=westeurope",
        inner="ForbiddenByPolicy",
    )


def forbidden(action: str, client: str, name: str) -> errors.AzureError:
    """Role-based access control lacks the data action."""
    resource = (
        "/subscriptions/5b000000-0000-4000-8000-000000000001/resourcegroups/rg-dr-vault/providers/"
        "microsoft.keyvault/vaults/sandbox" + (f"/secrets/{name}" if name else "")
    )
    return errors.AzureError(
        403,
        "Forbidden",
        "Caller is not authorized to perform action on resource.\r\nIf role assignments, deny "
        "assignments or role definitions were changed recently, please observe propagation time."
        f"\r\nCaller: appid={client};oid={client}\r\nAction: '{action}'\r\nResource: '{resource}'"
        "\r\nAssignment: (not found)\r\nDenyAssignmentId: null\r\nDecisionReason: null \r\nVault: "
        "sandbox;location=westeurope\r\n",
        inner="ForbiddenByRbac",
    )
