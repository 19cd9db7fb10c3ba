"""What every look of the page must be: without a broken rule of axe, and within its width."""

from __future__ import annotations

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Frame, Page

# What reaches out of the window to the right, and cannot be scrolled to within its own part.
TOO_WIDE = """() => {
  const clips = (node) => node && (getComputedStyle(node).overflowX !== "visible" || clips(node.parentElement));
  return [...document.body.querySelectorAll("*")]
    .filter((node) => node.checkVisibility() && getComputedStyle(node).position !== "fixed")
    .filter((node) => node.getBoundingClientRect().right > innerWidth + 1 && !clips(node.parentElement))
    .map((node) => `${node.tagName}.${node.className}`);
}"""  # noqa: E501
SCROLLS = """() => [...document.querySelectorAll(".scroller, .modal-body")]
  .filter((node) => node.checkVisibility() && node.scrollWidth > node.clientWidth + 1)
  .map((node) => `${node.className} by ${node.scrollWidth - node.clientWidth} pixels`)"""


async def sound(page: Page | Frame, where: str) -> None:
    """Not one of axe-core's rules is broken, whatever its weight; nothing scrolls sideways."""
    # Half a megabyte of script, read once a page.
    there = await page.evaluate("() => 'axe' in window")
    found = await (Axe("") if there else Axe()).run(page)
    broken = [
        f"{where}: {rule['id']}: {node['target']} {node.get('failureSummary', '')}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]
    assert not broken, "\n".join(broken)
    wide = [*await page.evaluate(TOO_WIDE), *await page.evaluate(SCROLLS)]
    assert not wide, f"{where}: wider than the window: {wide}"
