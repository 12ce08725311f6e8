"""Documents that were issued, by their check codes; objections that came through one."""

import sqlalchemy as sa
from alembic import op

revision = "20261122e"
down_revision = "20261122d"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "issued_paper",
        sa.Column("code", sa.String(9), primary_key=True),
        sa.Column("file", sa.String(64), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("unit", sa.String(80), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("period", sa.String(20), nullable=False),
        sa.Column("about", sa.String(250), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("total", sa.String(40), nullable=False),
        sa.Column("as_of", sa.String(27), nullable=False),
        sa.Column("issued_at", sa.String(27), nullable=False),
    )
    op.create_index(op.f("ix_issued_paper_about"), "issued_paper", ["kind", "about", "issued_at"])
    op.create_table(
        "heard_objection",
        sa.Column("event_id", sa.String(36), primary_key=True),
        sa.Column("unit", sa.String(80), nullable=False),
        sa.Column("code", sa.String(9), nullable=False),
        sa.Column("chain", sa.String(100), nullable=False),
        sa.Column("heard_at", sa.String(27), nullable=False),
        sa.Column("case_no", sa.String(80), nullable=False),
    )
    for column in ("unit", "code"):
        op.create_index(op.f(f"ix_heard_objection_{column}"), "heard_objection", [column])


def downgrade() -> None:
    raise NotImplementedError("records are never taken back: restore the backup that was made before the upgrade")
