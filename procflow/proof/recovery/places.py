"""Where a restored database stands: first beside the living one, then in its place, the old one put aside under another name and kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, create_engine, inspect, make_url, text
from sqlalchemy.pool import NullPool

from procflow.errors import Misconfigured

BESIDE = "procflow_restoring"
LIVING = "这里已有一个在用的系统（{where}）。确要用备份代替它，请先停止服务，再加 --replace：原来的数据会改名保留，不会删除"
SIDES = ("", "-wal", "-shm")


@dataclass(frozen=True)
class Beside:
    """A place for the restored database: where it is made; `move()` puts it where the old one was and says where that is now, "" for none."""

    url: str
    move: Callable[[str], str]
    clear: Callable[[], None]


def beside(url: str, *, replace: bool) -> Beside:
    """Raises Misconfigured where there is a living installation and nobody said that it may be replaced."""
    address = make_url(url)
    if lives(address) and not replace:
        raise Misconfigured(LIVING, where=address.database)
    found = sqlite(address) if address.get_backend_name() == "sqlite" else postgresql(address)
    found.clear()
    return found


def lives(address: URL) -> bool:
    """Whether anybody has begun an installation there."""
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").is_file():
        return False
    engine = create_engine(address, poolclass=NullPool)
    with engine.connect().execution_options(read_only=True) as connection:
        return inspect(connection).has_table("installation") and connection.scalar(text("SELECT count(*) FROM installation")) > 0


def sqlite(address: URL) -> Beside:
    target = Path(address.database or "")
    made = target.with_name(f".{target.name}.restoring")

    def clear() -> None:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for side in SIDES:
            made.with_name(made.name + side).unlink(missing_ok=True)

    def move(stamp: str) -> str:
        aside = target.with_name(f"{target.name}.before-{stamp}")
        old = target.exists()
        for side in SIDES:
            if (part := target.with_name(target.name + side)).exists():
                part.replace(aside.with_name(aside.name + side))
        made.replace(target)
        clear()
        return str(aside) if old else ""

    return Beside(f"sqlite:///{made}", move, clear)


def postgresql(address: URL) -> Beside:
    """In a schema of its own in the same database: renaming puts it into place, all at once."""
    engine = create_engine(address, poolclass=NullPool)

    def clear() -> None:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {BESIDE} CASCADE")
            connection.exec_driver_sql(f"CREATE SCHEMA {BESIDE}")

    def move(stamp: str) -> str:
        with engine.begin() as connection:
            here, aside = connection.scalar(text("SELECT current_schema()")), f"before_{stamp}"
            old = bool(inspect(connection).get_table_names())
            connection.exec_driver_sql(f'ALTER SCHEMA "{here}" RENAME TO "{aside}"' if old else f'DROP SCHEMA "{here}"')
            connection.exec_driver_sql(f'ALTER SCHEMA {BESIDE} RENAME TO "{here}"')
        return aside if old else ""

    made = address.update_query_dict({"options": f"-csearch_path={BESIDE}"})
    return Beside(made.render_as_string(hide_password=False), move, clear)
