"""The shape of `--json`, said once: tests hold the answers to it, the reference page shows it."""

from __future__ import annotations

from typing import Any

from bot.cli import report
from workflow import incidents, operations

Schema = dict[str, Any]


def _object(meaning: str, **properties: Schema) -> Schema:
    return {
        "type": "object",
        "description": meaning,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _text(meaning: str) -> Schema:
    return {"type": "string", "description": meaning}


def _time(meaning: str, *, known: bool = True) -> Schema:
    kinds = "string" if known else ["string", "null"]
    return {"type": kinds, "format": "date-time", "description": meaning}


def _list(items: Schema, meaning: str) -> Schema:
    return {"type": "array", "items": items, "description": meaning}


def _perhaps(schema: Schema) -> Schema:
    return {**schema, "type": [schema["type"], "null"]}


_IDS = {"type": "string"}
OPERATION = _object(
    "The operation as its rows say when the command ends; null where none is meant or none is made "
    "yet.",
    id=_text("`op-…`."),
    verb=_text("What was asked for: `deploy`."),
    state={
        "enum": [state.value for state in operations.State],
        "description": "See [the states](operations.md).",
    },
    sentence=_text("The state in words."),
    target=_text("The server it is about, where that is known."),
    requester=_text("Slack id of who asked."),
    channel=_text("Slack id of the card's channel."),
    created_at=_time("When it was asked for."),
    updated_at=_time("When it last changed."),
    expires_at=_time("When its approval expires.", known=False),
    summary=_text("The plan in words; empty before there is one."),
    plan_hash=_text("The plan that a vote is for."),
    rule=_text("The policy rule it stands under."),
    votes=_list(
        _object(
            "One vote.",
            person=_text("Slack id."),
            decision=_text("`approve` or `deny`."),
            at=_time("When."),
            reason=_text("Of a denial."),
            uncounted=_text("Why it no longer counts; empty while it does."),
        ),
        "Votes that were given.",
    ),
    unconfirmed=_list(
        _object(
            "One vote of a terminal.",
            person=_text("Slack id of who must confirm it."),
            decision=_text("`approve` or `deny`."),
            at=_time("When it was given."),
            reason=_text("Of a denial."),
        ),
        "Votes of the terminal that do not count yet.",
    ),
    missing=_list(
        _object(
            "One circle of approvers.",
            groups=_list(_IDS, "Slack ids of user groups."),
            people=_list(_IDS, "Slack ids."),
            quorum={"type": "integer", "description": "How many of them are still missing."},
        ),
        "What is still missing for the approval.",
    ),
    steps=_list(
        _object(
            "One step.",
            name=_text("Its stable name."),
            title=_text("What it does."),
            state={"enum": [state.value for state in operations.StepState]},
            note=_text("Where it stands."),
        ),
        "The steps of its runs.",
    ),
    reason=_text("Why it was denied, is stale, or could not be planned."),
    ended_by=_text("Slack id of who ended it."),
    failure=_perhaps(
        _object(
            "Why a step failed.",
            step=_text("The step's name."),
            code=_text("Stable code."),
            sentence=_text("What happened."),
            cause=_text("The likely cause."),
            remedy=_text("What to do."),
            provider_code=_text("Azure's code."),
            provider_message=_text("What Azure said."),
        )
    ),
)
SCHEMA: Schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **_object(
        "What a terminal command answers with `--json`.",
        schema={
            "const": report.SCHEMA,
            "description": "The version of this shape. New keys may come without a new number.",
        },
        code={
            "enum": [code.value for code in report.Code],
            "description": "What became of the command, see above.",
        },
        request=_text("`rq-…`: the request that was written; `status rq-…` shows it later."),
        operation=_perhaps(OPERATION),
        operations=_list(OPERATION, "What `status` without an operation lists."),
        incident=_perhaps(
            _object(
                "The incident that the command started, noted or ended; else null.",
                id=_text("`in-…`."),
                title=_text("Its title."),
                severity={"enum": [one.value for one in incidents.Severity]},
                state={"enum": [one.value for one in incidents.State]},
                channel=_text("Slack id of its channel."),
                started_at=_time("When it began."),
                ended_at=_time("When it ended.", known=False),
            )
        ),
        events=_list(
            _object(
                "One event of the audit trail.",
                at=_time("When."),
                kind=_text("Stable kind, such as `vote.approve`."),
                actor=_text("Slack id, or `bot`."),
                operation=_text("`op-…`; empty where it is of none."),
                sentence=_text("What happened, in words."),
            ),
            "What `history` lists, newest first.",
        ),
        told=_text("What a look has seen, in words: of `check`; else empty."),
        closed_channels=_list(
            _object(
                "One channel that takes no message from the bot.",
                channel=_text("Slack id."),
                error=_text("What Slack answers, such as `not_in_channel` or `is_archived`."),
                since=_time("When it was first met."),
                waiting={"type": "integer", "description": "How many messages wait for it."},
            ),
            "What `status` without an operation says of channels.",
        ),
        reason=_perhaps(
            _object(
                "Why it was refused or is wrong.",
                code=_text("Stable code."),
                sentence=_text("What happened; people are named as `<@U…>`."),
                remedy=_text("What to do."),
            )
        ),
    ),
}


def rows(schema: Schema = SCHEMA, before: str = "") -> list[list[str]]:
    """Each key with its type and meaning; what is within an object after it."""
    found = []
    for name, one in schema["properties"].items():
        place = f"{before}{name}"
        found.append([f"`{place}`", _kind(one), one.get("description", "")])
        inner, path = one, place
        if inner.get("type") == "array":
            inner, path = inner["items"], f"{place}[]"
        if inner is OPERATION and place == "operations":
            continue
        if "properties" in inner:
            found += rows(inner, f"{path}.")
    return found


def _kind(one: Schema) -> str:
    if "const" in one:
        return f"`{one['const']}`"
    if "enum" in one:
        return "one of a list"
    kind = one["type"]
    return " or ".join(kind) if isinstance(kind, list) else str(kind)
