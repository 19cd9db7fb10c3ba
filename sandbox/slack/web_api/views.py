"""views.* and blocks.validate."""

from __future__ import annotations

from sandbox.slack import sizes
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
    """blocks.validate: the same checks, nothing posted."""
    if call.arguments.get("blocks") is None:
        raise SlackError("invalid_arguments", "[ERROR] missing required field: blocks")
    found = sizes.faults(call.arguments["blocks"], sizes.MESSAGE)
    if found:
        raise SlackError("invalid_blocks", *found, errors=[_error(one) for one in found])
    return {}


def _error(found: str) -> Answer:
    """One entry of `errors`, beside the messages: what is wrong and a JSON pointer to it."""
    message, _, place = found.removeprefix("[ERROR] ").partition(" [json-pointer:")
    return {"message": message, "pointer": place.removesuffix("]"), "code": "invalid_block"}


METHODS = {
    "views.open": Method(run=open_, tier=4),
    "views.push": Method(run=push, tier=4),
    "views.update": Method(run=update, tier=4),
    "views.publish": Method(run=publish, tier=4),
    "blocks.validate": Method(run=validate, tier=4),
}
