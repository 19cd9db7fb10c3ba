"""Keeps secrets out of the logs: known values in every usual coat, and what looks like a secret."""

from __future__ import annotations

import base64
import json
import re
import urllib.parse
from collections.abc import Iterable

MASK = "[redacted]"
SHORTEST = 6  # A shorter "secret" would black out ordinary words.

LOOKS_SECRET = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+"  # Slack's tokens
    r"|eyJ[\w-]{8,}\.[\w-]+\.[\w-]*"  # JSON Web Tokens
    r"|(?i:bearer\s+)[\w.~+/=-]{8,}"
    r"|(?<=://)[^\s:/@]+:[^\s@/]+(?=@)"  # user and password in a URL
    r"|(?i:(?<=[?&]sig=)|(?<=client_secret=)|(?<=password=)|(?<=adminPassword\": \")"
    r"|(?<=adminPassword\":\"))[^\s&\"',}]+"
)


def coats(secret: str) -> set[str]:
    """The forms one secret can appear in: plain, in JSON, in a URL, in base64 at any offset."""
    forms = {secret, json.dumps(secret)[1:-1], urllib.parse.quote(secret, safe="")}
    for lead in range(3):
        encoded = base64.b64encode(b"\0" * lead + secret.encode()).decode().rstrip("=")
        inner = encoded[(0, 2, 3)[lead] :]
        # The last character also carries bits of what follows; the rest is the secret's alone.
        forms |= {inner[:-1], inner[:-1].replace("+", "-").replace("/", "_")}
    return {form for form in forms if len(form) >= SHORTEST}


class Redactor:
    """Replaces secrets in text. Values that become known later are added with `learn`."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._known: set[str] = set()
        self._pattern = LOOKS_SECRET
        self.learn(*secrets)

    def learn(self, *secrets: str) -> None:
        for secret in secrets:
            self._known |= coats(secret)
        # Longest first: a secret that contains another is masked whole.
        longest = sorted(self._known, key=lambda form: (-len(form), form))
        parts = [re.escape(form) for form in longest]
        self._pattern = re.compile("|".join([*parts, LOOKS_SECRET.pattern]))

    def text(self, text: str) -> str:
        return self._pattern.sub(MASK, text)
