"""One step, taken or previewed as a person through the write door; what is typed becomes its command here, and nothing is decided."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from procflow.cli import typed
from procflow.cli.frame import Command, pass_place
from procflow.cli.place import Place, today
from procflow.cli.shown import plain, plan_lines
from procflow.cli.words import known, period, person, word
from procflow.errors import NotFound, Refused

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from procflow.engine import Command as Asked
    from procflow.engine import Record

ONE_STEP = "要写明事项编号和步骤：procflow step CASE STEP；发起新事项：procflow step --begin PROCEDURE --unit UNIT [STEP]"
PREVIEWED = "以上是预演，没有任何内容被改动。核对编号 {preview}"
STORED = "附件已经收存，正式办理时再写一次 --file 也不会存两份"
TAKEN = "已办：{no}，记录 {event}"
KEY = "请求号 {key}（网络中断后用 --key 带上它重办，不会办两次）"


@click.command("step", cls=Command, help="以某人的身份办一步；--begin 发起新事项，--preview 只看会发生什么")
@click.argument("words", nargs=-1, type=word, metavar="[CASE] [STEP]")
@click.option("--as", "actor", required=True, type=person, metavar="PERSON", help="以谁的身份（人员编号）")
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
    with place.session(writing=True) as session:
        known(session, *filter(None, (actor, said["member"])))
        session.rollback()
        files = tuple(upload(place, session, each, actor) for each in said["paths"])
        asked = command(words, actor, begin, form, files, said)
        (previewed if preview else taken)(place, session, asked, actor)


def command(words: tuple[str, ...], actor: str, begin: str, form: dict[str, Any], files: tuple[str, ...], said: dict[str, Any]) -> Asked:
    from procflow.engine import Command as Asked

    case, step = ("", words[0] if words else "create") if begin else words
    return Asked(
        step=step, actor=actor, key=said["key"] or uuid.uuid4().hex, case=case, procedure=begin, unit=said["unit"] if begin else "",
        subject=said["subject"], period=said["period"], form=form, files=files, version=said["version"], preview=said["confirm"],
        entered_for=said["member"],
    )  # fmt: skip


def upload(place: Place, session: Session, path: Path, actor: str) -> str:
    """The file as evidence, on record by itself, because a preview too must find it; the hash names it."""
    from procflow import evidence
    from procflow.db import now
    from procflow.demo import EVIDENCE
    from procflow.engine import note

    settings = place.settings
    data = typed.content(path, settings.max_file_bytes)
    stored = evidence.keep(session, settings.home / EVIDENCE, data, path.name, actor, now(session), most=settings.max_file_bytes)
    note(session, kind="evidence.stored", actor=actor, data={"sha256": stored.sha256, "size": stored.size, "media": stored.media})
    return stored.sha256


def taken(place: Place, session: Session, asked: Asked, actor: str) -> None:
    from procflow.engine import advance

    record = advance(session, asked)
    no = number_of(session, record)
    plan = explained(session, record, actor)
    data = {"case": no, "record": record.event_id, "hash": record.hash, "key": asked.key, "plan": plain(plan, place.lang)}
    lines = [place.say(TAKEN, no=no, event=record.event_id), *plan_lines(plan, place.lang), place.say(KEY, key=asked.key)]
    place.show(data, lines)


def previewed(place: Place, session: Session, asked: Asked, actor: str) -> None:
    """What would happen; a refusal is told as one, though nothing is recorded."""
    from procflow.engine import preview

    session.rollback()
    record = preview(session, asked)
    plan = explained(session, record, actor)
    if record.refused:
        raise Refused(plan.refusals)
    lines = [*plan_lines(plan, place.lang), place.say(PREVIEWED, preview=plan.preview), *([place.say(STORED)] if asked.files else [])]
    place.show({"preview": plan.preview, "plan": plain(plan, place.lang)}, lines)


def explained(session: Session, record: Record, actor: str) -> Any:
    from procflow.queries.explain import explain

    return explain(session, actor, today(session), record)


def number_of(session: Session, record: Record) -> str:
    from sqlalchemy import select

    from procflow.models import Case

    found = session.scalar(select(Case.no).where(Case.case_id == record.case_id))
    if found is None:
        raise NotFound
    return found
