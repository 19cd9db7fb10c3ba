"""Signed slash commands, one after the other, on one kept-alive connection."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import statistics
import time
import urllib.parse
from dataclasses import dataclass

import psutil


@dataclass(frozen=True, kw_only=True)
class Run:
    """`p50` and `cpu` are milliseconds a request; `cpu` is the server process's own."""

    p50: float
    cpu: float


def command(secret: str, text: str, number: int) -> bytes:
    """One request as Slack sends it, with a valid signature."""
    body = urllib.parse.urlencode(
        {
            "command": "/failback-ps",
            "text": text,
            "team_id": "T0CONTOSO",
            "channel_id": "C0INCIDENT",
            "channel_name": "dr-incident",
            "user_id": "U0RITA001",
            "user_name": "rita",
            "api_app_id": "A0FAILBOT",
            "response_url": "http://127.0.0.1:9/none",
            "trigger_id": f"{time.time_ns()}.{number}",
        }
    )
    now = str(int(time.time()))
    signed = hmac.new(secret.encode(), f"v0:{now}:{body}".encode(), hashlib.sha256).hexdigest()
    head = (
        "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"X-Slack-Request-Timestamp: {now}\r\nX-Slack-Signature: v0={signed}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


async def run(port: int, pid: int, secret: str, text: str, requests: int) -> Run:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    process = psutil.Process(pid)
    took = []
    before = sum(process.cpu_times()[:2])
    for number in range(requests):
        request = command(secret, text, number)
        began = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        await _body(reader, head)
        took.append(time.perf_counter() - began)
    await asyncio.sleep(0.2)  # what the server does after the ack counts as well
    spent = sum(process.cpu_times()[:2]) - before
    writer.close()
    return Run(p50=statistics.median(took) * 1000, cpu=spent / requests * 1000)


async def _body(reader: asyncio.StreamReader, head: bytes) -> None:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            await reader.readexactly(int(line.split(b":")[1]))
        elif line.startswith(b"transfer-encoding: chunked"):
            while size := int((await reader.readline()).strip(), 16):
                await reader.readexactly(size + 2)
            await reader.readline()
