"""What the workflow says reads in another language with everything that stands within it."""

from __future__ import annotations

from datetime import UTC, datetime

from core import language
from core.sentences import say, spoken
from workflow import differences, engine, failures, hold_words, holds, plans, runs

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


def _change(size: str, kind: str = say("difference-steps", "the steps")) -> plans.Change:
    create = plans.Action.CREATE
    return plans.Change(
        action=create, kind=kind, name="vm-1", id="/vm-1", properties={"size": size}
    )


def _plan(*changes: plans.Change, target: str = "ps-1") -> plans.Plan:
    return plans.Plan(
        verb="deploy",
        target=target,
        environment={},
        summary="",
        changes=changes,
        findings=(),
        steps=(),
        undo="",
        arguments={},
    )


def test_kinds_that_are_counted_are_named_in_every_language() -> None:
    """Also beside a plan of a release that knew them in English alone."""
    before = _plan(_change("D4", "the steps"))
    after = _plan(_change("D4"), _change("D4"), target="ps-2")
    (found,) = differences.beside(before, after)
    assert found.what == "number of the stepss"
    assert spoken(found.what, GERMAN) == "Anzahl (die Schritte)"


def test_what_differs_is_named_with_its_kind_in_every_language() -> None:
    (found,) = differences.of(_plan(_change("D4")), _plan(_change("D8")))
    assert found.what == "the steps vm-1: size"
    assert spoken(found.what, GERMAN) == "die Schritte vm-1: Größe"


def test_a_failure_names_where_it_happened() -> None:
    where = say("step-in-step", "in the step {step!r}", step="install")
    failure = failures.of("install", failures.unexpected(where, KeyError()))
    assert spoken(failure.sentence, GERMAN) == (
        "Es ist etwas Unvorhergesehenes passiert, im Schritt „install“ (KeyError)."
    )


def test_a_fault_in_the_engine_names_what_it_was_at() -> None:
    where = say("step-in", "in {name!r}", name=runs._read("open"))
    failure = failures.of("open", failures.unexpected(where, KeyError()))
    assert failure.sentence == "Something unforeseen (KeyError) happened in 'open'."
    assert "Beginn des Laufs" in spoken(failure.sentence, GERMAN)
    part = runs._read("interface.submit")
    assert part == "interface.submit"
    assert spoken(part, GERMAN) == GERMAN("declared-step-interface")


def test_an_error_keeps_its_language_in_the_engines_rows() -> None:
    """Also one that an older release wrote there as plain text."""
    rows = engine._Json()
    back = rows.deserialize(rows.serialize(KeyError("secret")))
    assert back.sentence == "An unexpected KeyError ended the run."
    assert spoken(back.sentence, GERMAN).startswith("Etwas Unvorhergesehenes (KeyError)")
    old = rows.deserialize('{"__error__": {"sentence": "It broke.", "code": "unexpected"}}')
    assert (old.sentence, old.code) == ("It broke.", "unexpected")
