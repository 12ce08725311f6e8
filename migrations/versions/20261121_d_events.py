"""The feed of events and the webhooks that are told of them; what is on record already comes first."""

import sqlalchemy as sa
from alembic import op

revision = "20261121d"
down_revision = "20261121c"
branch_labels = None
depends_on = None

OPEN = sa.text("state IN ('waiting', 'sending')")


def upgrade() -> None:
    op.create_table("event_outbox", sa.Column("event_pk", sa.Integer, primary_key=True, autoincrement=False))
    op.execute("INSERT INTO event_outbox (event_pk) SELECT id FROM audit_event ORDER BY id")
    op.create_table(
        "event_feed",
        sa.Column("cursor", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("event_pk", sa.Integer, nullable=False),
        sa.Column("unit", sa.String(80), nullable=False),
        sa.Column("chain", sa.String(100), nullable=False),
        sa.UniqueConstraint("event_pk", name=op.f("uq_event_feed_event_pk")),
    )
    op.create_index(op.f("ix_event_feed_unit"), "event_feed", ["unit", "cursor"])
    op.create_table(
        "webhook",
        sa.Column("hook_id", sa.String(12), primary_key=True),
        sa.Column("unit", sa.String(80), sa.ForeignKey("unit.unit_id", name=op.f("fk_webhook_unit")), nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("salt", sa.String(32), nullable=False),
        sa.Column("salt_before", sa.String(32), nullable=False),
        sa.Column("before_until", sa.String(27), nullable=False),
        sa.Column("cursor", sa.Integer, nullable=False),
        sa.Column("silent", sa.Integer, nullable=False),
        sa.Column("rest_until", sa.String(27), nullable=False),
        sa.Column("created", sa.String(27), nullable=False),
        sa.Column("ended", sa.String(27)),
    )
    op.create_index(op.f("ix_webhook_unit"), "webhook", ["unit"])
    op.create_table(
        "delivery",
        sa.Column("hook_id", sa.String(12), sa.ForeignKey("webhook.hook_id", name=op.f("fk_delivery_hook_id")), primary_key=True),
        sa.Column("cursor", sa.Integer, sa.ForeignKey("event_feed.cursor", name=op.f("fk_delivery_cursor")), primary_key=True),
        sa.Column("chain", sa.String(100), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("run_at", sa.String(27), nullable=False),
        sa.Column("lease_until", sa.String(27)),
    )
    op.create_index(op.f("ix_delivery_open"), "delivery", ["hook_id", "cursor"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index(op.f("ix_delivery_chain"), "delivery", ["hook_id", "chain", "cursor"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_table(
        "delivery_attempt",
        sa.Column("attempt", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("hook_id", sa.String(12), nullable=False),
        sa.Column("cursor", sa.Integer, nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("milliseconds", sa.Integer, nullable=False),
        sa.Column("problem", sa.String(20), nullable=False),
    )
    op.create_index(op.f("ix_delivery_attempt_delivery"), "delivery_attempt", ["hook_id", "cursor"])


def downgrade() -> None:
    raise NotImplementedError("records are never taken back: restore the backup that was made before the upgrade")
