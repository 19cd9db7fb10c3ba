"""Whatever Azure or the network answers becomes one error, with a remedy and without a secret."""

from __future__ import annotations

import base64
import ssl
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import orjson
import pytest
from azure.core.exceptions import (
    ClientAuthenticationError,
    ServiceRequestError,
    ServiceResponseTimeoutError,
)

from azureops import (
    continuation,
    disks,
    entra_refusals,
    groups,
    longrunning,
    machines,
    refusal_codes,
    refusal_table,
    refusals,
)


@dataclass
class Answer:
    """What the SDK keeps of an HTTP response, as far as errors need it."""

    status_code: int
    value: Any
    headers: dict[str, str] = field(default_factory=dict)
    reason: str = ""
    request: Any = None

    @property
    def content(self) -> bytes:
        return self.value if isinstance(self.value, bytes) else orjson.dumps(self.value)

    def text(self) -> str:
        return self.content.decode()


def refused(status: int, code: str, message: str = "No.", **more: Any) -> Any:
    return Answer(
        status, {"error": {"code": code, "message": message, **more}}, {"x-ms-request-id": "r-1"}
    )


@pytest.mark.parametrize(
    ("status", "code", "ours"),
    [
        (403, "AuthorizationFailed", "azure-forbidden"),
        (409, "QuotaExceeded", "azure-quota"),
        (409, "OperationNotAllowed", "azure-not-allowed"),
        (409, "SkuNotAvailable", "azure-size-unavailable"),
        (200, "AllocationFailed", "azure-capacity"),
        (400, "PrivateIPAddressInUse", "azure-ip-taken"),
        (400, "PrivateIPAddressNotInSubnet", "azure-ip-invalid"),
        (409, "ScopeLocked", "azure-locked"),
        (403, "RequestDisallowedByPolicy", "azure-policy"),
        (409, "MissingSubscriptionRegistration", "azure-not-registered"),
        (404, "SubscriptionNotFound", "azure-subscription-not-found"),
        (400, "NeverHeardOf", "azure-invalid"),
        (404, "NeverHeardOf", "azure-not-found"),
        (409, "NeverHeardOf", "azure-conflict"),
        (418, "NeverHeardOf", "azure-refused"),
        (503, "NeverHeardOf", "azure-unavailable"),
    ],
)
def test_codes_become_sentences(status: int, code: str, ours: str) -> None:
    error = refusals.from_response(refused(status, code))
    assert error.code == ours
    assert (error.provider_code, error.provider_message) == (code, "No.")
    assert (error.status, error.request_id) == (status, "r-1")
    assert error.sentence.endswith(".")
    assert error.remedy.endswith(".")


@pytest.mark.parametrize(
    ("kind", "ours"),
    [
        (machines.CREATION, "azure-quota"),
        (machines.DELETION, "azure-not-allowed"),
        (disks.DELETION, "azure-in-use"),
        (groups.DELETION, "azure-not-allowed"),
    ],
)
def test_what_is_not_allowed_depends_on_what_was_done(kind: longrunning.Kind, ours: str) -> None:
    answer = refused(409, "OperationNotAllowed")
    assert refusals.from_response(answer, kind.means).code == ours
    assert refusals.from_response(refused(409, "ScopeLocked"), kind.means).code == "azure-locked"


def test_the_most_telling_code_is_inside() -> None:
    answer = refused(
        400,
        "InvalidTemplateDeployment",
        details=[{"code": "Wrapper", "details": [{"code": "QuotaExceeded", "message": "8 of 4"}]}],
    )
    error = refusals.from_response(answer)
    assert error.code == "azure-quota"
    assert error.provider_message == "8 of 4"


def test_key_vault_hides_the_reason_in_an_inner_error() -> None:
    answer = refused(409, "Conflict", innererror={"code": "ObjectIsDeletedButRecoverable"})
    assert refusals.from_response(answer).code == "azure-secret-deleted"


def test_azure_says_how_long_to_wait() -> None:
    answer = refused(429, "TooManyRequests")
    answer.headers["retry-after"] = "17"
    error = refusals.from_response(answer)
    assert "17 seconds" in error.remedy
    assert error.retriable


def test_compute_slows_down_under_a_code_that_elsewhere_means_quota() -> None:
    """429 is throttling, whatever the code that comes with it."""
    measured = '{"operationGroup":"HighCostGet30Min","allowedRequestCount":800}'
    details: Any = [{"code": "TooManyRequests", "target": "HighCostGet30Min", "message": measured}]
    for answer in (
        refused(429, "OperationNotAllowed", details=details),
        refused(429, "OperationNotAllowed"),
        refused(429, "Throttled"),
    ):
        error = refusals.from_response(answer)
        assert (error.code, error.retriable) == ("azure-throttled", True)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'"x"', b"null", b'{"error": "x"}'])
def test_bodies_that_are_no_error_object(body: bytes) -> None:
    assert refusals.from_response(Answer(502, body)).code == "azure-unavailable"


def test_a_wrong_client_secret() -> None:
    body = {
        "error": "invalid_client",
        "error_description": "AADSTS7000215: Invalid client secret provided.",
        "error_codes": [7000215],
        "trace_id": "t-1",
    }
    error = refusals.from_exception(
        ClientAuthenticationError(message="prose", response=Answer(401, body))
    )
    assert error.code == "azure-unauthenticated"
    assert "client secret" in error.sentence
    assert (error.provider_code, error.request_id) == ("AADSTS7000215", "t-1")


def test_a_refused_token_is_read_from_the_service() -> None:
    error = refusals.from_exception(
        ClientAuthenticationError(response=refused(401, "ExpiredAuthenticationToken"))
    )
    assert error.provider_code == "ExpiredAuthenticationToken"


def test_no_credential_at_all() -> None:
    error = refusals.from_exception(ClientAuthenticationError(message="none"))
    assert error.code == "azure-unauthenticated"
    assert error.status == 0


def test_no_connection() -> None:
    cause = aiohttp.ServerDisconnectedError()
    error = refusals.from_exception(ServiceRequestError("x", error=cause))
    assert (error.code, error.retriable, error.status) == ("azure-unreachable", True, 0)


def test_an_untrusted_certificate() -> None:
    inner = ssl.SSLCertVerificationError("self-signed certificate")
    error = refusals.from_exception(ServiceRequestError("x", error=inner))
    assert error.code == "azure-tls"
    assert "FAILBACK_PS_CA_BUNDLE" in error.remedy
    assert not error.retriable


def test_silence() -> None:
    error = refusals.from_exception(ServiceResponseTimeoutError("x", error=TimeoutError()))
    assert error.code == "azure-timeout"


@pytest.mark.parametrize(
    "message",
    [
        "token eyJhbGciOiJI.eyJzdWIiOiIx.c2VjcmV0c2VjcmV0 is bad",
        "Authorization: Bearer s3cretsecretsecret",
        "https://x.blob.core.windows.net/a?sv=1&sig=s3cretsecret%3D",
        '{"adminPassword": "s3cret secret"}',
        "client_secret=s3cretsecret",
        "passphrase: 's3cret secret'",
    ],
)
def test_no_secret_survives_in_a_message(message: str) -> None:
    shown = refusals.clean(message)
    assert "s3cret" not in shown
    assert "c2VjcmV0" not in shown
    assert "[removed]" in shown


def test_long_messages_are_cut() -> None:
    assert len(refusals.clean("x " * 2000)) <= 600


def test_every_refusal_reads_as_sentences() -> None:
    every = [
        *refusal_codes.BY_CODE.values(),
        *refusal_table.BY_STATUS.values(),
        *entra_refusals.BY_NUMBER.values(),
        *refusal_table.NO_ANSWER.values(),
        refusal_table.OTHER,
    ]
    for one in every:
        assert one.code.startswith("azure-")
        assert one.sentence.endswith(".")
        assert one.remedy.endswith(".")


def _token(content: dict[str, Any]) -> str:
    state = {
        "request": {
            "method": "PUT",
            "url": "https://arm/x",
            "headers": {"secret": "s3cret", "x-ms-client-request-id": "c-1"},
        },
        "response": {
            "status_code": 201,
            "headers": {"azure-asyncoperation": "https://arm/op"},
            "content": base64.b64encode(orjson.dumps(content)).decode(),
        },
        "context": {"deserialized_data": content},
    }
    return base64.b64encode(orjson.dumps({"version": 1, "data": state})).decode()


def test_a_token_keeps_what_polling_needs_and_nothing_else() -> None:
    content = {
        "id": "/vm",
        "properties": {"provisioningState": "Creating", "osProfile": {"adminPassword": "s3cret"}},
    }
    kept = orjson.loads(base64.b64decode(continuation.strip(_token(content))))
    flat = (
        orjson.dumps(kept).decode() + base64.b64decode(kept["data"]["response"]["content"]).decode()
    )
    assert "s3cret" not in flat
    assert kept["data"]["request"]["headers"] == {"x-ms-client-request-id": "c-1"}
    assert kept["data"]["response"]["headers"] == {"azure-asyncoperation": "https://arm/op"}
    assert kept["data"]["context"]["deserialized_data"] == {
        "id": "/vm",
        "properties": {"provisioningState": "Creating"},
    }


def test_a_token_of_an_unknown_form_is_refused() -> None:
    odd = base64.b64encode(orjson.dumps({"version": 2, "data": {"body": "s3cret"}})).decode()
    with pytest.raises(ValueError, match="not known"):
        continuation.strip(odd)
