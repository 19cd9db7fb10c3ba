"""The local Azure as a whole: five https servers over one state."""

from __future__ import annotations

import secrets
import ssl
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from aiohttp import web

from sandbox import authority
from sandbox import control as controls
from sandbox.azure import (
    acting,
    arm,
    blob_rights,
    blob_service,
    clock,
    compute,
    entra,
    follow,
    governance,
    interfaces,
    keeping,
    key_vaults,
    keyvault,
    network_parts,
    networks,
    operations,
    prices,
    recovery_tables,
    roles,
    sowing,
    state,
    storage,
    story,
    subscriptions,
    vaults,
)
from sandbox.azure import seed as seeds
from sandbox.azure import weather as skies

TABLES = (
    subscriptions.routes, *governance.TABLES, networks.routes, network_parts.routes,
    interfaces.routes,
    *compute.TABLES, storage.routes, key_vaults.routes,
    *recovery_tables.ROUTES, follow.routes,
)  # fmt: skip
ACTS: tuple[acting.Acts, ...] = (
    *governance.ACTS,
    *compute.ACTS,
    skies.acts,
    keyvault.acts,
    *recovery_tables.ACTS,
)  # fmt: skip
Observer = Callable[[str, web.Request, web.StreamResponse], None]


class LocalAzure:
    """A local Azure. `await start()` opens it, `urls` names it, `await stop()` closes it.

    `seed` is `story`, `empty`, `big` or the path of a saved file; `speed` as in `clock`;
    `ca` a `sandbox.authority.Authority` (made
    in `data_dir` if not given); `weather` what `weather` can switch, on from the start; `control` a
    `sandbox.control.Control` (made, started and stopped here if not given); `observer` is called
    with each service's name, request and answer, before faults change what a client gets.
    After start: `urls` (`arm`, `authority`, `keyvault`, `prices`, `blobs`, `control`), `bundle`
    (the CA's PEM file), `tenant`, `client_id`, `client_secret`, and `settings`: the environment
    that the bot and azure-identity read.
    """

    def __init__(
        self,
        control: controls.Control | None = None,
        *,
        data_dir: Path,
        seed: str = "story",
        speed: float = 1.0,
        ca: authority.Authority | None = None,
        weather: Collection[str] = frozenset(),
        observer: Observer | None = None,
    ) -> None:
        self._observer = observer
        self._ca = ca or authority.Authority(data_dir)
        self._own_control = control is None
        self.control = control or controls.Control()
        self.clock = clock.AzureClock(speed)
        self.state = state.State(self.clock)
        self.operations = operations.Operations(self.clock)
        self.tenant, self.client_id = seeds.TENANT, seeds.CLIENT
        self.client_secret = secrets.token_urlsafe(24)
        self.bundle = self._ca.bundle
        self.urls: dict[str, str] = {}
        self._runners: list[web.AppRunner] = []
        sowing.sow(self.state, seed)
        roles.seed(self.state, self.client_id)
        for name in weather:
            skies.switch(self.state, name, True)
        self._identity = entra.Entra(self.clock, self.tenant)
        self._identity.applications[self.client_id] = self.client_secret
        self._arm = arm.Arm(self.state, self.operations, self._identity, TABLES)
        self._vault = keyvault.KeyVault(self.state, self._identity)
        self._prices = prices.Prices(self.state.locations)
        self._blobs = blob_service.BlobService(self.state, self._identity)
        self._seed = seed
        acts = story.Story(self.state, self.operations, self._identity, ACTS)
        self.control.register("azure", act=acts.act, snapshot=acts.snapshot)

    @property
    def vaults(self) -> tuple[str, ...]:
        """What a bot would be told to look after: the vaults of the first subscription of any.

        All of the story's and of a small saved state; five of the big estate's hundred, so that its
        channel stays readable; none of an empty one.
        """
        ids = [vault["id"] for vault in self.state.everything() if vault["type"] == vaults.KIND]
        first = min((id_.split("/")[2] for id_ in ids), default="")
        return tuple(id_ for id_ in ids if id_.split("/")[2] == first)

    @property
    def settings(self) -> dict[str, str]:
        """Environment names to values."""
        return {
            "AZURE_TENANT_ID": self.tenant,
            "AZURE_CLIENT_ID": self.client_id,
            "AZURE_CLIENT_SECRET": self.client_secret,
            "AZURE_AUTHORITY_HOST": self.urls["authority"],
            "FAILBACK_PS_ARM_URL": self.urls["arm"],
            "FAILBACK_PS_KEY_VAULT_URL": self.urls["keyvault"],
            "FAILBACK_PS_PRICES_URL": self.urls["prices"],
            "FAILBACK_PS_CA_BUNDLE": str(self.bundle),
        }

    async def start(
        self,
        *,
        arm: int = 0,
        authority: int = 0,
        keyvault: int = 0,
        prices: int = 0,
        blobs: int = 0,
    ) -> None:
        """Open the five servers on 127.0.0.1; port 0 takes a free one."""
        if self._own_control:
            await self.control.start()
            self.urls["control"] = self.control.url
        context = self._ca.server_context()
        parts = (
            ("arm", self._arm, arm),
            ("authority", self._identity, authority),
            ("keyvault", self._vault, keyvault),
            ("prices", self._prices, prices),
            ("blobs", self._blobs, blobs),
        )
        for name, part, port in parts:
            part.base = self.urls[name] = await self._open(name, part.application(), port, context)
        self._arm.urls = self.urls
        self._identity.audiences = {
            self.urls["arm"]: "arm",
            "https://management.azure.com": "arm",
            "https://management.core.windows.net": "arm",
            self._vault.resource: "keyvault",
            "https://vault.azure.net": "keyvault",
            blob_rights.AUDIENCE: "storage",
        }
        keeping.move(self.state, self._vault.base)
        passphrase = sowing.passphrase(self.state, self._seed)
        if passphrase:
            self._vault.put(seeds.PASSPHRASE, passphrase)

    async def _open(
        self, name: str, app: web.Application, port: int, context: ssl.SSLContext
    ) -> str:
        app.middlewares.insert(0, self.control.middleware(name))
        if self._observer is not None:
            app.middlewares.append(_observed(name, self._observer))
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        self._runners.append(runner)
        await web.TCPSite(runner, "127.0.0.1", port, ssl_context=context).start()
        return f"https://127.0.0.1:{runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Close all servers; what they held is gone."""
        if self._own_control:
            await self.control.stop()
        for runner in self._runners:
            await runner.cleanup()
        self._runners.clear()


def _observed(name: str, observer: Observer) -> Any:
    """The innermost middleware: what the service itself answers."""

    @web.middleware
    async def observe(request: web.Request, handler: controls.Handler) -> web.StreamResponse:
        answer = await handler(request)
        observer(name, request, answer)
        return answer

    return observe
