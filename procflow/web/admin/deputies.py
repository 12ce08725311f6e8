"""Deputies: who acts for whom, in which procedures, from when until when; named and ended here. Who may file it is the write door's to say."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from procflow.access.supposing import before
from procflow.engine.noted import Filing
from procflow.errors import Invalid
from procflow.forms import Code, Day, Form, Person, Several
from procflow.queries.deputies import of_unit
from procflow.queries.posts import entitled
from procflow.web.admin import flow, told
from procflow.web.admin.flow import Act, Values
from procflow.web.admin.given import people
from procflow.web.auth import current
from procflow.web.choices import Choices
from procflow.web.reader import reader

NONE = "这两人之间没有正在或将要进行的代办"

pages = Blueprint("admin_deputies", __name__)


@pages.get("/admin/deputies")
def index() -> ResponseReturnValue:
    return render_template("admin/deputies.html", found=of_unit(*reader(), current().unit))


class Named(Form):
    absent = Person("代谁办理")
    subject = Person("由谁代办")
    since = Day("从哪天起")
    until = Day("到哪天止", hint="含当天；到期自动失效。")
    procedures = Several("代办哪些程序", Code, required=False, hint="都不勾，就是这个人担任的职务该办的全部事项。")


class Ended(Form):
    absent = Person("代谁办理")
    subject = Person("由谁代办")
    off = Day("从哪天起不再代办", hint="写今天，确认后立即失效。")


def name(unit: str, values: Values, key: str) -> list[Filing]:
    form = {"absent": values["absent"]} | ({"procedures": values["procedures"].split()} if values.get("procedures") else {})
    return [Filing(current().person, key, unit, "deputy", values["subject"], form, values["since"], values["until"])]


def end(unit: str, values: Values, key: str) -> list[Filing]:
    last = before(values["off"])
    standing = [
        each
        for each in entitled(*reader(), unit).facts("deputy", subject=values["subject"])
        if each.data["absent"] == values["absent"] and each.until >= max(values["off"], each.since)
    ]
    if not standing:
        raise Invalid({"subject": [NONE]})
    return [
        Filing(current().person, f"{key}-{number}" if number else key, unit, "deputy", each.subject, dict(each.data), each.since,
               max(last, before(each.since)))
        for number, each in enumerate(standing)
    ]  # fmt: skip


def offered(unit: str) -> Choices:
    """The unit's people and the procedures, by their titles in the reader's language."""
    return Choices(people=people(unit).people, codes={told.PROCEDURES: told.of_procedures()})


flow.routes(pages, {
    "lend": Act("指定代办", "不在岗时由别人代办：留痕写明“甲代乙”。本人和被代办人自己的事项、表决和机构的记录不代办，也不再转给别人。",
                Named, name, offered),
    "end": Act("结束代办", "", Ended, end, people),
})  # fmt: skip
