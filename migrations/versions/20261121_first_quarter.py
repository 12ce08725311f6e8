"""The tables of the first quarter: organisation, cases, records, ledger, desks and jobs."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "20261121"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account",
        short("login"), short("person"), short("password", 200), whole("failures"), short("locked_until", 27, nullable=True),
        primary("account", "login"), unique("account", "person"),
    )  # fmt: skip
    op.create_table(
        "audit_annex",
        short("sha256", 64), octets("bytes"),
        primary("audit_annex", "sha256"),
    )  # fmt: skip
    op.create_table(
        "audit_event",
        whole("id", autoincrement=True), short("event_id", 36), short("command_id", 64), whole("ordinal"), short("case_id", 100),
        whole("case_seq"), short("unit"), short("type", 60), short("actor_id"), short("outcome", 8), short("occurred_on", 10),
        short("recorded_at", 27), octets("body"),
        primary("audit_event", "id"), unique("audit_event", "case_id", "case_seq"), unique("audit_event", "command_id", "ordinal"),
        unique("audit_event", "event_id"), check("ck_audit_event_body", "length(body) <= 65535"),
        check("ck_audit_event_outcome", "outcome IN ('done', 'refused')"), sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_table(
        "audit_pending",
        whole("pending", autoincrement=True), whole("event_pk"),
        primary("audit_pending", "pending"),
    )  # fmt: skip
    op.create_table(
        "auth_session",
        short("token_hash", 64), short("person"), short("started", 27), short("seen", 27), short("ended", 27, nullable=True),
        primary("auth_session", "token_hash"),
    )  # fmt: skip
    index("ix_auth_session_person", "auth_session", "person")
    op.create_table(
        "case_number",
        short("unit"), short("procedure", 60), whole("year"), whole("last"),
        primary("case_number", "unit", "procedure", "year"),
    )  # fmt: skip
    op.create_table(
        "dated_fact",
        short("fact_id", 36), short("kind", 24), short("unit"), short("subject"), short("since", 10), short("until", 10),
        long("data"), short("event_hash", 64), whole("effect_no"), short("superseded_by", 36, nullable=True),
        primary("dated_fact", "fact_id"), unique("dated_fact", "event_hash", "effect_no"),
    )  # fmt: skip
    index("ix_dated_fact_standing", "dated_fact", "unit", "kind", "subject", "since", where="superseded_by IS NULL")
    index("ix_dated_fact_subject", "dated_fact", "kind", "subject")
    op.create_table(
        "evidence_file",
        short("sha256", 64), whole("size"), short("media"), short("name", 64), short("uploaded_by"), short("uploaded_at", 27),
        primary("evidence_file", "sha256"),
    )  # fmt: skip
    op.create_table(
        "installation",
        short("name", 40), long("value"),
        primary("installation", "name"),
    )  # fmt: skip
    op.create_table(
        "job",
        short("job_id", 36), short("kind", 40), long("payload"), short("state", 10), whole("attempts"), short("run_at", 27),
        short("lease_until", 27, nullable=True), short("done_at", 27, nullable=True), long("error", nullable=True),
        primary("job", "job_id"),
    )  # fmt: skip
    index("ix_job_waiting", "job", "run_at", where="state <> 'done'")
    op.create_table(
        "ledger_entry",
        short("entry_id", 36), short("unit"), short("member_id"), short("cycle", 4), short("component", 12), short("kind", 12),
        short("item", 60), whole("points"), whole("uncredited"), short("booked_in", 10), short("counts_in", 10),
        short("occurred_on", 10), short("recorded_at", 27), short("rule", 200), short("event_hash", 64), whole("effect_no"),
        short("reverses", 36, nullable=True), short("flags", 200),
        primary("ledger_entry", "entry_id"), unique("ledger_entry", "event_hash", "effect_no"), unique("ledger_entry", "reverses"),
    )  # fmt: skip
    index("ix_ledger_entry_member", "ledger_entry", "member_id", "cycle", "counts_in", "component", "points")
    index("ix_ledger_entry_unit", "ledger_entry", "unit", "counts_in", "member_id", "component", "points")
    op.create_table(
        "notice",
        short("event_hash", 64), whole("effect_no"), short("unit"), short("case_id", 36, nullable=True), short("addressee"),
        long("sentence"), long("inputs"), short("recorded_at", 27),
        primary("notice", "event_hash", "effect_no"),
    )  # fmt: skip
    index("ix_notice_addressee", "notice", "addressee")
    op.create_table(
        "pii_vault",
        short("commitment", 64), short("subject_id"), short("field"), octets("salt"), long("value"),
        primary("pii_vault", "commitment"),
    )  # fmt: skip
    index("ix_pii_vault_subject_id", "pii_vault", "subject_id")
    op.create_table(
        "procedure_edition",
        short("sha256", 64), short("procedure", 60), short("edition", 20), octets("body"),
        primary("procedure_edition", "sha256"), unique("procedure_edition", "procedure", "edition"),
    )  # fmt: skip
    op.create_table(
        "regime_version",
        short("sha256", 64), short("regime", 60), short("version", 20), octets("body"),
        primary("regime_version", "sha256"),
    )  # fmt: skip
    op.create_table(
        "sealed_period",
        short("unit"), short("period", 10), short("event_hash", 64), whole("effect_no"),
        primary("sealed_period", "unit", "period"),
    )  # fmt: skip
    op.create_table(
        "stream_head",
        short("stream", 100), whole("seq"), short("head", 64),
        primary("stream_head", "stream"),
    )  # fmt: skip
    op.create_table(
        "unit",
        short("unit_id"), short("parent", nullable=True), short("path", 400), short("kind", 40), short("code", 20),
        short("title", 120), short("facts_head", 64),
        primary("unit", "unit_id"), refers("unit", "parent", "unit.unit_id"),
    )  # fmt: skip
    index("ix_unit_path", "unit", "path")
    op.create_table(
        "proc_case",
        short("case_id", 36), short("no", 60), short("unit"), short("procedure", 60), short("edition", 64), short("regime", 64),
        short("subject"), short("period", 10), short("state", 40), short("since", 10), whole("version"), whole("seq"),
        short("head", 64), long("taken"), short("opened_by"), short("opened_on", 10),
        primary("proc_case", "case_id"), unique("proc_case", "no"), refers("proc_case", "unit", "unit.unit_id"),
    )  # fmt: skip
    index("ix_proc_case_alike", "proc_case", "unit", "procedure", "subject", "period")
    index("ix_proc_case_opened_by", "proc_case", "opened_by", "opened_on")
    op.create_table(
        "case_link",
        short("case_id", 36), short("other_id", 36), short("kind", 20),
        primary("case_link", "case_id", "other_id"), refers("case_link", "case_id", "proc_case.case_id"),
        refers("case_link", "other_id", "proc_case.case_id"),
    )  # fmt: skip
    index("ix_case_link_other_id", "case_link", "other_id")
    op.create_table(
        "task",
        short("task_id", 36), short("case_id", 36), short("unit"), short("procedure", 60), short("state", 40), short("desk", 40),
        short("person", nullable=True), short("due", 10), short("overdue", 40), short("opened", 27),
        short("closed", 27, nullable=True),
        primary("task", "task_id"), refers("task", "case_id", "proc_case.case_id"),
    )  # fmt: skip
    index("ix_task_case_id", "task", "case_id")
    index("ix_task_desk", "task", "unit", "desk", "due", "task_id", where="closed IS NULL")
    index("ix_task_overdue", "task", "due", "overdue", where="closed IS NULL AND overdue <> ''")
    index("ix_task_person", "task", "person", "due", "task_id", where="closed IS NULL")


def downgrade() -> None:
    raise NotImplementedError("records are never taken back: restore the backup that was made before the upgrade")


def short(name: str, size: int = 80, **more: Any) -> sa.Column[str]:
    return sa.Column(name, sa.String(size), **{"nullable": False, **more})


def long(name: str, **more: Any) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), **{"nullable": False, **more})


def whole(name: str, **more: Any) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), **{"nullable": False, **more})


def octets(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def primary(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f("_".join(("uq", table, *columns))))


def refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{table}_{column}"))


def check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(name))


def index(name: str, table: str, *columns: str, where: str = "", unique: bool = False) -> None:
    only = {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)} if where else {}
    op.create_index(op.f(name), table, list(columns), unique=unique, **only)
