"""Management locks at any scope, by the API and by a story act.

https://learn.microsoft.com/rest/api/resources/management-locks
"""

from __future__ import annotations

from sandbox.azure import acting, errors, extensions, lock_rules, state
from sandbox.azure import answers as say
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
acts = acting.Acts()
BASE = "/{scope}/providers/Microsoft.Authorization/locks"
LEVELS = ("CanNotDelete", "ReadOnly")
MOST_NOTES = 512  # characters


def build(scope: str, name: str, level: str, notes: str = "") -> state.Document:
    """A lock's document."""
    properties = {"level": level}
    if notes:
        properties["notes"] = notes
    return {
        "properties": properties,
        "id": f"{scope}/providers/{lock_rules.KIND}/{name}",
        "type": lock_rules.KIND,
        "name": name,
    }


@routes.get(BASE)
def listed(call: Call) -> Answer:
    """Locks at, above and below the scope; `$filter=atScope()` leaves out those below."""
    return say.page(call, extensions.applying(call, lock_rules.KIND))


@routes.get(BASE + "/{name}")
def one(call: Call) -> Answer:
    """One lock, or 404 LockNotFound."""
    return say.ok(_find(call))


@routes.put(BASE + "/{name}")
def create(call: Call) -> Answer:
    """Make or change a lock: `properties.level` CanNotDelete or ReadOnly, `properties.notes`."""
    extensions.require_scope(call)
    properties = call.body().get("properties") or {}
    level = next(
        (each for each in LEVELS if each.lower() == str(properties.get("level", "")).lower()), None
    )
    if level is None:
        raise errors.AzureError(
            400,
            "InvalidLockLevel" if properties.get("level") else "LockLevelNotSpecified",
            f"The lock level '{properties.get('level') or ''}' is not valid. The supported levels "
            f"are '{','.join(LEVELS)}'.",
        )
    notes = str(properties.get("notes") or "")
    if len(notes) > MOST_NOTES:
        raise errors.AzureError(
            400,
            "InvalidLockNotes",
            f"The lock notes are {len(notes)} characters long. The maximum is {MOST_NOTES}.",
        )
    known = extensions.find(call, lock_rules.KIND)
    made = build(call["scope"], call["name"], level, notes)
    made["systemData"] = extensions.system_data(call, known)
    return Answer(status=200 if known else 201, body=call.state.put(made))


@routes.delete(BASE + "/{name}")
def delete(call: Call) -> Answer:
    """Remove a lock: 200, or 204 if there was none."""
    found = extensions.find(call, lock_rules.KIND)
    if found is None:
        return Answer(status=204)
    call.state.remove(found["id"], lock_rules.KIND)
    return Answer(status=200)


def _find(call: Call) -> state.Document:
    found = extensions.find(call, lock_rules.KIND)
    if found is None:
        raise errors.AzureError(
            404, "LockNotFound", f"The lock '{call['name']}' could not be found."
        )
    return found


@acts.act("lock")
def _lock(world: acting.World, order: acting.Order) -> state.Document:
    """Lock a scope: `{"scope", "level"?, "name"?, "notes"?}`; CanNotDelete named `keep`."""
    level = str(order.get("level", "CanNotDelete"))
    name = str(order.get("name", "keep"))
    return world.state.put(build(str(order["scope"]), name, level, str(order.get("notes", ""))))


@acts.act("unlock")
def _unlock(world: acting.World, order: acting.Order) -> None:
    """Remove every lock at a scope and beneath it: `{"scope"}`."""
    for lock in world.state.all(lock_rules.KIND, str(order["scope"])):
        world.state.remove(lock["id"], lock_rules.KIND)
