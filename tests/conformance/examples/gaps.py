"""The operations that the local Azure serves and that have no official example here, and why.

An operation that is served and is neither here nor exemplified fails the test, and so does a line
that nothing needs any more: the list can only shrink or be argued.
"""

from __future__ import annotations

NOT_FOUND = "looked for in the folders of the specification that are stored, and not had"
OLDER = "an older api-version of what `authorization` names"
_NOT_FOUND = {
    "deployments": """
        DeploymentOperations_List DeploymentOperations_ListAtScope
        Deployments_ExportTemplateAtSubscriptionScope Deployments_Get
        Deployments_ListAtSubscriptionScope
    """,
    "resources": """
        Resources_ListByResourceGroup Tags_List
    """,
}
_OLDER = {
    "classicAuthorization": """
        Permissions_ListForResource Permissions_ListForResourceGroup
        RoleAssignments_Create RoleAssignments_CreateById RoleAssignments_Delete
        RoleAssignments_DeleteById RoleAssignments_Get RoleAssignments_GetById
        RoleAssignments_List RoleAssignments_ListForResource
        RoleAssignments_ListForResourceGroup RoleAssignments_ListForScope
        RoleDefinitions_CreateOrUpdate RoleDefinitions_Delete RoleDefinitions_Get
        RoleDefinitions_GetById RoleDefinitions_List
    """,
}
# `service/Operation_Name` → why.
GAPS = {
    f"{service}/{operation}": why
    for why, found in ((NOT_FOUND, _NOT_FOUND), (OLDER, _OLDER))
    for service, operations in found.items()
    for operation in operations.split()
}
