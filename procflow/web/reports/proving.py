"""The certificate of a case, on screen and as PDF, for whoever may read the case: it tells nothing that the record does not. It judges nothing."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from procflow.db import now
from procflow.reports.compliance import Words, certified
from procflow.reports.compliance.proof import CHECKED, TITLE, paper, summary
from procflow.reports.viewed import viewed
from procflow.web.auth import current
from procflow.web.filters import lang
from procflow.web.here import ident, reading
from procflow.web.papers import sent
from procflow.web.reader import reader


def install(pages: Blueprint) -> None:
    pages.get("/certificate/<no>")(certificate)
    pages.get("/certificate/<no>.pdf")(certificate_pdf)


def certificate(no: str) -> ResponseReturnValue:
    found, names = certified(reading(), current().person, ident(no))
    viewed(*reader(), no)
    words = Words(lang(), names, {found.unit: found.unit_title})
    return render_template("reports/certificate.html", title=TITLE, found=found, words=words, said=summary(found, words), checked=CHECKED)


def certificate_pdf(no: str) -> ResponseReturnValue:
    found, names = certified(reading(), current().person, ident(no))
    made = paper(found, names, now(reading()), lang())
    viewed(*reader(), no)
    return sent(made, no)
