"""Story acts: what people do to this Azure that no API does, and the switches of tests.

`POST /_control/azure` takes `{"do": <name>, …}`:

- `register` `{"ip", "version"?}`: what a person does over RDP with cspsconfigtool
- `upgrade` `{"ip", "version"}`: a person ran Unified Setup on that server
- `unregister` `{"ip"}`: a person removed the server
- `set` `{"id", "merge"}` or `{"ip", "merge"}`: merge-patch a resource or what a server reports
- `advance` `{"seconds"}`: move Azure's clock
- `deny` / `allow` `{"action", "scope"?}`: take an action (wildcards allowed) from the caller
- `lock` `{"scope", "level"?, "name"?}` / `unlock` `{"scope"}`
- `policy` `{"scope", "type", "name"?}`: deny making a resource type there
- `quota` `{"subscription", "location", "family", "limit"}`
- `restrict` `{"size", "location"}`: the size becomes NotAvailableForSubscription
- `retire_image` `{"version"}`: that gallery version may not be deployed any more
- `unregister_provider` `{"subscription", "namespace"}`
- `fail` `{"type", "code", "message", "verb"?, "times"?}`: the next long operations on a type (verb
  `create` if not given; `delete`, `start`, …) are accepted and end badly
- `page_size` `{"size"}`: how long a page of a list is
- `expire_tokens` `{}`: every token given so far is refused from now on
- `forget_operations` `{}`: asking for a finished or running operation is a 404
- `remove` `{"id"}`: the resource is gone, as if somebody deleted it in the portal
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

from sandbox import control
from sandbox.azure import (
    access,
    acting,
    addresses,
    entra,
    errors,
    fabrics,
    images,
    machine_view,
    machines,
    operations,
    permissions,
    process_servers,
    seed_recovery,
    state,
)

Order = dict[str, Any]


LONGEST_JUMP = 4  # minor versions: learn.microsoft.com/azure/site-recovery/service-updates-how-to


class Story:
    def __init__(
        self,
        current: state.State,
        running: operations.Operations,
        identity: entra.Entra,
        tables: Sequence[acting.Acts] = (),
    ) -> None:
        self._state = current
        self._operations = running
        self._identity = identity
        self._acts: dict[str, Callable[[Order], Any]] = {
            name.removeprefix("_do_"): getattr(self, name)
            for name in dir(self)
            if name.startswith("_do_")
        }
        world = acting.World(state=current, operations=running, identity=identity)
        for table in tables:
            for name, act in table.entries.items():
                self._acts[name] = functools.partial(act, world)

    async def act(self, order: Order) -> Any:
        """Do one act; answers what it changed."""
        self._operations.settle()
        name = order.get("do", "")
        if name not in self._acts:
            raise control.OrderError(f"unknown act {name!r}; known are {sorted(self._acts)}")
        return self._acts[name](order) or {}

    def snapshot(self) -> Any:
        """Everything there is: resources, process servers as they report, names of secrets."""
        self._operations.settle()
        current = self._state
        found = [
            {**document, "power": current.facts(document["id"])["power"]}
            if document["type"] == machines.KIND
            else document
            for document in current.everything()
        ]
        return {
            "resources": found,
            "process_servers": [
                process_servers.render(current, server) for server in current.process_servers
            ],
            "secrets": sorted(current.secrets),
        }

    # ---- process servers -----------------------------------------------------------------------
    def _do_register(self, order: Order) -> Any:
        current, address = self._state, str(order["ip"])
        machine = self._machine_at(address)
        if not machine_view.running(current, machine["id"]):
            raise control.OrderError(f"{machine['name']} at {address} is not running")
        reference = machine["properties"]["storageProfile"].get("imageReference") or {}
        image = images.find(*(str(reference.get(key)) for key in ("publisher", "offer", "sku")))
        if image is None or not image.is_process_server:
            raise control.OrderError(
                f"{machine['name']} was not made from the Process-Server image: there is no "
                "cspsconfigtool on it"
            )
        self._require_way(machine)
        server = next((each for each in current.process_servers if each.address == address), None)
        if server is None:
            server = process_servers.ProcessServer(
                fabric=self._fabric(),
                name=machine["properties"]["osProfile"]["computerName"],
                address=address,
                version=str(order.get("version", seed_recovery.VERSION)),
            )
            current.process_servers.append(server)
        server.machine = machine["id"]
        return process_servers.render(current, server)

    def _fabric(self) -> str:
        for fabric in self._state.all(fabrics.KIND):
            if fabric["properties"]["customDetails"]["instanceType"] == "VMware":
                return str(fabric["id"])
        raise control.OrderError("there is no VMware fabric to register with")

    def _machine_at(self, address: str) -> state.Document:
        for interface in self._state.all(addresses.INTERFACES):
            held = {
                each["properties"]["privateIPAddress"]
                for each in interface["properties"]["ipConfigurations"]
            }
            holder = interface["properties"].get("virtualMachine")
            if address in held and holder:
                machine = self._state.get(holder["id"], machines.KIND)
                if machine is not None:
                    return machine
        raise control.OrderError(f"no machine has the address {address}")

    def _require_way(self, machine: state.Document) -> None:
        """The configuration server is reached through a connected gateway, own or peered."""
        nic = machine["properties"]["networkProfile"]["networkInterfaces"][0]["id"]
        interface = self._state.get(nic, addresses.INTERFACES)
        if interface is None:
            raise control.OrderError(f"{machine['name']} has no network interface")
        subnet = interface["properties"]["ipConfigurations"][0]["properties"]["subnet"]["id"]
        network_id = subnet.partition("/subnets/")[0]
        network = self._state.get(network_id, "Microsoft.Network/virtualNetworks")
        reach = {network_id.lower()}
        for peering in network["properties"]["virtualNetworkPeerings"] if network else []:
            if peering["properties"]["useRemoteGateways"]:
                reach.add(peering["properties"]["remoteVirtualNetwork"]["id"].lower())
        if not any(self._connected(each) for each in reach):
            raise control.OrderError(
                f"{machine['name']} cannot reach the configuration server on port 443: no "
                "connected gateway serves its network"
            )

    def _connected(self, network_id: str) -> bool:
        mine = {
            gateway["id"].lower()
            for gateway in self._state.all("Microsoft.Network/virtualNetworkGateways")
            if gateway["properties"]["ipConfigurations"][0]["properties"]["subnet"]["id"]
            .lower()
            .startswith(network_id + "/")
        }
        return any(
            link["properties"]["connectionStatus"] == "Connected"
            and link["properties"]["virtualNetworkGateway1"]["id"].lower() in mine
            for link in self._state.all("Microsoft.Network/connections")
        )

    def _server(self, order: Order) -> process_servers.ProcessServer:
        for server in self._state.process_servers:
            if server.address == order["ip"]:
                return server
        raise control.OrderError(f"no process server has the address {order['ip']!r}")

    def _do_upgrade(self, order: Order) -> Any:
        server, wanted = self._server(order), str(order["version"])
        if _minor(wanted) - _minor(server.version) > LONGEST_JUMP:
            raise control.OrderError(
                f"Unified Setup {wanted} refuses to upgrade {server.version}: more than "
                f"{LONGEST_JUMP} versions lie between them. Install one on the way first."
            )
        newest = max(map(_minor, (one.version for one in self._state.process_servers)))
        server.version = wanted
        behind = "UpdateRequired" if _minor(wanted) < newest else "Supported"
        server.status = str(order.get("status", behind))
        for key in ("agentVersion", "versionStatus", "agentVersionDetails"):
            server.fixed.pop(key, None)
        return process_servers.render(self._state, server)

    def _do_unregister(self, order: Order) -> Any:
        self._state.process_servers.remove(self._server(order))

    # ---- resources -----------------------------------------------------------------------------
    def _do_set(self, order: Order) -> Any:
        merge = order["merge"]
        if "ip" in order:
            server = self._server(order)
            _merge(server.fixed, merge)
            return process_servers.render(self._state, server)
        return _merge(self._resource(order), merge)

    def _resource(self, order: Order) -> state.Document:
        found = self._state.get(str(order["id"]))
        if found is None:
            raise control.OrderError(f"there is no resource {order['id']!r}")
        return found

    def _do_remove(self, order: Order) -> Any:
        found = self._resource(order)
        if found["type"] == machines.KIND:
            machines.forget(self._state, found)
        self._state.remove(found["id"], found["type"])

    def _do_fail(self, order: Order) -> Any:
        failure = errors.AzureError(409, str(order["code"]), str(order["message"]))
        self._operations.fail_next(
            str(order["type"]),
            str(order.get("verb", "create")),
            failure,
            int(order.get("times", 1)),
        )

    # ---- switches ------------------------------------------------------------------------------
    def _do_advance(self, order: Order) -> Any:
        self._state.clock.advance(float(order["seconds"]))
        self._operations.settle()
        return {"now": self._state.clock.now().isoformat()}

    def _do_deny(self, order: Order) -> Any:
        self._state.denied.append((str(order["action"]), str(order.get("scope", "/"))))

    def _do_allow(self, order: Order) -> Any:
        action = str(order.get("action", "*")).lower()
        self._state.denied[:] = [
            each for each in self._state.denied if action not in ("*", each[0].lower())
        ]

    def _do_lock(self, order: Order) -> Any:
        level = str(order.get("level", "CanNotDelete"))
        name = str(order.get("name", "keep"))
        return self._state.put(permissions.build_lock(str(order["scope"]), name, level))

    def _do_unlock(self, order: Order) -> Any:
        scope = str(order["scope"]).lower()
        for lock in self._state.all(access.LOCKS, scope):
            self._state.remove(lock["id"], access.LOCKS)

    def _do_policy(self, order: Order) -> Any:
        name = str(order.get("name", "not-allowed"))
        scope = str(order["scope"])
        return self._state.put(permissions.build_policy(scope, name, str(order["type"])))

    def _do_quota(self, order: Order) -> Any:
        key = (str(order["subscription"]).lower(), str(order["location"]), str(order["family"]))
        self._state.quotas[key] = int(order["limit"])

    def _do_restrict(self, order: Order) -> Any:
        self._state.restricted.add((str(order["size"]), str(order["location"])))

    def _do_retire_image(self, order: Order) -> Any:
        self._state.retired_images.add(str(order["version"]))

    def _do_unregister_provider(self, order: Order) -> Any:
        key = (str(order["subscription"]).lower(), str(order["namespace"]).lower())
        self._state.providers[key] = "NotRegistered"

    def _do_page_size(self, order: Order) -> Any:
        self._state.page_size = max(1, int(order["size"]))

    def _do_expire_tokens(self, _: Order) -> Any:
        self._identity.revoke()

    def _do_forget_operations(self, _: Order) -> Any:
        self._operations.forget_all()


def _minor(version: str) -> int:
    """9.61.7016.1 → 61."""
    return int(version.split(".")[1])


def _merge(into: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    """JSON merge patch (RFC 7396)."""
    for key, value in patch.items():
        if value is None:
            into.pop(key, None)
        elif isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value
    return into
