"""The message shortcut's first form: which verb. The verb's own form takes its place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.slack import declared
from bot.slack.cards import blocks, text
from bot.slack.forms import form, meta, options
from commands import fields, findings, verbs
from core import language
from workflow import spots

CALLBACK = "pick"
FIELD = "verb"
_OF_FINDINGS = frozenset(verb.name for verb in findings.VERBS)


@dataclass(frozen=True, kw_only=True)
class About:
    """Where the shortcut was used, and the server and the finding that the message there is about,
    if any."""

    spot: spots.Spot
    server: str = ""
    finding: str = ""

    def values(self, verb: verbs.Verb) -> dict[str, str]:
        """What is known of the verb's fields already."""
        known = {"server": self.server}
        if verb.name in _OF_FINDINGS:
            known["what"] = self.finding or self.server
        fitting = {one.name for one in verb.fields}
        return {name: value for name, value in known.items() if value and name in fitting}


def build(
    known: Iterable[verbs.Verb], about: About, words: language.Words, fits: str = ""
) -> blocks.Block:
    """`fits` is the verb that is chosen already."""
    listed = [
        options.one(
            fields.Choice(value=one.name, label=one.name, description=declared.summary(one, words))
        )
        for one in known
    ][: options.MOST]
    select: blocks.Block = {
        "type": "static_select",
        "action_id": FIELD,
        "placeholder": form.plain(words("talk-choose"), form.PLACEHOLDER),
        "options": listed,
    }
    chosen = [one for one in listed if one["value"] == fits]
    if chosen:
        select["initial_option"] = chosen[0]
    lead = words("talk-run-here-thread" if about.spot.thread else "talk-run-here-channel")
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": json.dumps(
            {
                "spot": [about.spot.channel, about.spot.thread],
                "server": about.server,
                "finding": about.finding,
            }
        ),
        "title": form.plain(words("talk-run-here"), text.MODAL_TITLE),
        "submit": form.plain(words("talk-next"), text.MODAL_TITLE),
        "close": form.plain(words("talk-close"), text.MODAL_TITLE),
        "blocks": [
            blocks.context([lead]),
            {
                "type": "input",
                "block_id": FIELD,
                "label": form.plain(words("talk-what-to-do"), form.HINT),
                "element": select,
            },
        ],
    }


def read(view: Mapping[str, Any]) -> tuple[str, About]:
    """The chosen verb's name. Raises `meta.Unreadable`."""
    try:
        raw = json.loads(view["private_metadata"])
        channel, thread = raw["spot"]
        spot = spots.Spot(channel=str(channel), thread=str(thread))
        chosen = view["state"]["values"][FIELD][FIELD]["selected_option"]["value"]
        about = About(spot=spot, server=str(raw["server"]), finding=str(raw.get("finding", "")))
        return str(chosen), about
    except (ValueError, KeyError, TypeError) as error:
        raise meta.Unreadable("the form's metadata cannot be read") from error
