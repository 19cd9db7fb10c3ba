"""Draws one chart: numbers as JSON on standard input, a PNG on standard output."""

from __future__ import annotations

import sys

from bot.charts import shape
from bot.charts.drawing import draw

sys.stdout.buffer.write(draw(shape.read(sys.stdin.buffer.read())))
