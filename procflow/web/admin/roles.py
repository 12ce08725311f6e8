"""Roles and bodies: who holds what from when until when, appointed, ended, composed anew. Who may file it is the write door's to say."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from procflow.access import Fact
from procflow.access.supposing import before
from procflow.engine.noted import Filing
from procflow.errors import Invalid
from procflow.filing import BODY_TITLES, ROLES, BodyForm, RoleForm
from procflow.forms import Choice, Day, Form, Person, Yes
from procflow.queries.posts import entitled, posts
from procflow.web.admin import flow
from procflow.web.admin.flow import Act, Values
from procflow.web.admin.given import asof, may, people, starting
from procflow.web.auth import current
from procflow.web.reader import reader

ALONE = "points_admin"  # held by one at a time: the old one ends before the new one begins
NOT_HELD = "这个人没有担任这一职务，或者任期已经截止"
NO_BODY = "这个机构现在没有登记成员"

pages = Blueprint("admin_roles", __name__)


@pages.get("/admin/roles")
def index() -> ResponseReturnValue:
    day = asof()
    found = posts(*reader(), current().unit, day.on)
    return render_template("admin/roles.html", found=found, asof=day, may_role=may("role"), may_body=may("body"))


class Appointed(Form):
    subject = Person("谁")
    role = Choice("职务", ROLES)
    since = Day("从哪天起", hint="任职文件上的日期；补登记的写实际日期。")
    until = Day("到哪天止", required=False, hint="含当天；没有限期的不填。")
    instead = Yes("接任：原来担任这一职务的人，到前一天为止", required=False)


class Ended(RoleForm):
    subject = Person("谁")
    off = Day("从哪天起不再担任", hint="这一天起就不再有这一职务的权限；写今天，确认后立即生效。")


class Composed(BodyForm):
    body = Choice("机构", BODY_TITLES)
    since = Day("从哪天起")
    until = Day("到哪天止", required=False, hint="含当天；没有限期的不填。")


class Dissolved(Form):
    body = Choice("机构", BODY_TITLES)
    off = Day("从哪天起不再设")


def appoint(unit: str, values: Values, key: str) -> list[Filing]:
    """The new one; with `instead`, whoever held it until then is ended the day before."""
    new = Filing(current().person, key, unit, "role", values["subject"], {"role": values["role"]}, values["since"], values.get("until", ""))
    held = standing(unit, values["role"], values["since"]) if values.get("instead") else []
    ended = [stopped(each, values["since"], f"{key}-{number}") for number, each in enumerate(held, 1) if each.subject != new.subject]
    return [*ended, new] if values["role"] == ALONE else [new, *ended]


def end(unit: str, values: Values, key: str) -> list[Filing]:
    held = [
        each for each in standing(unit, values["role"], "") if each.subject == values["subject"] and each.until >= before(values["off"])
    ]
    if not held:
        raise Invalid({"role": [NOT_HELD]})
    return [stopped(each, values["off"], f"{key}-{number}" if number else key) for number, each in enumerate(held)]


def compose(unit: str, values: Values, key: str) -> list[Filing]:
    form = {name: values[name].split() for name in ("members", "keepers")}
    return [Filing(current().person, key, unit, "body", values["body"], form, values["since"], values.get("until", ""))]


def dissolve(unit: str, values: Values, key: str) -> list[Filing]:
    last = before(values["off"])
    found = entitled(*reader(), unit).latest("body", values["body"], last)
    if found is None:
        raise Invalid({"body": [NO_BODY]})
    return [Filing(current().person, key, unit, "body", found.subject, dict(found.data), found.since, last)]


def standing(unit: str, role: str, on: str) -> list[Fact]:
    return [each for each in entitled(*reader(), unit).facts("role", on) if each.data["role"] == role and each.until >= each.since]


def stopped(fact: Fact, off: str, key: str) -> Filing:
    """The same fact with its last day, the one before `off`; one that would begin later is withdrawn."""
    last = max(before(off), before(fact.since))
    return Filing(current().person, key, fact.unit, fact.kind, fact.subject, dict(fact.data), fact.since, last)


def as_it_is(unit: str) -> dict[str, Any]:
    """The members and keepers that a body has now, to be changed from."""
    body = request.args.get("body", "")
    found = entitled(*reader(), unit).latest("body", body, starting(unit)["since"]) if body else None
    return starting(unit) | ({name: " ".join(found.data[name]) for name in ("members", "keepers")} if found else {})


flow.routes(pages, {
    "appoint": Act("任命职务", "", Appointed, appoint, people),
    "end": Act("免去职务", "", Ended, end, people),
    "compose": Act("登记机构成员", "成员一有变动就重新登记一次，写明从哪天起；以前的成员仍然查得到。", Composed, compose, people, as_it_is),
    "dissolve": Act("撤销机构", "", Dissolved, dissolve, people),
})  # fmt: skip
