"""What a token's bearer may do with blobs: the roles decide, as for everything else.

Which right each operation needs, and that a list of blobs is read as data:
https://learn.microsoft.com/rest/api/storageservices/authorize-with-azure-active-directory
"""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.azure import blob_answers as wire
from sandbox.azure import blob_signing, blobs, grants, state

AUDIENCE = "https://storage.azure.com"
CONTAINERS = "Microsoft.Storage/storageAccounts/blobServices/containers"
VERBS = {"GET": "read", "HEAD": "read", "PUT": "write", "DELETE": "delete"}

# What a signature's `sp` must hold.
PERMISSION = {"GET": "r", "HEAD": "r", "PUT": "w", "DELETE": "d"}


def require(
    current: state.State,
    principal: str,
    method: str,
    account_id: str,
    *,
    container: str,
    data: bool,
) -> None:
    """403 AuthorizationPermissionMismatch if no role grants it. `data`: blobs, not a container."""
    scope = blobs.container_id(account_id, container) if container else account_id
    verb = VERBS.get(method, "write")
    action = f"{CONTAINERS}/blobs/{verb}" if data else f"{CONTAINERS}/{verb}"
    if not grants.allowed(current, principal, action, scope, data=data):
        raise mismatch()


def require_signature(
    current: state.State, account_id: str, path: str, query: Mapping[str, str], method: str
) -> None:
    """403 if a shared access signature is not the account's, not of now, or not for this.

    `path` is `/account/container/blob`.
    """
    account, _, rest = path.strip("/").partition("/")
    container, _, blob = rest.partition("/")
    resource = f"/blob/{account}/{container}"
    if query.get("sr") == "b":
        resource += f"/{blob}"
    wanted = [
        blob_signing.whole_account(key, account, query)
        if "ss" in query
        else blob_signing.service(key, resource, query)
        for key in blobs.keys(current, account_id)
    ]
    now = current.clock.now()
    until, since = wire.moment(query.get("se")), wire.moment(query.get("st"))
    if (
        not wire.matches(query["sig"], wanted)
        or until is None
        or now > until
        or (since and now < since)
    ):
        raise wire.unauthenticated()
    allowed = query.get("sp", "")
    needed = "l" if query.get("comp") == "list" else PERMISSION.get(method, "w")
    if needed not in allowed and not (needed == "w" and "c" in allowed):
        raise mismatch()


def mismatch() -> wire.Refused:
    return wire.Refused(
        403,
        "AuthorizationPermissionMismatch",
        "This request is not authorized to perform this operation using this permission.",
    )


def unknown_bearer(authority: str) -> wire.Refused:
    """401 for a token that is expired, somebody else's or none at all; says where to get one."""
    return wire.Refused(
        401,
        "InvalidAuthenticationInfo",
        "Server failed to authenticate the request. Please refer to the information in the "
        "www-authenticate header.",
        challenge=f"Bearer authorization_uri={authority}/oauth2/authorize resource_id={AUDIENCE}",
    )
