"""What Azure says when it refuses, in words a person can act on. Looked up by code, never by prose.

Codes: learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors,
learn.microsoft.com/azure/virtual-machines/error-messages,
learn.microsoft.com/entra/identity-platform/reference-error-codes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import orjson
from azure.core.exceptions import (
    AzureError as SdkError,
)
from azure.core.exceptions import (
    ClientAuthenticationError,
    HttpResponseError,
    ServiceRequestError,
    ServiceRequestTimeoutError,
    ServiceResponseError,
    ServiceResponseTimeoutError,
)

from azureops import entra_refusals
from azureops.errors import AzureError
from azureops.reading import Object, at, objects, text
from azureops.refusal_codes import BY_CODE
from azureops.refusal_table import BY_STATUS, NO_ANSWER, OTHER, Refusal
from core.sentences import say

_SECRETS = (
    re.compile(r"eyJ[\w-]{5,}\.[\w-]+(\.[\w-]*)?"),  # a token
    re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{8,}"),
    re.compile(r"(?i)\b(sig|signature|sharedaccesskey|accountkey)=[^&\s;\"']+"),
    re.compile(
        r"(?i)[\"']?[\w-]*(password|passphrase|client_?secret|secret_?value)[\"']?\s*[:=]\s*"
        r"(\"[^\"]*\"|'[^']*'|\S+)"
    ),
)
_LONGEST = 600


def clean(message: str, *, end: bool = False) -> str:
    """One line, shortened to its beginning or `end`, without whatever looks like a secret."""
    flat = " ".join(message.split())
    for pattern in _SECRETS:
        flat = pattern.sub("[removed]", flat)
    if len(flat) <= _LONGEST:
        return flat
    return f"…{flat[1 - _LONGEST :]}" if end else f"{flat[: _LONGEST - 1]}…"


def from_exception(refused: SdkError, means: Mapping[str, Refusal] | None = None) -> AzureError:
    """Any exception of the SDK as `AzureError`; `means` as for `from_error`."""
    response = getattr(refused, "response", None)
    if isinstance(refused, ClientAuthenticationError):
        return _from_entra(refused, response)
    if isinstance(refused, HttpResponseError) and response is not None:
        return from_response(response, means)
    return _no_answer(refused)


def from_response(response: Any, means: Mapping[str, Refusal] | None = None) -> AzureError:
    """A refusal by its HTTP response, or a failed long operation by its last status."""
    body = _body(response)
    return from_error(
        _error_of(body),
        status=response.status_code,
        request_id=_header(response, "x-ms-request-id"),
        retry_after=_header(response, "retry-after"),
        means=means,
    )


def from_error(
    error: Mapping[str, Any],
    *,
    status: int = 0,
    request_id: str = "",
    retry_after: str = "",
    means: Mapping[str, Refusal] | None = None,
) -> AzureError:
    """A refusal by Azure's `{"code", "message", "details": […]}`; the most telling code wins.

    `means` goes before the table: what codes, in lower case, mean for what was being done.
    """
    code, message = _deepest(error)
    refusal = {**BY_CODE, **(means or {})}.get(code.lower()) or _by_status(status)
    if status == 429:  # whatever the code: Compute's is one that elsewhere means something else
        refusal = BY_STATUS[429]
    remedy = refusal.remedy
    if status == 429 and retry_after.isdigit():
        remedy = say(
            "azure-wait",
            "Azure asks to wait {seconds} seconds, then try again.",
            seconds=retry_after,
        )
    return AzureError(
        refusal.sentence,
        remedy=remedy,
        code=refusal.code,
        provider_code=code,
        provider_message=clean(message),
        status=status,
        request_id=request_id,
        retriable=refusal.retriable,
    )


def code_of(response: Any) -> str:
    """Azure's error code in a refusal's body; empty without one."""
    return _deepest(_error_of(_body(response)))[0]


def _by_status(status: int) -> Refusal:
    if status >= 500:
        return BY_STATUS[500]
    return BY_STATUS.get(status, OTHER)


def _deepest(error: Mapping[str, Any]) -> tuple[str, str]:
    """The first known code among the error and what it wraps, innermost first."""
    chain: list[Mapping[str, Any]] = []

    def walk(one: Mapping[str, Any], depth: int) -> None:
        chain.append(one)
        inner = at(one, "innererror") or at(one, "innerError")
        nested = [*objects(one, "details"), *([inner] if isinstance(inner, Mapping) else [])]
        for other in nested if depth < 5 else []:
            walk(other, depth + 1)

    walk(error, 0)
    for one in reversed(chain):
        if text(one, "code").lower() in BY_CODE:
            return text(one, "code"), text(one, "message") or text(error, "message")
    return text(error, "code"), text(error, "message")


def _error_of(body: Object) -> Object:
    """The error object: under `error`, `properties.error` (jobs), or the body itself."""
    for place in (at(body, "error"), at(body, "properties", "error"), body):
        if isinstance(place, dict) and (place.get("code") or place.get("message")):
            return place
    return {}


def _body(response: Any) -> Object:
    try:
        value = orjson.loads(response.body() if callable(getattr(response, "body", None)) else b"")
    except (ValueError, AttributeError, RuntimeError):
        # RuntimeError stands for the SDK's "response not read": there is no body to explain it.
        value = _content(response)
    return value if isinstance(value, dict) else {}


def _content(response: Any) -> Any:
    try:
        return orjson.loads(response.content)
    except (ValueError, AttributeError, RuntimeError):
        return {}


def _header(response: Any, name: str) -> str:
    return str(getattr(response, "headers", {}).get(name, "") or "")


def _from_entra(refused: ClientAuthenticationError, response: Any) -> AzureError:
    """A refused token (Entra ID) or a refused credential (Resource Manager, Key Vault)."""
    body = _body(response) if response is not None else {}
    numbers = at(body, "error_codes")
    number = str(numbers[0]) if isinstance(numbers, list) and numbers else ""
    if response is not None and not number and _error_of(body):
        return from_response(response)
    refusal = entra_refusals.BY_NUMBER.get(number) or BY_STATUS[401]
    return AzureError(
        refusal.sentence,
        remedy=refusal.remedy,
        code=refusal.code,
        provider_code=f"AADSTS{number}" if number else text(body, "error"),
        provider_message=clean(text(body, "error_description")),
        status=getattr(response, "status_code", 0) or 0,
        request_id=text(body, "trace_id"),
        retriable=refusal.retriable,
    )


def _no_answer(refused: SdkError) -> AzureError:
    """The request did not reach Azure, or its answer did not reach us. Told by type alone."""
    cause = _root(refused)
    kinds = {type(one).__name__ for one in (refused, cause)}
    if any("Certificate" in kind or "SSL" in kind for kind in kinds):
        refusal = NO_ANSWER["tls"]
    elif isinstance(refused, (ServiceRequestTimeoutError, ServiceResponseTimeoutError)):
        refusal = NO_ANSWER["timeout"]
    elif isinstance(refused, (ServiceRequestError, ServiceResponseError)):
        refusal = NO_ANSWER["connection"]
    else:
        refusal = OTHER
    return AzureError(
        refusal.sentence,
        remedy=refusal.remedy,
        code=refusal.code,
        provider_code=type(cause).__name__,
        provider_message=clean(str(cause)),
        retriable=refusal.retriable,
    )


def _root(error: BaseException) -> BaseException:
    inner = getattr(error, "inner_exception", None) or error.__cause__
    return _root(inner) if isinstance(inner, BaseException) and inner is not error else error
