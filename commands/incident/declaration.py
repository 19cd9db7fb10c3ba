"""`incident` said once."""

from __future__ import annotations

from commands.fields import Choice, Field, Kind
from commands.incident import acts
from commands.verbs import Authority, Verb
from workflow import incident_states

VERB = Verb(
    name="incident",
    summary="bind this channel to an incident, note, look, end it",
    description=(
        "`start` binds the channel: a pinned board shows servers, operations and who is waited "
        "for; every operation, vote and finding of the servers concerned is told here; their "
        "health is checked every minute; approvers are reminded after a third of the usual time; "
        "and version prompts wait until the end. `end` leaves a timeline, as a message and as a "
        "file. One incident a channel; who may do this is said by the rules of the verb `incident`."
    ),
    authority=Authority.READ,
    seen="the board, the notes and the timeline",
    fields=(
        Field(
            name="do",
            label="What",
            help="start, note, status or end.",
            kind=Kind.CHOICE,
            default="status",
            choices=(
                Choice(value="start", label="start"),
                Choice(value="note", label="note"),
                Choice(value="status", label="status"),
                Choice(value="end", label="end"),
            ),
        ),
        Field(
            name="text",
            label="Text",
            help="The title (start), the note (note), or a summary (end).",
            required=False,
            example="Failback of Munich",
        ),
        Field(
            name="severity",
            label="Severity",
            help="sev1 (recovery stands still), sev2 or sev3; it may also stand behind the title.",
            kind=Kind.CHOICE,
            required=False,
            choices=tuple(
                Choice(value=one.value, label=one.value) for one in incident_states.Severity
            ),
        ),
        Field(
            name="vault",
            label="Vaults",
            help="Names or ids: all process servers of these are concerned.",
            required=False,
            example="rsv-dr-vmware",
        ),
        Field(
            name="servers",
            label="Process servers",
            help="Names: only these are concerned. Without vaults and servers: all.",
            required=False,
            example="ps-neu-1,ps-neu-2",
        ),
        Field(
            name="incident",
            label="Incident",
            help="Its id (in-…), where it is not the one of this channel.",
            required=False,
        ),
    ),
    make_answer=acts.answer,
    examples=(
        "/failback-ps incident start Failback of Munich sev1 vault=rsv-dr-vmware",
        "/failback-ps incident note The VPN is up again",
        "/failback-ps incident end Munich runs on premises again",
    ),
    words=("do",),
    rest="text",
)
