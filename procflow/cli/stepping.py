"""One step, taken or previewed as a person through the write door; what is typed becomes its command here, and nothing is decided."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from procflow.cli import told, typed
from procflow.cli.doors import Door, as_person, door
from procflow.cli.frame import Command, pass_place
from procflow.cli.place import Place
from procflow.cli.shown import plan_lines
from procflow.cli.words import period, person, word
from procflow.errors import Refused

if TYPE_CHECKING:
    from procflow.grammar import Command as Asked

ONE_STEP = "要写明事项编号和步骤：procflow step CASE STEP；发起新事项：procflow step --begin PROCEDURE --unit UNIT [STEP]"
PREVIEWED = "以上是预演，没有任何内容被改动。核对编号 {preview}"
STORED = "附件已经收存，正式办理时再写一次 --file 也不会存两份"
TAKEN = "已办：{no}，记录 {event}"


@click.command("step", cls=Command, remote=True, help="以某人的身份办一步；--begin 发起新事项，--preview 只看会发生什么")
@click.argument("words", nargs=-1, type=word, metavar="[CASE] [STEP]")
@as_person
@click.option("--begin", default="", type=word, metavar="PROCEDURE", help="发起这个程序的新事项")
@click.option("--unit", default="", type=word, metavar="ID", help="在哪个单位发起")
@click.option("--subject", default="", type=word, metavar="ID", help="关于谁（默认本人）")
@click.option("--period", default="", type=period, metavar="PERIOD", help="哪个期间，例如 2024-Q1")
@click.option("--field", "fields", multiple=True, metavar="NAME=VALUE", help="表单的一项；同一项写几次就是一个名单")
@click.option("--json-form", default="", metavar="FILE", help="表单的 JSON 文件，- 是标准输入")
@click.option("--file", "paths", multiple=True, type=click.Path(path_type=Path), help="附件，可写几次")
@click.option("--key", default="", type=word, metavar="KEY", help="请求号：同一个号只办一次")
@click.option("--version", type=click.IntRange(0), metavar="N", help="您看到的是第几版；已变化就不办")
@click.option("--confirm", default="", metavar="PREVIEW", help="预演给出的核对编号；情况已变化就不办")
@click.option("--for", "member", default="", type=person, metavar="MEMBER", help="代这位党员录入（须附纸质材料）")
@click.option("--preview", is_flag=True, help="只看会发生什么，不办")
@pass_place
def step(place: Place, words: tuple[str, ...], actor: str, begin: str, preview: bool, **said: Any) -> None:
    if len(words) > 1 + (not begin) or (not begin and len(words) != 2) or (begin and not said["unit"]):
        raise click.UsageError(ONE_STEP)
    form = typed.form(said["fields"], said["json_form"])
    with door(place, actor, said["member"]) as at:
        files = tuple(at.upload(typed.content(each, place.settings.max_file_bytes), each.name).sha256 for each in said["paths"])
        asked = command(words, actor, begin, form, files, said)
        (previewed if preview else taken)(place, at, asked)


def command(words: tuple[str, ...], actor: str, begin: str, form: dict[str, Any], files: tuple[str, ...], said: dict[str, Any]) -> Asked:
    from procflow.grammar import Command as Asked

    case, step = ("", words[0] if words else "create") if begin else words
    return Asked(
        step=step, actor=actor, key=said["key"] or uuid.uuid4().hex, case=case, procedure=begin, unit=said["unit"] if begin else "",
        subject=said["subject"], period=said["period"], form=form, files=files, version=said["version"], preview=said["confirm"],
        entered_for=said["member"],
    )  # fmt: skip


def taken(place: Place, at: Door, asked: Asked) -> None:
    from procflow import shapes

    done = at.advance(asked)
    data = {"case": done.case.no, "record": done.record, "hash": done.hash, "key": asked.key, "plan": shapes.dump(done.plan, place.lang)}
    lines = [place.say(TAKEN, no=done.case.no, event=done.record), *plan_lines(done.plan, place.lang), place.say(told.KEY, key=asked.key)]
    place.show(data, lines)


def previewed(place: Place, at: Door, asked: Asked) -> None:
    """What would happen; a refusal is told as one, though nothing is recorded."""
    from procflow import shapes

    plan = at.preview(asked)
    if plan.refusals:
        raise Refused(plan.refusals)
    lines = [*plan_lines(plan, place.lang), place.say(PREVIEWED, preview=plan.preview), *([place.say(STORED)] if asked.files else [])]
    place.show({"preview": plan.preview, "plan": shapes.dump(plan, place.lang)}, lines)
