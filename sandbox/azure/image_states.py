"""How alive the gallery's image versions are: active, announced to end, ended; and their plans.

https://learn.microsoft.com/azure/virtual-machines/deprecated-images. The gallery here: the story's
images, and what the acts below change of it.
"""

from __future__ import annotations

from typing import Any

from sandbox import control
from sandbox.azure import acting, state

acts = acting.Acts()
FACTS = "/compute/images"
ENDED = "2026-01-31T00:00:00+00:00"
STATES = ("Active", "ScheduledForDeprecation", "Deprecated")


@acts.act("deprecate_image")
def deprecate(world: acting.World, order: acting.Order) -> Any:
    """`{"version", "state"? "Deprecated", "at"?, "instead"?}`: what the gallery says of a version;
    only a Deprecated one is refused. `instead` is an image's address, `publisher:offer:sku:…`"""
    wanted = str(order.get("state", "Deprecated"))
    if wanted not in STATES:
        raise control.OrderError(f"unknown state {wanted!r}; known are {STATES}")
    known = world.state.facts(FACTS)
    known[str(order["version"])] = {
        "imageState": wanted,
        "at": str(order.get("at", ENDED)),
        "instead": str(order.get("instead", "")),
    }
    return known[str(order["version"])]


@acts.act("image_plan")
def plan(world: acting.World, order: acting.Order) -> None:
    """`{"sku", "plan"}`: images of this sku are sold with a plan whose terms must be accepted"""
    world.state.facts(FACTS + "/plans")[str(order["sku"]).lower()] = str(order["plan"])


def plan_of(current: state.State, sku: str) -> str:
    return str(current.facts(FACTS + "/plans").get(sku.lower(), ""))


def ended(current: state.State, version: str) -> bool:
    """Whether nothing can be made of this version any more."""
    told = current.facts(FACTS).get(version)
    return version in current.retired_images or bool(told and told["imageState"] == "Deprecated")


def status(current: state.State, version: str) -> dict[str, Any]:
    """`imageDeprecationStatus` of a version."""
    told = current.facts(FACTS).get(version)
    if told is None:
        told = {"imageState": "Deprecated" if ended(current, version) else "Active", "at": ENDED}
    shown: dict[str, Any] = {"imageState": told["imageState"]}
    if told["imageState"] != "Active":
        shown["scheduledDeprecationTime"] = told["at"]
        if told.get("instead"):
            shown["alternativeOption"] = {"type": "Plan", "value": told["instead"]}
    return shown
