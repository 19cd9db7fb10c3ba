"""Read the file and the environment into `Settings`, or say everything that is wrong at once."""

from __future__ import annotations

import tomllib
import urllib.parse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pydantic

from bot import settings
from commands import registry
from watch import rules
from workflow import policies, routes

Shape = TypeVar("Shape", bound=settings.Terminal)

MASK = "••••"
PLAIN = {
    "int_parsing": "is not a whole number",
    "float_parsing": "is not a number",
    "greater_than_equal": "is too small",
    "less_than_equal": "is too large",
    "literal_error": "is not a word known here",
    "string_pattern_mismatch": "does not have the right form",
    "string_type": "is not a text",
    "tuple_type": "is not a list",
    "too_short": "is empty",
    "uuid_parsing": "is not an id",
}
"""pydantic's kinds of error in plain words; its own sentence serves for the rest."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing wrong with the configuration. `value` is already masked where it is secret."""

    key: str
    value: str
    sentence: str
    remedy: str

    def __str__(self) -> str:
        shown = f" = {self.value}" if self.value else ""
        return f"{self.key}{shown}: {self.sentence}. {self.remedy}"


def load(environment: Mapping[str, str]) -> settings.Settings:
    """Read `FAILBACK_PS_CONFIG` and the environment; raises `SettingsInvalid` with all problems."""
    problems: list[Problem] = []
    raw = _raw(settings.Settings, environment, problems)
    checked = _checked(settings.Settings, raw, problems)
    problems += _policy(raw.get("policy"))
    problems += _routes(raw)
    if not {"slack_app_token", "slack_signing_secret"} & set(raw):
        problems.append(_missing("slack_signing_secret"))
    problems += _identity(environment)
    if problems or checked is None:
        raise invalid(problems, environment.get("FAILBACK_PS_CONFIG", ""))
    return checked


def load_rules(environment: Mapping[str, str]) -> tuple[policies.Policy, ...]:
    """The policy alone, for who has no token at hand: nothing else of the file is judged."""
    problems: list[Problem] = []
    raw = _table(environment, problems).get("policy", [])
    if not isinstance(raw, list) or not all(isinstance(rule, dict) for rule in raw):
        raw = []
        sentence, remedy = "is no list of tables", "Write each rule as [[policy]]."
        problems.append(Problem(key="policy", value="", sentence=sentence, remedy=remedy))
    problems += _policy(raw)
    if problems:
        raise invalid(problems, environment.get("FAILBACK_PS_CONFIG", ""))
    return policies.parse(raw, registry.VERBS)


def load_terminal(environment: Mapping[str, str]) -> settings.Terminal:
    """As `load`, for a terminal that has neither token nor Azure: only what it needs is judged."""
    problems: list[Problem] = []
    checked = _checked(settings.Terminal, _raw(settings.Terminal, environment, problems), problems)
    if problems or checked is None:
        raise invalid(problems, environment.get("FAILBACK_PS_CONFIG", ""))
    return checked


def _raw(
    shape: type[settings.Terminal], environment: Mapping[str, str], problems: list[Problem]
) -> dict[str, Any]:
    """What is given for the settings of this shape, unchecked."""
    table = _table(environment, problems)
    raw: dict[str, Any] = {}
    for name, field in shape.model_fields.items():
        found, value = _value(field, environment, table, problems)
        if found:
            raw[name] = value
    problems += _unknown(table)
    return raw


def _policy(raw: Any) -> Iterator[Problem]:
    """The rules' own faults, and verbs that no rule can mean."""
    if not isinstance(raw, list) or not all(isinstance(rule, dict) for rule in raw):
        return
    try:
        policies.parse(raw, registry.VERBS)
    except policies.Faulty as exc:
        yield from map(_wrong, exc.faults)


def _routes(raw: Mapping[str, Any]) -> Iterator[Problem]:
    """The faults of the routes and environments."""
    try:
        routes_of(raw.get("route", ()), raw.get("environment", ()))
    except routes.Faulty as exc:
        yield from map(_wrong, exc.faults)


def _wrong(fault: policies.Fault) -> Problem:
    remedy = fault.remedy[:1].upper() + fault.remedy[1:]
    return Problem(key=fault.key, value=fault.value, sentence="is wrong", remedy=remedy)


def routes_of(
    raw: Sequence[Mapping[str, Any]], environments: Sequence[Mapping[str, Any]], default: str = ""
) -> routes.Routes:
    """Raises `routes.Faulty`."""
    kinds = (*rules.KINDS, routes.OPERATION)
    return routes.parse(raw, environments, default=default, kinds=kinds)


def load_routes(environment: Mapping[str, str]) -> routes.Routes:
    """The routes alone, for who has no token at hand: nothing else of the file is judged."""
    problems: list[Problem] = []
    table = _table(environment, problems)
    raw = {name: table.get(name, []) for name in ("route", "environment")}
    field = settings.Settings.model_fields["channel_default"]
    _, default = _value(field, environment, table, problems)
    problems += _routes(raw)
    if problems:
        raise invalid(problems, environment.get("FAILBACK_PS_CONFIG", ""))
    return routes_of(raw["route"], raw["environment"], str(default or ""))


def identity_from_files(environment: Mapping[str, str]) -> dict[str, str]:
    """azure-identity reads only the environment: `AZURE_CLIENT_SECRET_FILE` is read for it."""
    path = environment.get("AZURE_CLIENT_SECRET_FILE")
    if not path or environment.get("AZURE_CLIENT_SECRET"):
        return {}
    try:
        return {"AZURE_CLIENT_SECRET": Path(path).read_text(encoding="utf-8").strip()}
    except OSError as exc:
        sentence = f"cannot be read ({exc.strerror})"
        remedy = "Give the path of a readable file."
        problem = Problem(
            key="AZURE_CLIENT_SECRET_FILE", value=path, sentence=sentence, remedy=remedy
        )
        raise invalid([problem]) from exc


def secrets(valid: settings.Settings, environment: Mapping[str, str]) -> list[str]:
    """Every secret value in force, for the redaction of logs."""
    values = [
        value.get_secret_value()
        for value in (
            valid.slack_bot_token,
            valid.slack_signing_secret,
            valid.slack_app_token,
            valid.audit_key,
        )
        if value is not None
    ]
    password = urllib.parse.urlsplit(valid.database_url).password
    return [value for value in (*values, password, environment.get("AZURE_CLIENT_SECRET")) if value]


def invalid(problems: list[Problem], file: str = "") -> settings.SettingsInvalid:
    lines = "\n".join(f"  {problem}" for problem in problems)
    count = "1 setting is" if len(problems) == 1 else f"{len(problems)} settings are"
    read = file or "none, FAILBACK_PS_CONFIG names no failback-ps.toml"
    return settings.SettingsInvalid(f"{count} missing or wrong (file read: {read}):\n{lines}")


def meta(field: pydantic.fields.FieldInfo) -> dict[str, Any]:
    """The declaration's own facts: env, toml, remedy, secret."""
    extra = field.json_schema_extra
    assert isinstance(extra, dict)  # noqa: S101 - every field is declared by `settings.setting`
    return extra


def key(name: str) -> str:
    """What a person looks for: the environment name, else the place in the file."""
    facts = meta(settings.Settings.model_fields[name])
    return str(facts["env"] or facts["toml"])


def _table(environment: Mapping[str, str], problems: list[Problem]) -> dict[str, Any]:
    path = environment.get("FAILBACK_PS_CONFIG")
    if not path:
        return {}
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as exc:
        sentence = f"cannot be read ({exc.strerror})"
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        sentence = f"is not valid TOML: {exc}"
    problems.append(
        Problem(
            key="FAILBACK_PS_CONFIG",
            value=path,
            sentence=sentence,
            remedy="Name a readable TOML file, or unset it.",
        )
    )
    return {}


def _value(
    field: pydantic.fields.FieldInfo,
    environment: Mapping[str, str],
    table: dict[str, Any],
    problems: list[Problem],
) -> tuple[bool, Any]:
    facts = meta(field)
    env, toml = facts["env"], facts["toml"]
    if env and environment.get(env):
        return True, environment[env]
    if env and environment.get(f"{env}_FILE"):
        path = environment[f"{env}_FILE"]
        try:
            return True, Path(path).read_text(encoding="utf-8").strip()
        except OSError as exc:
            sentence = f"cannot be read ({exc.strerror})"
            remedy = "Give the path of a readable file."
            problems.append(
                Problem(key=f"{env}_FILE", value=path, sentence=sentence, remedy=remedy)
            )
            return False, None
    node: Any = table
    for part in toml.split(".") if toml else ["\0"]:
        if not isinstance(node, dict) or part not in node:
            return False, None
        node = node[part]
    return True, node


def _unknown(table: dict[str, Any]) -> Iterator[Problem]:
    known = {meta(field)["toml"] for field in settings.Settings.model_fields.values()}
    for path in _paths(table, known):
        inner = sorted(one for one in known if one and one.startswith(f"{path}."))
        yield Problem(
            key=path,
            value="",
            sentence="is a table" if inner else "is not a key of failback-ps.toml",
            remedy=f"Write {', '.join(inner)}."
            if inner
            else "Remove it; the keys are in docs/reference/settings.md, and secrets belong in the "
            "environment.",
        )


def _paths(node: dict[str, Any], known: set[str], prefix: str = "") -> Iterator[str]:
    for name, value in node.items():
        path = f"{prefix}{name}"
        if path in known:
            continue
        if isinstance(value, dict) and any(k and k.startswith(f"{path}.") for k in known):
            yield from _paths(value, known, f"{path}.")
        else:
            yield path


def _checked(shape: type[Shape], raw: dict[str, Any], problems: list[Problem]) -> Shape | None:
    already = {problem.key for problem in problems}
    try:
        return shape.model_validate(raw)
    except pydantic.ValidationError as exc:
        for error in exc.errors():
            problem = _problem(error, raw)
            if f"{problem.key}_FILE" not in already:
                problems.append(problem)
        return None


def _problem(error: Any, raw: dict[str, Any]) -> Problem:
    name = str(error["loc"][0])
    facts = meta(settings.Settings.model_fields[name])
    if error["type"] == "missing":
        return _missing(name)
    value, place = raw.get(name), key(name)
    for part in error["loc"][1:]:
        if isinstance(value, list | tuple) and isinstance(part, int):
            value = value[part]
        elif isinstance(value, dict):
            value, place = value.get(part, ""), f"{place}.{part}"
    message = PLAIN.get(error["type"]) or str(error["msg"]).removeprefix("Value error, ")
    return Problem(
        key=place,
        value=MASK if facts["secret"] else repr(value),
        sentence=message[:1].lower() + message[1:],
        remedy=str(facts["remedy"]),
    )


def _missing(name: str) -> Problem:
    facts = meta(settings.Settings.model_fields[name])
    return Problem(key=key(name), value="", sentence="is missing", remedy=str(facts["remedy"]))


def _identity(environment: Mapping[str, str]) -> Iterator[Problem]:
    """azure-identity reads these itself, but tells of a half-given set only at the first call."""
    given = {
        name
        for name in ("AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET")
        if environment.get(name)
    }
    if "AZURE_CLIENT_SECRET" in given:
        for name in sorted({"AZURE_TENANT_ID", "AZURE_CLIENT_ID"} - given):
            yield Problem(
                key=name,
                value="",
                sentence="is missing beside AZURE_CLIENT_SECRET",
                remedy="Copy it from the app registration's overview in Microsoft Entra ID.",
            )
