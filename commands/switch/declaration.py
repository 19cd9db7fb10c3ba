"""`/failback-ps switch`."""

from __future__ import annotations

from commands import pick
from commands.fields import Field
from commands.switch import plan, steps
from commands.verbs import Authority, Verb

VERB = Verb(
    name="switch",
    summary="move protected machines to another process server",
    description=(
        "Moves machines from one process server to another of the same configuration server: all "
        "that use it, or those named. It follows Site Recovery's job to its end, asks the "
        "configuration server for news, and is done when every machine names the new server. Do "
        "it before a process server is stopped, unregistered or deleted, or when one is overloaded."
    ),
    authority=Authority.APPROVAL,
    fields=(
        pick.field(required=True, explained="The process server that the machines use now."),
        pick.field(name="to", label="To", required=True, explained="The one that they shall use."),
        Field(
            name="machines",
            label="Machines",
            help="The machines' names, with blanks or commas between; all if absent.",
            required=False,
            example="web-01 web-02",
        ),
    ),
    make_plan=plan.make,
    steps=steps.STEPS,
    examples=(
        "/failback-ps switch ps-neu-1 ps-weu-1",
        "/failback-ps switch ps-neu-1 ps-weu-1 web-01 web-02",
    ),
    words=("server", "to"),
    rest="machines",
)
