"""The page of what people do in the local Slack, made from the acts themselves.

`python -m sandbox.slack.acts_page --write` writes it; without the flag a drifted page is named."""

from __future__ import annotations

import inspect
import sys

from sandbox import pages
from sandbox.slack.acts import Acts

INTRO = """# What people do in the local Slack

Made from the code by `make docs`. Sent as `{"do": "<act>", …}` to `POST /_control/slack`
([the control endpoint](control-endpoint.md)). `user`, `channel` and the like are Slack's ids, as
`{"do": "messages"}` shows them; `?` marks what may be left out. An act that a person could not do
is refused with a sentence.

"""


def render() -> str:
    acts = inspect.getmembers(Acts, inspect.isfunction)
    rows = [
        (f"`{name.removeprefix('do_')}`", (act.__doc__ or "").strip())
        for name, act in acts
        if name.startswith("do_")
    ]
    return INTRO + pages.table(("Act", "What is given, and what it does"), rows)


PAGE = pages.Page(path=pages.DOCS / "reference" / "local-slack-acts.md", render=render)

if __name__ == "__main__":
    sys.exit(PAGE.main(sys.argv[1:]))
