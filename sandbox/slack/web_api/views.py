"""views.* and blocks.validate."""

from __future__ import annotations

from typing import Any

from sandbox.slack import attachment_sizes, findings, sizes
from sandbox.slack.rates import SPECIAL
from sandbox.slack.refusals import SlackError
from sandbox.slack.web_api.calls import Answer, Call, Method


def open_(call: Call) -> Answer:
    view = call.views.open(call.need("trigger_id"), call.arguments.get("view"))
    return {"view": call.views.wire(view)}


def push(call: Call) -> Answer:
    view = call.views.push(call.need("trigger_id"), call.arguments.get("view"))
    return {"view": call.views.wire(view)}


def update(call: Call) -> Answer:
    view = call.views.find(call.text("view_id") or None, call.text("external_id") or None)
    call.views.update(view, call.arguments.get("view"), call.text("hash") or None)
    return {"view": call.views.wire(view)}


def publish(call: Call) -> Answer:
    user, content = call.need("user_id"), call.arguments.get("view")
    view = call.views.publish(user, content, call.text("hash") or None)
    return {"view": call.views.wire(view)}


def validate(call: Call) -> Answer:
    """blocks.validate: the same checks of blocks, a message or a view; nothing posted."""
    given = [name for name in VALIDATED if call.arguments.get(name) is not None]
    if len(given) != 1:
        said = "must provide exactly one of `blocks`, `view`, or `message`"
        raise SlackError("invalid_arguments", said)
    code, check = VALIDATED[given[0]]
    found = check(call.arguments[given[0]])
    if found:
        raise SlackError(code, errors=[_error(one) for one in found])
    return {}


def _blocks(value: Any) -> list[findings.Fault]:
    """Alone, they may be meant for any surface."""
    tried = [sizes.block_findings(value, surface, at="") for surface in sizes.MOST_BLOCKS]
    return min(tried, key=len)


def _message(value: Any) -> list[findings.Fault]:
    if not isinstance(value, dict):
        return [findings.untyped("must provide an object", "")]
    blocks, attachments = value.get("blocks", []), value.get("attachments", [])
    found = sizes.block_findings(blocks, sizes.MESSAGE)
    return findings.settled([*found, *attachment_sizes.findings(attachments)])


def _view(value: Any) -> list[findings.Fault]:
    return sizes.view_findings(value, at="")


VALIDATED = {
    "blocks": ("invalid_blocks", _blocks),
    "view": ("invalid_view", _view),
    "message": ("invalid_message", _message),
}
"""Of each argument, the error and the check: https://docs.slack.dev/reference/methods/blocks.validate"""


def _error(found: findings.Fault) -> Answer:
    return {"code": found.code, "message": found.what, "pointer": found.at} | found.more


METHODS = {
    "views.open": Method(run=open_, tier=4),
    "views.push": Method(run=push, tier=4),
    "views.update": Method(run=update, tier=4),
    "views.publish": Method(run=publish, tier=4),
    "blocks.validate": Method(run=validate, tier=SPECIAL),
}
