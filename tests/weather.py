"""The weather a test run stands in: `FAILBACK_PS_TEST_WEATHER=throttled,lagging,limited pytest …`.

The same scenarios must pass whatever the clouds do: slower, never wrong. Waits are stretched by
`PATIENCE`, nothing else changes.
"""

from __future__ import annotations

import os

WEATHER = frozenset(filter(None, os.environ.get("FAILBACK_PS_TEST_WEATHER", "").split(",")))
AZURE = WEATHER & {"throttled", "lagging"}
LIMITED = "limited" in WEATHER
PATIENCE = 6.0 if WEATHER else 1.0
"""Slack lets one post through a second and asks for whole seconds of waiting in between."""
