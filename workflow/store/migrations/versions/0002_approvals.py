"""Approvals: rules, reminders, the broken glass, people's locks, the terminal, sealed chains."""

import sqlalchemy as sa
from alembic import op

from workflow.store.types import Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table('audit_heads',
    sa.Column('chain', sa.String(length=40), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('seal', sa.String(length=64), nullable=False),
    sa.Column('purged', sa.Integer(), server_default='0', nullable=False),
    sa.Column('purged_seal', sa.String(length=64), server_default='', nullable=False),
    sa.Column('signature', sa.String(length=64), nullable=False),
    sa.Column('updated_at', Instant(), nullable=False),
    sa.PrimaryKeyConstraint('chain', name=op.f('pk_audit_heads'))
    )
    op.create_index('ix_audit_heads_updated_at', 'audit_heads', ['updated_at'], unique=False)

    op.create_table('holds',
    sa.Column('key', sa.String(length=256), nullable=False),
    sa.Column('person', sa.String(length=64), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('taken_at', Instant(), nullable=False),
    sa.Column('until', Instant(), nullable=True),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_holds'))
    )
    op.create_table('requests',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('wish', sa.String(length=32), nullable=False),
    sa.Column('person', sa.String(length=64), nullable=False),
    sa.Column('arguments', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('asked_at', Instant(), nullable=False),
    sa.Column('outcome', sa.JSON(none_as_null=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_requests'))
    )
    op.create_index('ix_requests_open', 'requests', ['asked_at'], unique=False, postgresql_where=sa.text('outcome IS NULL'), sqlite_where=sa.text('outcome IS NULL'))

    op.create_table('confirmations',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('operation_id', sa.String(length=40), nullable=False),
    sa.Column('person', sa.String(length=64), nullable=False),
    sa.Column('decision', sa.String(length=8), nullable=False),
    sa.Column('plan_hash', sa.String(length=64), nullable=False),
    sa.Column('reason', sa.Text(), server_default='', nullable=False),
    sa.Column('asked_at', Instant(), nullable=False),
    sa.Column('settled', sa.String(length=16), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['operation_id'], ['operations.id'], name=op.f('fk_confirmations_operation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_confirmations'))
    )
    op.create_index('ix_confirmations_operation_id', 'confirmations', ['operation_id'], unique=False)

    op.add_column('audit_events', sa.Column('chain', sa.String(length=40), server_default='', nullable=False))
    op.add_column('audit_events', sa.Column('seq', sa.Integer(), server_default='0', nullable=False))
    op.add_column('audit_events', sa.Column('seal', sa.String(length=64), server_default='', nullable=False))
    op.create_index('ix_audit_events_actor', 'audit_events', ['actor', 'n'], unique=False)
    op.create_index('ix_audit_events_at', 'audit_events', ['at'], unique=False)
    op.create_index('uq_audit_events_place', 'audit_events', ['chain', 'seq'], unique=True, postgresql_where=sa.text('seq > 0'), sqlite_where=sa.text('seq > 0'))

    op.add_column('operations', sa.Column('rule', sa.String(length=128), server_default='', nullable=False))
    op.add_column('operations', sa.Column('missing', sa.JSON(none_as_null=True), nullable=True))
    op.add_column('operations', sa.Column('opened_at', Instant(), nullable=True))
    op.add_column('operations', sa.Column('calls', sa.Integer(), server_default='0', nullable=False))
    op.add_column('operations', sa.Column('call_at', Instant(), nullable=True))
    op.add_column('operations', sa.Column('escalated', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('operations', sa.Column('broken_by', sa.String(length=64), server_default='', nullable=False))
    op.add_column('operations', sa.Column('broken_reason', sa.Text(), server_default='', nullable=False))
    op.add_column('operations', sa.Column('reviewed_by', sa.String(length=64), server_default='', nullable=False))
    op.add_column('operations', sa.Column('reviewed_at', Instant(), nullable=True))
    op.add_column('operations', sa.Column('again_of', sa.String(length=40), nullable=True))
    op.create_index('ix_operations_call_at', 'operations', ['call_at'], unique=False, postgresql_where=sa.text('call_at IS NOT NULL'), sqlite_where=sa.text('call_at IS NOT NULL'))

    op.add_column('votes', sa.Column('uncounted', sa.Text(), server_default='', nullable=False))

