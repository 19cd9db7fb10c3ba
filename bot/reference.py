"""The reference pages, made from the code. A test fails when a page on disk differs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from bot import cli, config, manifest, settings
from bot.cli import report, shape
from commands import registry, verbs
from core import language
from watch import judging, rules
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

The same line works after a mention (`@failback-ps <verb>`, in threads too) and in a direct message
to the bot, and the message shortcut *Failback-PS: run here* offers every verb by its form: see
[the how-to](../how-to/ask-in-threads-and-messages.md).
"""
OPERATIONS = """# The states of an operation

A transition is one compare-and-set with its audit event in the same transaction; the second of two
clicks loses and is told who was first.

What ends before it has a plan is over, and its card offers *Ask again…*: `blocked` where what was
asked for cannot be planned, such as a name that nobody knows, `failed` where Azure gave no answer.
Nothing was changed, nothing is held, and nothing goes on from there.

"""
TERMINAL = """# The terminal

`failback-ps <command>` asks, reads and withdraws beside the serving bot: it writes a request into
the database, `failback-ps serve` does the work by the same code and the same policy as in Slack,
and the terminal prints the same card. It needs the database (`FAILBACK_PS_DATABASE_URL`), no Slack
token and no right in Azure. Who asks is said by `FAILBACK_PS_TERMINAL_PERSON`; without it the
terminal only reads. A request carries no proof of who wrote it: give the database to nobody whom
you would not let ask, withdraw and cancel in another's name.

A vote given here counts once that person has confirmed it in Slack, by the button in a direct
message to them; until then the terminal says that it waits for that. A request that no serving bot
has taken within a few seconds is called just that, and `status rq-…` shows later what became of it.

`check` is done by the serving bot, and its answer printed. `list` and how Azure shows a server
(`status` in Slack) need Azure and are not in the terminal. Locks, freezes, *Done*, *Retry*, *Clean
up*, *Plan again* and *Break the glass* are in Slack only.

"""
RULES = """# The rules of the watch

Each rule judges what one look read; its *check* says by which ticks (settings `[watch]`). How they
are used: [the watch](../explanation/the-watch.md).

| Finding | Kind | Check | What is compared | Source |
|---|---|---|---|---|
"""
WHAT_JSON_IS = """
With `--json` one object is printed, at the end where there is `--wait`. Only a command line that
cannot be read at all is answered on the error stream instead, with exit code 2. Times are ISO 8601
with a zone.

"""
WAIT = "\n`--wait` follows the operation to its end; the card is printed again when it changes.\n"
ROOT = Path(__file__).resolve().parent.parent


def pages() -> dict[str, str]:
    """Path below the project's root → the whole text."""
    return {
        "manifest.yml": manifest.render(registry.VERBS),
        "docs/reference/settings.md": _settings(),
        "docs/reference/commands.md": _commands(),
        "docs/reference/operations.md": _operations(),
        "docs/reference/rules.md": _rules(),
        "docs/reference/terminal.md": _terminal(),
    }


def _rules() -> str:
    english = language.of("en")
    rows = (
        f"| {english(f'finding-title-{rule.kind}')} | `{rule.kind}` | `{rule.check}` "
        f"| {rule.text} | {_source(rule)} |\n"
        for rule in rules.RULES
    )
    return NOTICE + RULES + "".join(rows)


def _source(rule: judging.Rule) -> str:
    site, _, page = rule.source.partition("/")
    return f"[{page.rpartition('/')[2]}](https://{site}/{page})" if page else rule.source


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
    rights = "Needs approval." if verb.needs_approval else _at_once(verb)
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


def _at_once(verb: verbs.Verb) -> str:
    if not verb.seen:
        return "Answers at once, to you alone."
    return f"Answers at once, to you alone; the channel sees {verb.seen}."


def _operations() -> str:
    rows = [
        [f"`{s}`", operations.SENTENCES[s], ", ".join(f"`{t}`" for t in sorted(after)) or "the end"]
        for s, after in operations.TRANSITIONS.items()
    ]
    return NOTICE + OPERATIONS + _table(("State", "Meaning", "Goes on to"), rows)


def _terminal() -> str:
    commands = [[f"`failback-ps {usage}`", cli.COMMANDS[usage.split()[0]]] for usage in cli.USAGES]
    codes = [[f"`{code}`", str(report.EXITS[code]), report.MEANINGS[code]] for code in report.Code]
    return "".join(
        [
            NOTICE,
            TERMINAL,
            _table(("Command", "What it does"), commands),
            WAIT,
            "\n## Codes\n\n",
            _table(("Code", "Exit code", "Meaning"), codes),
            f"\n## `--json`, schema {report.SCHEMA}\n",
            WHAT_JSON_IS,
            _table(("Key", "Type", "What it is"), shape.rows()),
        ]
    )
