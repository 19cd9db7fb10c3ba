"""A verb's line in short: `switch <server> <to> [machines …]`."""

from __future__ import annotations

from commands.fields import Field
from commands.verbs import Verb


def of(verb: Verb) -> str:
    """What must be given stands in `<>`, what may be in `[]`."""
    if not verb.fields:
        return verb.name
    bare = [_bare(verb.field(word), "") for word in verb.words]
    rest = [_bare(verb.field(verb.rest), " …")] if verb.rest else []
    return " ".join([verb.name, *(bare + rest or ["[name=value …]"])])


def _bare(field: Field, more: str) -> str:
    """A default may be left out as well."""
    needed = field.required and not field.default
    return f"<{field.name}{more}>" if needed else f"[{field.name}{more}]"
