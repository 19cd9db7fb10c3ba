"""What Azure refuses, with its own codes and words.

Codes and sentences follow https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/
and error texts people quote in public issues of Azure's tools.
"""

from __future__ import annotations

from typing import Any


class AzureError(Exception):
    """An answer `{"error": {"code", "message", "target"?, "details"?}}` with its HTTP status."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        target: str | None = None,
        headers: dict[str, str] | None = None,
        details: list[dict[str, Any]] | None = None,
        inner: str = "",
        additional: list[dict[str, Any]] | None = None,
    ) -> None:
        super().__init__(f"{code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.target = target
        self.headers = headers or {}
        self.details = details
        self.inner_code = inner
        self.additional = additional  # `additionalInfo`: [{"type", "info"}]

    def body(self) -> dict[str, Any]:
        return {"error": self.inner()}

    def inner(self) -> dict[str, Any]:
        error: dict[str, Any] = {"code": self.code, "message": self.message}
        if self.target is not None:
            error["target"] = self.target
        if self.details is not None:
            error["details"] = self.details
        if self.additional is not None:
            error["additionalInfo"] = self.additional
        if self.inner_code:
            error["innererror"] = {"code": self.inner_code}
        return error


def subscription_not_found(subscription: str) -> AzureError:
    return AzureError(
        404, "SubscriptionNotFound", f"The subscription '{subscription}' could not be found."
    )


def group_not_found(name: str) -> AzureError:
    return AzureError(404, "ResourceGroupNotFound", f"Resource group '{name}' could not be found.")


def not_found(kind: str, name: str, group: str) -> AzureError:
    """`kind` as in a path: `Microsoft.Compute/virtualMachines`."""
    return AzureError(
        404,
        "ResourceNotFound",
        f"The Resource '{kind}/{name}' under resource group '{group}' was not found. "
        "For more details please go to https://aka.ms/ARMResourceNotFoundFix",
    )


def parent_not_found(parent: str) -> AzureError:
    """A nested resource was asked for whose parent does not exist."""
    return AzureError(
        404,
        "ParentResourceNotFound",
        "Can not perform requested operation on nested resource. Parent resource "
        f"'{parent}' not found.",
    )


def bad_reference(referenced: str, by: str) -> AzureError:
    """A resource named in the body is missing, or lies in another region."""
    return AzureError(
        400,
        "InvalidResourceReference",
        f"Resource {referenced} referenced by resource {by} was not found. Please make sure that "
        "the referenced resource exists, and that both resources are in the same region.",
    )


def invalid(target: str, message: str) -> AzureError:
    return AzureError(400, "InvalidParameter", message, target=target)


def missing(target: str) -> AzureError:
    return invalid(target, f"Required parameter '{target}' is missing (null).")


def conflict(name: str) -> AzureError:
    return AzureError(
        409,
        "Conflict",
        f"The request failed due to conflict with a concurrent request on '{name}'. To resolve it, "
        "please refer to https://aka.ms/activitylog to get more details on the conflicting "
        "requests.",
    )
