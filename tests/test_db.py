"""The application's own connections: on SQLite they refuse to change what is kept before any trigger is asked."""

import pytest
from sqlalchemy.exc import DatabaseError

from procflow.db import APPEND_ONLY
from procflow.schema.triggers import KEPT

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])


def test_what_the_triggers_keep_the_connection_keeps(database_kind):
    assert KEPT.keys() == APPEND_ONLY


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE {0} SET rowid = 7",
        "DELETE FROM {0}",
        "DROP TABLE {0}",
        "ALTER TABLE {0} RENAME TO gone",
        "DROP TRIGGER {0}_keeps_update",
        "CREATE TRIGGER swallow BEFORE INSERT ON {0} BEGIN SELECT RAISE(IGNORE); END",
        "CREATE TEMP TRIGGER swallow BEFORE INSERT ON {0} BEGIN SELECT RAISE(IGNORE); END",
    ],
)
def test_no_statement_changes_or_frees_a_kept_table(engine, attack):
    with engine.connect() as connection:
        for table in sorted(APPEND_ONLY):
            with pytest.raises(DatabaseError, match=r"not authorized|prohibited"):
                connection.exec_driver_sql(attack.format(table))


def test_a_fact_may_be_superseded_and_the_rest_of_it_not_touched(engine):
    with engine.connect() as connection:
        connection.exec_driver_sql("UPDATE dated_fact SET superseded_by = 'later'")
        with pytest.raises(DatabaseError, match=r"prohibited|not authorized"):
            connection.exec_driver_sql("UPDATE dated_fact SET superseded_by = 'later', data = '{}'")


@pytest.mark.parametrize("pragma", ["writable_schema = ON", "recursive_triggers = OFF"])
def test_no_pragma_opens_a_way_around_the_triggers(engine, pragma):
    with engine.connect() as connection, pytest.raises(DatabaseError, match="not authorized"):
        connection.exec_driver_sql(f"PRAGMA {pragma}")
