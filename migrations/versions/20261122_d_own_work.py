"""What people keep for themselves: drafts, preferences, kept filters, notices read and mailed; and notices by their day."""

import sqlalchemy as sa
from alembic import op

revision = "20261122d"
down_revision = "20261122a"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("person", sa.String(80), primary_key=True),
        sa.Column("place", sa.String(64), primary_key=True),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("saved", sa.String(27), nullable=False),
    )
    op.create_index(op.f("ix_draft_saved"), "draft", ["saved"])
    op.create_table(
        "preference",
        sa.Column("person", sa.String(80), primary_key=True),
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
    )
    op.create_table(
        "kept_filter",
        sa.Column("filter_id", sa.String(12), primary_key=True),
        sa.Column("owner", sa.String(80), nullable=False),
        sa.Column("unit", sa.String(80), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("query", sa.String(800), nullable=False),
    )
    op.create_index(op.f("ix_kept_filter_owner"), "kept_filter", ["owner"])
    op.create_index(op.f("ix_kept_filter_unit"), "kept_filter", ["unit"])
    op.create_table(
        "notice_read",
        sa.Column("person", sa.String(80), primary_key=True),
        sa.Column("event_hash", sa.String(64), primary_key=True),
        sa.Column("effect_no", sa.Integer(), primary_key=True, autoincrement=False),
    )
    op.create_table(
        "mailed",
        sa.Column("person", sa.String(80), primary_key=True),
        sa.Column("what", sa.String(120), primary_key=True),
        sa.Column("at", sa.String(27), nullable=False),
    )
    op.create_index(op.f("ix_mailed_at"), "mailed", ["at"])
    op.create_index("ix_notice_recent", "notice", ["addressee", "recorded_at"])


def downgrade() -> None:
    raise NotImplementedError("records are never taken back: restore the backup that was made before the upgrade")
