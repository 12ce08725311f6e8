"""The organisation: the tree of units as of any day, and what is filed about one. Who may change it is the write door's to say."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from procflow.access.supposing import before
from procflow.engine.noted import Filing
from procflow.errors import Invalid
from procflow.filing import UNIT_KINDS
from procflow.forms import Choice, Code, Day, Form, Words
from procflow.queries.posts import entitled
from procflow.queries.tree import every_unit, now, past, tree
from procflow.web.admin import flow
from procflow.web.admin.flow import Act, Values
from procflow.web.admin.given import asof, starting
from procflow.web.auth import current
from procflow.web.choices import Choices, Option
from procflow.web.here import ident, reading
from procflow.web.reader import reader

PREFIX = "2 到 12 个字母或数字，用在事项编号的开头，以后不变。"
ODD = "编号前缀只用字母和数字，2 到 12 个"

pages = Blueprint("admin_org", __name__)


@pages.get("/admin/org")
def index() -> ResponseReturnValue:
    day = asof()
    return render_template("admin/org.html", nodes=tree(*reader(), current().unit, day.on), asof=day)


@pages.get("/admin/org/<unit>")
def unit(unit: str) -> ResponseReturnValue:
    found = past(*reader(), ident(unit))
    return render_template("admin/unit.html", one=now(reading(), unit), past=found)


class New(Form):
    parent = Code("上级单位")
    title = Words("单位名称")
    kind = Choice("单位类别", UNIT_KINDS)
    code = Words("编号前缀", hint=PREFIX)
    since = Day("从哪天起")


class Renamed(Form):
    title = Words("单位名称")
    kind = Choice("单位类别", UNIT_KINDS)
    since = Day("从哪天起", hint="批准更名的日期；不晚于今天。")


class Moved(Form):
    parent = Code("新的上级单位")
    since = Day("从哪天起", hint="批准调整的日期；不晚于今天。")


class Ended(Form):
    into = Code("并入单位", required=False, hint="合并到别的单位的，选那个单位；单独撤销的不选。")
    off = Day("从哪天起撤销", hint="未办结的事项要先办完，党员要先转出。")


def set_up(unit: str, values: Values, key: str) -> list[Filing]:
    code = values["code"].strip().upper()
    if not (code.isascii() and code.isalnum() and 2 <= len(code) <= 12):
        raise Invalid({"code": [ODD]})
    form = {"title": values["title"], "kind": values["kind"], "code": code, "parent": values["parent"]}
    name = f"u-{code.lower()}"
    return [Filing(current().person, key, name, "unit", name, form, values["since"])]


def rename(unit: str, values: Values, key: str) -> list[Filing]:
    return changed(unit, values, key, title=values["title"], kind=values["kind"])


def move(unit: str, values: Values, key: str) -> list[Filing]:
    return changed(unit, values, key, parent=values["parent"])


def changed(unit: str, values: Values, key: str, **said: str) -> list[Filing]:
    return [Filing(current().person, key, unit, "unit", unit, as_it_is(unit) | said, values["since"])]


def end(unit: str, values: Values, key: str) -> list[Filing]:
    """The same fact with its last day."""
    last = entitled(*reader(), unit).latest("unit", unit)
    said = as_it_is(unit) | ({"into": values["into"]} if values.get("into") else {})
    return [Filing(current().person, key, unit, "unit", unit, said, last.since if last else "", before(values["off"]))]


def as_it_is(unit: str) -> dict[str, Any]:
    found = now(reading(), unit)
    return {"title": found.title, "kind": found.kind, "code": found.code} | ({"parent": found.parent} if found.parent else {})


def begun(unit: str) -> dict[str, Any]:
    """The unit as it is, to be changed from; a new one below it."""
    return starting(unit) | (as_it_is(unit) if request.view_args and request.view_args["act"] != "new" else {"parent": unit})


def others(unit: str) -> Choices:
    """The reader's units to be put above, every other unit to be merged into."""
    mine = tuple(Option(each, title) for each, title in current().units)
    return Choices(
        codes={"parent": mine, "into": tuple(Option(each.unit, each.title) for each in every_unit(reading()) if each.unit != unit)}
    )


flow.routes(pages, {
    "new": Act("设立单位", "", New, set_up, others, begun),
    "rename": Act("单位更名", "新名称从这一天起用；以前的公示、记录仍然显示当时的名称。", Renamed, rename, others, begun),
    "move": Act("调整隶属", "下级单位随着一起调整；上级的职务从此由新的上级担任。", Moved, move, others, begun),
    "end": Act("撤销或合并单位", "撤销以后不再发起新的事项，以前的记录照样查得到。", Ended, end, others, begun),
})  # fmt: skip
