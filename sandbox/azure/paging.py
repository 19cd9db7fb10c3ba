"""Skip tokens: where a list goes on. Opaque, and good for one list only.

A token is sealed with the state's own key over what it belongs to: one that was made up, or that
another list or another filter gave, does not open. Azure promises no more than that its own
`nextLink` is to be followed as it is (https://learn.microsoft.com/rest/api/azure/#async-operations-
throttling-and-paging), and refuses what it did not give.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping

from sandbox.azure import state

LENGTH = 9  # bytes of the seal: with them a token is whole in base64
# What a client may change from page to page: how many, and what the SDK writes anew.
FREE = ("api-version", "$top", "$skiptoken", "skiptoken", "maxresults")


def scope(path: str, query: Mapping[str, str]) -> str:
    """What a token belongs to: the list's path and what narrows it."""
    narrowed = sorted(
        f"{name.lower()}={value}" for name, value in query.items() if name.lower() not in FREE
    )
    return " ".join([path.lower(), *narrowed])


def token(current: state.State, belongs: str, start: int) -> str:
    """The list `belongs` goes on at this index."""
    text = str(start).encode()
    return base64.urlsafe_b64encode(_seal(current, belongs, text) + text).decode()


def start(current: state.State, belongs: str, given: str) -> int:
    """The index a token stands for, 0 for none; ValueError for one that is not this list's."""
    if not given:
        return 0
    raw = base64.b64decode(given.encode(), altchars=b"-_", validate=True)
    seal, text = raw[:LENGTH], raw[LENGTH:]
    if not hmac.compare_digest(seal, _seal(current, belongs, text)):
        raise ValueError("the seal is not of this list")
    return int(text)


def _seal(current: state.State, belongs: str, text: bytes) -> bytes:
    return hmac.digest(current.seal, belongs.encode() + b" " + text, "sha256")[:LENGTH]
