"""The sandbox's own certificate authority: one for every service, made anew at each start.

Clients trust it by its bundle, a PEM file: `FAILBACK_PS_CA_BUNDLE` for the bot, `SSL_CERT_FILE`
or one shared `ssl.SSLContext` for everything else. Nothing is added to the system's trust.
"""

from __future__ import annotations

import ssl
from pathlib import Path

import trustme

NAMES = ("localhost", "127.0.0.1", "::1")


class Authority:
    """A certificate authority, its bundle on disk, and one server context shared by all services.

    `Authority(data_dir)` writes `<data_dir>/ca.pem`. `bundle` is that file's path;
    `server_context()` goes to `aiohttp.web.TCPSite(ssl_context=…)`; `client_context()` to a
    client session. Both contexts are made once: building one costs 15 ms of blocked loop.
    """

    def __init__(self, data_dir: Path) -> None:
        self._ca = trustme.CA(organization_name="failback-ps sandbox")
        data_dir.mkdir(parents=True, exist_ok=True)
        self.bundle = data_dir / "ca.pem"
        self._ca.cert_pem.write_to_path(self.bundle)
        self._server: ssl.SSLContext | None = None
        self._client: ssl.SSLContext | None = None

    def server_context(self) -> ssl.SSLContext:
        if self._server is None:
            self._server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            self._ca.issue_cert(*NAMES).configure_cert(self._server)
        return self._server

    def client_context(self) -> ssl.SSLContext:
        if self._client is None:
            self._client = ssl.create_default_context(cafile=str(self.bundle))
        return self._client
