"""The PowerShell scripts in `scripts/`, by name: their text, what they take, their version.

A script declares its parameters in one `param(…)` block, one a line, all as text (a run command
hands over nothing else). `# protected` behind one says that its value is a secret. Nothing is ever
put into the text itself.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "scripts"
_PARAM = re.compile(
    r"^\s*(?P<must>\[Parameter\(Mandatory = \$true\)\])?\[string\]\$(?P<name>\w+)"
    r"(?: = '(?P<default>[^']*)')?,?\s*(?P<secret># protected)?$",
    re.MULTILINE,
)


@dataclass(frozen=True, kw_only=True)
class Parameter:
    name: str
    required: bool
    protected: bool


@dataclass(frozen=True, kw_only=True)
class Script:
    """`version` is the beginning of the text's SHA-256: it changes whenever the script does."""

    name: str
    text: str
    version: str
    parameters: tuple[Parameter, ...]

    def require(self, given: Mapping[str, str], protected: Mapping[str, str]) -> None:
        """`ValueError` unless exactly what is declared is given, secrets as protected ones."""
        for parameter in self.parameters:
            right, wrong = (protected, given) if parameter.protected else (given, protected)
            if parameter.name in wrong:
                kind = "a protected" if parameter.protected else "an open"
                raise ValueError(f"{parameter.name} of {self.name} is {kind} parameter")
            if parameter.required and not right.get(parameter.name):
                raise ValueError(f"{self.name} needs the parameter {parameter.name}")
        known = {parameter.name for parameter in self.parameters}
        unknown = sorted({*given, *protected} - known)
        if unknown:
            raise ValueError(f"{self.name} has no parameter {', '.join(unknown)}")


@functools.cache
def names() -> tuple[str, ...]:
    """All scripts there are."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.ps1")))


@functools.cache
def load(name: str) -> Script:
    """The script of this name; `ValueError` if there is none."""
    if name not in names():
        raise ValueError(f"there is no script {name!r}; known: {', '.join(names())}")
    text = (FOLDER / f"{name}.ps1").read_text(encoding="utf-8")
    block = text[text.index("param(") : text.index("$ErrorActionPreference")]
    return Script(
        name=name,
        text=text,
        version=hashlib.sha256(text.encode()).hexdigest()[:12],
        parameters=tuple(
            Parameter(
                name=found["name"],
                required=found["must"] is not None,
                protected=found["secret"] is not None,
            )
            for found in _PARAM.finditer(block)
        ),
    )
