"""Where a command works: its language, its settings, its database. It opens sessions and says why one cannot be had; it writes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from procflow.config import Settings
from procflow.errors import Misconfigured
from procflow.wording import LANGUAGES, say

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

USUAL, DEMO = "procflow-data", "procflow-demo"
BOTH = "--server 不能与 --home、--database 一起用：前者指别处的服务器，后者指本机的数据"
ONLY_HERE = (
    "这个命令只能在装有数据库的机器上执行，不能经服务器办理；本机的数据用 --home 或 --database 指明，并去掉 --server（PROCFLOW_SERVER）"
)


@dataclass
class Place:
    """Set by the options that every command has; asked by the commands."""

    environ: Mapping[str, str]
    lang: str = "zh"
    as_json: bool = False
    home: str = ""
    database: str = ""
    server: str = ""
    token_file: str = ""

    @classmethod
    def of(cls, words: Sequence[str], environ: Mapping[str, str]) -> Place:
        """Language and form of the answer are known before the options are read: a wrong option is told in them too."""
        asked = [after for word, after in pairwise(words) if word == "--lang"]
        asked += [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
        lang = next((each for each in asked if each in LANGUAGES), language(environ))
        return cls(environ, lang, "--json" in words)

    def say(self, message: str, /, **values: object) -> str:
        return say(message, self.lang, **values)

    def show(self, data: Any, lines: Sequence[str]) -> None:
        """The answer: the data as JSON where that was asked for, else the lines."""
        click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str) if self.as_json else "\n".join(lines))

    @property
    def settings(self) -> Settings:
        given = dict(self.environ)
        if self.home or not given.get("PROCFLOW_HOME", "").strip():
            given["PROCFLOW_HOME"] = self.home or (DEMO if Path(DEMO).is_dir() and not Path(USUAL).is_dir() else USUAL)
        if self.database:
            given["PROCFLOW_DATABASE_URL"] = self.database
        return Settings.load(given)

    @property
    def remote(self) -> str:
        """The server that is meant; "" for what lies on this machine, which whoever names it by --home or --database means."""
        if self.server and (self.home or self.database):
            raise click.UsageError(BOTH)
        return self.server or ("" if self.home or self.database else self.environ.get("PROCFLOW_SERVER", "").strip())

    @contextmanager
    def session(self, url: str = "", *, writing: bool = False) -> Iterator[Session]:
        """A session of an installation; one that only reads takes no lock.

        Raises Misconfigured where there is no installation, UsageError where a server is meant instead.
        """
        from sqlalchemy import inspect

        from procflow.db import setting

        if self.remote:
            raise click.UsageError(ONLY_HERE)
        with connected(url or self.settings.database_url) as session:
            session.connection(execution_options={"read_only": True})
            if not inspect(session.connection()).has_table("installation") or not setting(session, "log"):
                raise Misconfigured("这个数据库还没有启用。请系统管理员执行：procflow init（只想看看，执行 procflow demo）")
            if writing:
                session.rollback()
            yield session


@contextmanager
def connected(url: str, *, scratch: bool = False) -> Iterator[Session]:
    """A session on a database that is there, whatever lies in it; a `scratch` one need not outlive a power cut.

    Raises Misconfigured where SQLite has no such file.
    """
    from sqlalchemy import create_engine
    from sqlalchemy.engine import make_url
    from sqlalchemy.orm import Session

    from procflow.db import hurried

    address = make_url(url)
    if address.get_backend_name() == "sqlite" and not (address.database and Path(address.database).is_file()):
        raise Misconfigured(
            "没有数据库文件 {path}。请系统管理员执行 procflow init 建立，或用 --database、--home 指明已有的（只想看看，执行 procflow demo）",
            path=address.database or ":memory:",
        )
    engine = create_engine(url)  # its one connection is kept: opening one for each step costs more than the step
    try:
        with Session(hurried(engine) if scratch else engine, expire_on_commit=False) as session:
            yield session
    finally:
        engine.dispose()


def language(environ: Mapping[str, str]) -> str:
    """PROCFLOW_LANG, else English where the system speaks it, else Chinese."""
    chosen = environ.get("PROCFLOW_LANG", "").strip()
    if chosen in LANGUAGES:
        return chosen
    system = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return "en" if system.startswith("en") else "zh"


def today(session: Session) -> date:
    """The installation's day: of a rehearsal, the simulated one."""
    from procflow.canon import unstamp
    from procflow.dates import local_day
    from procflow.db import now

    return local_day(unstamp(now(session)))
