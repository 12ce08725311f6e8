"""What a person sees, read through the read door as that person: inbox, case, points, procedures. It changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from procflow.cli.columns import table
from procflow.cli.doors import as_person, door, served
from procflow.cli.frame import Command, pass_place
from procflow.cli.place import Place
from procflow.cli.shown import case_lines, ledger_lines
from procflow.cli.words import number, period, person, word
from procflow.wording import points as said_points

if TYPE_CHECKING:
    from procflow.queries.declared import Declared

BOXES = ("todo", "overdue", "mine", "done", "cc")
PAGE = 50


@click.command("inbox", cls=Command, remote=True, help="某人的待办：等他办的、逾期的、他发起的、办过的、抄送的")
@as_person
@click.option("--box", type=click.Choice(BOXES), default="todo", show_default=True, help="哪一格")
@click.option("--unit", default="", type=word, metavar="ID", help="只看这个单位")
@click.option("--find", default="", metavar="TEXT", help="姓名、编号、程序里有这些字的")
@click.option("--limit", type=click.IntRange(1, 1000), default=PAGE, show_default=True, metavar="N", help="最多多少行")
@click.option("--after", default="", metavar="TOKEN", help="从上一页末尾的记号往后看")
@pass_place
def inbox(place: Place, actor: str, box: str, unit: str, find: str, limit: int, after: str) -> None:
    from procflow import shapes

    with door(place, actor) as at:
        found = at.inbox(unit=unit, box=box, find=find, after=after, limit=limit)
    say = place.say
    heads = [say("编号"), say("事项"), say("对象"), say("分值"), say("状态"), say("到期"), say("办理台"), say("来自")]
    rows = [
        (each.no, say(each.title), each.subject.name, "" if each.points is None else said_points(each.points), say(each.state_title),
         " ".join([each.due, *(f"({say(word)})" for word in noted(each.overdue, each.estimated))]),
         each.claimed_by.name if each.claimed_by else say(each.desk_title), each.from_whom.name)
        for each in found.rows
    ]  # fmt: skip
    lines = table(heads, rows, right={3}) or [say("没有要办的事") if box in ("todo", "overdue") else say("这一格是空的")]
    if found.following:
        lines.append(say("还有更多：--after {token}", token=found.following))
    lines += [say("下一个期限：{day} {title}", day=each.day, title=say(each.title)) for each in found.deadlines[:1]]
    place.show(shapes.dump(found, place.lang), lines)


def noted(overdue: bool, estimated: bool) -> list[str]:
    """What is to be known of a last day."""
    return [word for word, holds in (("逾期", overdue), ("估计", estimated)) if holds]


@click.command("case", cls=Command, remote=True, help="一件事：在哪里、能做什么、还缺什么、经过")
@click.argument("no", type=number, metavar="CASE")
@as_person
@pass_place
def case(place: Place, no: str, actor: str) -> None:
    from procflow import shapes

    with door(place, actor) as at:
        page = at.case(no)
    place.show(shapes.dump(page, place.lang), case_lines(page, place.lang))


@click.command("points", cls=Command, remote=True, help="一个党员的积分：每一分从哪件事来、谁定的、依据什么")
@click.argument("member", type=person, metavar="MEMBER")
@as_person
@click.option("--period", default="", type=period, metavar="PERIOD", help="年度、季度或月份，例如 2024、2024-Q1（默认今年）")
@pass_place
def points(place: Place, member: str, actor: str, period: str) -> None:
    from procflow import shapes

    with door(place, actor, member) as at:
        found = at.points(member, period)
    place.show(shapes.dump(found, place.lang), ledger_lines(found, place.lang))


@click.command("procedures", cls=Command, remote=True, help="所有程序：状态、步骤、由谁办理、依据")
@click.argument("name", required=False, default="", type=word, metavar="[PROCEDURE]")
@pass_place
def procedures(place: Place, name: str) -> None:
    from procflow import shapes
    from procflow.errors import NotFound

    say, found = place.say, [each for each in declared(place) if name in ("", each.key)]
    if not found:
        raise NotFound("没有这个程序：{name}", name=name)
    heads = [say("程序"), say("名称"), say("编号段"), say("版本"), say("依据")]
    lines = table(heads, [(each.key, say(each.title), each.code, each.edition, each.clause) for each in found])
    if name:
        lines += ["", *table([say("步骤"), say("名称"), say("从"), say("到"), say("由谁"), say("依据")], steps(place, found[0]))]
    place.show([shapes.dump(each, place.lang) for each in found], lines)


def declared(place: Place) -> list[Declared]:
    """As they stand in this program, or in that of the server."""
    if place.remote:
        return served(place)
    from procflow.queries.declared import every

    return every()


def steps(place: Place, of: Declared) -> list[tuple[str, ...]]:
    """The rows of a table; who takes a step that the rules decide is told so."""
    titles = {each.state: place.say(each.title) for each in of.states} | {"new": "", "": ""}
    return [
        (row.step, place.say(row.title), "、".join(titles[each] for each in row.sources), titles[row.to],
         "、".join(map(place.say, row.by_titles)) or place.say("按细则"), row.clause)
        for row in of.steps
    ]  # fmt: skip
