"""The reference pages, made from the code. A test fails when a page on disk differs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from bot import config, manifest, settings
from commands import registry, verbs
from workflow import operations

NOTICE = "<!-- Made from the code by `make docs`; change the code, not this page. -->\n"
SETTINGS = """# Settings

The environment wins over the file, whose path is in `FAILBACK_PS_CONFIG`. Secrets are never in the
file: give them in the environment, or name a file in `<NAME>_FILE`. Azure's identity comes from the
standard `AZURE_*` variables of azure-identity (a client secret, a federated token or a managed
identity). A start with wrong or missing settings stops and lists all of them at once.

"""
COMMANDS = """# Commands

Type `/failback-ps <verb>` in a channel that the bot is in. Fields are given as `name=value`,
`--name value` or `--name=value`, quoted as in a shell. What is missing is asked for in a form.
"""
OPERATIONS = """# The states of an operation

A transition is one compare-and-set with its audit event in the same transaction; the second of two
clicks loses and is told who was first.

"""
ROOT = Path(__file__).resolve().parent.parent


def pages() -> dict[str, str]:
    """Path below the project's root → the whole text."""
    return {
        "manifest.yml": manifest.render(registry.VERBS),
        "docs/reference/settings.md": _settings(),
        "docs/reference/commands.md": _commands(),
        "docs/reference/operations.md": _operations(),
    }


def drifted() -> list[str]:
    """The pages on disk that are not what the code says."""
    return [path for path, text in pages().items() if _on_disk(path) != text]


def write() -> list[str]:
    """Bring the pages up to date; returns those that were not."""
    stale = drifted()
    made = pages()
    for path in stale:
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(made[path], encoding="utf-8")
    return stale


def _on_disk(path: str) -> str:
    file = ROOT / path
    return file.read_text(encoding="utf-8") if file.exists() else ""


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [_row(head), _row("---" for _ in head)]
    return "\n".join([*lines, *map(_row, rows)]) + "\n"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(re.sub(r"\s+", " ", cell).replace("|", "\\|") for cell in cells) + " |"


def _settings() -> str:
    rows = []
    for name, field in settings.Settings.model_fields.items():
        facts = config.meta(field)
        default = "" if field.is_required() or field.default in (None, "", ()) else field.default
        rows.append(
            [
                f"`{facts['env']}`" if facts["env"] else "",
                f"`{facts['toml']}`" if facts["toml"] else "",
                str(field.description) + (" *Secret.*" if facts["secret"] else ""),
                f"`{default}`" if default != "" else "required" if field.is_required() else "",
                name and str(facts["remedy"]),
            ]
        )
    head = ("Environment", "In `failback-ps.toml`", "What it is", "Default", "What it takes")
    return NOTICE + SETTINGS + _table(head, rows)


def _commands() -> str:
    parts = [NOTICE + COMMANDS]
    parts += [_verb(verb) for verb in registry.VERBS.values()]
    return "\n".join(parts)


def _verb(verb: verbs.Verb) -> str:
    rights = "Needs approval." if verb.needs_approval else "Answers at once, to you alone."
    text = f"## {verb.name}\n\n{verb.summary}. {rights}\n\n{verb.description}\n"
    if verb.examples:
        text += "\n```\n" + "\n".join(verb.examples) + "\n```\n"
    if verb.fields:
        rows = [
            [f"`{f.name}`", f.label, f.help, f.default or ("" if f.required else "optional")]
            for f in verb.fields
        ]
        text += "\n" + _table(("Field", "Label", "What it is", "Default"), rows)
    return text


def _operations() -> str:
    rows = [
        [f"`{s}`", operations.SENTENCES[s], ", ".join(f"`{t}`" for t in sorted(after)) or "the end"]
        for s, after in operations.TRANSITIONS.items()
    ]
    return NOTICE + OPERATIONS + _table(("State", "Meaning", "Goes on to"), rows)
