"""Accounts on the machine of the database: made, reset, shut, opened, listed, their browsers ended. A start password is told once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from procflow.cli.columns import table
from procflow.cli.frame import Command, Group, pass_place
from procflow.cli.place import Place
from procflow.cli.words import known, person, word

if TYPE_CHECKING:
    from procflow.access.accounts import Told

ONCE = "起始密码只显示这一次，7 天内有效，本人第一次登录要先改掉它："
NOBODY = "还没有账号"
ENDED = "已退出 {n} 个浏览器"
OPERATOR = "system"
whom = click.argument("person", type=person, metavar="PERSON")


@click.group("account", cls=Group, help="账号：谁可以登录")
def account() -> None:
    pass


@account.command("new", cls=Command, help="给一个人建账号；起始密码只显示这一次")
@whom
@click.option("--login", default="", type=word, metavar="TEXT", help="登录名（默认同人员编号）")
@pass_place
def new(place: Place, person: str, login: str) -> None:
    from procflow.engine import accounts

    with place.session(writing=True) as session:
        known(session, person)
        session.rollback()
        tell(place, person, accounts.create(session, OPERATOR, person, login or person, datetime.now(UTC)))


@account.command("reset", cls=Command, help="重设密码：原来的作废，浏览器全部退出；起始密码只显示这一次")
@whom
@pass_place
def reset(place: Place, person: str) -> None:
    from procflow.engine import accounts

    with place.session(writing=True) as session:
        tell(place, person, accounts.reset(session, OPERATOR, person, datetime.now(UTC)))


@account.command("lock", cls=Command, help="停用：浏览器全部退出，令牌全部收回")
@whom
@pass_place
def lock(place: Place, person: str) -> None:
    from procflow.engine import accounts

    with place.session(writing=True) as session:
        accounts.shut(session, OPERATOR, person, datetime.now(UTC))
    shown(place, person)


@account.command("unlock", cls=Command, help="解锁或恢复：试错次数清零，原来的密码照用")
@whom
@pass_place
def unlock(place: Place, person: str) -> None:
    from procflow.engine import accounts

    with place.session(writing=True) as session:
        accounts.reopen(session, OPERATOR, person)
    shown(place, person)


@account.command("end", cls=Command, help="退出一个人登录着的全部浏览器")
@whom
@pass_place
def end(place: Place, person: str) -> None:
    from procflow.engine import sessions

    with place.session(writing=True) as session:
        known(session, person)
        session.rollback()
        ended = sessions.end(session, OPERATOR, person, datetime.now(UTC))
    place.show({"person": person, "ended": ended}, [place.say(ENDED, n=ended)])


@account.command("list", cls=Command, help="所有账号：登录名、谁的、能否登录")
@pass_place
def every(place: Place) -> None:
    shown(place)


def tell(place: Place, person: str, secret: str) -> None:
    place.show({"person": person, "password": secret}, [place.say(ONCE), secret])


def shown(place: Place, only: str = "") -> None:
    from sqlalchemy import select

    from procflow import shapes
    from procflow.access import accounts
    from procflow.models import Account

    with place.session() as session:
        rows = session.scalars(select(Account).order_by(Account.login)).all()
        found = [accounts.told(row, row.person, datetime.now(UTC)) for row in rows if only in ("", row.person)]
    place.show([shapes.dump(each, place.lang) for each in found], lines(place, found, accounts.STATES) or [place.say(NOBODY)])


def lines(place: Place, found: list[Told], states: dict[str, str]) -> list[str]:
    heads = [place.say(each) for each in ("登录名", "人员", "情况", "到 (UTC)")]
    return table(heads, [(each.login, each.person, place.say(states[each.state]), each.until[:16].replace("T", " ")) for each in found])
