"""Tokens by which programs act for a person: given out, listed and withdrawn on the machine of the database. It keeps no secret."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from procflow.cli.columns import table
from procflow.cli.frame import Command, Group, pass_place
from procflow.cli.place import Place
from procflow.cli.words import known, person, word
from procflow.errors import Invalid

if TYPE_CHECKING:
    from procflow.access.tokens import Token

SCOPES = {"read": "只查看", "act": "查看和办理"}
MOST_DAYS = 366
ONCE = "令牌只显示这一次，请放进只许本人读写的文件（chmod 600），或环境变量 PROCFLOW_TOKEN："
NONE = "没有令牌"
LONG = "用途最长 {most} 个字"
LONGEST = 80
of_person = click.option("--as", "actor", required=True, type=person, metavar="PERSON", help="谁的令牌（人员编号）")


@click.group("token", cls=Group, help="令牌：程序凭它以某人的身份办事")
def token() -> None:
    pass


@token.command("new", cls=Command, help="发一个令牌；它的内容只显示这一次，发了谁的、能做什么记录在案")
@of_person
@click.option("--title", default="", metavar="TEXT", help="用途，例如哪个程序")
@click.option("--scope", type=click.Choice(sorted(SCOPES)), default="read", show_default=True, help="read 只查看，act 也办理")
@click.option("--days", type=click.IntRange(1, MOST_DAYS), default=90, show_default=True, metavar="N", help="几天后到期")
@pass_place
def new(place: Place, actor: str, title: str, scope: str, days: int) -> None:
    from procflow import shapes
    from procflow.canon import clean
    from procflow.engine.tokens import give
    from procflow.forms import Sentence

    if len(title) > LONGEST:
        raise Invalid({"title": [Sentence(LONG, most=LONGEST)]})
    with place.session(writing=True) as session:
        known(session, actor)
        session.rollback()
        issued = give(session, actor, clean(title), scope, days, datetime.now(UTC))
    place.show(shapes.dump(issued, place.lang), [*lines(place, [issued.token]), "", place.say(ONCE), issued.secret])


@token.command("list", cls=Command, help="某人的令牌：何时到期，何时用过")
@of_person
@pass_place
def every(place: Place, actor: str) -> None:
    from procflow import shapes
    from procflow.access import tokens

    with place.session() as session:
        known(session, actor)
        found = [tokens.told(each) for each in tokens.of_person(session, actor)]
    place.show([shapes.dump(each, place.lang) for each in found], lines(place, found) or [place.say(NONE)])


@token.command("end", cls=Command, help="收回一个令牌，立即生效")
@click.argument("number", type=word, metavar="TOKEN")
@of_person
@pass_place
def end(place: Place, number: str, actor: str) -> None:
    from procflow import shapes
    from procflow.engine import tokens

    with place.session(writing=True) as session:
        known(session, actor)
        session.rollback()
        ended = tokens.end(session, actor, number, datetime.now(UTC))
    place.show(shapes.dump(ended, place.lang), lines(place, [ended]))


def lines(place: Place, found: list[Token]) -> list[str]:
    heads = [place.say(each) for each in ("编号", "用途", "可以做什么", "到期 (UTC)", "上次使用 (UTC)", "收回 (UTC)")]
    rows = [(each.token, each.title, place.say(SCOPES[each.scope]), *(stamp[:16].replace("T", " ") for stamp in (each.expires, each.used, each.ended)))
            for each in found]  # fmt: skip
    return table(heads, rows)
