"""The tables. A change here needs a migration; a test compares the two."""

from __future__ import annotations

import sqlalchemy as sa

from workflow.store.incident_tables import incident_entries, incidents
from workflow.store.tables import KEY_LENGTH, metadata
from workflow.store.types import Instant, JsonValue, PlainJson, Serial, Told
from workflow.store.watch_tables import findings, samples, servers, sightings, upgrade_plans

__all__ = [
    "KEY_LENGTH",
    "audit_events",
    "audit_heads",
    "closures",
    "confirmations",
    "deliveries",
    "findings",
    "holds",
    "incident_entries",
    "incidents",
    "locks",
    "metadata",
    "operations",
    "posts",
    "replicas",
    "requests",
    "results",
    "samples",
    "servers",
    "sightings",
    "steps",
    "upgrade_plans",
    "votes",
]


def _of_operation(*, primary_key: bool) -> sa.Column[str]:
    return sa.Column(
        "operation_id",
        sa.String(40),
        sa.ForeignKey("operations.id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=False,
    )


operations = sa.Table(
    "operations",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("verb", sa.String(64), nullable=False),
    sa.Column("state", sa.String(32), nullable=False),
    sa.Column("requester", sa.String(64), nullable=False),
    sa.Column("channel", sa.String(64), nullable=False),
    sa.Column("field_values", JsonValue, nullable=False),
    sa.Column("target", sa.String(256), nullable=False, server_default=""),
    sa.Column("created_at", Instant(), nullable=False),
    sa.Column("updated_at", Instant(), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("plan", JsonValue),
    sa.Column("plan_hash", sa.String(64), nullable=False, server_default=""),
    # The rule as it was when the plan was made: [{"groups": […], "people": […], "quorum": n}].
    sa.Column("approvers", JsonValue, nullable=False),
    sa.Column("expires_at", Instant()),
    sa.Column("failure", JsonValue),
    sa.Column("reason", Told, nullable=False, server_default=""),
    sa.Column("ended_by", sa.String(64), nullable=False, server_default=""),
    sa.Column("result", JsonValue),
    sa.Column("rule", sa.String(128), nullable=False, server_default=""),
    # The circles whose quorum is still open, with what is left of it; as `approvers` is written.
    sa.Column("missing", JsonValue),
    sa.Column("opened_at", Instant()),  # when approval was first asked for
    # How often approvers were called again, when they are to be next, whether it was escalated.
    sa.Column("calls", sa.Integer, nullable=False, server_default="0"),
    sa.Column("call_at", Instant()),
    sa.Column("escalated", sa.Boolean, nullable=False, server_default=sa.false()),
    # Who broke the glass and why; who acknowledged that afterwards.
    sa.Column("broken_by", sa.String(64), nullable=False, server_default=""),
    sa.Column("broken_reason", sa.Text, nullable=False, server_default=""),
    sa.Column("reviewed_by", sa.String(64), nullable=False, server_default=""),
    sa.Column("reviewed_at", Instant()),
    # The operation that was asked for before, when this one is its *Plan again*.
    sa.Column("again_of", sa.String(40)),
    sa.Index("ix_operations_state", "state", "updated_at"),
    sa.Index("ix_operations_created_at", "created_at"),
    sa.Index("ix_operations_verb_state", "verb", "state", "created_at"),
    sa.Index("ix_operations_target", "target", "created_at"),
    sa.Index("ix_operations_requester", "requester", "created_at"),
)
sa.Index(
    "ix_operations_call_at",
    operations.c.call_at,
    postgresql_where=operations.c.call_at.is_not(None),
    sqlite_where=operations.c.call_at.is_not(None),
)

steps = sa.Table(
    "steps",
    metadata,
    _of_operation(primary_key=True),
    sa.Column("phase", sa.String(8), primary_key=True),  # "run" | "clean"
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("name", sa.String(64), nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("note", Told, nullable=False, server_default=""),
    sa.Column("started_at", Instant()),
    sa.Column("ended_at", Instant()),
)

results = sa.Table(
    "results",
    metadata,
    _of_operation(primary_key=True),
    sa.Column("phase", sa.String(8), primary_key=True),
    sa.Column("part", sa.String(96), primary_key=True),
    sa.Column("result", JsonValue, nullable=False),
)

votes = sa.Table(
    "votes",
    metadata,
    _of_operation(primary_key=True),
    sa.Column("person", sa.String(64), primary_key=True),
    sa.Column("decision", sa.String(8), nullable=False),
    sa.Column("at", Instant(), nullable=False),
    sa.Column("plan_hash", sa.String(64), nullable=False),
    sa.Column("reason", sa.Text, nullable=False, server_default=""),
    # Why it does not count any more; empty while it does.
    sa.Column("uncounted", Told, nullable=False, server_default=""),
)

deliveries = sa.Table(
    "deliveries",
    metadata,
    sa.Column("id", sa.String(160), primary_key=True),
    sa.Column("at", Instant(), nullable=False),
    # {"operation": "op-…"} or {"refused": {"kind", "code", "sentence", "remedy"}}
    sa.Column("outcome", JsonValue, nullable=False),
    sa.Index("ix_deliveries_at", "at"),
)

locks = sa.Table(
    "locks",
    metadata,
    sa.Column("key", sa.String(256), primary_key=True),
    _of_operation(primary_key=False),
    sa.Column("taken_at", Instant(), nullable=False),
    sa.Index("ix_locks_operation_id", "operation_id"),
)

# What people hold: a server, or (key "*") everything.
holds = sa.Table(
    "holds",
    metadata,
    sa.Column("key", sa.String(256), primary_key=True),
    sa.Column("person", sa.String(64), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("taken_at", Instant(), nullable=False),
    sa.Column("until", Instant()),
)

# What the terminal asks of `serve`, and what became of it.
requests = sa.Table(
    "requests",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("wish", sa.String(32), nullable=False),
    sa.Column("person", sa.String(64), nullable=False),
    sa.Column("arguments", JsonValue, nullable=False),
    sa.Column("asked_at", Instant(), nullable=False),
    sa.Column("outcome", JsonValue),
)
sa.Index(
    "ix_requests_open",
    requests.c.asked_at,
    postgresql_where=requests.c.outcome.is_(None),
    sqlite_where=requests.c.outcome.is_(None),
)

# Votes given in the terminal, which count once their person has confirmed them in Slack.
confirmations = sa.Table(
    "confirmations",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    _of_operation(primary_key=False),
    sa.Column("person", sa.String(64), nullable=False),
    sa.Column("decision", sa.String(8), nullable=False),
    sa.Column("plan_hash", sa.String(64), nullable=False),
    sa.Column("reason", sa.Text, nullable=False, server_default=""),
    sa.Column("asked_at", Instant(), nullable=False),
    sa.Column("settled", sa.String(16), nullable=False, server_default=""),
    sa.Index("ix_confirmations_operation_id", "operation_id"),
)

audit_events = sa.Table(
    "audit_events",
    metadata,
    sa.Column("n", Serial, primary_key=True),
    sa.Column("at", Instant(), nullable=False),
    sa.Column("kind", sa.String(48), nullable=False),
    sa.Column("actor", sa.String(64), nullable=False),
    sa.Column("operation_id", sa.String(40)),
    sa.Column("detail", PlainJson, nullable=False),
    # The chain (an operation's id, or "bot"), the place in it from 1, and the seal over both, the
    # row and the seal before. Rows older than the chains have the place 0 and no seal.
    sa.Column("chain", sa.String(40), nullable=False, server_default=""),
    sa.Column("seq", sa.Integer, nullable=False, server_default="0"),
    sa.Column("seal", sa.String(64), nullable=False, server_default=""),
    sa.Index("ix_audit_events_operation_id", "operation_id", "n"),
    sa.Index("ix_audit_events_actor", "actor", "n"),
    sa.Index("ix_audit_events_at", "at"),
    sqlite_autoincrement=True,
)
sa.Index(
    "uq_audit_events_place",
    audit_events.c.chain,
    audit_events.c.seq,
    unique=True,
    postgresql_where=audit_events.c.seq > 0,
    sqlite_where=audit_events.c.seq > 0,
)

# Where each chain ends, and where it begins after a purge; sealed.
audit_heads = sa.Table(
    "audit_heads",
    metadata,
    sa.Column("chain", sa.String(40), primary_key=True),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("seal", sa.String(64), nullable=False),
    sa.Column("purged", sa.Integer, nullable=False, server_default="0"),
    sa.Column("purged_seal", sa.String(64), nullable=False, server_default=""),
    sa.Column("signature", sa.String(64), nullable=False),
    sa.Column("updated_at", Instant(), nullable=False),
    sa.Index("ix_audit_heads_updated_at", "updated_at"),
)

posts = sa.Table(
    "posts",
    metadata,
    sa.Column("key", sa.String(KEY_LENGTH), primary_key=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("subject", sa.String(40), nullable=False),
    sa.Column("channel", sa.String(64), nullable=False),
    sa.Column("thread_key", sa.String(KEY_LENGTH), nullable=False, server_default=""),
    sa.Column("ts", sa.String(32), nullable=False, server_default=""),
    sa.Column("wanted", sa.Integer, nullable=False),
    sa.Column("shown", sa.Integer, nullable=False, server_default="0"),
    sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
    sa.Column("error", sa.String(128), nullable=False, server_default=""),
    sa.Column("payload", JsonValue, nullable=False),
    sa.Column("created_at", Instant(), nullable=False),
    sa.Column("claimed_until", Instant()),
    sa.Column("put_off_until", Instant()),
    sa.Index("ix_posts_subject", "subject"),
)
sa.Index(
    "ix_posts_due",
    posts.c.created_at,
    postgresql_where=posts.c.wanted > posts.c.shown,
    sqlite_where=posts.c.wanted > posts.c.shown,
)

# Channels that take nothing from the bot, from the first refusal to the next message taken.
closures = sa.Table(
    "closures",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("channel", sa.String(64), nullable=False),
    sa.Column("error", sa.String(128), nullable=False),
    sa.Column("since", Instant(), nullable=False),
    sa.Column("until", Instant()),
    sa.Column("waiting", JsonValue, nullable=False),  # {kind of post: how many}
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("post_key", sa.String(KEY_LENGTH), nullable=False, server_default=""),
)
sa.Index(
    "uq_closures_open",
    closures.c.channel,
    unique=True,
    postgresql_where=closures.c.until.is_(None),
    sqlite_where=closures.c.until.is_(None),
)

# Each person's Home tab: when it was last opened, what was chosen there, what it shows.
homes = sa.Table(
    "homes",
    metadata,
    sa.Column("person", sa.String(64), primary_key=True),
    sa.Column("opened_at", Instant(), nullable=False),
    sa.Column("choice", JsonValue, nullable=False),
    # Slack's id of the view and its guard against older updates; a digest of what it shows.
    sa.Column("view_id", sa.String(64), nullable=False, server_default=""),
    sa.Column("view_hash", sa.String(128), nullable=False, server_default=""),
    sa.Column("shown", sa.String(64), nullable=False, server_default=""),
    sa.Column("shown_at", Instant()),
    sa.Column("claimed_until", Instant()),
    sa.Index("ix_homes_opened_at", "opened_at"),
)

replicas = sa.Table(
    "replicas",
    metadata,
    sa.Column("executor_id", sa.String(80), primary_key=True),
    sa.Column("started_at", Instant(), nullable=False),
    sa.Column("beaten_at", Instant(), nullable=False),
)
