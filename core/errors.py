"""The one base error. A person who meets it learns what happened and what to do next."""

from __future__ import annotations

from core import json
from core.sentences import join


class BotError(Exception):
    """Something a person must be told.

    `code` is stable and for machines; `sentence` says what happened, quoting values;
    `remedy` says what to do next. None of them ever holds a secret.
    """

    code = "error"

    def __init__(self, sentence: str, *, remedy: str = "", code: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy
        if code is not None:
            self.code = code

    @property
    def whole(self) -> str:
        """Sentence and remedy, for people; `str(error)` is for the log."""
        return join([self.sentence, self.remedy])

    def told(self) -> json.Object:
        """As rows keep a refusal."""
        return {"code": self.code, "sentence": self.sentence, "remedy": self.remedy}

    def __str__(self) -> str:
        return f"{self.sentence} {self.remedy}".strip()
