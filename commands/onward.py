"""What a person does next when a run is done: said on its card, with the forms that do it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commands.verbs import Offer
from core import json, sentences

KEY = "next"
"""Where a last part's result has it. No proof is nested, so it is not read as one."""


@dataclass(frozen=True, kw_only=True)
class Onward:
    """Each offer's line is in the text too, for who cannot click."""

    text: str = ""
    offers: Sequence[Offer] = ()


def keep(onward: Onward) -> json.Object:
    """As a part's result keeps it."""
    offers = [
        {"verb": one.verb, "label": one.label, "values": dict(one.values)} for one in onward.offers
    ]
    kept: json.Object = sentences.keep_all({"text": onward.text, "offers": offers})
    return kept


def of(result: json.Object | None) -> Onward:
    """What `keep` kept in a result; nothing where the verb, or its release, says nothing."""
    kept = sentences.restore_all((result or {}).get(KEY))
    if not isinstance(kept, dict):
        return Onward()
    return Onward(text=kept["text"], offers=tuple(Offer(**one) for one in kept["offers"]))
