"""A field of a verb: said once, and from it come grammar, modal, help, CLI and reference."""

from __future__ import annotations

import enum
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.sentences import join


class Kind(enum.StrEnum):
    """How a field is asked for."""

    TEXT = "text"  # Plain input.
    CHOICE = "choice"  # A fixed list, `Field.choices`.
    LOOKUP = "lookup"  # A list read from Azure, searched as one types, `Field.lookup`.


Values = Mapping[str, str]
"""What a person gave, by field name. Only given fields are present; values are stripped."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """`value` is what is stored (an id or a name), `label` what a person reads."""

    value: str
    label: str
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class Choices:
    """The first hits and how many there are in all."""

    items: tuple[Choice, ...]
    total: int


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong with one field's value, and what would be right."""

    field: str
    value: str
    sentence: str
    remedy: str

    @property
    def whole(self) -> str:
        return join([self.sentence, self.remedy])

    def __str__(self) -> str:
        return str(self.whole)


Check = Callable[[str, Values], Fault | None]
"""Pure and immediate: looks at one value beside the others. No I/O."""

Lookup = Callable[[Any, Values, str], Awaitable[Choices]]
"""`(azure, values chosen so far, what was typed) -> Choices`; raises `errors.BotError`."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing a verb needs to know.

    `depends_on` names the fields whose change empties this one's list. `default` is used when
    nothing is given. A LOOKUP field with `free_text` also takes what is not in the list
    ("ps-rg", a resource group yet to be made). The form leaves out what does not `applies` to the
    values chosen so far, defaults included; the fields that decide it are in `depends_on`. `extent`
    says of the bare words that come next how many are its one value: `4 hours`.
    """

    name: str
    label: str
    help: str
    kind: Kind = Kind.TEXT
    required: bool = True
    default: str = ""
    example: str = ""
    choices: tuple[Choice, ...] = ()
    lookup: Lookup | None = None
    free_text: bool = False
    depends_on: tuple[str, ...] = ()
    applies: Callable[[Values], bool] | None = None
    check: Check | None = None
    extent: Callable[[Sequence[str]], int] | None = None
