"""The shape of the database: migrations and models agree, an upgrade is whole or not at all."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.pool import NullPool

from procflow import schema
from procflow.models import Base

SHAPE = {
    "sqlite": "SELECT type, name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND name <> 'alembic_version'"
    " AND name NOT LIKE 'sqlite_%'",
    "postgresql": "SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
    " UNION ALL SELECT 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace AND conrelid <> 'alembic_version'::regclass",
}


def test_the_models_ask_for_nothing_that_the_migrations_do_not_make(engine):
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), Base.metadata)
    assert found == []


def test_the_migrations_make_the_same_indexes_and_constraints_as_the_models(engine, database_url, database_kind):
    made = create_engine(database_url, poolclass=NullPool)
    with made.begin() as fresh:
        fresh.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        Base.metadata.create_all(fresh)
        expected = shape(fresh, database_kind)
    with engine.connect() as connection:
        assert shape(connection, database_kind) == expected


def test_a_second_upgrade_changes_nothing(engine_url, engine):
    with engine.connect() as connection:
        before = inspect(connection).get_table_names()
    schema.upgrade(engine_url)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == before
        assert schema.standing(connection) == []


def test_an_upgrade_that_fails_leaves_the_database_empty(database_url, monkeypatch):
    def broken(_):
        raise RuntimeError("no triggers today")

    monkeypatch.setattr(schema, "install_triggers", broken)
    with pytest.raises(RuntimeError, match="no triggers"):
        schema.upgrade(database_url)
    with create_engine(database_url, poolclass=NullPool).connect() as connection:
        assert inspect(connection).get_table_names() == []


def test_migrations_are_found_inside_a_wheel_before_those_beside_it(tmp_path, monkeypatch):
    package = tmp_path / "site" / "procflow"
    (package / "migrations").mkdir(parents=True)
    monkeypatch.setattr(schema, "__file__", str(package / "schema" / "__init__.py"))
    assert schema.folder() == package / "migrations"
    (package / "migrations").rename(tmp_path / "site" / "migrations")
    assert schema.folder() == tmp_path / "site" / "migrations"


def test_upgrades_that_start_together_go_one_after_the_other(database_url):
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(schema.upgrade, [database_url] * 3))
    with create_engine(database_url, poolclass=NullPool).connect() as connection:
        assert schema.standing(connection) == []


def shape(connection, kind):
    """What each table, index and constraint is made of, in whatever order and quotes it was written."""
    found = connection.execute(text(SHAPE[kind])).all()
    return {(what, name): sorted(line.strip().strip(",") for line in sql.replace(chr(34), "").splitlines()) for what, name, sql in found}
