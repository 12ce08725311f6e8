"""The roster in and out: the pages of its import, and its export, which is on record. Who may is said by what is on file."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from procflow.engine import note
from procflow.importing.roster import exported
from procflow.importing.rosters import Roster
from procflow.web import here
from procflow.web.admin.imports import Import, workbook
from procflow.web.auth import current
from procflow.web.filters import lang

pages = Import(Roster()).install(Blueprint("admin_roster", __name__))


@pages.post("/import/roster/export")
def export() -> ResponseReturnValue:
    """Everybody of the unit and below; who took it is on record, what it said is not."""
    unit, person = current().unit, current().person
    data, people = exported(here.reading(), person, here.today(), unit, lang())
    note(here.writing(), kind="roster.exported", actor=person, data={"people": people, "format": "xlsx"}, unit=unit)
    return workbook(data, f"{unit}-{here.today().isoformat()}-roster.xlsx")
