"""Where a command reads and acts: the two doors of a database on this machine, or a server's API. Both have the same methods."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from procflow.cli.local import Local
from procflow.cli.place import Place
from procflow.cli.typed import content
from procflow.cli.words import known, person
from procflow.errors import Misconfigured

if TYPE_CHECKING:
    from procflow.evidence import StoredFile
    from procflow.grammar import Command
    from procflow.queries import CasePage, Inbox, Ledger, Plan, Trace
    from procflow.queries.declared import Declared
    from procflow.queries.done import Done

SOMEBODY_ELSE = "令牌是 {whose} 的，--as 写的是 {actor}：经服务器办理时身份由令牌说明，--as 不必写"
NOBODY = "缺少令牌：请放在环境变量 PROCFLOW_TOKEN，或用 --token-file 指明文件（取得令牌：procflow token new）"
READABLE = "令牌文件 {path} 可被他人读取。请执行：chmod 600 {path}"
MOST = 4096
as_person = click.option("--as", "actor", default="", type=person, metavar="PERSON", help="以谁的身份（人员编号）；经服务器时由令牌说明")


class Door(Protocol):
    """What commands ask for and do; `procflow.client.Client` has it all."""

    def inbox(self, *, unit: str, box: str, find: str, after: str, limit: int | None) -> Inbox: ...
    def case(self, no: str) -> CasePage: ...
    def trace(self, no: str) -> Trace: ...
    def points(self, member: str, period: str) -> Ledger: ...
    def upload(self, data: bytes, name: str) -> StoredFile: ...
    def preview(self, asked: Command) -> Plan: ...
    def advance(self, asked: Command) -> Done: ...


@contextmanager
def door(place: Place, actor: str, *others: str) -> Iterator[Door]:
    """The doors as this person, who must be known here, as `others` must; at a server, whoever the token says."""
    if not place.remote:
        if not actor:
            context = click.get_current_context()
            raise click.MissingParameter(ctx=context, param=next(each for each in context.command.params if each.name == "actor"))
        with place.session() as session:
            known(session, *filter(None, (actor, *others)))
            yield Local(place.settings, session, actor)
        return
    from procflow.client import Client

    with Client(place.remote, token(place), place.lang) as client:
        whose = client.me().person if actor else ""
        if actor != whose:
            raise click.UsageError(place.say(SOMEBODY_ELSE, whose=whose, actor=actor))
        yield client


def served(place: Place) -> list[Declared]:
    """The procedures of the server."""
    from procflow.client import Client

    with Client(place.remote, token(place), place.lang) as client:
        return client.procedures()


def token(place: Place) -> str:
    """The secret, from a file or the environment, never from the command line, where everybody on the machine could read it."""
    if not place.token_file:
        found = place.environ.get("PROCFLOW_TOKEN", "").strip()
    else:
        path = Path(place.token_file)
        found = content(path, MOST, "token-file").decode(errors="replace").strip()
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise Misconfigured(READABLE, path=path)
    if not found:
        raise click.UsageError(NOBODY)
    return found
