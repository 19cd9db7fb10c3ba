"""The smallest checks of block sizes: texts, options, a section's text and fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Faults = Iterator[str]


def wrong(what: str, at: str) -> str:
    """A finding in Slack's own words."""
    return f"[ERROR] {what} [json-pointer:{at}]"


def too_long(value: Any, most: int, at: str) -> Faults:
    if value is None:
        return
    if not isinstance(value, str):
        yield wrong("must be a string", at)
    elif len(value) > most:
        yield wrong(f"must be less than {most + 1} characters", at)


def text_faults(text: Any, most: int, at: str, *, plain: bool = False) -> Faults:
    """A text object: its kind, not empty, not longer than `most`."""
    if not isinstance(text, dict):
        yield wrong("must be an object" if text is not None else "missing required field: text", at)
        return
    kinds = ("plain_text",) if plain else ("plain_text", "mrkdwn")
    if text.get("type") not in kinds:
        yield wrong(f"must be a valid enum value: {' or '.join(kinds)}", f"{at}/type")
    words = text.get("text")
    if not isinstance(words, str):
        yield wrong("missing required field: text", at)
    elif not words:
        yield wrong("must be more than 0 characters", f"{at}/text")
    yield from too_long(words, most, f"{at}/text")
    if text.get("type") == "mrkdwn" and "emoji" in text:
        yield wrong("additional property: emoji", at)


def section_faults(block: dict[str, Any], at: str) -> Faults:
    fields = block.get("fields")
    if block.get("text") is None and not fields:
        yield wrong("missing required field: text or fields", at)
    if block.get("text") is not None:
        yield from text_faults(block["text"], 3000, f"{at}/text")
    if fields is None:
        return
    if not isinstance(fields, list) or not 1 <= len(fields) <= 10:
        yield wrong("no more than 10 items allowed", f"{at}/fields")
        return
    for number, part in enumerate(fields):
        yield from text_faults(part, 2000, f"{at}/fields/{number}")


def option_faults(element: dict[str, Any], at: str) -> Faults:
    """Options or option groups of a select, radio buttons, checkboxes or an overflow menu."""
    kind = str(element["type"])
    if "option_groups" in element:
        yield from _groups(element["option_groups"], f"{at}/option_groups")
    elif "external" not in kind:
        most = {"overflow": 5, "checkboxes": 10, "radio_buttons": 10}.get(kind, 100)
        yield from options_faults(element.get("options"), most, f"{at}/options")
    initial = element.get("initial_option")
    if initial is not None and "external" not in kind and initial not in _offered(element):
        yield wrong("must match one of the provided options", f"{at}/initial_option")
    for number, option in enumerate(element.get("initial_options") or ()):
        if "external" not in kind and option not in _offered(element):
            place = f"{at}/initial_options/{number}"
            yield wrong("must match one of the provided options", place)


def options_faults(options: Any, most: int, at: str) -> Faults:
    """A list of option objects, each with a text of 75 and a value of 150 characters at most."""
    if not isinstance(options, list) or not options:
        yield wrong("no less than 1 items required", at)
        return
    if len(options) > most:
        yield wrong(f"no more than {most} items allowed", at)
    for number, option in enumerate(options):
        yield from _option(option, f"{at}/{number}")


def _option(option: Any, at: str) -> Faults:
    if not isinstance(option, dict):
        yield wrong("must be an object", at)
        return
    yield from text_faults(option.get("text"), 75, f"{at}/text")
    if not isinstance(option.get("value"), str):
        yield wrong("missing required field: value", at)
    yield from too_long(option.get("value"), 150, f"{at}/value")
    if option.get("description") is not None:
        yield from text_faults(option["description"], 75, f"{at}/description")


def _groups(groups: Any, at: str) -> Faults:
    if not isinstance(groups, list) or not 1 <= len(groups) <= 100:
        yield wrong("no more than 100 items allowed", at)
        return
    for number, group in enumerate(groups):
        if not isinstance(group, dict):
            yield wrong("must be an object", f"{at}/{number}")
            continue
        yield from text_faults(group.get("label"), 75, f"{at}/{number}/label", plain=True)
        yield from options_faults(group.get("options"), 100, f"{at}/{number}/options")


def suggestion_faults(answer: dict[str, Any]) -> list[str]:
    """What is wrong with the app's answer to a block_suggestion. No hits at all is fine."""
    if "option_groups" in answer:
        return (
            list(_groups(answer["option_groups"], "/option_groups"))
            if answer["option_groups"]
            else []
        )
    options = answer.get("options")
    if options == []:
        return []
    return list(options_faults(options, 100, "/options"))


def _offered(element: dict[str, Any]) -> list[Any]:
    grouped = [o for g in element.get("option_groups") or () for o in g.get("options", ())]
    return [*(element.get("options") or ()), *grouped]
