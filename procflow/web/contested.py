"""Where an objection to what is posted begins, filled in as far as the page that leads there knows it. It lodges nothing and permits nothing."""

from __future__ import annotations

from typing import Any

from flask import url_for

from procflow.dates import Period
from procflow.guards.parties import SHEETS
from procflow.guards.timeliness import ABOUT, POSTED
from procflow.queries import CasePage, Origin
from procflow.web.auth import current

START, OBJECTION = "start.form", "objection_review"
COMPONENTS = ("base", "bonus", "deduction")


def of_case(page: CasePage) -> str:
    """The address of an objection to what this case posted; "" for a case that posted nothing, and to who is not of the branch."""
    if page.procedure not in SHEETS or page.unit != current().unit or not any(each.step == POSTED for each in page.decisions):
        return ""
    about = next(
        (kind for kind, procedure in ABOUT.items() if procedure == page.procedure),
        "rating" if page.procedure == "annual_rating" else "line",
    )
    subject = current().person if page.about_unit else page.subject.id
    return begun(subject, page.period, about=about, sheet=page.no)


def of_line(origin: Origin) -> str:
    """The address of an objection to one ledger line by the member whose it is; "" for anybody else, and for a line that was taken back."""
    if origin.member.id != current().person or origin.reversed_by or origin.reverses:
        return ""
    span = Period.parse(origin.counts_in)
    period = str(Period.of(span.first, "quarter")) if span.kind == "month" else str(span)
    component = origin.component if origin.component in COMPONENTS else "other"
    return begun(origin.member.id, period, about="line", component=component, targets=origin.case or None)


def begun(subject: str, period: str, **said: Any) -> str:
    asked: dict[str, Any] = {"procedure": OBJECTION, "self": 1, "about-subject": subject, "about-period": period, **said}
    return url_for(START, **asked)
