"""Memberships as they are filed: somebody taken in, changed, sent to another unit, received from one. It decides nothing."""

from __future__ import annotations

from typing import Any

from flask import request

from procflow.access.filed import ENDED
from procflow.access.supposing import before
from procflow.engine.noted import Filing
from procflow.errors import Invalid
from procflow.filing import STANDINGS, PersonForm
from procflow.forms import Choice, Code, Day, Form, Person, Words, Yes
from procflow.queries.posts import entitled
from procflow.queries.transfers import arrivals
from procflow.web.admin.flow import Act, Values
from procflow.web.admin.given import elsewhere, people, starting
from procflow.web.auth import current
from procflow.web.choices import Choices, Option
from procflow.web.reader import reader

HERE = {name: title for name, title in STANDINGS.items() if name not in ENDED}
KEPT = ("group", "retired", "probation_until")  # what stays as it was when somebody is received
NOT_SENT = "没有转来的记录，请先由原单位转出，或者按新进人员登记"
IN_SCOPE = "同时纳入积分管理"


class Taken(PersonForm):
    standing = Choice("身份", HERE)
    group = Words("党小组", required=False)
    since = Day("从哪天起", hint="组织关系到本单位的日期。")
    probation_until = Day("预备期截止日期", required=False, hint="预备党员填写。")
    retired = Yes("已退休", required=False)
    scope = Yes(IN_SCOPE, required=False)


class Changed(Form):
    subject = Person("谁")
    standing = Choice("身份", STANDINGS)
    group = Words("党小组", required=False)
    since = Day("从哪天起")
    probation_until = Day("预备期截止日期", required=False)
    retired = Yes("已退休", required=False)


class Renamed(PersonForm):
    subject = Person("谁")


class Sent(Form):
    subject = Person("谁")
    goes_to = Code("转往单位", required=False, hint="转到本系统以外的不选。")
    since = Day("从哪天起转出", hint="这一天起不再是本单位的人，积分算到前一天。")


class Received(Form):
    subject = Person("谁")
    group = Words("党小组", required=False)
    since = Day("从哪天起转入", hint="组织关系到本单位的日期，积分从这一天起算。")
    scope = Yes(IN_SCOPE, required=False)


def take(unit: str, values: Values, key: str) -> list[Filing]:
    subject = "p-" + key.replace("-", "")[:12]  # of the act itself: the page that is confirmed names the same
    said = {name: values[name] for name in ("standing", *KEPT) if values.get(name)}
    name = Filing(current().person, f"{key}-0", unit, "person", subject, {"name": values["name"]}, values["since"])
    return [name, Filing(current().person, key, unit, "membership", subject, said, values["since"]), *scoped(unit, subject, values, key)]


def change(unit: str, values: Values, key: str) -> list[Filing]:
    said = {name: values[name] for name in ("standing", *KEPT) if values.get(name)}
    org = entitled(*reader(), unit)
    last = org.latest("membership", values["subject"])
    if last and values["standing"] == "probationary":
        said |= {name: last.data[name] for name in ("extensions", "extended_from") if last.data.get(name)}
    gone = unscoped(unit, values["subject"], values["since"], key) if values["standing"] in ENDED else []
    return [Filing(current().person, key, unit, "membership", values["subject"], said, values["since"]), *gone]


def rename(unit: str, values: Values, key: str) -> list[Filing]:
    return [Filing(current().person, key, unit, "person", values["subject"], {"name": values["name"]})]


def send(unit: str, values: Values, key: str) -> list[Filing]:
    said = {"standing": "gone"} | ({"to": values["goes_to"]} if values.get("goes_to") else {})
    new = Filing(current().person, key, unit, "membership", values["subject"], said, values["since"])
    return [new, *unscoped(unit, values["subject"], values["since"], key)]


def receive(unit: str, values: Values, key: str) -> list[Filing]:
    found = next(
        (each for each in arrivals(*reader(), unit) if each.person.id == values["subject"] and each.since <= values["since"]), None
    )
    if found is None:
        raise Invalid({"subject": [NOT_SENT]})
    said = {"standing": found.standing, "came": found.unit} | ({"group": values["group"]} if values.get("group") else {})
    new = Filing(current().person, key, unit, "membership", values["subject"], said, values["since"])
    return [new, *scoped(unit, values["subject"], values, key)]


def scoped(unit: str, subject: str, values: Values, key: str) -> list[Filing]:
    return [Filing(current().person, f"{key}-s", unit, "scope", subject, {}, values["since"])] if values.get("scope") else []


def unscoped(unit: str, subject: str, since: str, key: str) -> list[Filing]:
    """Whoever goes is in scope until the day before: the same fact with its last day."""
    found = entitled(*reader(), unit).latest_begun("scope", subject, since)
    if found is None or found.until < since:
        return []
    return [
        Filing(current().person, f"{key}-s", unit, "scope", subject, dict(found.data), found.since, max(before(since), before(found.since)))
    ]


def as_it_is(unit: str) -> dict[str, Any]:
    """What is on file of the person, to be changed from."""
    person = request.args.get("subject", "")
    found = entitled(*reader(), unit).latest("membership", person, starting(unit)["since"]) if person else None
    kept = {name: str(found.data[name]) for name in ("standing", *KEPT) if found.data.get(name)} if found else {}
    return starting(unit) | kept


def coming(unit: str) -> Choices:
    return Choices(people=tuple(Option(each.person.id, each.person.name, each.unit_title) for each in arrivals(*reader(), unit)))


ACTS = {
    "take": Act("登记新进人员", "从本系统其他单位转来的，请用“转入”，积分记录会跟着过来。", Taken, take, people),
    "change": Act("变更身份", "转正、编入党小组、退休等，写明从哪天起；以前的情况仍然查得到。", Changed, change, people, as_it_is),
    "rename": Act("更正姓名", "姓名只存在人员资料里，更正以后各处都显示新的。", Renamed, rename, people),
    "send": Act("转出", "转出以后，对方单位登记转入，就能看到随转的积分记录。", Sent, send, elsewhere),
    "receive": Act("转入", "原单位已经登记转出的，在这里登记转入。", Received, receive, coming),
}
