"""The `rich_text` block: paragraphs, lists, quotes and code, and what stands in a line.

https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from __future__ import annotations

from sandbox.slack.schema import (
    Check,
    Choice,
    Record,
    array,
    flag,
    one_of,
    string,
    typed,
    whole,
)

STYLE = Record("", dict.fromkeys((
    "bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink",
), flag))  # fmt: skip


def _inline(kind: str, needs: str, **fields: Check) -> Record:
    return typed(kind, needs, style=STYLE, **fields)


TEXT = _inline("text", "text", text=string(least=1))
LINK = _inline("link", "url", url=string(), text=string(), unsafe=flag)
INLINE = Choice({
    "text": TEXT,
    "link": LINK,
    "user": _inline("user", "user_id", user_id=string()),
    "usergroup": _inline("usergroup", "usergroup_id", usergroup_id=string()),
    "channel": _inline("channel", "channel_id", channel_id=string()),
    "team": _inline("team", "team_id", team_id=string()),
    "emoji": _inline("emoji", "name", name=string(), unicode=string(), url=string(),
                     skin_tone=whole(1, 6)),
    "date": _inline("date", "timestamp format", timestamp=whole(0), format=string(),
                    url=string(), fallback=string()),
    "broadcast": _inline("broadcast", "range", range=one_of("here", "channel", "everyone")),
    "color": _inline("color", "value", value=string()),
})  # fmt: skip

BORDER = one_of(0, 1)
SECTION = typed("rich_text_section", "elements", elements=array(INLINE))
LIST = typed(
    "rich_text_list", "elements style",
    elements=array(SECTION), style=one_of("bullet", "ordered"), indent=whole(0, 8),
    offset=whole(0), border=BORDER,
)  # fmt: skip
QUOTE = typed("rich_text_quote", "elements", elements=array(INLINE), border=BORDER)
CODE = typed(
    "rich_text_preformatted", "elements",
    elements=array(Choice({"text": TEXT, "link": LINK})), border=BORDER,
)  # fmt: skip

PARTS = Choice({
    "rich_text_section": SECTION,
    "rich_text_list": LIST,
    "rich_text_quote": QUOTE,
    "rich_text_preformatted": CODE,
})  # fmt: skip
BLOCK = typed("rich_text", "elements", elements=array(PARTS), block_id=string(255))
