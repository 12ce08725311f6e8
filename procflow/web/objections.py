"""The register of objections on a page: what is open and what it holds up first, then what was answered. It shows and changes nothing."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from procflow.queries.objections import Objection, objections
from procflow.queries.received import ENTERING
from procflow.web.auth import current
from procflow.web.reader import reader

KINDS = {"": "待受理", "publicity": "公示中提出", "verification": "核实中提出", "late": "逾期提出"}
SOURCES = {"member": "党员", "masses": "群众", "anonymous": "匿名"}
RESULTS = {"upheld": "成立", "partly": "部分成立", "dismissed": "不成立"}
ABOUT = {"line": "明细有误", "omission": "漏记", "rating": "评定等次", "confirmation": "预备党员转正", "exemption": "免予纳入"}
TAGS = {"upheld": "ok", "partly": "warn", "dismissed": "", "": ""}

pages = Blueprint("objections", __name__)


@pages.get("/objections")
def index() -> ResponseReturnValue:
    units = [(seat, sorted(found, key=urgency)) for seat, found in objections(*reader())]
    takes_in = bool(current().roles & ENTERING)
    return render_template(
        "objections.html", units=units, takes_in=takes_in, kinds=KINDS, sources=SOURCES, results=RESULTS, about=ABOUT, tags=TAGS
    )


def urgency(each: Objection) -> tuple[bool, bool]:
    """What holds something up first, then what is open; the order of the register stays within."""
    return not each.holds, not each.open
