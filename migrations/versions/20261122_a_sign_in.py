"""How people sign in: start passwords, accounts shut by an administrator, what a session is known by, identities of an office's own sign-on."""

import sqlalchemy as sa
from alembic import op

revision = "20261122a"
down_revision = "20261121d"
branch_labels = None
depends_on = None


def upgrade() -> None:
    whole = "always" if op.get_bind().dialect.name == "sqlite" else "never"  # neither table has a trigger that could be lost
    with op.batch_alter_table("account", recreate=whole) as table:
        table.add_column(sa.Column("start_until", sa.String(27)))
        table.add_column(sa.Column("shut", sa.String(27)))
    with op.batch_alter_table("auth_session", recreate=whole) as table:
        for name, size in (("browser", 200), ("way", 20), ("proved", 27)):
            table.add_column(sa.Column(name, sa.String(size), nullable=False, server_default=""))
    op.create_table(
        "account_identity",
        sa.Column("issuer", sa.String(200), primary_key=True),
        sa.Column("name", sa.String(200), primary_key=True),
        sa.Column("person", sa.String(80), nullable=False),
        sa.Column("linked", sa.String(27), nullable=False),
    )
    op.create_index(op.f("ix_account_identity_person"), "account_identity", ["person"])


def downgrade() -> None:
    raise NotImplementedError("records are never taken back: restore the backup that was made before the upgrade")
