"""What the workflow says reads in another language with everything that stands within it."""

from __future__ import annotations

from datetime import UTC, datetime

from core import language
from core.sentences import say, spoken
from workflow import differences, failures, hold_words, holds, plans

GERMAN = language.of("de")
NOON = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)


def test_a_lock_says_until_when() -> None:
    hold = holds.Hold(key="server:ps-1", person="U1", reason="x", since=NOON, until=NOON)
    assert spoken(hold_words.taking(hold), GERMAN) == "hat ps-1 bis 2026-11-28 12:00 UTC gesperrt"
    assert hold_words.giving(hold, "U2") == "has unlocked ps-1, which <@U1> held"


def test_a_freeze_is_of_everything() -> None:
    freeze = holds.Hold(key=holds.EVERYTHING, person="U1", reason="x", since=NOON)
    assert spoken(freeze.what, GERMAN) == "alles"
    assert hold_words.taking(freeze) == "has frozen everything"
    assert spoken(hold_words.taking(freeze), GERMAN) == "hat alles eingefroren"


def test_differences_are_read_one_after_the_other() -> None:
    kind = say("difference-steps", "the steps")  # any sentence: kinds of things are some
    many = [differences.Difference(what=kind, before="`1`", after="`2`")] * 7
    assert differences.words(many).endswith("the steps was `1` and is `2`; and 2 more.")
    assert spoken(differences.words(many), GERMAN).endswith(
        "die Schritte: vorher `1`, jetzt `2`; und 2 weitere Änderungen."
    )


def test_what_differs_is_named_with_its_kind_in_every_language() -> None:
    def plan(size: str) -> plans.Plan:
        change = plans.Change(
            action=plans.Action.CREATE,
            kind=say("difference-steps", "the steps"),
            name="vm-1",
            id="/vm-1",
            properties={"size": size},
        )
        return plans.Plan(
            verb="deploy",
            target="ps-1",
            environment={},
            summary="",
            changes=(change,),
            findings=(),
            steps=(),
            undo="",
            arguments={},
        )

    (found,) = differences.of(plan("D4"), plan("D8"))
    assert found.what == "the steps vm-1: size"
    assert spoken(found.what, GERMAN) == "die Schritte vm-1: size"


def test_a_failure_names_where_it_happened() -> None:
    where = say("step-in-step", "in the step {step!r}", step="install")
    failure = failures.of("install", failures.unexpected(where, KeyError()))
    assert spoken(failure.sentence, GERMAN) == (
        "Es ist etwas Unvorhergesehenes passiert, im Schritt „install“ (KeyError)."
    )
