"""The database's shape: brings it to the newest migration and sets the triggers that keep records append-only; knows no model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

import procflow.db  # noqa: F401  (SQLite's transactions begin as it says)
from procflow.schema.triggers import install_triggers, standing

if TYPE_CHECKING:
    from alembic.config import Config

__all__ = ["install_triggers", "standing", "upgrade"]

ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(7366700)"


def upgrade(url: str) -> None:
    """Bring the database to the newest revision, in one transaction: an upgrade that fails leaves everything as it was."""
    from alembic import command  # only here: whoever serves pages need not wait for it

    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        hold(connection)
        command.upgrade(settings(connection), "head")
        install_triggers(connection)


def hold(connection: Connection) -> None:
    """Two upgrades at once go one after the other: on SQLite the write lock sees to that."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(ONE_AT_A_TIME)
    else:
        connection.connection.driver_connection.set_authorizer(None)  # type: ignore[union-attr]  # upgrades alone may alter tables


def settings(connection: Connection) -> Config:
    """What alembic must know; env.py takes the connection from here."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(folder()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def folder() -> Path:
    """Where the migrations lie: inside the package when it came as a wheel, else beside it."""
    package = Path(__file__).parent.parent
    return next(path for path in (package / "migrations", package.parent / "migrations") if path.is_dir())
