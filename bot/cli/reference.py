"""`make docs`: write the generated reference pages and the manifest anew."""

from __future__ import annotations

import sys

from bot import reference


def main() -> int:
    """`--write` mends; without it, drifted pages are named and the exit code is 1."""
    stale = reference.write() if "--write" in sys.argv else reference.drifted()
    for path in stale:
        print(f"{'wrote' if '--write' in sys.argv else 'drifted'}: {path}")
    return 0 if "--write" in sys.argv else bool(stale)


if __name__ == "__main__":
    sys.exit(main())
