"""The trail: one case with every record, a search for cases, and whether the records are whole. It shows and checks; it repairs nothing."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue

from procflow import queries
from procflow.engine import note
from procflow.proof.check import verify
from procflow.proof.signer import Signer
from procflow.queries.acts import acts
from procflow.queries.search import emptied, search
from procflow.queries.trace import stood
from procflow.reports.viewed import viewed
from procflow.web import records, searching
from procflow.web.asof import asof, carry
from procflow.web.auth import current
from procflow.web.here import ident, reading, writing
from procflow.web.reader import reader
from procflow.web.sealing import PROVERS, log_stands

COUNTED = {
    "records": "留痕记录", "sealed": "已封存记录", "signed": "签过的检查点",
    "chains": "记录链", "ledger_entry": "台账条目", "dated_fact": "登记资料", "sealed_period": "已封账期间",
    "task": "任务", "notice": "通知", "case_link": "关联",
}  # fmt: skip

pages = Blueprint("audit", __name__)
pages.app_url_defaults(carry)


@pages.get("/audit/cases/<no>")
@pages.get("/cases/<no>/steps")
def trace(no: str) -> ResponseReturnValue:
    """The whole trail of a case in one document, or its decisions alone."""
    day, found = asof(), queries.trace(*reader(), ident(no))
    viewed(*reader(), found.no)
    found = stood(found, day) if day else found
    whole = request.args.get("show") == "all"
    events = records.shown(reading(), found.regime, found.events if whole else found.decisions)
    return render_template("trace.html", trace=found, events=events, whole=whole, asof=day)


@pages.get("/audit")
def index() -> ResponseReturnValue:
    """Cases, or single records, by everything that an auditor may know of them; where nothing is found, which condition it is."""
    asked = searching.Asked.of(request.args)
    look = acts if asked.view == searching.RECORDS else search
    found = look(*reader(), asked.sought, after=asked.after)
    missed = () if found.total else emptied(asked.sought, lambda other: look(*reader(), other, limit=1).total)
    return render_template("audit.html", missed=missed, **searching.shown(asked, found))


@pages.get("/audit/integrity")
def integrity() -> ResponseReturnValue:
    overseer()
    return render_template("integrity.html", report=None, counted=COUNTED, log=log_stands())


@pages.post("/audit/integrity")
def check() -> ResponseReturnValue:
    """Every record read and everything rebuilt from them, now; on demand, because the whole database is read, and on record who asked."""
    overseer()
    signer = Signer(current_app.config["SIGNER"])
    report = verify(writing(), signer=signer.state if signer.there else None)
    note(writing(), kind="audit.verify", actor=current().person, data={"ok": report.ok, "records": report.counts.get("records", 0)})
    return render_template("integrity.html", report=report, counted=COUNTED, log=log_stands())


def overseer() -> None:
    """The check reads every unit's records, and tells of one that differs where it lies: it is for those who oversee."""
    if not current().roles & PROVERS:
        abort(403)
