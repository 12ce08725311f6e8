"""The demo: a bundled rehearsal played into a folder of its own, with an account for each of its people. It serves no page."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from argon2 import PasswordHasher
from sqlalchemy import create_engine, func, inspect, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow import vault
from procflow.canon import loads
from procflow.config import Settings
from procflow.dates import Period
from procflow.db import hurried, setting
from procflow.engine import note
from procflow.errors import Misconfigured
from procflow.grammar import SYSTEM
from procflow.models import Account, DatedFact
from procflow.rehearsal import Script, read, rehearse
from procflow.rehearsal.reading import FOLDER
from procflow.rehearsal.relative import focus
from procflow.schema import upgrade

PASSWORD = "demo"  # noqa: S105 - said aloud on the start page: its people are invented
EVIDENCE = "evidence"
MARK = "demo.lock"
OTHER = "这里的数据库里已有别的内容，演示不能建在里面，也不会删除它；请用 --home 换一个文件夹，或用 --database 指一个空数据库"
TOO_OLD = "这台机器的日期是 {today}，演示里的事发生在 2024 年之后；请先校正日期"
SINCE = date(2025, 12, 1)  # by then the worked year is archived, and a quarter of the cycle in hand has gone by

Progress = Callable[[str, int, int], None]


def living(today: date) -> Script:
    """The worked year, archived, and a cycle in hand that is in the middle of its work on this day. Raises Misconfigured before SINCE."""
    if today < SINCE:
        raise Misconfigured(TOO_OLD, today=today.isoformat())
    settled = Period.of(today, "month").previous().first > focus(today).last
    name = "settled" if settled else "early"
    return read((FOLDER / "demo" / f"{name}.yaml").read_text(encoding="utf-8"), around=today)


def ensure(settings: Settings, script: Callable[[], Script], *, fresh: bool = False, progress: Progress | None = None) -> bool:
    """Build the demo of this script unless it stands already; `fresh` builds it anew. Says whether it was built.

    Raises Misconfigured where something else lies: what the demo has not made itself is never removed.
    """
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with alone(settings.home) as ours:
        found = state(settings)
        if found == "other" or (found and not ours):
            raise Misconfigured(OTHER)
        if found == "whole" and not fresh:
            return False
        if found:
            remove(settings)
        build(settings, script(), progress)
        return True


def people(session: Session) -> list[tuple[str, str, str]]:
    """Who can sign in: account, person, name."""
    chosen = select(Account.login, Account.person, DatedFact.data).join(DatedFact, DatedFact.subject == Account.person)
    rows = session.execute(chosen.where(DatedFact.kind == "person", DatedFact.superseded_by.is_(None)).order_by(Account.login)).all()
    sealed = {row.login: str(loads(row.data.encode())["name"]) for row in rows}
    names = vault.read(session, sealed.values())
    return [(row.login, row.person, names.get(sealed[row.login], row.person)) for row in rows]


@contextmanager
def alone(home: Path) -> Iterator[bool]:
    """Two starts at once: the second waits, and finds the demo built. Says whether a demo was begun here before."""
    path = home / MARK
    before = path.exists()
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield before
        except Misconfigured:
            if not before:
                path.unlink()
            raise


def state(settings: Settings) -> str:
    """What lies there: nothing (""), a demo that is "whole" (its accounts come last) or left in "part", or something "other"."""
    path = file_of(settings)
    if path is not None and not path.exists():
        return ""
    engine = create_engine(settings.database_url, poolclass=NullPool)
    with Session(engine) as session:
        session.connection(execution_options={"read_only": True})
        tables = set(inspect(session.connection()).get_table_names())
        if "installation" not in tables:
            found = "other" if tables else ""
        else:
            rehearsed = bool(setting(session, "now")) or not setting(session, "log")
            found = ("whole" if session.scalar(select(func.count()).select_from(Account)) else "part") if rehearsed else "other"
    engine.dispose()
    return found


def remove(settings: Settings) -> None:
    """The demo's own files; a database server's are its owner's to empty."""
    path = file_of(settings)
    if path is None:
        raise Misconfigured(OTHER)
    for base in (path, settings.home / "queue.db"):
        for end in ("", "-wal", "-shm"):
            base.with_name(base.name + end).unlink(missing_ok=True)
    if settings.signer_folder.parent == settings.home:  # it would sign for no other log than the one that is gone
        shutil.rmtree(settings.signer_folder, ignore_errors=True)


def build(settings: Settings, script: Script, progress: Progress | None) -> None:
    """The tables, the rehearsal step by step, and the accounts."""
    upgrade(settings.database_url)
    engine = hurried(create_engine(settings.database_url))  # its one connection is kept: opening one for each step costs more than the step
    with Session(engine, expire_on_commit=False) as session:
        played = rehearse(session, script, settings.home / EVIDENCE, progress)
        if played.differences:
            raise RuntimeError(f"the demo went another way: {played.differences[0]}")
        accounts(session)
    engine.dispose()


def accounts(session: Session) -> None:
    """A sign-in for each person, recorded; one hash serves all, because one password does."""
    hashed = PasswordHasher().hash(PASSWORD)
    chosen = select(DatedFact.subject).where(DatedFact.kind == "person", DatedFact.superseded_by.is_(None)).distinct()
    names = sorted(session.scalars(chosen))
    session.add_all(Account(login=name, person=name, password=hashed, failures=0, locked_until=None) for name in names)
    note(session, kind="account.create", actor=SYSTEM, data={"accounts": len(names)})


def file_of(settings: Settings) -> Path | None:
    """The file of a SQLite database; None for a server's."""
    found = settings.database_url.removeprefix("sqlite:///")
    return None if found == settings.database_url else Path(found)
