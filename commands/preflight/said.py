"""What one check says."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.plans import Severity


@dataclass(frozen=True, kw_only=True)
class Said:
    """One finding, still without the name of its check."""

    severity: Severity
    sentence: str
    remedy: str = ""
    settled: bool = False


class Missing(Exception):
    """What several checks stand on is not there. The check `owner` says so; others pass it on."""

    def __init__(self, owner: str, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence)
        self.owner = owner
        self.sentence = sentence
        self.remedy = remedy


def ok(sentence: str) -> Said:
    return Said(severity=Severity.OK, sentence=sentence)


def warning(sentence: str, remedy: str = "") -> Said:
    return Said(severity=Severity.WARNING, sentence=sentence, remedy=remedy)


def blocking(sentence: str, remedy: str) -> Said:
    return Said(severity=Severity.BLOCKING, sentence=sentence, remedy=remedy)


def settled(sentence: str) -> Said:
    """There is nothing to do, whatever the other checks say."""
    return Said(severity=Severity.BLOCKING, sentence=sentence, settled=True)
