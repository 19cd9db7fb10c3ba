"""What Slack's own client checks in a modal before the app hears of the submission."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from sandbox.slack import elements

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def errors(blocks: list[dict[str, Any]], values: elements.Values) -> dict[str, str]:
    """Block id → sentence, for each input that cannot be sent yet; `{}` when all is well."""
    found: dict[str, str] = {}
    for block, element in elements.found_in(blocks):
        if block["type"] != "input":
            continue
        state = values.get(block["block_id"], {}).get(element["action_id"], {})
        value = state.get(elements.key(element))
        sentence = _wrong(block, element, value)
        if sentence:
            found[block["block_id"]] = sentence
    return found


def _wrong(block: dict[str, Any], element: dict[str, Any], value: Any) -> str:
    if value in (None, "", []):
        return "" if block.get("optional") else "Please complete this required field."
    match element["type"]:
        case "plain_text_input":
            return _length(element, str(value))
        case "email_text_input":
            return "" if EMAIL.fullmatch(value) else "Enter an email address."
        case "url_text_input":
            return "" if urlsplit(value).scheme in ("http", "https") else "Enter a valid URL."
        case "number_input":
            return _number(element, str(value))
        case _:
            return ""


def _length(element: dict[str, Any], value: str) -> str:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < least:
        return f"Must be at least {least} characters long."
    return f"Must be less than {most + 1} characters." if len(value) > most else ""


def _number(element: dict[str, Any], text: str) -> str:
    try:
        value = float(text)
    except ValueError:
        return "Enter a number."
    if not element.get("is_decimal_allowed") and not value.is_integer():
        return "Enter a whole number."
    if "min_value" in element and value < float(element["min_value"]):
        return f"Must be at least {element['min_value']}."
    if "max_value" in element and value > float(element["max_value"]):
        return f"Must be at most {element['max_value']}."
    return ""
