"""What is on record cannot be changed through SQL: every attack that was thought of, on both databases."""

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DatabaseError

from procflow import schema
from procflow.models import AuditEvent, AuditPending, Base, DatedFact
from procflow.schema.triggers import KEPT

EVERY_TABLE = sorted(KEPT)
REPLACING = ("INSERT OR REPLACE INTO", "REPLACE INTO")
ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"])
ON_POSTGRESQL = pytest.mark.parametrize("database_kind", [pytest.param("postgresql", marks=pytest.mark.postgresql)])


@pytest.fixture
def connection(engine):
    """One row in each table that is kept."""
    with engine.begin() as opened:
        for table in map(Base.metadata.tables.get, EVERY_TABLE):
            opened.execute(insert(table).values(first(table)))
    with engine.connect() as opened:
        if opened.dialect.name == "sqlite":  # as a stranger connects
            opened.connection.driver_connection.set_authorizer(None)
            opened.exec_driver_sql("PRAGMA recursive_triggers=OFF")
        yield opened


def test_no_row_is_updated(connection):
    for table in EVERY_TABLE:
        for column in Base.metadata.tables[table].columns:
            if column.name != "superseded_by":
                refused(connection, f"UPDATE {table} SET {column.name} = {column.name}")


def test_no_row_is_deleted(connection):
    for table in EVERY_TABLE:
        refused(connection, f"DELETE FROM {table}")


@ON_POSTGRESQL
def test_no_table_is_truncated(connection):
    for table in EVERY_TABLE:
        refused(connection, f"TRUNCATE {table} CASCADE")


@ON_POSTGRESQL
def test_a_session_that_poses_as_a_replica_is_refused_too(connection):
    connection.exec_driver_sql("SET session_replication_role = replica")
    connection.commit()
    for table in EVERY_TABLE:
        refused(connection, f"UPDATE {table} SET {KEPT[table][0].split()[0]} = NULL")
        refused(connection, f"DELETE FROM {table}")
        refused(connection, f"TRUNCATE {table}")


def test_an_upsert_does_not_write_over_a_row(connection):
    for table in EVERY_TABLE:
        for key in KEPT[table]:
            names = key.split()
            where = ", ".join(names)
            refused(
                connection, inserting(connection, table, names, f" ON CONFLICT ({where}) DO UPDATE SET {names[0]} = excluded.{names[0]}")
            )


@ON_POSTGRESQL
def test_a_merge_does_not_write_over_a_row(connection):
    for table in EVERY_TABLE:
        name = KEPT[table][0].split()[0]
        refused(connection, f"MERGE INTO {table} USING (SELECT 1) one ON true WHEN MATCHED THEN UPDATE SET {name} = {table}.{name}")
        refused(connection, f"MERGE INTO {table} USING (SELECT 1) one ON true WHEN MATCHED THEN DELETE")


@pytest.mark.parametrize("verb", REPLACING)
@ON_SQLITE
def test_replace_does_not_write_over_a_row_whichever_key_it_takes(connection, verb):
    for table in EVERY_TABLE:
        for key in KEPT[table]:
            refused(connection, inserting(connection, table, key.split(), verb=verb))


@ON_SQLITE
def test_replace_does_not_write_over_a_row_by_its_hidden_number(connection):
    for table in EVERY_TABLE:
        refused(connection, inserting(connection, table, [], verb="REPLACE INTO", number=1))


@pytest.mark.parametrize("number", [0, -1, -7])
@ON_SQLITE
def test_no_row_takes_a_number_that_the_guard_cannot_see(connection, number):
    for table in EVERY_TABLE:
        refused(connection, inserting(connection, table, [], number=number))


def test_new_rows_are_taken_all_the_time(connection):
    for table in EVERY_TABLE:
        connection.exec_driver_sql(inserting(connection, table, []))
        assert connection.scalar(select(func.count()).select_from(Base.metadata.tables[table])) == 2


def test_a_fact_is_superseded_once_and_never_again(connection):
    connection.execute(text("UPDATE dated_fact SET superseded_by = 'later'"))
    connection.commit()
    for again in ("'even later'", "NULL", "'later'"):
        refused(connection, f"UPDATE dated_fact SET superseded_by = {again}")


def test_a_fact_is_not_edited_while_it_is_superseded(connection):
    for column in DatedFact.__table__.columns:
        if column.name != "superseded_by":
            other = 9 if column.name == "effect_no" else "'other'"
            refused(connection, f"UPDATE dated_fact SET superseded_by = 'later', {column.name} = {other}")


def test_each_record_waits_for_the_sealer_from_its_first_moment(connection):
    assert connection.scalars(select(AuditPending.event_pk)).all() == connection.scalars(select(AuditEvent.id)).all()
    connection.exec_driver_sql(inserting(connection, "audit_event", []))
    connection.rollback()
    assert connection.scalar(select(func.count()).select_from(AuditPending)) == 1


def test_whoever_removes_a_trigger_is_told_on_and_the_next_upgrade_sets_it_again(connection, database_kind):
    name, where = ("audit_event_keeps_rows", " ON audit_event") if database_kind == "postgresql" else ("audit_event_keeps_insert", "")
    connection.exec_driver_sql(f"DROP TRIGGER {name}{where}")
    assert schema.standing(connection) == [name]
    schema.install_triggers(connection)
    assert schema.standing(connection) == []


def test_a_trigger_that_lets_one_case_pass_is_told_on(connection, database_kind):
    name, where = ("audit_event_keeps_rows", " ON audit_event") if database_kind == "postgresql" else ("audit_event_keeps_update", "")
    connection.exec_driver_sql(f"DROP TRIGGER {name}{where}")
    does = "EXECUTE FUNCTION refuse_change()" if where else "BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END"
    connection.exec_driver_sql(f"CREATE TRIGGER {name} BEFORE UPDATE ON audit_event FOR EACH ROW WHEN (OLD.actor_id <> 'me') {does}")
    assert schema.standing(connection) == [name]


@ON_POSTGRESQL
def test_a_trigger_that_is_switched_off_or_hollowed_out_is_told_on(connection):
    connection.exec_driver_sql("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_keeps_rows")
    assert schema.standing(connection) == ["ledger_entry_keeps_rows"]
    connection.exec_driver_sql("ALTER TABLE ledger_entry ENABLE TRIGGER ledger_entry_keeps_rows")
    assert schema.standing(connection) == ["ledger_entry_keeps_rows"]
    schema.install_triggers(connection)
    hollow = "CREATE OR REPLACE FUNCTION await_sealing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
    connection.exec_driver_sql(hollow)
    assert schema.standing(connection) == ["audit_event_pending"]


def test_a_strange_trigger_on_a_kept_table_is_told_on(connection, database_kind):
    does = "FOR EACH ROW EXECUTE FUNCTION await_sealing()" if database_kind == "postgresql" else "BEGIN SELECT RAISE(IGNORE); END"
    connection.exec_driver_sql(f"CREATE TRIGGER swallow BEFORE INSERT ON audit_event {does}")
    assert schema.standing(connection) == ["swallow"]


def refused(connection, statement):
    with pytest.raises(DatabaseError, match="append-only"):
        connection.exec_driver_sql(statement)
    connection.rollback()


def first(table):
    """A first row of any table: numbers 1, texts by the column's name."""
    return {column.name: value(column, "1") for column in table.columns if column.name not in {"superseded_by", "id"}}


def value(column, which):
    kind = column.type.python_type
    return int(which) if kind is int else which.encode() if kind is bytes else "done" if column.name == "outcome" else which


def inserting(connection, table, same, then="", verb="INSERT INTO", number=None):
    """A second row that shares these columns with the first, as SQL text."""
    columns = Base.metadata.tables[table].columns
    given = {column.name: value(column, "1" if column.name in same else "2") for column in columns if column.name != "id" or "id" in same}
    given |= {} if number is None else {"rowid": number}
    given |= {"superseded_by": None} if "superseded_by" in given else {}
    return f"{verb} {table} ({', '.join(given)}) VALUES ({', '.join(map(spelt, given.values()))}){then}"


def spelt(given):
    return (
        "NULL" if given is None else str(given) if isinstance(given, int) else f"'{given.decode() if isinstance(given, bytes) else given}'"
    )
