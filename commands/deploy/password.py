"""The administrator's password: made here, kept in Key Vault, shown to nobody."""

from __future__ import annotations

import secrets
import string

LENGTH = 28  # Azure takes 12 to 123 for Windows
SYMBOLS = "!#%*+-=?_~"  # safe in RDP clients, PowerShell and XML alike
CLASSES = (string.ascii_lowercase, string.ascii_uppercase, string.digits, SYMBOLS)


def generate() -> str:
    """At least one character of each of the four classes; the rest from all of them."""
    everything = "".join(CLASSES)
    letters = [secrets.choice(group) for group in CLASSES]
    letters += [secrets.choice(everything) for _ in range(LENGTH - len(letters))]
    secrets.SystemRandom().shuffle(letters)
    return "".join(letters)
