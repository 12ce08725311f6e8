"""The sealed log: leaves, whole blocks, heads, what was signed and cosigned. Records that wait already are sealed by the worker."""

import sqlalchemy as sa
from alembic import op

revision = "20261122g"
down_revision = "20261122e"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_leaf",
        sa.Column("event_pk", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("leaf_index", sa.Integer, nullable=False),
        sa.Column("leaf_hash", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("leaf_index", name=op.f("uq_audit_leaf_leaf_index")),
    )
    op.create_table(
        "log_node",
        sa.Column("level", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("idx", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "log_head",
        sa.Column("tree_size", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("root", sa.LargeBinary, nullable=False),
        sa.Column("peaks", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "log_note",
        sa.Column("origin", sa.String(200), primary_key=True),
        sa.Column("tree_size", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_table(
        "log_cosignature",
        sa.Column("origin", sa.String(200), primary_key=True),
        sa.Column("tree_size", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("witness", sa.String(200), primary_key=True),
        sa.Column("line", sa.Text, nullable=False),
    )


def downgrade() -> None:
    raise NotImplementedError("records are never taken back: restore the backup that was made before the upgrade")
