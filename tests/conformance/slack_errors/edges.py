"""Refusals of what is full, of files, and of requests that cannot be read."""

from __future__ import annotations

from tests.conformance.slack_errors.declare import (
    ALL_SCOPES,
    BO,
    INCIDENT,
    POST,
    RITA,
    Arguments,
    Case,
    Step,
    case,
)

MARK = {"channel": INCIDENT, "timestamp": "$ts"}
LINK = {"channel_id": INCIDENT, "title": "x", "type": "link", "link": "https://a.example"}
LATER = POST | {"post_at": "$soon"}


def _reactions(user: str, first: int, many: int) -> tuple[Step, ...]:
    at: Arguments = {"user": user, "channel": INCIDENT, "ts": "$ts"}
    return tuple(("react", at | {"name": f"e{n}"}) for n in range(first, first + many))


FULL = (
    case("reactions.add", "too_many_emoji", "51 different ones", MARK | {"name": "eyes"},
         acts=(ALL_SCOPES, *_reactions(RITA, 0, 23), *_reactions(BO, 23, 27))),
    case("reactions.add", "too_many_reactions", "24 by one member", MARK | {"name": "eyes"},
         acts=(ALL_SCOPES,),
         calls=tuple(("reactions.add", MARK | {"name": f"e{n}"}) for n in range(23))),
    case("pins.add", "too_many_pins", "101 pins", MARK, acts=(ALL_SCOPES,), many=100,
         each=(("chat.postMessage", POST),
               ("pins.add", {"channel": INCIDENT, "timestamp": "$last"}))),
    case("bookmarks.add", "too_many_bookmarks", "101 bookmarks", LINK, acts=(ALL_SCOPES,),
         many=100, each=(("bookmarks.add", LINK),)),
    case("chat.scheduleMessage", "restricted_too_many", "31 in five minutes", LATER,
         many=30, each=(("chat.scheduleMessage", LATER),)),
)  # fmt: skip

ANNOUNCED = ("files.getUploadURLExternal", {"filename": "a.txt", "length": 3})
UPLOADED = (ANNOUNCED, ("upload", {"content": "abc"}))
DONE = {"files": [{"id": "$file"}]}


def completing(
    error: str, what: str, *acts: Step, calls: tuple[Step, ...] = UPLOADED, **more: str
) -> Case:
    return case(
        "files.completeUploadExternal", error, what, DONE | more, acts=(ALL_SCOPES, *acts),
        calls=calls,
    )  # fmt: skip


FILES = (
    completing("file_not_found", "nothing was uploaded", calls=(ANNOUNCED,)),
    completing("file_update_failed", "two bytes of three",
               calls=(ANNOUNCED, ("upload", {"content": "ab"}))),
    completing("channel_not_found", "to nowhere", channel_id="C0NONE"),
    completing("not_in_channel", "no member", channel_id="C0RANDOM1"),
    completing("posting_to_channel_denied", "a read-only channel",
               ("posting", {"channel": INCIDENT, "posting": "read_only"}), channel_id=INCIDENT),
    case("files.delete", "cant_delete_file", "a person's", {"file": "$file"},
         acts=(ALL_SCOPES, ("upload", {"user": RITA, "channel": INCIDENT, "name": "a.txt",
                                       "content": "YWJj"}))),
)  # fmt: skip

BODIES = "https://docs.slack.dev/apis/web-api/"
FORM = "application/x-www-form-urlencoded"


def unreadable(error: str, what: str, content_type: str, body: bytes) -> Case:
    raw = (content_type, body)
    return case("chat.postMessage", error, what, raw=raw, source=BODIES)


UNREADABLE = (
    unreadable("invalid_json", "half an object", "application/json", b"{"),
    unreadable("json_not_object", "a list", "application/json", b"[]"),
    unreadable("invalid_post_type", "XML", "application/xml", b"<a/>"),
    unreadable("missing_post_type", "no content type", "", b"text=x"),
    unreadable("invalid_charset", "UTF-16", f"{FORM}; charset=utf-16", b"text=x"),
)  # fmt: skip
