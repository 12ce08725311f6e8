"""Tokens by which programs act for people."""

import sqlalchemy as sa
from alembic import op

revision = "20261121c"
down_revision = "20261121b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "api_token",
        sa.Column("token_id", sa.String(12), primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("person", sa.String(80), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("scope", sa.String(10), nullable=False),
        sa.Column("created", sa.String(27), nullable=False),
        sa.Column("expires", sa.String(27), nullable=False),
        sa.Column("used", sa.String(27), nullable=False),
        sa.Column("ended", sa.String(27)),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_token_token_hash")),
    )
    op.create_index(op.f("ix_api_token_person"), "api_token", ["person"])


def downgrade() -> None:
    raise NotImplementedError("records are never taken back: restore the backup that was made before the upgrade")
