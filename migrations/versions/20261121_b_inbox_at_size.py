"""Indexes that answer an inbox without reading its rows: who claimed a task, and of which unit a notice is."""

import sqlalchemy as sa
from alembic import op

revision = "20261121b"
down_revision = "20261121"
branch_labels = None
depends_on = None

OPEN = sa.text("closed IS NULL")


def upgrade() -> None:
    op.drop_index(op.f("ix_task_desk"), "task")
    op.create_index(op.f("ix_task_desk"), "task", ["unit", "desk", "due", "task_id", "person"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.drop_index(op.f("ix_notice_addressee"), "notice")
    op.create_index(op.f("ix_notice_addressee"), "notice", ["addressee", "unit", "case_id"])


def downgrade() -> None:
    raise NotImplementedError("records are never taken back: restore the backup that was made before the upgrade")
