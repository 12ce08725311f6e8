"""One dated fact, filed or foreseen as a person through the write door: units, people, roles, bodies, deputies. It decides nothing."""

from __future__ import annotations

import uuid
from typing import Any

import click

from procflow.cli import told, typed
from procflow.cli.doors import as_person
from procflow.cli.frame import Command, pass_place
from procflow.cli.place import Place
from procflow.cli.words import known, word
from procflow.errors import Refused
from procflow.wording import say

FILED = "已登记：{kind} {subject}，从{since}起，记录 {event}"
FORESEEN = "以上是预演，没有登记。"
WARNED = "请留意：{sentence}"


@click.command("file", cls=Command, help="以某人的身份登记一项资料（单位、人员、职务、机构、代办等）；--preview 只看会登记什么、要留意什么")
@click.argument("kind", type=word, metavar="KIND")
@click.argument("subject", type=word, metavar="SUBJECT")
@as_person
@click.option("--unit", required=True, type=word, metavar="ID", help="哪个单位的资料")
@click.option("--since", default="", metavar="DAY", help="从哪天起（默认今天）")
@click.option("--until", default="", metavar="DAY", help="到哪天止（含当天，默认没有限期）")
@click.option("--field", "fields", multiple=True, metavar="NAME=VALUE", help="表单的一项；同一项写几次就是一个名单")
@click.option("--json-form", default="", metavar="FILE", help="表单的 JSON 文件，- 是标准输入")
@click.option("--key", default="", type=word, metavar="KEY", help="请求号：同一个号只办一次")
@click.option("--preview", is_flag=True, help="只看会发生什么，不办")
@pass_place
def file(place: Place, kind: str, subject: str, actor: str, preview: bool, **said: Any) -> None:
    from procflow.engine import enter, foresee
    from procflow.engine.noted import Filing
    from procflow.queries.titles import fact

    form = typed.form(said["fields"], said["json_form"])
    filing = Filing(actor, said["key"] or uuid.uuid4().hex, said["unit"], kind, subject, form, said["since"], said["until"])
    with place.session(writing=True) as session:
        known(session, actor)
        session.rollback()
        seen = foresee(session, [filing])[0]
        warnings = [say(each.sentence, place.lang, **each.inputs) for each in seen.warnings]
        if preview and seen.record.refused:
            raise Refused(told_refusals(seen.record))
        record = seen.record if preview else enter(session, filing)
    effect = record.body["effects"][0]
    data = {"kind": kind, "subject": subject, "since": effect["since"], "until": effect["until"], "warnings": warnings,
            **({} if preview else {"record": record.event_id, "hash": record.hash, "key": filing.key})}  # fmt: skip
    ending = [place.say(FORESEEN)] if preview else [place.say(told.KEY, key=filing.key)]
    what = place.say(FILED, kind=say(fact(kind), place.lang), subject=subject, since=effect["since"], event=record.event_id)
    place.show(data, [*(place.say(WARNED, sentence=each) for each in warnings), what, *ending])


def told_refusals(record: Any) -> Any:
    from procflow.engine.repeat import refusals

    return refusals(record)
