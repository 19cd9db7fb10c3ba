"""mrkdwn and blocks that no message of the example app shows, drawn by the page's own modules."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from tests.acceptance import browser
from tests.acceptance.page import views
from tests.acceptance.page.conftest import Workplace

pytestmark = pytest.mark.asyncio(loop_scope="module")

TOOLS = """
window.names = {
  me: "U1",
  person: (id) => ({ U1: "Rita <b>", U2: "Lena" })[id] ?? null,
  channel: (id) => ({ C1: "general" })[id] ?? null,
  group: (id) => ({ S1: "dr-leads" })[id] ?? null,
  mine: () => false,
};
window.format = async (text) => {
  const { mrkdwn } = await import("/js/mrkdwn.js");
  const box = document.createElement("div");
  box.append(mrkdwn(text, names));
  return box.innerHTML;
};
window.drawBlocks = async (blocks) => {
  const { draw } = await import("/js/blocks/index.js");
  const { Form } = await import("/js/form.js");
  const root = document.createElement("div");
  root.id = "drawn";
  document.body.append(root);
  const context = { key: "k", names, form: new Form(), pending: new Set(), errors: {} };
  Object.assign(context, { people: () => [], channels: () => [], act: () => {} });
  context.form.take(blocks);
  draw(root, blocks, context);
};
"""
LINES = '<span class="lines">'
LENA = '<span class="mention">@Lena</span>'
RITA = '<span class="mention mine">@Rita &lt;b&gt;</span>'
EPOCH = (
    '<time datetime="1970-01-01T00:00:00.000Z" title="Thu, 01 Jan 1970 00:00:00 GMT">'
    "01/01/1970 00:00</time>"
)

MRKDWN = [
    ("*bold* _italic_ ~gone~", f"{LINES}<strong>bold</strong> <em>italic</em> <s>gone</s></span>"),
    ("2*3*4 and snake_case_name", f"{LINES}2*3*4 and snake_case_name</span>"),
    ("`a *b* c`", f"{LINES}<code>a *b* c</code></span>"),
    ("*_both_*", f"{LINES}<strong><em>both</em></strong></span>"),
    ("a\nb", f"{LINES}a<br>b</span>"),
    ("&lt;b&gt; &amp;amp;", f"{LINES}&lt;b&gt; &amp;amp;</span>"),
    ("<b>bold</b>", f"{LINES}<span>b</span>bold<span>/b</span></span>"),
    ("<@U2> and <@U9>", f'{LINES}{LENA} and <span class="mention">@U9</span></span>'),
    ("<@U1>", f"{LINES}{RITA}</span>"),
    ("*<@U2>*", f"{LINES}<strong>{LENA}</strong></span>"),
    ("<!subteam^S1>", f'{LINES}<span class="mention">@dr-leads</span></span>'),
    ("<!date^0^{date_num} {time}|then>", f"{LINES}{EPOCH}</span>"),
    ("<javascript:alert(1)|x>", f"{LINES}<span>x</span></span>"),
    ("&gt; quoted\nnot", f"<blockquote>quoted</blockquote>{LINES}not</span>"),
    ("• one\n• two", "<ul><li>one</li><li>two</li></ul>"),
    ("2. two\n3. three", '<ol start="2"><li>two</li><li>three</li></ol>'),
    ("```\nx <@U2>\n```", "<pre><code>x @Lena</code></pre>"),
    ("open ``` end", f"{LINES}open </span>{LINES}``` end</span>"),
]


# Slack fills dates in in the reader's language; "klingon_" is none, and breaks nothing.
DATES = [
    ("<!date^1842048000^{date_short_pretty}, {time}|x>", "de-DE", "16. Mai 2028, 00:00"),
    ("<!date^1842048000^{date_short_pretty}, {time}|x>", "en-GB", "16 May 2028, 00:00"),
    ("<!date^1842048000^{date_long}|x>", "klingon_", "Tuesday, 16 May 2028"),
    ("<!date^NOW^{date_short_pretty}|x>", "de-DE", "heute"),
    ("<!date^NOW^{date_long_pretty}|x>", "en-US", "today"),
    ("<!date^BEFORE^{date_pretty} {ago}|x>", "de-DE", "gestern gestern"),
    ("<!date^AFTER^{date_pretty}|x>", "de-DE", "morgen"),
]


async def test_mrkdwn(workplace: Workplace, chrome: Browser) -> None:
    page = await browser.open_page(chrome, workplace.url)
    await page.evaluate(TOOLS)
    drawn = {text: await page.evaluate("format", text) for text, _ in MRKDWN}
    assert drawn == dict(MRKDWN)
    linked = await page.evaluate(
        "format", "see https://example.com/a?b=1&amp;c=2, or <https://e.org|*e*>"
    )
    assert 'href="https://example.com/a?b=1&amp;c=2"' in linked
    assert linked.endswith(">*e*</a></span>")
    assert linked.count('rel="noopener noreferrer"') == 2
    now = int(await page.evaluate("Date.now() / 1000"))
    days = {"BEFORE": now - 86400, "NOW": now, "AFTER": now + 86400}
    for text, locale, shown in DATES:
        await page.evaluate("locale => { names.locale = locale }", locale)
        said = re.sub("[A-Z]{3,}", lambda day: str(days[day[0]]), text)
        assert re.sub("<[^>]+>", "", await page.evaluate("format", said)) == shown, (text, locale)


def rarer() -> list[dict[str, Any]]:
    raw = [{"type": "raw_text", "text": t} for t in ("Check", "Result", "Quota", "<ok>")]
    first = {"type": "text", "text": "first", "style": {"bold": True, "code": True}}
    item = {"type": "rich_text_section", "elements": [first]}
    listed = {"type": "rich_text_list", "style": "ordered", "elements": [item]}
    code = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "a < b"}]}
    many = {"type": "multi_static_select", "options": views.options("a", "b", "c")}
    many["initial_options"] = views.options("a", "b")
    elsewhere = "https://elsewhere.example/x.png"
    points = [{"label": "Mon", "value": 3}]
    plot = {"type": "bar", "series": [{"name": "ps-weu-1", "data": points}],
            "axis_config": {"categories": ["Mon"], "x_label": "Day"}}  # fmt: skip
    return [
        {"type": "table", "block_id": "t", "rows": [raw[:2], raw[2:]], "column_settings": [{}]},
        {"type": "rich_text", "block_id": "r", "elements": [listed, code]},
        views.field("many", "Many", many),
        {"type": "image", "block_id": "i", "alt_text": "A map", "image_url": elsewhere},
        {
            "type": "container",
            "block_id": "box",
            "title": views.plain("Checks"),
            "child_blocks": [views.section("*inside*", block_id="in")],
        },
        {"type": "data_visualization", "block_id": "v", "title": "Load", "chart": plot},
        {"type": "carousel", "block_id": "u"},
    ]


async def test_rarer_blocks(workplace: Workplace, chrome: Browser) -> None:
    page = await browser.open_page(chrome, workplace.url)
    await page.evaluate(TOOLS)
    await page.evaluate("drawBlocks", rarer())
    drawn = page.locator("#drawn")
    await expect(drawn.locator("thead th")).to_have_text(["Check", "Result", "Day", "ps-weu-1"])
    await expect(drawn.locator("figure", has_text="Load").locator("td")).to_have_text(["Mon", "3"])
    await expect(drawn.locator("tbody td").nth(1)).to_have_text("<ok>")
    await expect(drawn.locator("ol li strong code, ol li code")).to_have_text("first")
    await expect(drawn.locator("pre")).to_have_text("a < b")
    await expect(drawn.locator(".chip")).to_have_text(["a", "b"])
    await drawn.get_by_role("button", name="Remove a").click()
    await drawn.get_by_role("combobox", name="Many").press("ArrowDown")
    await drawn.get_by_role("option", name="c").click()
    await expect(drawn.locator(".chip")).to_have_text(["b", "c"])
    await expect(drawn.get_by_role("img", name="A map")).not_to_have_attribute(
        "src", re.compile(".")
    )
    box = drawn.get_by_role("heading", name="Checks").locator("..")
    await expect(box.locator("strong")).to_have_text("inside")
    await expect(drawn.get_by_text("cannot show a “carousel” block")).to_be_visible()


async def test_nothing_is_fetched_from_elsewhere_and_nothing_breaks(
    workplace: Workplace, chrome: Browser
) -> None:
    rita = await browser.sign_in(chrome, workplace.url, "U0RITA001")
    asked: list[str] = []
    problems: list[str] = []
    rita.page.on("request", lambda request: asked.append(request.url))
    rita.page.on("pageerror", lambda error: problems.append(str(error)))
    rita.page.on(
        "console", lambda line: problems.append(line.text) if line.type == "error" else None
    )
    await rita.page.reload()
    await rita.command("/failback-ps card")
    await expect(rita.messages(text="Deploy process server")).to_have_count(1)
    await rita.go("failback-ps Home")
    await expect(rita.page.get_by_text("needs an upgrade")).to_be_visible()
    assert problems == []
    elsewhere = [url for url in asked if not url.startswith(workplace.url)]
    assert elsewhere == []
