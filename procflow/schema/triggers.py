"""The triggers that keep records, entries and editions append-only, as each database stores them; they bind, they do not repair.

They stop the application and whoever writes SQL through it. Whoever owns the database can remove them: `standing` tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection

# A table, and what makes two of its rows the same row: SQLite's REPLACE deletes such rows without a word.
KEPT = {
    "audit_event": ("id", "event_id", "case_id case_seq", "command_id ordinal"),
    "audit_annex": ("sha256",),
    "ledger_entry": ("entry_id", "event_hash effect_no", "reverses"),
    "sealed_period": ("unit period",),
    "procedure_edition": ("sha256", "procedure edition"),
    "regime_version": ("sha256",),
    "dated_fact": ("fact_id", "event_hash effect_no"),
    "audit_leaf": ("event_pk", "leaf_index"),
    "log_node": ("level idx",),
    "log_head": ("tree_size",),
    "log_note": ("origin tree_size",),
    "log_cosignature": ("origin tree_size witness",),
}
WAITING = ("audit_pending", "event_outbox")  # for the sealer and for the feed: one trigger fills both, for it costs less than two
# Of a dated fact one thing may be written later, once: by which fact it was superseded.
SUPERSEDED = "OLD.superseded_by IS NULL AND NEW.superseded_by IS NOT NULL AND " + " AND ".join(
    f"OLD.{name} IS NEW.{name}"
    for name in ("rowid", "fact_id", "kind", "unit", "subject", "since", "until", "data", "event_hash", "effect_no")
)
FUNCTIONS = {
    "refuse_change": "BEGIN RAISE EXCEPTION USING ERRCODE = '23000', MESSAGE = TG_TABLE_NAME || ' is append-only'; END",
    "refuse_change_but_superseded": "BEGIN IF OLD.superseded_by IS NULL AND NEW.superseded_by IS NOT NULL"
    " AND to_jsonb(OLD) - 'superseded_by' = to_jsonb(NEW) - 'superseded_by' THEN RETURN NEW; END IF;"
    " RAISE EXCEPTION USING ERRCODE = '23000', MESSAGE = TG_TABLE_NAME || ' is append-only'; END",
    "await_sealing": "BEGIN INSERT INTO audit_pending (event_pk) VALUES (NEW.id);"
    " INSERT INTO event_outbox (event_pk) VALUES (NEW.id); RETURN NEW; END",
}
STORED = {
    "sqlite": "SELECT name, tbl_name, sql, '' FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, relname, pg_get_triggerdef(t.oid, true), tgenabled::text || prosrc FROM pg_trigger t"
    " JOIN pg_class c ON c.oid = tgrelid JOIN pg_proc p ON p.oid = tgfoid"
    " WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace",
}


class Trigger(NamedTuple):
    """A trigger as the database stores it; `function` is PostgreSQL's: its name, whose body is kept too."""

    name: str
    table: str
    text: str
    function: str = ""

    @property
    def body(self) -> str:
        """Whether it fires always, and what it does: a replica's session must not pass by."""
        return "A" + FUNCTIONS[self.function] if self.function else ""


def install_triggers(connection: Connection) -> None:
    """Set every trigger anew unless all stand as they should."""
    if not standing(connection):
        return
    if connection.dialect.name == "postgresql":
        for name, body in FUNCTIONS.items():
            connection.exec_driver_sql(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$")
    for each in due(connection):
        where = f" ON {each.table}" if each.function else ""
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {each.name}{where}")
        connection.exec_driver_sql(each.text)
        if each.function:
            connection.exec_driver_sql(f"ALTER TABLE {each.table} ENABLE ALWAYS TRIGGER {each.name}")


def standing(connection: Connection) -> list[str]:
    """Name the triggers that are missing or altered, and strange ones on the same tables; an empty list is what should be."""
    stored = {(name, table): (text, body) for name, table, text, body in connection.exec_driver_sql(STORED[connection.dialect.name])}
    expected = {(each.name, each.table): (each.text, each.body) for each in due(connection)}
    strange = {name for name, table in stored.keys() - expected.keys() if table in KEPT or table in WAITING}
    return sorted(strange | {name for (name, table), what in expected.items() if stored.get((name, table)) != what})


def due(connection: Connection) -> list[Trigger]:
    return list(postgresql() if connection.dialect.name == "postgresql" else sqlite())


def postgresql() -> Iterator[Trigger]:
    """As `pg_get_triggerdef` spells them."""
    for table in KEPT:
        if table == "dated_fact":
            yield calling("refuse_change_but_superseded", table, "keeps_update", "BEFORE UPDATE", "ROW")
            yield calling("refuse_change", table, "keeps_delete", "BEFORE DELETE", "ROW")
        else:
            yield calling("refuse_change", table, "keeps_rows", "BEFORE DELETE OR UPDATE", "ROW")
        yield calling("refuse_change", table, "keeps_truncate", "BEFORE TRUNCATE", "STATEMENT")
    yield calling("await_sealing", "audit_event", "pending", "AFTER INSERT", "ROW")


def calling(function: str, table: str, what: str, when: str, level: str) -> Trigger:
    name = f"{table}_{what}"
    return Trigger(name, table, f"CREATE TRIGGER {name} {when} ON {table} FOR EACH {level} EXECUTE FUNCTION {function}()", function)


def sqlite() -> Iterator[Trigger]:
    """An insert is guarded too: REPLACE would delete the old row without firing any trigger."""
    for table, keys in KEPT.items():
        same = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {matching(key)})" for key in ("rowid", *keys))  # noqa: S608 - names of ours
        yield refusing(table, "keeps_update", "BEFORE UPDATE", f" WHEN NOT ({SUPERSEDED})" if table == "dated_fact" else "")
        yield refusing(table, "keeps_delete", "BEFORE DELETE")
        yield refusing(table, "keeps_insert", "BEFORE INSERT", f" WHEN {same}")
        # Before an insert, a row number that was not given reads -1: no row may ever bear such a one.
        yield refusing(table, "keeps_number", "AFTER INSERT", " WHEN NEW.rowid < 1")
    pending = (
        "CREATE TRIGGER audit_event_pending AFTER INSERT ON audit_event BEGIN INSERT INTO audit_pending (event_pk) VALUES (NEW.id);"
        " INSERT INTO event_outbox (event_pk) VALUES (NEW.id); END"
    )
    yield Trigger("audit_event_pending", "audit_event", pending)


def refusing(table: str, what: str, when: str, only: str = "") -> Trigger:
    name, abort = f"{table}_{what}", f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    return Trigger(name, table, f"CREATE TRIGGER {name} {when} ON {table}{only} {abort}")


def matching(key: str) -> str:
    return " AND ".join(f"{name} = NEW.{name}" for name in key.split())
