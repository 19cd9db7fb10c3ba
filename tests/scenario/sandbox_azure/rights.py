"""Another service principal for tests of rights, and raw requests as it."""

from __future__ import annotations

from typing import Any

from azure.identity.aio import ClientSecretCredential

from sandbox.azure import seed
from tests.scenario.sandbox_azure.conftest import World

SUB = f"/subscriptions/{seed.PRODUCTION}"
WEST = f"{SUB}/resourceGroups/rg-dr-weu"
AUTHORIZATION = "/providers/Microsoft.Authorization"


class Someone:
    """A principal with roles, and the SDK's clients as that principal."""

    def __init__(self, world: World, made: dict[str, Any]) -> None:
        self.world = world
        self.id = made["object_id"]
        self.credential = ClientSecretCredential(
            world.local.tenant,
            made["client_id"],
            made["client_secret"],
            authority=world.local.urls["authority"],
            disable_instance_discovery=True,
            transport=world.transport(),
        )

    def client(self, kind: Any, **more: Any) -> Any:
        base = self.world.local.urls["arm"]
        return kind(
            self.credential,
            seed.PRODUCTION,
            base_url=base,
            credential_scopes=[base + "/.default"],
            transport=self.world.transport(),
            polling_interval=0.05,
            retry_total=0,
            **more,
        )

    async def ask(self, method: str, path: str, **how: Any) -> tuple[int, Any]:
        """Status and JSON of a request."""
        token = await self.credential.get_token(self.world.local.urls["arm"] + "/.default")
        headers = {"Authorization": f"Bearer {token.token}"}
        answer = await self.world.raw(method, path, headers=headers, **how)
        return answer.status, await answer.json() if await answer.read() else None


async def someone(world: World, *roles: tuple[str, str]) -> Someone:
    """A new principal with (role, scope) pairs."""
    given = [{"role": role, "scope": scope} for role, scope in roles]
    return Someone(world, await world.act("application", roles=given))


async def owner(world: World) -> Someone:
    return await someone(world, ("Owner", SUB))
