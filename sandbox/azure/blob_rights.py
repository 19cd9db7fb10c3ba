"""What a token's bearer may do with blobs: the roles decide, as for everything else.

Which right each operation needs, and that a list of blobs is read as data:
https://learn.microsoft.com/rest/api/storageservices/authorize-with-azure-active-directory
"""

from __future__ import annotations

from sandbox.azure import blob_answers as wire
from sandbox.azure import blobs, grants, state

AUDIENCE = "https://storage.azure.com"
CONTAINERS = "Microsoft.Storage/storageAccounts/blobServices/containers"
VERBS = {"GET": "read", "HEAD": "read", "PUT": "write", "DELETE": "delete"}


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
