"""Each kind of finding has a heading that people read."""

from __future__ import annotations

from core import language
from watch import rules


def test_every_rule_has_a_title() -> None:
    words = language.of("en")
    kinds = {rule.kind for rule in rules.RULES}
    assert {kind for kind in kinds if not words.knows(f"finding-title-{kind}")} == set()
