"""Whom to turn to about what is posted: a person, a telephone, a place, for each unit. Who may file it is the write door's to say."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from procflow.engine.noted import Filing
from procflow.filing import ContactForm
from procflow.forms import Day
from procflow.web.admin import flow
from procflow.web.admin.flow import Act, Values
from procflow.web.admin.given import people, starting
from procflow.web.auth import current

NAMED = ("person", "phone", "place")

pages = Blueprint("admin_contact", __name__)


@pages.get("/admin/contact")
def index() -> ResponseReturnValue:
    return redirect(url_for("admin_contact.form", act="name"))


class Named(ContactForm):
    since = Day("从哪天起")


def name(unit: str, values: Values, key: str) -> list[Filing]:
    form: dict[str, Any] = {each: values[each] for each in NAMED}
    return [Filing(current().person, key, unit, "contact", unit, form, values["since"])]


def form(unit: str) -> type[ContactForm]:
    return Named


flow.routes(
    pages,
    {"name": Act("登记公示联系人", "公示表上写这个人的名字和电话；有异议、扫码以后有话要说的，都找他。", form, name, people, starting)},
)
