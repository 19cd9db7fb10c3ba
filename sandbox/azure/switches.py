"""Switches of tests and demonstrations: time, failures, limits. No API of Azure does these.

They are kept together because each turns one value of the state or of the front, and belongs to no
resource.
"""

from __future__ import annotations

from typing import Any

from sandbox import control
from sandbox.azure import acting, capacity, errors
from sandbox.azure.acting import Order, World

acts = acting.Acts()


@acts.act("advance")
def advance(world: World, order: Order) -> Any:
    """`{"seconds"}`: move Azure's clock"""
    world.state.clock.advance(float(order["seconds"]))
    world.operations.settle()
    return {"now": world.state.clock.now().isoformat()}


@acts.act("fail")
def fail(world: World, order: Order) -> None:
    """`{"type", "code", "message"?, "verb"?, "times"?}`: the next long operations on a type (verb
    `create` if not given; `delete`, `start`, …) are accepted and end badly; `times` 0 takes it
    back. Codes of want of capacity bring their own message"""
    code = str(order["code"])
    message = order.get("message") or capacity.TEXTS.get(code)
    if not message:
        raise control.OrderError(f"say the message of {code!r} too")
    failure = errors.AzureError(409, code, str(message))
    verb, times = str(order.get("verb", "create")), int(order.get("times", 1))
    world.operations.fail_next(str(order["type"]), verb, failure, times)


@acts.act("forget_operations")
def forget_operations(world: World, _: Order) -> None:
    """`{}`: asking for a finished or running operation is a 404"""
    world.operations.forget_all()


@acts.act("expire_tokens")
def expire_tokens(world: World, _: Order) -> None:
    """`{}`: every token given so far is refused from now on"""
    world.identity.revoke()


@acts.act("page_size")
def page_size(world: World, order: Order) -> None:
    """`{"size"}`: how long a page of a list is"""
    world.state.page_size = max(1, int(order["size"]))


# ---- limits ----
@acts.act("quota")
def quota(world: World, order: Order) -> None:
    """`{"subscription", "location", "family", "limit"}`: vCPUs of a family"""
    key = (str(order["subscription"]).lower(), str(order["location"]), str(order["family"]))
    world.state.quotas[key] = int(order["limit"])


@acts.act("restrict")
def restrict(world: World, order: Order) -> None:
    """`{"size", "location", "zones"?}`: the size becomes NotAvailableForSubscription, in the region
    or in these of its zones only"""
    key = (str(order["size"]), str(order["location"]))
    wanted = [str(each) for each in order.get("zones", [])]
    unknown = set(wanted) - set(capacity.zones_of(key[1]))
    if unknown:
        raise control.OrderError(f"{key[1]} has no zone {', '.join(sorted(unknown))}")
    if wanted:
        world.state.restricted_zones[key] = wanted
    else:
        world.state.restricted.add(key)


@acts.act("retire_image")
def retire_image(world: World, order: Order) -> None:
    """`{"version"}`: that gallery version may not be deployed any more"""
    world.state.retired_images.add(str(order["version"]))
