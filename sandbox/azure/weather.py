"""Weather: what Azure does to everybody now and then. It is switched here, or at the start.

`LocalAzure(weather={"throttled", "lagging"})`, or the acts below while it runs.
"""

from __future__ import annotations

from typing import Any

from sandbox import control
from sandbox.azure import acting, lag, state, throttle_limits

acts = acting.Acts()
KINDS = {"reads": "read", "writes": "write", "deletes": "delete"}
NAMES = ("throttled", "lagging")


def switch(current: state.State, name: str, value: Any) -> None:
    """Turn one kind of weather on (true, or a number where one fits) or off (false)."""
    if name == "throttled":
        if value:
            current.throttle.tighten()
        else:
            current.throttle.set(throttle_limits.DOCUMENTED)
    elif name == "lagging":
        current.lag.set(lag.SECONDS if value is True else float(value))
    else:
        raise control.OrderError(f"there is no weather {name!r}; there are {', '.join(NAMES)}")


def seen(current: state.State) -> dict[str, Any]:
    """How it is now: `{"throttled": bool, "lagging": seconds}`, throttled by whatever limits."""
    tighter = any(
        current.throttle.limits.get(kind, documented)[0] < documented[0]
        for kind, documented in throttle_limits.DOCUMENTED.items()
    )
    return {"throttled": tighter, "lagging": current.lag.seconds}


@acts.act("weather")
def weather(world: acting.World, order: acting.Order) -> Any:
    """`{"throttled": true|false, "lagging": seconds|true|false}`: small buckets; old answers.

    Answers how it is then, what callers are denied, and which long operations will fail:
    `{"weather": {…}, "denied": [action, …], "failing": [{"type", "verb", "code", "times"}, …]}`.
    An order that names no weather only asks.
    """
    for name, value in order.items():
        if name != "do":
            switch(world.state, name, value)
    return {
        "weather": seen(world.state),
        "denied": [action for action, _ in world.state.denied],
        "failing": world.operations.planned(),
    }


@acts.act("throttle")
def limits(world: acting.World, order: acting.Order) -> Any:
    """`{"reads": [size, refill a second], "writes": …, "deletes": …}`, or `{"off": true}`."""
    if order.get("off"):
        world.state.throttle.set({})
        return None
    wanted = {}
    for name, value in order.items():
        if name == "do":
            continue
        if name not in KINDS:
            raise control.OrderError(f"there is no bucket {name!r}; there are {', '.join(KINDS)}")
        size, refill = (float(each) for each in value)
        if size < 1 or refill <= 0:
            raise control.OrderError("a bucket holds at least 1 and fills by more than 0 a second")
        wanted[KINDS[name]] = (size, refill)
    world.state.throttle.set({**throttle_limits.DOCUMENTED, **wanted})
    return None
