"""Every error of the local Slack: what provokes it, and where Slack documents it.

`call` is the method; `arguments` go through the real slack-sdk. Before it, `acts` are sent to the
control endpoint and `calls` to the Web API; `$ts` in an argument is the `ts` of a fresh message
of the bot, `$hers` one of a person, `$trigger` a fresh trigger id, `$view` an open modal,
`$deeper` a trigger id from inside it, `$soon` an hour from now; `$last` is the `ts` that the call
before answered, `$file` the file that it or an act told of.
"""

from __future__ import annotations

from tests.conformance.slack_errors import edges, nouns, shapes, wrong_fields, wrong_places
from tests.conformance.slack_errors.declare import (
    ALL_SCOPES,
    ARCHIVED,
    INCIDENT,
    METHODS,
    POST,
    RANDOM,
    RITA,
    case,
    fails,
    plain,
    posting,
    token,
)

TOKENS = (
    case("auth.test", "not_authed", "no token", whose=""),
    case("auth.test", "invalid_auth", "a wrong token", whose="xoxb-wrong"),
    case("auth.test", "not_allowed_token_type", "the app's token", whose="app"),
    case("apps.connections.open", "not_allowed_token_type", "the bot's token"),
    token("token_revoked"),
    token("account_inactive"),
    token("token_expired"),
    token("org_login_required"),
    token("ekm_access_denied"),
    token("team_access_not_granted"),
    case("nonsense.method", "unknown_method", "no such method", source=METHODS),
    case("api.test", "my_error", "asked for", {"error": "my_error"}),
    case("usergroups.list", "missing_scope", "scope taken away",
         acts=(("scopes", {"remove": ["usergroups:read"]}),)),
    case("reactions.add", "missing_scope", "never granted",
         {"channel": INCIDENT, "timestamp": "$ts", "name": "eyes"}),
    case("files.list", "missing_scope", "its scope was taken back",
         acts=(("scopes", {"remove": ["files:read"]}),)),
    case("team.info", "missing_scope", "never granted"),
    case("users.profile.get", "missing_scope", "never granted"),
)  # fmt: skip

FAILURES = tuple(
    fails(error)
    for error in (
        "internal_error", "fatal_error", "service_unavailable", "request_timeout",
        "method_deprecated", "deprecated_endpoint", "team_added_to_org", "accesslimited",
        "access_denied", "no_permission", "two_factor_setup_required", "enterprise_is_restricted",
    )
)  # fmt: skip

CHAT = (
    case("chat.postMessage", "channel_not_found", "no such channel", POST | {"channel": "C0NONE"}),
    case("chat.postMessage", "channel_not_found", "a private channel of others",
         POST | {"channel": "secret"},
         acts=(("create", {"user": RITA, "name": "secret", "private": True}),)),
    case("chat.postMessage", "not_in_channel", "not a member", POST | {"channel": RANDOM}),
    case("chat.postMessage", "is_archived", "archived", POST, acts=(ARCHIVED,)),
    case("chat.postMessage", "no_text", "nothing to say", {"channel": INCIDENT}),
    case("chat.postMessage", "thread_not_found", "no such parent",
         POST | {"thread_ts": "1.000001"},
         source="https://github.com/slackapi/bolt-js/issues/2307"),
    case("chat.postMessage", "too_many_attachments", "101 attachments",
         POST | {"attachments": [{"text": "x"}] * 101}),
    case("chat.postMessage", "invalid_attachments", "not objects", POST | {"attachments": [1]}),
    *(case("chat.postMessage", "invalid_attachments", f"blocks beside {name}",
           POST | {"attachments": [{"color": "#ff0000", "fallback": "x", name: value,
                                    "blocks": [{"type": "divider"}]}]},
           source=f"https://github.com/slackapi/{seen}", says=("invalid_keys",))
      for name, value, seen in (
          ("text", "x", "bolt-js/issues/717"),
          ("callback_id", "x", "node-slack-sdk/pull/832"),
          ("fields", [], "java-slack-sdk/pull/416"),
          ("is_msg_unfurl", False, "java-slack-sdk/issues/184"))),
    case("chat.postMessage", "invalid_blocks_format", "not JSON", POST | {"blocks": "[{"}),
    case("chat.postMessage", "msg_blocks_too_long", "five full sections",
         POST | {"blocks": [{"type": "section", "text": plain("x" * 3000)}] * 5},
         source="https://github.com/slackapi/bolt-js/issues/2509"),
    case("chat.postMessage", "markdown_text_conflict", "markdown and text",
         POST | {"markdown_text": "**x**"}),
    case("chat.postMessage", "msg_too_long", "12,001 characters of markdown",
         {"channel": INCIDENT, "markdown_text": "x" * 12001}),
    case("chat.postMessage", "invalid_metadata_format", "no payload",
         POST | {"metadata": {"event_type": "x"}}),
    case("chat.postMessage", "invalid_metadata_schema", "a type with blanks",
         POST | {"metadata": {"event_type": "x y", "event_payload": {}}}),
    case("chat.postMessage", "metadata_too_large", "9,000 characters",
         POST | {"metadata": {"event_type": "x", "event_payload": {"a": "x" * 9000}}}),
    posting("restricted", "restricted_action"),
    posting("read_only", "restricted_action_read_only_channel"),
    posting("thread_only", "restricted_action_thread_only_channel"),
    posting("non_threadable", "restricted_action_non_threadable_channel", thread_ts="$ts"),
    case("chat.postMessage", "ratelimited", "429", POST,
         acts=(("rate_limit", {"method": "chat.postMessage"}),),
         source="https://docs.slack.dev/apis/web-api/rate-limits"),
    case("chat.postEphemeral", "user_not_in_channel", "not a member",
         POST | {"user": "U0BO00001", "channel": "C0APPROVE1"}),
    case("chat.postEphemeral", "user_not_in_channel", "nobody", POST | {"user": "U0NOBODY"}),
    case("chat.postEphemeral", "invalid_arguments", "no person named", POST),
    case("chat.postEphemeral", "not_in_channel", "the bot is no member",
         POST | {"channel": RANDOM, "user": RITA}),
    case("chat.postEphemeral", "msg_too_long", "40,001 characters",
         {"channel": INCIDENT, "user": RITA, "text": "x" * 40001}),
    case("chat.update", "message_not_found", "no such message", POST | {"ts": "1.000001"}),
    case("chat.update", "cant_update_message", "a person's", POST | {"ts": "$hers"}),
    case("chat.update", "channel_not_found", "nowhere", POST | {"ts": "$ts", "channel": "C0NONE"}),
    case("chat.update", "no_text", "nothing", {"channel": INCIDENT, "ts": "$ts"}),
    case("chat.update", "msg_too_long", "4,001 characters", POST | {"ts": "$ts",
         "text": "x" * 4001}),
    case("chat.update", "is_inactive", "archived", POST | {"ts": "$ts"}, acts=(ARCHIVED,)),
    case("chat.update", "edit_window_closed", "the window is over", POST | {"ts": "$ts"},
         acts=(("preference", {"edit_window": 0}),)),
    case("chat.update", "invalid_blocks", "an unknown block",
         POST | {"ts": "$ts", "blocks": [{"type": "nonsense"}]}),
    case("chat.delete", "message_not_found", "no such message", {"channel": INCIDENT, "ts": "1.0"}),
    case("chat.delete", "cant_delete_message", "a person's", {"channel": INCIDENT, "ts": "$hers"}),
    case("chat.delete", "cant_delete_message", "not allowed",
         {"channel": INCIDENT, "ts": "$ts"}, acts=(("preference", {"deleting": False}),)),
    case("chat.getPermalink", "message_not_found", "none", {"channel": INCIDENT,
         "message_ts": "1.0"}),
    case("chat.unfurl", "cannot_find_message", "none",
         {"channel": INCIDENT, "ts": "1.0", "unfurls": {"https://a": {}}}, acts=(ALL_SCOPES,)),
    case("chat.unfurl", "missing_unfurls", "none", {"channel": INCIDENT, "ts": "$hers",
         "unfurls": {}},
         acts=(ALL_SCOPES,)),
    case("chat.unfurl", "cannot_unfurl_message", "another link",
         {"channel": INCIDENT, "ts": "$hers", "unfurls": {"https://a": {}}}, acts=(ALL_SCOPES,)),
    case("chat.scheduleMessage", "time_in_past", "past", POST | {"post_at": 1}),
    case("chat.scheduleMessage", "time_too_far", "2099", POST | {"post_at": 4070908800}),
    case("chat.scheduleMessage", "invalid_time", "words", POST | {"post_at": "soon"}),
    case("chat.scheduleMessage", "not_in_channel", "not a member",
         {"channel": RANDOM, "text": "x", "post_at": 4070908800}),
    case("chat.deleteScheduledMessage", "invalid_scheduled_message_id", "unknown",
         {"channel": INCIDENT, "scheduled_message_id": "Q0"}),
    case("chat.scheduledMessages.list", "invalid_channel", "unknown", {"channel": "C0NONE"}),
    case("chat.scheduledMessages.list", "invalid_cursor", "made up", {"cursor": "zzz"}),
)  # fmt: skip

CASES = (
    *TOKENS,
    *FAILURES,
    *CHAT,
    *shapes.BLOCK_CASES,
    *shapes.VIEWS,
    *wrong_fields.CASES,
    *wrong_places.CASES,
    *nouns.PLACES,
    *nouns.THINGS,
    *edges.FULL,
    *edges.FILES,
    *edges.UNREADABLE,
)

TITLE = "Web API errors provoked"
INTRO = "Each is provoked over the wire through the real slack-sdk."
COLUMNS = ("Method", "Error", "Provoked by", "Source")
ROWS = tuple((one.method, one.error, one.what, one.url) for one in CASES)
