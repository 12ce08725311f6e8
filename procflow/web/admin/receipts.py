"""A superior's answer on paper: a receipt or a leave by its number, and for whom. Who may file it is the write door's to say."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from procflow.engine.noted import Filing
from procflow.filing import ReceiptForm
from procflow.forms import Code, Day
from procflow.web.admin import flow
from procflow.web.admin.flow import Act, Values
from procflow.web.admin.given import people, starting
from procflow.web.auth import current

NAMED = ("about", "addressee", "persons")

pages = Blueprint("admin_receipts", __name__)


@pages.get("/admin/receipts")
def index() -> ResponseReturnValue:
    return redirect(url_for("admin_receipts.form", act="file"))


class Receipt(ReceiptForm):
    no = Code("批复或回执的编号")
    since = Day("批复日期")


def file(unit: str, values: Values, key: str) -> list[Filing]:
    said = {name: values[name].split() if name == "persons" else values[name] for name in NAMED if values.get(name)}
    return [Filing(current().person, key, unit, "receipt", values["no"], {"persons": [], **said}, values["since"])]


flow.routes(
    pages,
    {
        "file": Act(
            "登记上级批复或回执", "上级对备案、请示的书面答复；涉及到人的，写明是谁，办理时凭它核对。", Receipt, file, people, starting
        )
    },
)
