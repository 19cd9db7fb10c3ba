"""What this Azure starts with: a story, nothing, a big estate, or a saved file."""

from __future__ import annotations

from pathlib import Path

from sandbox.azure import keeping, seed, seed_big, state

SEEDS = {"story": seed.story, "empty": seed.empty, "big": seed_big.build}


def sow(current: state.State, name: str) -> None:
    """Fill the state by a seed's name, or from the file that `name` is the path of.

    Raises ValueError if it is neither, KeepingError if the file cannot be read back.
    """
    if name in SEEDS:
        SEEDS[name](current)
        return
    path = Path(name)
    if not path.is_file():
        raise ValueError(f"seed is one of {', '.join(SEEDS)} or a saved file, not {name!r}")
    keeping.restore(current, path.read_bytes())


def passphrase(current: state.State, name: str) -> str:
    """The Key Vault's passphrase to make at the start; empty if there is none to make."""
    if name not in ("story", "big"):
        return ""
    value = seed.passphrase()
    keeping.share(current, value)
    return value
