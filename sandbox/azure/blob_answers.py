"""What the blob service puts on the wire: XML lists, blobs whole or in ranges, refusals."""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

from aiohttp import web

from sandbox.azure import blobs


class Refused(Exception):
    """An answer of the service: status, code, sentence."""

    def __init__(self, status: int, code: str, message: str, *, challenge: str = "Bearer") -> None:
        super().__init__(code)
        self.status, self.code, self.message = status, code, message
        self.challenge = challenge


def entries(names: list[str], prefix: str, delimiter: str) -> Iterator[tuple[str, bool]]:
    """(name, True) of each blob; (folder, False) once where a delimiter follows the prefix."""
    seen = set()
    for name in names:
        if not name.startswith(prefix):
            continue
        cut = name.find(delimiter, len(prefix)) if delimiter else -1
        if cut < 0:
            yield name, True
        elif (folder := name[: cut + 1]) not in seen:
            seen.add(folder)
            yield folder, False


def listed(name: str, blob: blobs.Blob) -> str:
    return (
        f"<Blob><Name>{escape(name)}</Name><Properties><Last-Modified>{blob['modified']}"
        f"</Last-Modified><Etag>{escape(blob['etag'])}</Etag><Content-Length>{blob['length']}"
        f"</Content-Length><Content-Type>{escape(blob['type'])}</Content-Type><Content-MD5>"
        f"{blob['md5']}</Content-MD5><BlobType>BlockBlob</BlobType><AccessTier>Hot</AccessTier>"
        "<LeaseStatus>unlocked</LeaseStatus><LeaseState>available</LeaseState>"
        "<ServerEncrypted>true</ServerEncrypted></Properties></Blob>"
    )


def joined(order: str, blocks: dict[str, str]) -> bytes:
    """The blocks a block list names, in its order."""
    found = b""
    for name in re.findall(r"<(?:Latest|Uncommitted|Committed)>([^<]+)</", order):
        if name not in blocks:
            raise Refused(400, "InvalidBlockList", "The specified block list is invalid.")
        found += base64.b64decode(blocks[name])
    return found


def read(request: web.Request, blob: blobs.Blob) -> web.Response:
    content = blobs.content(blob)
    headers = {
        "ETag": blob["etag"],
        "Last-Modified": blob["modified"],
        "Accept-Ranges": "bytes",
        "x-ms-blob-type": "BlockBlob",
        "x-ms-lease-state": "available",
        "x-ms-lease-status": "unlocked",
        "x-ms-server-encrypted": "true",
        "x-ms-creation-time": blob["modified"],
        "Content-MD5": blob["md5"],
        **{f"x-ms-meta-{key}": each for key, each in blob["metadata"].items()},
    }
    wanted = request.headers.get("x-ms-range") or request.headers.get("Range") or ""
    status = 200
    if wanted.startswith("bytes=") and request.method == "GET":
        first, _, last = wanted.removeprefix("bytes=").partition("-")
        start, end = int(first or 0), min(int(last or len(content) - 1), len(content) - 1)
        if start >= len(content):
            raise Refused(
                416, "InvalidRange", "The range specified is invalid for the current size of the "
                "resource.",
            )  # fmt: skip
        headers["Content-Range"] = f"bytes {start}-{end}/{len(content)}"
        headers["x-ms-blob-content-md5"] = headers.pop("Content-MD5")
        content, status = content[start : end + 1], 206
    return web.Response(status=status, body=content, headers={
        **headers, "Content-Type": blob["type"],
    })  # fmt: skip


def moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def matches(given: str, wanted: list[str]) -> bool:
    return any(hmac.compare_digest(given, each) for each in wanted)


def unauthenticated() -> Refused:
    return Refused(
        403,
        "AuthenticationFailed",
        "Server failed to authenticate the request. Make sure the value of Authorization header is "
        "formed correctly including the signature.",
    )


def xml(text: str, status: int = 200, **headers: Any) -> web.Response:
    body = '<?xml version="1.0" encoding="utf-8"?>' + text
    return web.Response(
        status=status, body=body.encode(), content_type="application/xml", headers=headers
    )


def refusal(request: web.Request, refusal: Refused) -> web.Response:
    headers = {"x-ms-error-code": refusal.code}
    if refusal.status == 401:
        headers["WWW-Authenticate"] = refusal.challenge
    if request.method == "HEAD":
        return web.Response(status=refusal.status, headers=headers)
    answer = xml(
        f"<Error><Code>{refusal.code}</Code><Message>{escape(refusal.message)}</Message></Error>",
        refusal.status,
    )
    answer.headers.update(headers)
    return answer
