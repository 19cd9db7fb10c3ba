"""What locks, role assignments and policy assignments share: they lie at any scope."""

from __future__ import annotations

import re
from typing import Any

from sandbox.azure import clock, errors, state
from sandbox.azure.routing import Call

MARKER = "/providers/microsoft.authorization/"
TERM = re.compile(r"(\w+)\s*(?:eq\s*'([^']*)'|\(\s*(?:'([^']*)')?\s*\))", re.IGNORECASE)


def terms(call: Call) -> dict[str, str]:
    """`$filter` as names to values: `atScope()` → '', `principalId eq 'x'` → 'x'.

    400 InvalidFilterInQueryString for what cannot be read as terms joined by `and`.
    """
    text = call.query.get("$filter", "")
    found = {name.lower(): one or two for name, one, two in TERM.findall(text)}
    rest = re.sub(r"\band\b", "", TERM.sub("", text), flags=re.IGNORECASE)
    if rest.strip():
        raise errors.AzureError(
            400,
            "InvalidFilterInQueryString",
            f"Invalid $filter '{text}' specified in the query string.",
        )
    return found


def place_of(document: state.Document) -> str:
    """The scope an extension resource lies at, in lower case."""
    return str(document["id"]).lower().rpartition(MARKER)[0]


def scope(call: Call) -> str:
    """The scope in the path; '' is the tenant."""
    return call.args.get("scope", "").rstrip("/")


def find(call: Call, kind: str) -> state.Document | None:
    """The extension resource this path names."""
    return call.state.get(f"{scope(call)}/providers/{kind}/{call['name']}", kind)


def applying(call: Call, kind: str, *, inherited: bool = True) -> list[state.Document]:
    """Extension resources at this scope, above it (`inherited`) and below it.

    `$filter=atScope()` leaves out what lies below, `atExactScope()` everything elsewhere.
    """
    wanted = terms(call)
    here = scope(call).lower()
    found = []
    for document in call.state.all(kind):
        place = place_of(document)
        below = place.startswith(here + "/")
        over = inherited and (here + "/").startswith(place + "/")
        if place == here or (
            "atexactscope" not in wanted and (over or (below and "atscope" not in wanted))
        ):
            found.append(document)
    return found


def require_scope(call: Call) -> None:
    """404 if the group or the (top-level) resource the scope names does not exist."""
    parts = scope(call).split("/")
    if len(parts) > 4 and parts[3].lower() == "resourcegroups":
        call.state.group(parts[2], parts[4])
    if len(parts) > 8:
        wanted = "/".join(parts[:9])
        if call.state.get(wanted) is None:
            raise errors.not_found(f"{parts[6]}/{parts[7]}", parts[8], parts[4])


def system_data(call: Call, known: state.Document | None = None) -> dict[str, Any]:
    """Who made and changed this, when: the `systemData` newer versions answer."""
    now = clock.stamp(call.state.clock.now())
    mine = {
        "createdBy": call.client,
        "createdByType": "Application",
        "createdAt": now,
        **((known or {}).get("systemData") or {}),
    }
    return {
        **mine,
        "lastModifiedBy": call.client,
        "lastModifiedByType": "Application",
        "lastModifiedAt": now,
    }
