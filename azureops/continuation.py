"""The SDK's continuation token: what of it is stored, and what may be read from it."""

from __future__ import annotations

import base64

import orjson

from azureops.reading import Object, at


def strip(token: str) -> str:
    """The SDK's token without bodies; it stays one that the SDK reads.

    Its form (azure-core 1.41): base64 of `{"version": 1, "data": {"request", "response": {…,
    "content"}, "context": {"deserialized_data"}}}`. Another form raises `ValueError`: better no
    token than one that holds who knows what.
    """
    outer = orjson.loads(base64.b64decode(token))
    data = at(outer, "data")
    if at(outer, "version") != 1 or not isinstance(at(data, "response"), dict):
        raise ValueError("the SDK's continuation token has a form that is not known here")
    response = data["response"]
    kept = _state_only(base64.b64decode(response.get("content") or ""))
    content = base64.b64encode(orjson.dumps(kept)).decode() if kept else ""
    request = at(data, "request") or {}
    number = at(request, "headers", "x-ms-client-request-id")
    slim = {
        "request": {
            "method": request.get("method"),
            "url": request.get("url"),
            "headers": {"x-ms-client-request-id": number} if number else {},
        },
        "response": {
            "status_code": response["status_code"],
            "headers": response["headers"],
            "content": content,
        },
        "context": {"deserialized_data": kept or None},
    }
    return base64.b64encode(orjson.dumps({"version": 1, "data": slim})).decode()


def header(token: str, name: str) -> str:
    """A header of Azure's first answer; empty if it had none of that name."""
    data = orjson.loads(base64.b64decode(token))["data"]
    headers = {key.lower(): str(value) for key, value in data["response"]["headers"].items()}
    return headers.get(name.lower(), "")


def _state_only(content: bytes) -> Object:
    """What the SDK's algorithms look at in a first answer's body."""
    try:
        body = orjson.loads(content)
    except orjson.JSONDecodeError:
        return {}
    if not isinstance(body, dict):
        return {}
    kept: Object = {key: body[key] for key in ("id", "name", "status") if key in body}
    state = at(body, "properties", "provisioningState")
    return {**kept, "properties": {"provisioningState": state}} if state else kept
