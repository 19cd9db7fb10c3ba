"""How a setting is declared, and those that a terminal needs."""

from __future__ import annotations

from typing import Any

import pydantic

from bot.setting_types import Database, PersonId
from core import errors


class SettingsInvalid(errors.BotError):
    """The start stops here, with every problem listed at once."""

    code = "settings-invalid"


def setting(
    env: str | None,
    *,
    toml: str | None = None,
    help: str,  # noqa: A002 - the word of the field's declaration, as in argparse
    remedy: str,
    default: Any = ...,
    secret: bool = False,
) -> Any:
    """Declare a setting: its environment name, its place in the file, what it is for."""
    extra: dict[str, Any] = {"env": env, "toml": toml, "remedy": remedy, "secret": secret}
    return pydantic.Field(default, description=help, json_schema_extra=extra, validate_default=True)


class Terminal(pydantic.BaseModel):
    """What a terminal needs that only reads and writes requests: no token, no Azure."""

    model_config = pydantic.ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    database_url: Database = setting(
        "FAILBACK_PS_DATABASE_URL",
        toml="store.database_url",
        help="Where operations are kept: sqlite:///path or postgresql://user@host/name.",
        remedy="Use sqlite:///data/failback-ps.db or a postgresql:// URL.",
        default="sqlite:///data/failback-ps.db",
        secret=True,
    )
    terminal_person: PersonId | None = setting(
        "FAILBACK_PS_TERMINAL_PERSON",
        help="Who asks in this terminal: `failback-ps deploy`, `withdraw`, `cancel`, `approve`, "
        "`deny`. Without it the terminal only reads. A vote counts once this person has confirmed "
        "it in Slack.",
        remedy="Give your Slack member id (U…), shown under … in your profile, or leave it out.",
        default=None,
    )
